/**
 * The built page with 10,000 pasted events in a real Chromium: frames and blank rows while the wheel scrolls for three
 * seconds, and the time from an edit to the frame in which the new verdicts are painted.
 *
 *   npm run build && node bench/browser.mjs
 */
import { eventOf, medianAndMost, milliseconds, openBuiltPage } from './page.mjs';

const COUNT = 10_000;

const { page, close } = await openBuiltPage();
await page.getByRole('status').filter({ hasText: 'events match' }).waitFor();

const events = Array.from({ length: COUNT }, (_, i) => JSON.stringify(eventOf(i))).join('\n');
// As a paste brings them; typing five megabytes into a text area is what is slow, in any page.
const added = Date.now();
await page.evaluate((text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
}, events);
await page
  .getByRole('status')
  .filter({ hasText: `${(COUNT + 24).toLocaleString('en')} events` })
  .waitFor({ timeout: 30_000 });
const addedMs = Date.now() - added;
await page.waitForTimeout(1500);

// Scrolling: every frame's length, and for each frame whether a row of the window is without its text.
const grid = page.getByRole('grid', { name: 'Events' });
await grid.hover();
await page.evaluate(() => {
  const frames = [];
  let blankSince = null;
  let longestBlank = 0;
  let last = performance.now();
  const scroller = document.querySelector('[role="grid"]');
  const step = (now) => {
    frames.push(now - last);
    last = now;
    const box = scroller.getBoundingClientRect();
    const rows = [...scroller.querySelectorAll('[role="row"]')].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    });
    const covered = rows.reduce((sum, row) => sum + row.getBoundingClientRect().height, 0);
    const blank = covered < box.height * 0.9 || rows.some((row) => row.querySelector('[role="gridcell"]') === null);
    if (!blank) blankSince = null;
    else {
      blankSince ??= now;
      longestBlank = Math.max(longestBlank, now - blankSince);
    }
    globalThis.bench = { frames, longestBlank };
    if (frames.length < 2000) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
});
const scrollEnd = Date.now() + 3000;
while (Date.now() < scrollEnd) {
  await page.mouse.wheel(0, 600);
  await page.waitForTimeout(16);
}
const { frames, longestBlank } = await page.evaluate(() => globalThis.bench);

// Edits of one clause.
const editor = page.getByRole('textbox', { name: 'EQL rule' });
await editor.focus();
await page.evaluate(() => performance.clearMeasures('edit-to-verdict'));
const forms = [
  'process.interactive == true',
  'process.interactive == false',
  'process.interactive != true',
  'process.user.id == "0"',
];
for (let i = 0; i < 12; i++) {
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(
    `process where host.os.type == "linux" and event.type == "start" and event.action == "exec" and ${forms[i % forms.length]} and process.args in ("-i", "-it")`,
  );
  await page.waitForTimeout(400);
}
const measures = await page.evaluate(() =>
  performance.getEntriesByName('edit-to-verdict').map(({ duration, detail }) => ({ duration, detail })),
);
const frame = medianAndMost(frames);
const edit = medianAndMost(measures.map(({ duration }) => duration));
console.log(`${COUNT.toLocaleString('en')} events added and evaluated: ${milliseconds(addedMs)}`);
console.log(
  `frames in 3 s of wheel: ${frames.length}, median ${milliseconds(frame.median)}, longest ${milliseconds(frame.most)}, over 50 ms: ${frames.filter((ms) => ms > 50).length}`,
);
console.log(`longest blank row: ${milliseconds(longestBlank)}`);
console.log(
  `edit-to-verdict: ${measures.length} edits, median ${milliseconds(edit.median)}, longest ${milliseconds(edit.most)}`,
);
console.log(JSON.stringify(measures.at(-1)?.detail));
await close();
