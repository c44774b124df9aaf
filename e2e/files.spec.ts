/** Rules in and out as files, with exceptions that take effect, and what a rule says of itself in a form. */
import { readFile } from 'node:fs/promises';
import { type Locator, type Page, expect, test } from '@playwright/test';
import { Playground, violations } from './playground.ts';

type Json = Record<string, unknown>;

const rule = {
  id: '6f1c0f0e-0000-4000-8000-000000000001',
  rule_id: 'demo-shells',
  name: 'Demo: shells',
  description: 'Shells in containers',
  type: 'eql',
  language: 'eql',
  index: ['logs-cloud_defend.process*'],
  query: 'process where process.name in ("bash", "sh")',
  severity: 'high',
  risk_score: 73,
  tags: ['Domain: Container'],
  exceptions_list: [{ id: 'l', list_id: 'demo-list', type: 'rule_default', namespace_type: 'single' }],
  some_newer_key: { kept: true },
};
const list = { id: 'l', list_id: 'demo-list', type: 'rule_default', name: 'Exceptions', namespace_type: 'single' };
const runner = item('CI runner', [
  { field: 'orchestrator.namespace', type: 'match', operator: 'included', value: 'ci' },
]);

function item(name: string, entries: readonly Json[]): Json {
  return {
    item_id: name,
    list_id: 'demo-list',
    type: 'simple',
    name,
    description: name,
    namespace_type: 'single',
    os_types: [],
    entries,
  };
}

function lines(...objects: readonly Json[]): string {
  return objects.map((line) => `${JSON.stringify(line)}\n`).join('');
}

const exported = lines(rule, list, runner);

