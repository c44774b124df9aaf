import { type Page, expect, test } from '@playwright/test';
import { Playground } from './playground.ts';

/** The language service in the real editor: one journey for each thing that it does. */

let app: Playground;

test.beforeEach(async ({ page }) => {
  app = new Playground(page);
  await app.open();
  await app.monaco();
});

const suggestions = (page: Page) => page.locator('.suggest-widget.visible .monaco-list-row');

/** What is typed comes key by key, as from a person. */
async function typeAnew(text: string): Promise<void> {
  await app.ruleText.focus();
  await app.page.keyboard.press('ControlOrMeta+a');
  await app.page.keyboard.press('Delete');
  await app.page.keyboard.type(text);
}

/** The pointer on a word of an editor. */
async function pointAt(word: string, region = app.rule): Promise<void> {
  const place = await region.locator('.view-lines').evaluate((lines, wanted) => {
    const walker = document.createTreeWalker(lines, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    return null;
  }, word);
  expect(place, `${word} is shown`).not.toBeNull();
  await app.page.mouse.move(place!.x - 1, place!.y);
  await app.page.mouse.move(place!.x, place!.y);
}

test('suggests category, field, operator and value, one after the other', async ({ page }) => {
  await typeAnew('pro');
  await expect(suggestions(page).first()).toContainText('23 of 24');
  await page.keyboard.press('Enter');
  await page.keyboard.type('process.na');
  await expect(suggestions(page).first()).toHaveAccessibleName(/process\.name/);
  await expect(page.locator('.suggest-details')).toContainText('In 24 of 24 events');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' ');
  await expect(suggestions(page).first()).toHaveAccessibleName(/^==/);
  await page.keyboard.press('Enter');
  await expect(suggestions(page).first()).toHaveAccessibleName(/"bash"/);
  await page.keyboard.press('Enter');
  await expect(app.ruleText).toHaveValue('process where process.name == "bash"');
  await expect(app.status).toContainText('events match');
});

test('fills in a sequence, place by place', async ({ page }) => {
  await typeAnew('seq');
  await expect(suggestions(page).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('container.id');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await page.keyboard.type('30s');
  await expect(app.ruleText).toHaveValue(/^sequence by container\.id with maxspan=30s\n {2}\[process where true\]/);
});

test('says what a word means when the pointer rests on it', async ({ page }) => {
  await app.retype(app.ruleText, 'process where interactive == true and process.name == "bash"');
  await pointAt('name');
  const hover = page.locator('.monaco-hover:visible');
  await expect(hover).toContainText('In 24 of 24 events');
  await expect(hover).toContainText('"bash" (15)');
  await expect(hover).toContainText('On this event:');
});

test('shows which argument is being written', async ({ page }) => {
  await typeAnew('process where endsWith(process.name, ');
  const hints = page.locator('.parameter-hints-widget.visible');
  await expect(hints).toContainText('endsWith(source, suffix): boolean');
  await expect(hints.locator('.parameter.active')).toHaveText('suffix');
});

test('formats', async ({ page }) => {
  await app.retype(app.ruleText, 'process where (process.name=="bash") and  process.interactive==true');
  await page.keyboard.press('Shift+Alt+F');
  await expect(app.ruleText).toHaveValue('process where process.name == "bash"\n  and process.interactive == true');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(app.ruleText).toHaveValue(/and {2}process/);
});

test('folds a stage', async ({ page }) => {
  await app.retype(app.ruleText, 'sequence\n  [process where true\n    and true]\n  [file where true]');
  await expect(app.rule.locator('.view-line')).toHaveCount(4);
  await page.keyboard.press('ArrowUp');
  // What can be folded is found a moment after the text.
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+Shift+[');
    await expect(app.rule.locator('.view-line')).toHaveCount(3, { timeout: 500 });
  }).toPass();
  await expect(app.rule.locator('.codicon-folding-collapsed')).toBeVisible();
});

test('selects a value, its clause and its group', async ({ page }) => {
  await app.retype(app.ruleText, 'process where true and process.name == "bash"');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const selected = async () =>
    app.ruleText.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  for (const wider of ['bash', '"bash"', 'process.name == "bash"', 'true and process.name == "bash"']) {
    await page.keyboard.press('Shift+Alt+ArrowRight');
    await expect.poll(selected).toBe(wider);
  }
});

