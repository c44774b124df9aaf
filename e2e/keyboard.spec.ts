import { expect, test } from '@playwright/test';
import { Playground } from './playground.ts';

/** The whole journey without a mouse. */
test.describe('keyboard alone', () => {
  test('walks the events, reads the clauses, edits rule and event, and gets out again', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();

    // From the top of the page by Tab alone to the list, then along it.
    await page.keyboard.press('Tab');
    for (let i = 0; i < 60 && !(await isInside(app)); i++) await tabOn(app);
    await expect(app.grid.locator(':focus')).toHaveRole('row');
    await page.keyboard.press('Home');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect(app.grid.getByRole('row', { selected: true })).toHaveAccessibleName(/^No match/);
    await page.keyboard.press('k');
    await expect(app.grid.getByRole('row', { selected: true })).toHaveAccessibleName(/^Match/);

    // A label, and the next disagreement.
    await page.keyboard.press('a');
    await expect(app.grid.getByRole('row', { selected: true })).toHaveAccessibleName(/alert/);
    await page.keyboard.press('n');
    await expect(app.grid.getByRole('row', { selected: true })).toHaveAccessibleName(/^(Match|No match)/);

    // Enter edits the event, Esc comes back.
    await page.keyboard.press('Enter');
    await expect(app.eventText).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(app.grid.locator(':focus')).toHaveRole('row');

    // The clause tree.
    await app.clauses.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(app.clauses.locator(':focus')).toHaveAccessibleName(/^(true|false|missing)/);
    await page.keyboard.press('ArrowLeft');
  });

  test('edits the rule and leaves the editor: Ctrl+M lets Tab out', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.ruleText.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('process where process.name == "ksh"');
    await expect(app.status).toContainText('1 of 24 events matches');
    await page.keyboard.press('Control+m');
    await page.keyboard.press('Tab');
    await expect(app.ruleText).not.toBeFocused();
  });

  test('adds events and opens an example', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.events.getByRole('button', { name: 'Add events' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
    await page.keyboard.insertText('{"event": {"category": "process"}}');
    for (let i = 0; i < 6; i++) {
      if ((await page.locator(':focus').textContent())?.startsWith('Add') === true) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await expect(app.status).toContainText('8 of 25 events match');
    await page.getByRole('button', { name: 'Examples' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(app.status).toContainText('of 24 events match');
  });
});

async function isInside(app: Playground): Promise<boolean> {
  return (await app.grid.locator('[data-row]:focus').count()) > 0;
}

/** Tab, with the way out of an editor where one holds it. */
async function tabOn(app: Playground): Promise<void> {
  const inEditor = (await app.page.locator('.monaco-editor :focus').count()) > 0;
  if (inEditor) await app.page.keyboard.press('Control+m');
  await app.page.keyboard.press('Tab');
}

test('what held the focus and leaves the page hands it on', async ({ page }) => {
  const app = new Playground(page);
  await app.open('#new');
  await app.addEvents('{"event": {"category": "process"}, "process": {"name": "bash"}}');
  const row = app.grid.locator('[data-row]');
  await row.click();

  // The last event goes, and the list with it.
  await page.keyboard.press('Delete');
  await expect(app.events.getByRole('button', { name: 'Paste events' })).toBeFocused();
  await app.events.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect(row).toBeFocused();

  await app.events.getByRole('button', { name: 'Dismiss report' }).focus();
  await page.keyboard.press('Enter');
  await expect(row).toBeFocused();
});
