import { expect, test } from '@playwright/test';
import { inEveryLook, Playground, violations } from './playground.ts';

test.describe('axe finds nothing', () => {
  inEveryLook(() => {
    test('at first start', async ({ page }) => {
      await new Playground(page).open();
      await page.waitForTimeout(1500);
      expect(await violations(page)).toEqual([]);
    });

    test('in the empty workspace', async ({ page }) => {
      await page.goto('/#new');
      await page.waitForTimeout(1500);
      expect(await violations(page)).toEqual([]);
    });
  });
});

test('axe finds nothing in the dialogs, with an error and with an invalid event', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.monaco();
  await app.retype(app.ruleText, 'process where process.name = "bash"');
  await app.retype(app.eventText, '{"process": ');
  await expect(app.row(/^Invalid/)).toHaveCount(1);
  expect(await violations(page)).toEqual([]);
  await app.events.getByRole('button', { name: 'Add events' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
