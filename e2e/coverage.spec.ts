import { type Locator, type Page, expect, test } from '@playwright/test';
import { examples } from '../src/scenario/examples/index.ts';
import { inEveryLook, Playground, violations } from './playground.ts';

const SEED = examples[0]!.scenario().rule.query;

/** There is no event, and so no editor for one. */
async function ruleEditor(app: Playground): Promise<void> {
  await expect(app.rule.locator('.monaco-editor').first()).toBeVisible({ timeout: 20_000 });
}

/** A rule in an empty workspace. */
async function write(app: Playground, rule: string): Promise<void> {
  await app.open('#new');
  await ruleEditor(app);
  await app.retype(app.ruleText, rule);
  await expect(app.page.getByRole('tab', { name: 'Coverage' })).toBeVisible();
}

async function openForRule(app: Playground): Promise<Locator> {
  const dialog = await app.openGenerate();
  await dialog.getByRole('tab', { name: 'For this rule' }).click();
  return dialog;
}

const meter = (page: Page) => page.getByRole('meter', { name: 'Coverage of the rule' });
const covered = async (page: Page, percent: number) =>
  expect(meter(page)).toHaveAttribute('aria-valuenow', String(percent));

test('from the seed rule to full coverage, and back to it, by mouse', async ({ page }) => {
  const app = new Playground(page);
  await write(app, SEED);
  await page.getByRole('tab', { name: 'Coverage' }).click();
  await covered(page, 0);

  const dialog = await openForRule(app);
  const add = dialog.getByRole('button', { name: /^Add \d+ events$/ });
  const count = Number(/\d+/.exec(await add.innerText())![0]);
  expect(count).toBeLessThanOrEqual(25);
  await expect(dialog).toContainText(`${count} events: 1 match, ${count - 1} near misses.`);
  await expect(dialog.getByRole('row', { name: 'process.interactive == true new new' })).toBeVisible();
  await add.click();
  await expect(dialog).toBeHidden();
  await expect(app.status).toContainText(`1 of ${count} events matches`);
  await covered(page, 100);
  await expect(app.clausesPane).toContainText('20 of 20 points are covered.');

  // A number lists its events, each with what it is for and the label that the rule gives it.
  await page.getByRole('button', { name: 'List the 1 event on which process.interactive == true is false' }).click();
  await expect(app.row(/^No match/)).toHaveCount(1);
  await app.row(/^No match/).click();
  await expect(app.event).toContainText('No match: kept out by process.interactive == true alone.');
  await expect(app.event.getByRole('radio', { name: 'Benign' })).toBeChecked();

  await app.event.getByRole('button', { name: 'Remove event' }).click();
  await covered(page, 95);
  await page.getByRole('button', { name: 'Generate what is missing: 1 point' }).click();
  await covered(page, 100);
  await expect(page.getByRole('button', { name: 'Nothing is missing' })).toHaveAttribute('aria-disabled', 'true');

  await page.getByRole('button', { name: /^Use \d+ more entries$/ }).click();
  await expect(page.getByRole('button', { name: 'Every entry is used' })).toBeVisible();
});