async function drop(page: Page, text: string, name = 'rules.ndjson'): Promise<Locator> {
  const transfer = await page.evaluateHandle(
    ([content, file]) => {
      const data = new DataTransfer();
      data.items.add(new File([content!], file!));
      return data;
    },
    [text, name],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  const dialog = page.getByRole('dialog', { name: /^Import/ });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function open(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('a rule of Kibana is reviewed, opens over the events, and its exception takes one away and says so', async ({
  page,
}) => {
  const app = new Playground(page);
  await app.open();
  const connector = { id: 'c', type: 'action', attributes: { actionTypeId: '.slack', name: 'Alarm' } };
  const dialog = await drop(page, exported + lines(connector));
  await expect(dialog).toContainText('Kibana export: 1 rule, 1 exception.');
  await expect(dialog.getByRole('region', { name: 'The rule' })).toContainText('With its exceptions: CI runner');
  const unread = dialog.getByRole('region', { name: 'Not understood' });
  await expect(unread).toContainText('line 4connector "Alarm" (.slack)left out');
  await expect(unread).toContainText('some_newer_keya key that is not known herekept');
  // Nothing is replaced before.
  await expect(page.getByRole('heading', { name: 'Interactive', exact: false })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await open(dialog);
  await expect(app.rule).toContainText('Demo: shells');
  await expect(app.status).toContainText(/^\d+ of 24 events match, \d+ removed by exceptions$/);
  const removed = app.row(/^No match.*removed by exception CI runner/).first();
  await removed.click();
  await expect(app.event).toContainText('Removed by exception "CI runner". The rule fits it.');
  await expect(app.event.getByRole('list', { name: 'Exceptions' })).toContainText('orchestrator.namespace is ci');
  await page.reload();
  await expect(app.status).toContainText('removed by exceptions');
});

test('an export says what it cannot hold, and comes back as it was', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await open(await drop(page, exported));
  await expect(app.rule).toContainText('Demo: shells');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /^Rule/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Export the rule' });
  await expect(dialog.getByRole('region', { name: 'Not in this file' })).toContainText('24 events');
  expect(await violations(page)).toEqual([]);
  const save = async (form: string): Promise<string> => {
    await dialog.getByRole('radio', { name: form }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  };
  const ndjson = await save('Kibana');
  const [first, second, third, summary] = ndjson
    .split('\n')
    .map((line) => (line === '' ? null : (JSON.parse(line) as Json)));
  expect([first, second, third]).toEqual([rule, list, runner]);
  expect(summary).toMatchObject({ exported_count: 3, exported_exception_list_item_count: 1 });
  const toml = await save('Rules repository');
  expect(toml).toContain('[rule]');
  expect(toml).toContain(`query = '''\n${rule.query}'''`);
  expect(await save('Query')).toBe(rule.query);
  await page.keyboard.press('Escape');

  await open(await drop(page, toml, 'rule.toml'));
  await expect(app.status).toContainText(/^\d+ of 24 events match$/);
  await open(await drop(page, ndjson));
  await expect(app.status).toContainText('removed by exceptions');
});

test('a pasted query is a rule, and a broken line is named while the rest is used', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  const paste = async (text: string) =>
    page.evaluate((content) => {
      const data = new DataTransfer();
      data.setData('text/plain', content);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    }, text);
  await paste('process where process.name == "ksh"');
  await open(page.getByRole('dialog', { name: /^Import/ }));
  await expect(app.status).toContainText('1 of 24 events matches');
  const dialog = await drop(page, `${lines({ ...rule, exceptions_list: [] })}{"rule_id": \n`);
  await expect(dialog.getByRole('region', { name: 'To look at' })).toContainText(/line 2.*is not JSON.*left out/);
  await open(dialog);
  await expect(app.rule).toContainText('Demo: shells');
});

test('many rules over the same events: what each matches, and one of them opened', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  const others = [
    { ...rule, rule_id: 'ksh', name: 'Only ksh', query: 'process where process.name == "ksh"', exceptions_list: [] },
    { ...rule, rule_id: 'broken', name: 'Broken', query: 'process where a = 1', exceptions_list: [] },
    { ...rule, rule_id: 'none', name: 'None', query: 'file where true', exceptions_list: [] },
  ];
  const dialog = await drop(page, lines(rule, ...others, list, runner), 'all.ndjson');
  const rules = dialog.getByRole('region', { name: 'Rules' });
  const line = (name: string) => rules.getByRole('row').filter({ hasText: name });
  await expect(line('Only ksh').getByRole('cell').first()).toHaveText('1');
  await expect(line('None').getByRole('cell').first()).toHaveText('0');
  await expect(line('Broken')).toContainText("mismatched input '='");
  await expect(line('Demo: shells')).toContainText(/taken away by its exceptions/);
  await rules.getByText(/^Match 2$/).click();
  await expect(rules.getByRole('row')).toHaveCount(3);
  expect(await violations(page)).toEqual([]);
  await rules.getByRole('button', { name: 'Only ksh' }).click();
  await expect(app.status).toContainText('1 of 24 events matches');
  // The others stay at hand.
  await app.rule.getByRole('button', { name: '4 rules' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put away' }).click();
  await expect(app.rule.getByRole('button', { name: '4 rules' })).toHaveCount(0);
});

test('exceptions: why one takes nothing away, a value list, whole sequences, one removed and brought back', async ({
  page,
}) => {
  const app = new Playground(page);
  await app.open();
  const listed = item('Trusted', [
    {
      field: 'orchestrator.namespace',
      type: 'list',
      operator: 'included',
      list: { id: 'trusted.txt', type: 'keyword' },
    },
  ]);
  await open(await drop(page, lines(rule, list, listed)));
  await expect(app.status).not.toContainText('removed');
  await app.rule.getByRole('button', { name: '1 exception' }).click();
  const dialog = page.getByRole('dialog', { name: 'Exceptions' });
  await expect(dialog.getByRole('region', { name: 'Trusted', exact: true })).toContainText('not used');
  await dialog.getByRole('textbox', { name: /^Value list trusted\.txt/ }).fill('ci\nshop');
  await dialog.getByRole('button', { name: 'Use these values' }).click();
  await expect(dialog.getByRole('region', { name: 'Trusted', exact: true })).toContainText(/fits \d+ of 24 events/);
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Remove Trusted' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Removed “Trusted”.');
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(app.status).toContainText('removed by exceptions');

  await app.monaco();
  await app.retype(app.ruleText, 'sequence by container.id [process where true] [process where true]');
  await expect(app.status).toContainText(/sequences?, in/);
  const before = await app.status.textContent();
  await app.rule.getByRole('button', { name: '1 exception' }).click();
  await dialog.getByRole('radio', { name: /^whole sequences/ }).check();
  await page.keyboard.press('Escape');
  await expect(app.status).not.toHaveText(before!);
  await expect(app.row(/^No match.*dropped by exception Trusted/).first()).toBeVisible();
});

test('details of the rule by keyboard: severity, risk score, a technique, and what is wrong is said', async ({
  page,
}) => {
  const app = new Playground(page);
  await app.open();
  await app.rule.getByRole('button', { name: 'Details of the rule' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Details of the rule' });
  await expect(dialog.getByRole('textbox', { name: /^Name/ })).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('radio', { name: 'low' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('147');
  const risk = dialog.getByRole('textbox', { name: /^Risk score/ });
  await expect(risk).toBeFocused();
  await expect(dialog).toContainText('A number from 0 to 100.');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('47');
  await dialog.getByRole('button', { name: 'Add a row' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('combobox', { name: 'Technique 2', exact: true }).focus();
  await page.keyboard.insertText('t1609 Container Administration Command');
  await page.keyboard.press('Tab');
  await dialog.getByRole('textbox', { name: /^Tags/ }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('One\nTwo');
  await dialog.getByRole('button', { name: 'Save' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(app.rule).toContainText('medium47');
  await expect(app.rule).toContainText('T1609');
  await expect(app.rule.getByRole('button', { name: 'Details of the rule' })).toBeFocused();
  await page.reload();
  await expect(app.rule).toContainText('medium47');
});

test('events as a file: those listed, as a table, and read again', async ({ page }) => {
  const app = new Playground(page);
  await app.open();
  await app.filter('match');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /^Events/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Export events' });
  await dialog.getByRole('radio', { name: 'Listed 8' }).click();
  await expect(dialog.getByRole('status')).toContainText('8 events');
  expect(await violations(page)).toEqual([]);
  const save = async (form: string): Promise<string> => {
    await dialog.getByRole('radio', { name: form }).click();
    await expect(dialog.getByRole('status')).toContainText('8 events');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  };
  const table = await save('CSV, shown columns');
  expect(table.split('\n')[0]).toMatch(/^_id,@timestamp,process\.args,/);
  expect((await save('_bulk')).trim().split('\n')).toHaveLength(16);
  const lines = await save('NDJSON');
  await page.keyboard.press('Escape');
  await app.filter('all');
  await app.addEvents(lines);
  await expect(app.status).toContainText('16 of 32 events match');
});

async function exportDialog(page: Page, item: RegExp, name: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return page.getByRole('dialog', { name });
}

test.describe('to people', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('the report is copied as Markdown, with a link that opens the same', async ({ page, browser }) => {
    const app = new Playground(page);
    await app.open();
    const dialog = await exportDialog(page, /^Report/, 'Report');
    await expect(dialog.getByRole('region', { name: 'The report' })).toContainText('8 of 24 events match. TP 5, FP 3');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('status')).toHaveText('The report is on the clipboard.');
    const bare = await page.evaluate(async () => navigator.clipboard.readText());
    expect(bare).toContain('| `process.interactive == true` | 19 | 0 | 3 |');
    expect(bare).not.toContain('#s=');

    await dialog.getByRole('checkbox', { name: /^With a link/ }).check();
    await expect(dialog.getByRole('region', { name: 'The report' })).toContainText('[Open this scenario](http');
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await expect(dialog.getByRole('status')).toHaveText('The report is on the clipboard.');
    const report = await page.evaluate(async () => navigator.clipboard.readText());
    const [, link] = /\[Open this scenario\]\(([^)]+)\)/.exec(report)!;
    const other = await (await browser.newContext()).newPage();
    await other.goto(link!);
    await expect(new Playground(other).status).toContainText('8 of 24 events match');
    await other.context().close();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.md$/);
    expect(await readFile(await download.path(), 'utf8')).toBe(report);
  });

  test('the clauses are a picture, as SVG and as PNG', async ({ page }) => {
    const app = new Playground(page);
    await app.open();
    const dialog = await exportDialog(page, /^Picture/, 'Picture of the clauses');
    await expect(dialog.getByRole('img')).toBeVisible();
    await dialog.getByRole('radio', { name: 'Dark' }).click();
    expect(await violations(page)).toEqual([]);
    const save = async (form: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: form }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${form}$`, 'i'));
      return readFile(await download.path());
    };
    const svg = (await save('SVG')).toString();
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!;
    expect(svg).toContain('process.interactive == true</text>');
    const png = await save('PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
    // Something is drawn on it: one colour alone would pack to next to nothing.
    expect(png.length).toBeGreaterThan(10_000);
  });
});
