/**
 * The built page with a file of 200 MB (or so many as are given) in a real Chromium: how long until its events are there
 * and evaluated, what the bar showed, the longest time in which the page did not answer, how long keys took meanwhile, the
 * memory of the page's process, and how fast a cancel is.
 *
 *   npm run build && node bench/reading.mjs [megabytes]
 */
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventOf, medianAndMost, milliseconds, openBuiltPage } from './page.mjs';

const MEGABYTES = Number(process.argv[2] ?? 200);

const folder = mkdtempSync(join(tmpdir(), 'eql-reading-'));
const path = join(folder, 'events.ndjson');
await writeEvents();
const { page, close } = await openBuiltPage();
const status = page.getByRole('status');
await status.filter({ hasText: 'events match' }).waitFor();
await page.waitForTimeout(2000);
const session = await page.context().browser().newBrowserCDPSession();

await page.evaluate(() => {
  Object.assign(globalThis, { longest: 0, keys: [], shown: [] });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  }).observe({ type: 'longtask' });
  // From a key to the second frame after it, which is painted with what the key did.
  const onKey = () => {
    const from = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => globalThis.keys.push(performance.now() - from)));
  };
  window.addEventListener('keydown', onKey, { capture: true });
  new MutationObserver(() => {
    const text = document.querySelector('.ev-progress')?.innerText.replaceAll('\n', ' ');
    if (text !== undefined && globalThis.shown.at(-1) !== text) globalThis.shown.push(text);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
});

const before = await memory();
let most = before;
await addFile();
await page.locator('.ev-progress').waitFor();
const cancelledAt = performance.now();
await page.getByRole('button', { name: 'Cancel' }).click();
await page.locator('.ev-progress').waitFor({ state: 'detached' });
const cancelled = performance.now() - cancelledAt;
const left = await status.innerText();

const startedAt = performance.now();
await addFile();
await page.getByRole('textbox', { name: 'EQL rule' }).focus();
let added = 0;
for (let i = 0; added === 0; i++) {
  await page.keyboard.press(i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
  most = Math.max(most, await memory());
  if (await page.locator('.ev-strips').filter({ hasText: 'events added' }).isVisible()) {
    added = performance.now() - startedAt;
  }
}
await status.filter({ hasText: /\d{3},\d{3} events match/ }).waitFor({ timeout: 60_000 });
const evaluated = performance.now() - startedAt;
most = Math.max(most, await memory());
const { longest, keys, shown } = await page.evaluate(() => {
  const { longest: task, keys: pressed, shown: texts } = globalThis;
  return { longest: task, keys: pressed, shown: texts };
});
const { median, most: slowest } = medianAndMost(keys);

console.log(`${MEGABYTES} MB of NDJSON: ${await page.locator('.ev-strips').innerText()}`);
console.log(
  `added after ${milliseconds(added)}, verdicts after ${milliseconds(evaluated)}: ${await status.innerText()}`,
);
console.log(`the bar had ${shown.length} states, such as "${shown[shown.length >> 1]}"`);
console.log(`longest task of the page: ${milliseconds(longest)}`);
console.log(`${keys.length} keys meanwhile: median ${milliseconds(median)}, slowest ${milliseconds(slowest)}`);
console.log(`memory of the page's process: ${before} MB before, ${most} MB at most, ${await memory()} MB after`);
console.log(`a cancel took ${milliseconds(cancelled)} and left: ${left}`);
await close();
rmSync(folder, { recursive: true });

async function addFile() {
  await page.getByRole('button', { name: 'Add events' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Event files').setInputFiles(path);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
}

/** Of the largest renderer, in megabytes; 0 where the system does not tell. */
async function memory() {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0);
      } catch {
        return 0;
      }
    });
  return Math.round(Math.max(0, ...sizes) / 1000);
}

async function writeEvents() {
  const file = createWriteStream(path);
  for (let size = 0, i = 0; size < MEGABYTES * 1e6;) {
    let text = '';
    for (const end = i + 1000; i < end; i++) text += `${JSON.stringify(eventOf(i))}\n`;
    size += text.length;
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