test('renames a value everywhere', async ({ page }) => {
  await app.retype(app.ruleText, 'process where process.parent.name == "bash" or process.name == "bash"');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('F2');
  const box = page.locator('.rename-box input');
  await expect(box).toHaveValue('bash');
  await box.fill('ksh');
  await page.keyboard.press('Enter');
  await expect(app.ruleText).toHaveValue('process where process.parent.name == "ksh" or process.name == "ksh"');
});

test('goes to a field in the event', async ({ page }) => {
  await app.retype(app.ruleText, 'process where process.executable == "a"');
  await page.keyboard.press('F12');
  await expect(app.eventText).toBeFocused();
  await app.retype(app.ruleText, 'process where file.path == "a"');
  await page.keyboard.press('F12');
  await expect(page.getByText('The selected event has no file.path.')).toBeVisible();
});

test('lists the clauses, and goes to the chosen one', async ({ page }) => {
  await app.ruleText.focus();
  await page.keyboard.press('ControlOrMeta+Shift+O');
  await page.keyboard.type('interactive');
  await expect(page.locator('.quick-input-widget .monaco-list-row').first()).toContainText('process.interactive');
  await page.keyboard.press('Enter');
  await expect(app.ruleText).toBeFocused();
  await expect(app.clauses.getByRole('treeitem', { name: /process\.interactive == true/ })).toBeVisible();
});

test('offers the fixes of what is marked', async ({ page }) => {
  await app.retype(app.ruleText, 'process where process.name == "ba*"');
  await expect(app.rule.locator('.squiggly-warning').first()).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ControlOrMeta+Period');
  await expect(page.locator('.action-widget').first()).toContainText('Write like');
  await page.keyboard.press('Enter');
  await expect(app.ruleText).toHaveValue('process where process.name like "ba*"');
});