test('the same by keyboard', async ({ page }) => {
  const app = new Playground(page);
  await write(app, SEED);
  await page.keyboard.press('Control+m');
  const generate = app.events.getByRole('button', { name: 'Generate', exact: true });
  await generate.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Generate events' });
  await dialog.getByRole('tab', { name: 'Stories' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('button', { name: /^Add \d+ events$/ })).toBeVisible();
  await dialog.getByRole('checkbox', { name: /^Near misses/ }).focus();
  await page.keyboard.press('Space');
  await expect(dialog.getByRole('button', { name: 'Add 1 event' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(dialog.getByRole('button', { name: 'Add 11 events' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(generate).toBeFocused();
  await expect(app.status).toContainText('1 of 11 events matches');

  await page.keyboard.press('3');
  await expect(page.getByRole('tab', { name: 'Coverage' })).toBeFocused();
  await covered(page, 100);
  // Past the button that fills the page with the pane.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Nothing is missing' })).toBeFocused();
  await page.getByRole('button', { name: 'host.os.type == "linux"', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(app.ruleText).toBeFocused();
});

test('what cannot be made is told with its reason, in the dialog and in the meter', async ({ page }) => {
  const app = new Playground(page);
  await write(app, 'process where process.name == "a" and process.name in ("a", "b")');
  const dialog = await openForRule(app);
  const reason =
    'Never false where it decides: these two clauses exclude each other: process.name == "a" and not process.name in ("a", "b").';
  await expect(dialog).toContainText(reason);
  await dialog.getByRole('button', { name: /^Add/ }).click();
  await page.getByRole('tab', { name: 'Coverage' }).click();
  await covered(page, 100);
  await expect(app.clausesPane).toContainText('of what is possible');
  await expect(app.clausesPane).toContainText('5 of 5 points are covered. 1 other cannot be.');
  await expect(app.clausesPane).toContainText(reason);
  expect(await violations(page)).toEqual([]);

  const again = await openForRule(app);
  await again.getByText('Only what is missing').click();
  await expect(again).toContainText('Nothing is missing: the events exercise all of this that can be exercised.');
  await expect(again.getByRole('button', { name: 'Add events' })).toHaveAttribute('aria-disabled', 'true');
});

test('a rule with an error, and none, are told so', async ({ page }) => {
  const app = new Playground(page);
  await app.open('#new');
  await expect(await openForRule(app)).toContainText('There is no rule yet.');
  await page.keyboard.press('Escape');
  await ruleEditor(app);
  await app.retype(app.ruleText, 'process where process.name = "a"');
  await expect(await openForRule(app)).toContainText(/The rule has an error.*1:28/s);
});

test('a sequence is complete and broken in each way', async ({ page }) => {
  const app = new Playground(page);
  await write(
    app,
    'sequence by host.id with maxspan=5s [process where process.name == "curl"] [process where process.name == "sh"]',
  );
  await page.getByRole('tab', { name: 'Coverage' }).click();
  await page.getByRole('button', { name: 'Generate what is missing: 10 points' }).click();
  await covered(page, 100);
  await page.getByRole('button', { name: 'Too late: show them in the timeline' }).click();
  await expect(page.getByRole('grid', { name: 'Timeline' })).toBeVisible();
});

test('a long search for events has a bar, and can be stopped', async ({ page }) => {
  const app = new Playground(page);
  const many = Array.from({ length: 300 }, (_, i) => `field${i} == "a"`).join(' and ');
  await write(app, `process where ${many}`);
  const dialog = await openForRule(app);
  await expect(dialog.getByRole('progressbar', { name: 'Looking for events' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog).toContainText('Stopped: nothing was made.');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Coverage' }).click();
  await page.getByRole('button', { name: /^Generate what is missing/ }).click();
  await expect(app.clausesPane.getByRole('progressbar')).toBeVisible();
  await app.clausesPane.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.clausesPane.getByRole('progressbar')).toBeHidden();
  await expect(app.status).toContainText('No events yet');
});

inEveryLook(({ isNarrow }) => {
  test('axe finds nothing in dialog and meter, and they fit', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await page.waitForTimeout(1000);
    const dialog = await openForRule(app);
    await expect(dialog.getByRole('button', { name: 'Add 11 events' })).toBeVisible();
    await dialog.getByText('What each event is for').click();
    await page.waitForTimeout(300);
    expect(await violations(page)).toEqual([]);
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await page.keyboard.press('Escape');
    if (isNarrow) await page.getByRole('tab', { name: 'Clauses' }).last().click();
    await page.getByRole('tab', { name: 'Coverage' }).click();
    await page.getByText('3 of 9 entries used').click();
    await page.waitForTimeout(300);
    expect(await violations(page)).toEqual([]);
    const lines = page.getByRole('region', { name: 'Points of the rule' });
    expect(await lines.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });
});
