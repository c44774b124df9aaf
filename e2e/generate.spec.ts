import { expect, test } from '@playwright/test';
import { inEveryLook, Playground, violations } from './playground.ts';

test.describe('generated stories', () => {
  test('come behind the events that are there, labelled, each with a note', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    const dialog = await app.openGenerate();
    await dialog.getByRole('textbox', { name: 'Events' }).fill('200');
    await expect(dialog).toContainText(/200 events in \d+ stories: \d+ to alert on, \d+ benign/);
    await dialog.getByRole('button', { name: 'Generate' }).click();
    await expect(dialog).toBeHidden();
    await expect(app.status).toContainText(/of 224 events match/);
    await app.filter('match');
    await app
      .row(/^Match/)
      .last()
      .click();
    await expect(app.event).toContainText(/, story \d+\./);
  });

  test('replace the events, and Undo brings those back', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    const dialog = await app.openGenerate();
    await dialog.getByRole('textbox', { name: 'Events' }).fill('50');
    await dialog.getByText('Replace them').click();
    await dialog.getByRole('button', { name: 'Generate' }).click();
    await expect(app.status).toContainText(/of 50 events match/);
    await app.events.getByRole('button', { name: 'Undo' }).click();
    await expect(app.status).toContainText(/of 74 events match/);
  });

  test('are the same for the same seed, and others for another', async ({ page }) => {
    const app = new Playground(page);
    await app.open('#new');
    /** The first rows of ten events; `first` is the row of the first, as rows are never used again. */
    const tell = async (seed: string, first: number) => {
      const dialog = await app.openGenerate();
      await dialog.getByRole('textbox', { name: 'Events' }).fill('10');
      await dialog.getByRole('textbox', { name: 'Seed' }).fill(seed);
      if (await dialog.getByText('Replace them').isVisible()) await dialog.getByText('Replace them').click();
      await dialog.getByRole('button', { name: 'Generate' }).click();
      await expect(app.grid.locator(`[data-row="${first}"]`)).toContainText(/\d\d:\d\d:\d\d/);
      return (await app.grid.locator('[data-row]').allInnerTexts()).slice(0, 4);
    };
    const first = await tell('a', 0);
    const other = await tell('b', 10);
    expect(await tell('a', 20)).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('the dialog is done by keyboard, says what does not fit, and remembers', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    const dialog = await app.openGenerate();
    const weight = dialog.getByRole('spinbutton', { name: 'Weight of Intruders' });
    await weight.focus();
    await page.keyboard.press('ArrowUp');
    await expect(weight).toHaveValue('3');
    await expect(dialog).toContainText('Your own mix');
    const count = dialog.getByRole('textbox', { name: 'Events' });
    await count.fill('lots');
    await expect(dialog).toContainText('count must be a whole number from 1 to 1000000.');
    await expect(dialog.getByRole('button', { name: 'Generate' })).toBeDisabled();
    await count.fill('60');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(app.status).toContainText(/of 84 events match/);
    await app.openGenerate();
    await expect(count).toHaveValue('60');
    await expect(weight).toHaveValue('3');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(app.events.getByRole('button', { name: 'Generate' })).toBeFocused();
  });

  test('many take their time, with a bar, and can be cancelled', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    const dialog = await app.openGenerate();
    await dialog.getByRole('textbox', { name: 'Events' }).fill('400,000');
    await dialog.getByRole('button', { name: 'Generate' }).click();
    await expect(app.events.getByRole('progressbar', { name: 'Telling stories' })).toBeVisible();
    await expect(app.events).toContainText(/of 400,000 events/);
    await app.events.getByRole('button', { name: 'Cancel' }).click();
    await expect(app.events.getByRole('progressbar')).toBeHidden();
    await expect(app.status).toContainText(/of 24 events match/);
  });
});

inEveryLook(() => {
  test('axe finds nothing in the dialog, and it fits', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await page.waitForTimeout(1000);
    const dialog = await app.openGenerate();
    await dialog.getByText('13 actors').click();
    await dialog.getByText('When they begin').click();
    await dialog.getByRole('textbox', { name: 'Events' }).fill('x');
    await page.waitForTimeout(300);
    expect(await violations(page)).toEqual([]);
    const wide = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(wide).toBe(0);
  });
});
