/** Events in any form: what is recognised, what is said of it, and large files that are read beside everything else. */
import { type Page, expect, test } from '@playwright/test';
import { open as openFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { Playground, shellEvent } from './playground.ts';

let playground: Playground;

test.beforeEach(async ({ page }) => {
  playground = new Playground(page);
  await playground.open();
});

/** The bar of a reading, and the report on the last one. */
const strips = (page: Page) => page.locator('.ev-strips');

async function addFiles(page: Page, files: string | readonly { name: string; buffer: Buffer }[]): Promise<void> {
  await playground.events.getByRole('button', { name: 'Add events' }).click();
  const dialog = page.getByRole('dialog');
  const chosen = typeof files === 'string' ? files : files.map((file) => ({ ...file, mimeType: '' }));
  await dialog.getByLabel('Event files').setInputFiles(chosen);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
}

test.describe('what was recognised is said', () => {
  test('of a search response with broken pieces', async ({ page }) => {
    const hits = ['h0', 'h1'].map((id) => `{"_index":"i","_id":"${id}","_source":${shellEvent()}}`);
    const broken = '{"_id":"x","_source":{oops}},\n{"_id":"y","_source":\n';
    await playground.addEvents(`{"hits":{"hits":[\n${hits.join(',\n')},\n${broken}]}}`);
    await expect(strips(page)).toContainText('2 events added from Elasticsearch search response; 2 broken pieces:');
    await expect(strips(page)).toContainText('Line 4 is not JSON');
    await expect(playground.status).toContainText('of 26 events match');
  });

  test('of several files, each by its name', async ({ page }) => {
    const csv = '@timestamp,process.name,process.args\n"Mar 1, 2026 @ 10:00:00.000",bash,"bash, -i"\n';
    await addFiles(page, [
      { name: 'node-1.ndjson.gz', buffer: gzipSync(`${shellEvent()}\n${shellEvent()}\n`) },
      { name: 'discover.csv', buffer: Buffer.from(csv) },
    ]);
    await expect(strips(page)).toContainText('3 events added from 2 files.');
    await expect(strips(page)).toContainText('node-1.ndjson.gz: 2 from NDJSON.');
    await expect(strips(page)).toContainText('discover.csv: 1 from CSV.');
    await expect(strips(page)).toContainText('Unpacked from gzip.');
    await expect(strips(page)).toContainText('Times without a zone were taken as UTC: a guess.');
  });

  test('of another tool, with the fields that ECS has no word for', async ({ page }) => {
    const fields = { 'proc.cmdline': 'bash -i', 'evt.num': 7, 'evt.type': 'execve' };
    await playground.addEvents(
      JSON.stringify({ rule: 'r', output: 'o', time: '2026-03-01T10:00:00Z', output_fields: fields }),
    );
    await expect(strips(page)).toContainText('1 field of Falco output has no ECS counterpart: evt.num.');
  });

  test('of alerts, which give up their fields on request', async ({ page }) => {
    await playground.open('#new');
    const event = { '@timestamp': '2026-02-02T13:00:00.000Z', process: { name: 'bash' } };
    const alert = { 'kibana.alert.original_time': '2026-02-02T12:34:56.000Z', 'kibana.alert.rule.name': 'Demo' };
    await playground.addEvents(JSON.stringify({ _id: 'a1', _index: '.alerts', _source: { ...event, ...alert } }));
    await expect(strips(page)).toContainText('1 event is a Kibana alert');
    await expect(playground.event).toContainText('13:00:00');
    await strips(page).getByRole('button', { name: 'Leave alert fields out' }).click();
    await expect(strips(page)).not.toContainText('Kibana alert');
    await expect(playground.event).toContainText('12:34:56');
    await expect(playground.event).not.toContainText('kibana');
  });
});

test.describe('a file of 20 MB', () => {
  let path: string;

  test.beforeEach(async () => {
    path = test.info().outputPath('big.ndjson');
    const file = await openFile(path, 'w');
    const line = `${shellEvent({ note: 'x'.repeat(300) })}\n`;
    const megabyte = line.repeat(Math.ceil(1_000_000 / line.length));
    for (let i = 0; i < 20; i++) await file.write(megabyte);
    await file.close();
  });

  interface Watched {
    /** Every state of the bar. */
    readonly seen: { readonly value: number; readonly text: string }[];
    /** The selected row before a key and two frames after it, if the bar was still there then. */
    before?: string;
    after?: string;
  }

  /** Watches the bar from inside the page, and does something as soon as it shows. */
  async function watch(page: Page, atOnce: 'cancel' | 'press J' | 'nothing'): Promise<void> {
    await page.evaluate((what) => {
      const watched: Watched = { seen: [] };
      Object.assign(globalThis, { watched });
      const selected = (): string =>
        document.querySelector('[role="grid"] [role="row"][aria-selected="true"]')?.textContent ?? '';
      new MutationObserver(() => {
        const bar = document.querySelector<HTMLProgressElement>('.ev-progress progress');
        if (bar === null) return;
        if (watched.seen.length === 0 && what === 'cancel')
          document.querySelector<HTMLElement>('.ev-progress button')?.click();
        if (watched.seen.length === 0 && what === 'press J') {
          watched.before = selected();
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', code: 'KeyJ', bubbles: true }));
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              if (document.querySelector('.ev-progress') !== null) watched.after = selected();
            }),
          );
        }
        if (watched.seen.at(-1)?.value !== bar.value) {
          watched.seen.push({ value: bar.value, text: bar.parentElement?.innerText ?? '' });
        }
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    }, atOnce);
  }

  const watchedOn = async (page: Page) => page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);

  test('is read with a bar that moves', async ({ page }) => {
    await watch(page, 'nothing');
    await addFiles(page, path);
    await expect(strips(page)).toContainText('events added from NDJSON.', { timeout: 30_000 });
    const values = (await watchedOn(page)).seen.map(({ value }) => value);
    expect(values.length).toBeGreaterThan(1);
    expect((await watchedOn(page)).seen.at(-1)!.text).toMatch(/Reading big\.ndjson.*MB of 20 MB, [\d,]+ events/s);
  });

  test('leaves the events as they were when it is cancelled', async ({ page }) => {
    await watch(page, 'cancel');
    await addFiles(page, path);
    await expect.poll(async () => (await watchedOn(page)).seen.length).toBeGreaterThan(0);
    await expect(page.locator('.ev-progress')).toBeHidden();
    await expect(strips(page)).not.toContainText('added');
    await expect(playground.status).toContainText('of 24 events match');
  });

  test('does not keep the page from answering keys', async ({ page }) => {
    await playground.grid.focus();
    await watch(page, 'press J');
    await addFiles(page, path);
    await expect(strips(page)).toContainText('events added from NDJSON.', { timeout: 30_000 });
    const { before, after } = await watchedOn(page);
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });
});
