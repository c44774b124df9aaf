import { expect, test } from '@playwright/test';
import { Playground } from './playground.ts';

/** Shown events, without the heading. */
const shown = async (app: Playground) => Number(await app.grid.getAttribute('aria-rowcount')) - 1;

test('a tally leads to its events; together with a condition and a label the list is narrowed', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.events.getByRole('button', { name: '3 false positives' }).click();
  await expect(app.row(/^Match, benign, false positive/)).toHaveCount(3);
  await app.events.getByRole('button', { name: 'Filter and label' }).click();
  await page.getByRole('menuitem', { name: /By a condition/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Condition' }).fill('process.name = "sh"');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('==');
  await dialog.getByRole('textbox', { name: 'Condition' }).fill('process.name == "dash"');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect.poll(async () => shown(app)).toBe(1);
  await page.getByRole('button', { name: 'Remove the filter: false positives' }).click();
  await expect.poll(async () => shown(app)).toBeGreaterThan(1);
});

test('by keyboard: a field and one of its commonest values, then two filters cleared at once', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.events.getByRole('button', { name: 'Filter and label' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: /By a field/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Field' })).toBeFocused();
  await page.keyboard.type('pro na');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Value' })).toBeFocused();
  await expect(page.getByRole('option', { name: '"bash" 15' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(app.events.getByText('process.name is "bash"')).toBeVisible();
  await expect(app.events.getByText('15 of 24 events listed')).toBeVisible();
  await app.events.getByRole('button', { name: '5 true positives' }).press('Enter');
  await expect(app.events.getByText('4 of 24 events listed')).toBeVisible();
  await app.events.getByRole('button', { name: 'Clear', exact: true }).press('Enter');
  await expect.poll(async () => shown(app)).toBe(24);
});

test('a value that is typed, a field that is missing, and what is wrong with a test', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  const ask = async (field: string) => {
    await app.events.getByRole('button', { name: 'Filter and label' }).click();
    await page.getByRole('menuitem', { name: /By a field/ }).click();
    await page.getByRole('combobox', { name: 'Field' }).fill(field);
    await page.getByRole('option', { name: field }).first().click();
  };
  await ask('process.name');
  await page.getByRole('dialog').getByText('is like', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Value' }).fill('*SH');
  await page.keyboard.press('Enter');
  await expect(app.events.getByText('process.name is like "*SH"')).toBeVisible();
  await page.getByRole('button', { name: /^Remove the filter/ }).press('Enter');
  await ask('user.name');
  await page.getByRole('dialog').getByText('is missing', { exact: true }).click();
  await expect(app.events.getByText('24 of 24 events listed')).toBeVisible();
  await ask('process.interactive');
  await page.getByRole('combobox', { name: 'Value' }).fill('perhaps');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('boolean');
});

test('the menu of a row leads to the events with the same value, and labels it', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.row(/ksh -i/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Events with the same…' }).press('ArrowRight');
  await page.getByRole('menuitem', { name: 'process.name is "ksh"' }).press('Enter');
  await expect.poll(async () => shown(app)).toBe(1);
  await app.row(/ksh -i/).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Label benign' }).press('Enter');
  await expect(app.row(/^No match, benign/)).toHaveCount(1);
});

test('a clause’s count leads to its events, and the chip takes them away again', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.clause(/process.interactive == true/).click();
  await page.getByRole('button', { name: /^false in/ }).click();
  await expect(app.events.getByText('process.interactive == true is false')).toBeVisible();
  await expect.poll(async () => shown(app)).toBe(5);
  await app.events.getByRole('button', { name: /^Remove the filter/ }).click();
  await expect.poll(async () => shown(app)).toBe(24);
});

test('by keyboard: a whole list is labelled, and that undone', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.filter('no match');
  await app.events.getByRole('button', { name: 'Filter and label' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: /By a field/ })).toBeFocused();
  await page.keyboard.type('Label 16 listed events b');
  await expect(page.getByRole('menuitem', { name: 'Label 16 listed events benign' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(app.events.getByText('16 events labelled benign.')).toBeVisible();
  await expect(app.events.getByRole('button', { name: '0 false negatives' })).toBeDisabled();
  await app.events.getByRole('button', { name: 'Undo' }).click();
  await expect(app.events.getByRole('button', { name: '7 false negatives' })).toBeEnabled();
});

test('sorts by verdict and back to the order of adding', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  const verdict = app.grid.getByRole('columnheader', { name: 'Verdict' });
  await verdict.getByRole('button').click();
  await expect(verdict).toHaveAttribute('aria-sort', 'ascending');
  await app.grid.getByRole('row', { selected: true }).focus();
  await page.keyboard.press('Home');
  await expect(app.grid.locator(':focus')).toHaveAccessibleName(/^Match/);
  await page.keyboard.press('End');
  await expect(app.grid.locator(':focus')).toHaveAccessibleName(/^No match/);
  await verdict.getByRole('button').click();
  await expect(verdict).toHaveAttribute('aria-sort', 'descending');
  await verdict.getByRole('button').click();
  await expect(verdict).toHaveAttribute('aria-sort', 'none');
});

test('sorts by any field that has a column', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.events.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitem', { name: 'Another field…' }).click();
  await page.getByRole('combobox', { name: 'Field' }).fill('container name');
  await page.keyboard.press('Enter');
  const head = app.grid.getByRole('columnheader', { name: 'container.name' });
  await head.getByRole('button').click();
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  const rowAt = async (key: string) => {
    await app.grid.locator('[role="row"][tabindex="0"]').focus();
    await page.keyboard.press(key);
    return app.grid.locator(':focus [data-path="container.name"]');
  };
  await expect(await rowAt('Home')).toHaveText('toolbox');
  // The event that has none stands last in either direction.
  await expect(await rowAt('End')).toHaveText('');
  await head.getByRole('button').click();
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(await rowAt('Home')).toHaveText('cache');
  await expect(await rowAt('End')).toHaveText('');
});

test('shows the rule’s own fields as columns, and keeps them over a reload', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.events.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitem', { name: 'All of the rule’s own fields' }).click();
  await expect(app.grid.getByRole('columnheader', { name: 'process.interactive' })).toBeAttached();
  await page.reload();
  await expect(app.grid.getByRole('columnheader', { name: 'process.interactive' })).toBeAttached();
});

test('the misses are grouped by what keeps them out', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.filter('near');
  const groups = app.events.getByRole('group', { name: 'Kept out by' });
  await groups.getByRole('button', { name: /^3 process.interactive == true/ }).click();
  await expect.poll(async () => shown(app)).toBe(3);
});

test('a hundred thousand events: the last one is reached by End and by dragging', async ({ page }) => {
  const app = new Playground(page);
  await app.open('#new');
  const line = (i: number) => JSON.stringify({ process: { name: 'sh', pid: i, args: ['sh', `-${i}`] } });
  const buffer = Buffer.from(Array.from({ length: 100_000 }, (_, i) => line(i)).join('\n'));
  await app.events.getByRole('button', { name: 'Add events' }).click();
  await page.getByLabel('Event files').setInputFiles({ name: 'many.ndjson', mimeType: 'application/json', buffer });
  await page.getByRole('dialog').getByRole('button', { name: /^Add/ }).click();
  await expect(app.grid).toHaveAttribute('aria-rowcount', '100001', { timeout: 20_000 });
  await app.grid.locator('[role="row"][tabindex="0"]').focus();
  await page.keyboard.press('End');
  await expect(app.grid.locator(':focus')).toHaveAttribute('aria-rowindex', '100001');
  await expect(app.grid.locator(':focus')).toHaveAccessibleName(/-99999/);
  await page.keyboard.press('Home');
  await app.grid.evaluate((grid) => grid.scrollTo({ top: grid.scrollHeight }));
  await expect(app.grid.locator('[aria-rowindex="100001"]')).toBeInViewport();
});