test('Esc closes the suggestions, and only then leaves the rule', async ({ page }) => {
  await typeAnew('process where process.n');
  await expect(suggestions(page).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(suggestions(page).first()).toBeHidden();
  await expect(app.ruleText).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(app.ruleText).not.toBeFocused();
});

test('completes fields and values in the event, and says what they are', async ({ page }) => {
  await app.retype(app.eventText, '{');
  await page.keyboard.type('"pro');
  await expect(suggestions(page).first()).toHaveAccessibleName(/"process"/);
  await page.keyboard.press('Enter');
  await page.keyboard.type('"nam');
  await expect(suggestions(page).first()).toHaveAccessibleName(/"name"/);
  await expect(page.locator('.suggest-details')).toContainText('base name of the executable');
  await page.keyboard.press('Enter');
  await expect(suggestions(page).first()).toHaveAccessibleName(/"bash"/);
  await page.keyboard.press('Enter');
  await expect(app.eventText).toHaveValue('{"process": { "name": "bash" }}');
  await expect(app.event.getByText('Kept out by 9 clauses:')).toBeVisible();
  // The answer above the editor moves it, and with it what the pointer was on.
  await expect(async () => {
    await pointAt('"process"', app.event);
    await pointAt('"name"', app.event);
    const hover = page.locator('.monaco-hover:visible');
    await expect(hover).toContainText('Process: base name of the executable.', { timeout: 2000 });
  }).toPass();
});

test('marks an error of the event where it is', async ({ page }) => {
  await app.retype(app.eventText, '{"process": {"name": bash}}');
  await expect(app.event.locator('.squiggly-error')).toBeVisible();
  await page.keyboard.press('F8');
  await expect(app.event.getByRole('list', { name: 'Problems of this event' })).toContainText('1:22');
});

test('shows an event of megabytes in parts, and takes it back', async ({ page }) => {
  const LARGE = 5_000_000;
  await app.eventText.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.evaluate((length) => {
    const args = Array.from({ length: length / 25 }, (_, i) => `argument number ${i}`);
    const text = JSON.stringify({ event: { category: ['process'] }, process: { name: 'bash', args } }, null, 2);
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement!.dispatchEvent(paste);
  }, LARGE);
  await expect(app.event.getByText(/^Part 1 of [\d,]+, from line 1\./)).toBeVisible();
  await expect(app.eventText).toHaveValue(/"name": "bash"/);
  await expect(app.eventText).toHaveJSProperty('readOnly', true);
  await app.event.getByRole('button', { name: 'Next part' }).click();
  await expect(app.event.getByText(/^Part 2 of/)).toBeVisible();
  await expect(app.eventText).toHaveValue(/^ +"argument number \d+",\n/);
  await expect(app.status).toContainText('events match');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(app.event.locator('.view-lines')).toContainText('"@timestamp"');
  await expect(app.event.getByText(/^Part/)).toBeHidden();
});

test('a value of the event leads to the events that have it, by its key and by its menu', async ({ page }) => {
  await app.retype(app.eventText, '{"event": {"category": ["process"]}}');
  await page.keyboard.press('Escape');
  const chip = app.events.getByRole('button', { name: 'Remove the filter: event.category is "process"' });
  // The answer above the editor moves it, and with it what is pointed at.
  await expect(app.event.getByText(/^Kept out by \d+ clauses:/)).toBeVisible();
  await expect(async () => {
    await pointAt('"process"', app.event);
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.press('F12');
    await expect(chip).toBeVisible({ timeout: 2000 });
  }).toPass();
  await chip.click();
  await expect(chip).toBeHidden();
  await pointAt('"process"', app.event);
  await page.mouse.down({ button: 'right' });
  await page.mouse.up({ button: 'right' });
  const entry = page.getByRole('menuitem', { name: /^List the Events with This Value/ });
  await expect(entry).toBeVisible();
  // What lies below the menu does not show through.
  const ground = page.locator('.monaco-menu-container .monaco-scrollable-element').first();
  await expect(ground).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  await entry.click();
  await expect(chip).toBeVisible();
});

test('sets the caret where the pointer is, though it moves and presses in one instant', async ({ page }) => {
  const box = (await app.rule.locator('.view-lines').boundingBox())!;
  const caret = app.rule.locator('.cursor').first();
  const [x, y] = [box.x + 120, box.y + 60];
  await page.mouse.click(box.x + 5, box.y + 5);
  await expect(caret).toHaveCSS('top', '8px');
  await Promise.all([page.mouse.move(x, y), page.mouse.down(), page.mouse.up()]);
  await expect(caret).toHaveCSS('top', '56px');
});

test('a trap can be switched off where it stands, and a category that is none is mended', async ({ page }) => {
  await app.retype(app.ruleText, 'proces where process.name == "ba*"');
  await expect(app.rule.locator('.squiggly-warning')).toHaveCount(2);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ControlOrMeta+Period');
  const fixes = page.locator('.action-widget').first();
  await expect(fixes).toContainText('Ignore wildcard-literal here');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(app.ruleText).toHaveValue('// ignore: wildcard-literal\nproces where process.name == "ba*"');
  await expect(app.rule.locator('.squiggly-warning')).toHaveCount(1);
  await page.keyboard.press('Home');
  await page.keyboard.press('ControlOrMeta+Period');
  await expect(fixes).toContainText('Write process');
  await page.keyboard.press('Enter');
  await expect(app.ruleText).toHaveValue('// ignore: wildcard-literal\nprocess where process.name == "ba*"');
  await expect(app.rule.locator('.squiggly-warning')).toHaveCount(0);
});

test('tells of events that pass for want of a field', async ({ page }) => {
  await app.retype(app.ruleText, 'process where process.parent.command_line != "x"');
  await expect(app.rule.locator('.squiggly-hint')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ControlOrMeta+Period');
  await expect(page.locator('.action-widget').first()).toContainText('Add process.parent.command_line != null');
  await page.keyboard.press('Enter');
  await expect(app.status).toContainText('0 of 24 events match');
});

test('takes the colours that the system asks for, while it runs', async ({ page }) => {
  const ground = app.rule.locator('.monaco-editor-background').first();
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' });
  await expect(ground).toHaveCSS('background-color', 'rgb(0, 0, 0)');
  await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
  await expect(ground).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'active' });
  await expect(app.rule.locator('.monaco-editor').first()).toHaveClass(/hc-black/);
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' });
  await expect(app.rule.locator('.monaco-editor').first()).not.toHaveClass(/hc-black/);
});
