import { expect, test } from '@playwright/test';
import { Playground, violations } from './playground.ts';

const RULE = `sequence by host.id with maxspan=1m
  [process where true]
  [network where true]
until [file where true]`;

/** `network` of host `web-02` at second 102 is `["b2", "network", "web-02", 102]`. */
const STREAM: readonly (readonly [id: string, category: string, host: string, second: number])[] = [
  ['a1', 'process', 'web-01', 0],
  ['b1', 'network', 'web-01', 4],
  ['a2', 'process', 'web-02', 30],
  ['b2', 'network', 'web-02', 102],
  ['a3', 'process', 'db-01', 120],
  ['b3', 'network', 'db-02', 123],
  ['a4', 'process', 'ci-01', 200],
  ['u4', 'file', 'ci-01', 205],
  ['b4', 'network', 'ci-01', 210],
];

const EVENTS = STREAM.map(([id, category, host, second]) =>
  JSON.stringify({
    _id: id,
    '@timestamp': new Date(Date.UTC(2026, 1, 1, 9) + second * 1000).toISOString(),
    event: { category: [category] },
    host: { id: host },
  }),
).join('\n');

async function openSequence(app: Playground): Promise<void> {
  await app.open('#new');
  await app.addEvents(EVENTS);
  await app.monaco();
  await app.retype(app.ruleText, RULE);
  await expect(app.status).toContainText('1 sequence');
}

test.describe('the timeline of a sequence', () => {
  test('names the cause of death of each broken one', async ({ page }) => {
    const app = new Playground(page);
    await openSequence(app);
    await page.getByRole('tab', { name: 'Sequence' }).click();
    const timeline = page.getByRole('grid', { name: 'Timeline' });
    const lane = (host: string) =>
      timeline.getByRole('row').filter({ has: page.getByRole('rowheader', { name: host }) });
    await expect(lane('web-01').getByRole('rowheader')).toContainText('1 complete');
    await expect(lane('web-02')).toContainText('Stage 2 (b2) came 12 s after maxspan.');
    await expect(lane('db-01')).toContainText('Key differs: stage 2 (b3) came 3 s later with "db-02", not "db-01".');
    await expect(lane('ci-01')).toContainText('Ended by until at 09:03:25: u4.');
    await expect(lane('db-02').getByRole('rowheader')).toContainText('lacks stage 1');

    // The same as text, for whoever cannot see the picture.
    await page.getByText('List', { exact: true }).click();
    const text = page.getByRole('region', { name: 'host.id web-02' });
    await expect(text).toContainText('a2 Stage 2 (b2) came 12 s after maxspan.');
    await text.getByRole('button', { name: 'b2' }).click();
    await expect(app.event).toContainText('It came 12 s after maxspan for the sequence of a2.');
  });

  test('leads by keyboard from a mark to its event, and is where it was after a reload', async ({ page }) => {
    const app = new Playground(page);
    await openSequence(app);
    await app.grid.getByRole('row', { selected: true }).focus();
    await page.keyboard.press('2');
    const tab = page.getByRole('tab', { name: 'Sequence' });
    await expect(tab).toBeFocused();

    const timeline = page.getByRole('grid', { name: 'Timeline' });
    for (let i = 0; i < 12 && (await timeline.locator(':focus').count()) === 0; i++) await page.keyboard.press('Tab');
    await expect(timeline.locator(':focus')).toHaveAccessibleName(/^a1, stage 1, 09:00:00, in a complete one/);
    await page.keyboard.press('ArrowDown');
    await expect(timeline.locator(':focus')).toHaveAccessibleName(/^a2, stage 1, .*came 12 s after maxspan/);
    await page.keyboard.press('ArrowRight');
    await expect(timeline.locator(':focus')).toHaveAccessibleName(/^b2, stage 2, 09:01:42, ended one/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'The selected event' })).toContainText('b2 fits stage 2.');
    await expect(app.event).toContainText('b2');
    await expect(app.grid.getByRole('row', { selected: true })).toHaveAccessibleName(/^Partial/);
    await page.keyboard.press('Escape');
    await expect(app.grid.locator(':focus')).toHaveRole('row');

    await expect(page.getByText('saved', { exact: true })).toBeVisible();
    await page.reload();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    await expect(timeline.getByRole('row')).toHaveCount(5);
  });

  test('is only there for a sequence or sample', async ({ page }) => {
    const app = new Playground(page);
    await openSequence(app);
    await page.getByRole('tab', { name: 'Sequence' }).click();
    await app.retype(app.ruleText, 'process where true');
    await expect(app.status).toContainText('4 of 9 events match');
    await expect(page.getByRole('tab', { name: 'Sequence' })).toHaveCount(0);
    await expect(app.clauses).toBeVisible();
    await app.retype(app.ruleText, 'sample by host.id [process where true] [network where true]');
    await expect(page.getByRole('grid', { name: 'Timeline' }).getByRole('row')).toHaveCount(5);
  });
});

