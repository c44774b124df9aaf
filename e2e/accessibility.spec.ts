import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect, test } from '@playwright/test';
import { Playground } from './playground.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  );
}

const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

for (const [name, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`axe finds nothing, ${name} and ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

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
  }
}

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
