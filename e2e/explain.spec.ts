import { expect, test } from '@playwright/test';
import { Playground } from './playground.ts';

const INTERACTIVE = 'process.interactive == true';

test.describe('why not', () => {
  test('from an event that does not match to its blocker, by keyboard', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.row(/busybox sed/).click();
    const why = app.event.getByRole('group', { name: 'What keeps it out' });
    await expect(why).toContainText('process.interactive is false');
    await expect(why).toContainText('wanted true');
    // The clause in hand is the blocker, said in words.
    const details = page.getByRole('region', { name: 'Clause in hand' });
    await expect(details).toContainText('The process is interactive.');
    // The key for the next blocker shows it in the rule's text.
    await page.keyboard.press('.');
    await expect(app.rule.locator('.selected-text').first()).toBeVisible();
  });

  test('the explanation is copied as Markdown', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const app = new Playground(page);
    await app.open();
    await app.row(/busybox sed/).click();
    await app.event.getByRole('button', { name: 'Copy explanation' }).click();
    await page.getByRole('menuitem', { name: /Markdown/ }).click();
    await expect(page.getByText('The explanation is on the clipboard.')).toBeVisible();
    const copied = await page.evaluate(async () => navigator.clipboard.readText());
    expect(copied).toContain('- `process.interactive` is `false`; wanted `true`');
  });
});

test.describe('counts', () => {
  test('a number of a clause leads to its events, and the chip back', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.clause(INTERACTIVE).getByText('sole 3').click();
    await expect(app.grid).toHaveAttribute('aria-rowcount', '4');
    await expect(app.row(/^No match/)).toHaveCount(3);
    await page.getByRole('button', { name: `Remove the filter: kept out by ${INTERACTIVE} alone` }).click();
    await expect(app.grid).toHaveAttribute('aria-rowcount', '25');
  });

  test('the same by keyboard, from the details of the clause', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.clause(INTERACTIVE).focus();
    const details = page.getByRole('region', { name: 'Clause in hand' });
    await details.getByRole('button', { name: 'alone keeps out 3' }).focus();
    await page.keyboard.press('Enter');
    await expect(app.row(/^No match/)).toHaveCount(3);
  });

  test('say which clause never decides, and which keeps everything out', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await app.retype(app.ruleText, 'process where process.pid == -1 and process.name == "bash"');
    await expect(app.status).toContainText('0 of 24 events match');
    await expect(app.clause('process.pid == -1')).toHaveAccessibleName(/keeps all out$/);
    await app.retype(app.ruleText, 'process where true or process.name == "bash"');
    await expect(app.clause('process.name == "bash"')).toHaveAccessibleName(/never decides$/);
  });

  test('of each clause stand in the rule, and can be turned off', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.monaco();
    await expect(app.rule.locator('.eql-count').first()).toHaveText('23/24');
    await app.rule.getByRole('button', { name: 'Counts' }).click();
    await expect(app.rule.locator('.eql-count')).toHaveCount(0);
  });
});

test.describe('the clause in hand', () => {
  test('says how often each entry is used, and lists the events of one', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.clause('process.args in ("-i", "-it")').click();
    const details = page.getByRole('region', { name: 'Clause in hand' });
    await expect(details.getByRole('button', { name: '"-it" 0' })).toBeDisabled();
    await details.getByRole('button', { name: '"-i" 19' }).first().click();
    await expect(app.grid).toHaveAttribute('aria-rowcount', '20');
  });

  test('is edited in place', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    await app.clause(INTERACTIVE).click();
    const details = page.getByRole('region', { name: 'Clause in hand' });
    await details.getByRole('button', { name: 'Edit clause' }).click();
    await details.getByRole('textbox', { name: 'Clause' }).fill('process.interactive == false');
    await page.keyboard.press('Enter');
    await expect(app.clause('process.interactive == false')).toBeVisible();
    await expect(app.status).not.toContainText('8 of 24');
  });
});

test('any part of the rule that is selected shows its own result', async ({ page }) => {
  const app = new Playground(page);
  await app.open('#new');
  await app.addEvents('{"process": {"name": "bash", "pid": 1}}\n{"process": {"name": "sh", "pid": 2}}');
  await app.monaco();
  await app.retype(app.ruleText, 'any where length(process.name) == 4');
  await expect(app.status).toContainText('1 of 2 events matches');
  await page.keyboard.press('Home');
  for (let i = 0; i < 'any where '.length; i++) await page.keyboard.press('ArrowRight');
  for (let i = 0; i < 'length(process.name)'.length; i++) await page.keyboard.press('Shift+ArrowRight');
  const part = page.getByRole('region', { name: 'Selected part' });
  await expect(part).toContainText('length(process.name)');
  await expect(part).toContainText('Gives');
  await expect(part.locator('.cl-fact')).toHaveText([/^2 1$/, /^4 1$/]);
});