/** A shell that another process started, under a server that the runtime started. */
const SHELLS = [
  {
    _id: 'server',
    process: { entity_id: 'server', pid: 10, args: ['node', 'server.js'], parent: { pid: 9, name: 'runc' } },
  },
  {
    _id: 'shell',
    container: { name: 'shop' },
    process: {
      entity_id: 'shell',
      pid: 20,
      name: 'sh',
      args: ['sh', '-i'],
      parent: { entity_id: 'server', pid: 10 },
      entry_leader: { entity_id: 'server', pid: 10, same_as_process: false },
      session_leader: { entity_id: 'server', pid: 10, same_as_process: true },
    },
  },
  { _id: 'id', process: { entity_id: 'id', pid: 21, args: ['id'], parent: { entity_id: 'shell', pid: 20 } } },
].map((event, i) =>
  JSON.stringify({
    '@timestamp': Date.UTC(2026, 1, 1, 9) + i * 1000,
    event: { category: ['process'], action: 'exec' },
    ...event,
  }),
);

test('the processes of an event show the chain, and why same_as_process is what it is', async ({ page }) => {
  const app = new Playground(page);
  await app.open('#new');
  await app.addEvents(SHELLS.join('\n'));
  await app.monaco();
  await app.retype(
    app.ruleText,
    'process where process.entry_leader.same_as_process == false and process.session_leader.same_as_process == false',
  );
  await app.row('sh -i').click();
  await page.getByRole('tab', { name: 'Processes' }).click();
  const chain = page.getByRole('list', { name: 'Processes' });
  await expect(chain).toHaveText(/node server\.js.*entry leader.*session leader.*parent.*sh -i.*process.*pid 20.*id/);
  const why = page.getByRole('list', { name: 'same_as_process' });
  await expect(why).toContainText('The entry leader is another process (pid 10, not 20): same_as_process false.');
  await expect(why).toContainText(
    'same_as_process is true, but the session leader is another process by its entity_id.',
  );
  await chain.getByRole('button', { name: 'node server.js' }).click();
  await expect(app.grid.getByRole('row', { selected: true })).toHaveAccessibleName(/node server\.js/);
  await expect(chain).toHaveText(/runc.*node server\.js.*sh -i/);
});

test('the fields of an event stand with their verdicts, the rule’s own first', async ({ page }) => {
  const app = new Playground(page);
  await app.open('#new');
  await app.addEvents(SHELLS.join('\n'));
  await app.monaco();
  await app.retype(app.ruleText, 'process where process.args == "-i" and container.id like "*"');
  await app.row('sh -i').click();
  await page.getByRole('tab', { name: 'Fields' }).click();
  const fields = page.getByRole('table', { name: 'Fields of the event' });
  const row = (path: string) =>
    fields.getByRole('row').filter({ has: page.getByRole('rowheader', { name: path, exact: true }) });
  await expect(row('process.args')).toContainText(/true: process\.args == "-i".*-i, makes a clause true/);
  await expect(row('container.id')).toContainText('missing');
  await expect(row('container.id')).toContainText('no value');
  await page.getByRole('searchbox', { name: 'Filter fields and values' }).fill('shop');
  await expect(fields.getByRole('rowheader')).toHaveText(['container.name']);
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`axe finds nothing in the tabs, ${viewport.width} wide`, async ({ page }) => {
    const app = new Playground(page);
    await openSequence(app);
    await page.setViewportSize(viewport);
    const isNarrow = viewport.width < 760;
    if (isNarrow) await page.getByRole('tab', { name: 'Clauses' }).last().click();
    await page.getByRole('tab', { name: 'Sequence' }).click();
    await expect(page.getByRole('grid', { name: 'Timeline' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByText('List', { exact: true }).click();
    expect(await violations(page)).toEqual([]);
    if (isNarrow) await page.getByRole('tab', { name: 'Event', exact: true }).click();
    for (const tab of ['Fields', 'Processes']) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await violations(page)).toEqual([]);
    }
  });
}
