/**
 * The built page with 1,000,000 short events (170 MB) in a real Chromium: what each thing that is done to the list takes
 * until its rows are painted, the last row by key and by dragging the bar, and the longest time in which the page did not
 * answer.
 *
 *   npm run build && node bench/million.mjs
 */
import { medianAndMost, milliseconds, openBuiltPage } from './page.mjs';

const COUNT = 1_000_000;
const RULE =
  'process where event.type == "start" and process.interactive == true and process.args in ("-i", "-it") and process.name in ("bash", "sh")';

const { page, close } = await openBuiltPage('#new');
// Also while a dialog covers it.
const grid = page.locator('[role="grid"][aria-label="Events"]');
const events = page.getByRole('region', { name: 'Events', exact: true });

await page.evaluate(() => {
  globalThis.longest = 0;
  const note = (list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  };
  new PerformanceObserver(note).observe({ type: 'longtask' });
  // The last thing that somebody did.
  for (const kind of ['pointerdown', 'keydown', 'input']) {
    window.addEventListener(kind, () => (globalThis.doneAt = performance.now()), { capture: true });
  }
});

/** What was done, how long it took, and the longest time in which the page did nothing else. */
async function tell(what, ms) {
  const longest = await page.evaluate(() => {
    const { longest: most } = globalThis;
    globalThis.longest = 0;
    return most;
  });
  console.log(
    `${what}: ${milliseconds(ms)}${longest > 0 ? ` (the page stood still for ${milliseconds(longest)})` : ''}`,
  );
}

/** From the last key or press of `act` to the frame in which the list has another number of rows. */
async function untilListed(what, act) {
  const before = await grid.getAttribute('aria-rowcount');
  await page.evaluate((count) => {
    globalThis.paintedAfter = null;
    const observer = new MutationObserver(() => {
      const list = document.querySelector('[role="grid"][aria-label="Events"]');
      if (list === null || list.getAttribute('aria-rowcount') === count) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (globalThis.paintedAfter = performance.now() - globalThis.doneAt)));
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  }, before);
  await act();
  const painted = await page.waitForFunction(() => globalThis.paintedAfter, null, { timeout: 30_000 });
  const rows = Number(await grid.getAttribute('aria-rowcount')) - 1;
  await tell(`${what}, ${rows.toLocaleString('en')} rows`, await painted.jsonValue());
}

await page.getByRole('textbox', { name: 'EQL rule' }).focus();
await page.keyboard.insertText(RULE);

// Made in the page, and dropped on it as a file.
await page.evaluate((count) => {
  const names = ['bash', 'sh', 'nginx', 'python3', 'cat', 'ls', 'curl'];
  const pieces = [];
  for (let from = 0; from < count; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, at) => {
      const i = from + at;
      const args = `["${names[i % 7]}","${['-c', '-i', '-l', '-it', '-x'][i % 5]}"]`;
      return `{"@timestamp":${1_700_000_000_000 + ((i * 7919) % count)},"event":{"category":"process","type":["start"],"action":"exec"},"process":{"name":"${names[i % 7]}","pid":${i},"interactive":${i % 3 === 0},"args":${args}}}\n`;
    });
    pieces.push(lines.join(''));
  }
  globalThis.made = new File(pieces, 'million.ndjson');
}, COUNT);
await page.waitForTimeout(1000);
const droppedAt = Date.now();
await page.evaluate(() => {
  globalThis.longest = 0;
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(globalThis.made);
  delete globalThis.made;
  window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
});
await page
  .getByRole('status')
  .filter({ hasText: COUNT.toLocaleString('en') })
  .waitFor({ timeout: 180_000 });
await tell(`${COUNT.toLocaleString('en')} events added and evaluated`, Date.now() - droppedAt);
await page.waitForTimeout(2000);

for (const name of ['match', 'near', 'no match', 'all']) {
  // oxlint-disable-next-line no-await-in-loop
  await untilListed(`verdict "${name}"`, async () => events.getByText(name, { exact: true }).click());
}

async function byField(field, value) {
  await events.getByRole('button', { name: 'Filter and label' }).click();
  await page.getByRole('menuitem', { name: /^By a field/ }).click();
  await page.getByRole('combobox', { name: 'Field' }).fill(field);
  await page.keyboard.press('Enter');
  await page.getByRole('option').first().waitFor({ timeout: 30_000 });
  await page.getByRole('combobox', { name: 'Value' }).fill(value);
  await untilListed(`${field} is ${value}`, async () => page.keyboard.press('Enter'));
}
await byField('process.name', 'bash');
await byField('process.pid', '777777');
await untilListed('a filter taken away', async () => events.getByRole('button', { name: /pid is/ }).click());
await untilListed('another taken away', async () => events.getByRole('button', { name: /name is/ }).click());
for (const words of ['999999', 'sh', 'curl -it']) {
  // oxlint-disable-next-line no-await-in-loop
  await untilListed(`a search for "${words}"`, async () => {
    await page.getByRole('searchbox', { name: 'Search events' }).focus();
    await page.keyboard.insertText(words);
  });
  // oxlint-disable-next-line no-await-in-loop
  await page.keyboard.press('Control+a');
  // oxlint-disable-next-line no-await-in-loop
  await untilListed('the search taken away', async () => page.keyboard.press('Delete'));
}

// Fields that neither the rule nor the list has: a condition as it is typed, and a value from the menu of a row.
await events.getByRole('button', { name: 'Filter and label' }).click();
await page.getByRole('menuitem', { name: /^By a condition/ }).click();
await page.keyboard.insertText('event.action == "exec" and process.pid < 1000');
await page.getByRole('dialog').getByText('True on').waitFor();
await untilListed('a typed condition', async () => page.keyboard.press('Enter'));
await untilListed('that taken away', async () => events.getByRole('button', { name: /event.action ==/ }).click());
await page.waitForTimeout(5000);
await grid.getByRole('row').nth(2).click({ button: 'right' });
await page.getByRole('menuitem', { name: 'Events with the same…' }).press('ArrowRight');
const same = page.getByRole('menuitem', { name: /^event.action is|^process.interactive is/ }).first();
await same.focus();
await untilListed('a value from the menu of a row', async () => page.keyboard.press('Enter'));
await untilListed('that taken away', async () =>
  events.getByRole('button', { name: /action is|interactive is/ }).click(),
);

for (const name of ['Verdict', 'Time']) {
  const started = Date.now();
  const head = grid.getByRole('columnheader', { name });
  // oxlint-disable-next-line no-await-in-loop
  await head.getByRole('button').click();
  // oxlint-disable-next-line no-await-in-loop
  await page.waitForTimeout(2500);
  // oxlint-disable-next-line no-await-in-loop
  await tell(`sorted by ${name.toLowerCase()}, with a pause of 2.5 s`, Date.now() - started);
}
await grid.getByRole('columnheader', { name: 'Time' }).getByRole('button').click();
await grid.getByRole('columnheader', { name: 'Time' }).getByRole('button').click();

await events.getByRole('button', { name: 'Filter and label' }).click();
const labelledAt = Date.now();
await page.getByRole('menuitem', { name: /^Label .* benign$/ }).click();
await events.getByText('1,000,000 events labelled benign.').waitFor();
await tell('all of them labelled', Date.now() - labelledAt);

await grid.locator('[role="row"][tabindex="0"]').focus();
const last = grid.locator(`[aria-rowindex="${COUNT + 1}"]`);
const endAt = Date.now();
await page.keyboard.press('End');
await last.filter({ hasText: 'Match' }).or(last).waitFor();
await tell('the last row by End', Date.now() - endAt);
await page.keyboard.press('Home');
await grid.locator('[aria-rowindex="2"]').waitFor();
const box = await grid.boundingBox();
const bar = box.x + box.width - 7;
// Below the button that some bars begin with.
await page.mouse.move(bar, box.y + 26);
await page.mouse.down();
await page.mouse.move(bar, box.y + box.height + 40, { steps: 30 });
const letGoAt = Date.now();
await page.mouse.up();
await last.waitFor();
await tell('the last row by dragging the bar, once it is let go', Date.now() - letGoAt);

await page.getByRole('textbox', { name: 'EQL rule' }).focus();
await page.keyboard.press('ControlOrMeta+End');
await page.evaluate(() => performance.clearMeasures('edit-to-verdict'));
await page.keyboard.type(' and process.name != "dash"', { delay: 400 });
await page.waitForTimeout(2000);
const measures = await page.evaluate(() =>
  performance.getEntriesByName('edit-to-verdict').map(({ duration }) => duration),
);
const { median, most } = medianAndMost(measures);
await tell(`edit-to-verdict, ${measures.length} edits, longest ${milliseconds(most)}, median`, median);
const heap = await page.evaluate(() => performance.memory.usedJSHeapSize);
console.log(`held by the page itself, without the worker: ${Math.round(heap / 1e6)} MB`);
await close();
