/**
 * The language service in a real Chromium, with 10,000 events and a rule of 200 lines that is made here: how long each answer
 * takes, as the page itself measures it (`language-answer`), and the longest task while 5 MB are pasted into the events editor.
 * The places are drawn with a seed, so a run can be repeated.
 *
 *   npm run build && node bench/language.mjs [places]
 */
import { loadavg } from 'node:os';
import { eventOf, milliseconds, openBuiltPage } from './page.mjs';

const PLACES = Number(process.argv[2] ?? 100);
const COUNT = 10_000;

const { page, close } = await openBuiltPage('#new');
await page.getByRole('status').filter({ hasText: 'No rule yet' }).waitFor();
await page.waitForTimeout(2000);
await page.evaluate(() => {
  Object.assign(globalThis, { answers: [], longest: 0 });
  new PerformanceObserver((list) => {
    for (const { name, duration, detail } of list.getEntries()) {
      if (name === 'language-answer') globalThis.answers.push([detail.provider, duration]);
    }
  }).observe({ type: 'measure' });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  }).observe({ type: 'longtask' });
});

await paste(
  await page.evaluateHandle(() => document.body),
  Array.from({ length: COUNT }, (_, i) => JSON.stringify(eventOf(i))).join('\n'),
);
await page.getByRole('grid', { name: 'Events' }).filter({ hasText: 'bash' }).waitFor({ timeout: 60_000 });

const rule = page.getByRole('textbox', { name: 'EQL rule' });
const lines = ruleLines();
const text = lines.join('\n');
await rule.focus();
await page.keyboard.insertText(text);
await page.getByRole('status').filter({ hasText: 'events match' }).waitFor({ timeout: 60_000 });
await page.waitForTimeout(2000);

const random = seeded(20_260_101);
for (let i = 0; i < PLACES; i++) {
  await askAt(i);
  await askInEvent();
}
await page.waitForTimeout(500);

const answers = await page.evaluate(() => globalThis.answers);
console.log(
  `${lines.length} lines, ${COUNT.toLocaleString('en')} events, ${PLACES} places; load of the machine ${loadavg()[0].toFixed(1)}`,
);
console.log('answer            asked      p50      p95      max');
for (const provider of [...new Set(answers.map(([name]) => name))].toSorted((a, b) => (a < b ? -1 : 1))) {
  const times = answers.filter(([name]) => name === provider).map(([, time]) => time);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const shown = [at(0.5), at(0.95), sorted.at(-1)].map((time) => `${time.toFixed(1)} ms`.padStart(8));
  console.log(`${provider.padEnd(16)} ${String(times.length).padStart(6)} ${shown.join(' ')}`);
}

const event = page.getByRole('textbox', { name: 'Event JSON' });
await event.focus();
await page.keyboard.press('ControlOrMeta+a');
// From the clipboard, as somebody pastes it: to hand it to a script in the page takes longer than to paste it.
await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
await page.evaluate(async (text) => navigator.clipboard.writeText(text), largeEvent());
await page.waitForTimeout(2000);
await page.evaluate(() => (globalThis.longest = 0));
await page.keyboard.press('ControlOrMeta+v');
await page.getByText(/^Part 1 of/).waitFor({ timeout: 30_000 });
await page.waitForTimeout(5000);
console.log(
  `longest task while 5 MB are pasted into an event: ${milliseconds(await page.evaluate(() => globalThis.longest))}`,
);
await close();

/** One of everything, somewhere in the rule. */
async function askAt(i) {
  await goSomewhere();
  // Where the pointer rests, a hover comes.
  await page.waitForTimeout(450);
  await page.keyboard.press('Control+Space');
  await page.waitForTimeout(80);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+Shift+Space');
  await page.keyboard.press('Shift+Alt+ArrowRight');
  await page.keyboard.press('ControlOrMeta+Period');
  await page.waitForTimeout(80);
  if (await page.locator('.action-widget').first().isVisible()) await page.keyboard.press('Escape');
  // An edit, and its undo: diagnostics and folds.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('x');
  await page.waitForTimeout(250);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  if (i % 2 === 0) await seldom();
  // Whatever a key did that was not meant: the next place is in the same rule.
  if ((await rule.inputValue()) === text) return;
  await page.keyboard.press('Escape');
  await rule.focus();
  await page.keyboard.press('ControlOrMeta+a');
  // Not as typed text: the editor would take it character by character, and indent each line.
  await paste(await page.evaluateHandle(() => document.activeElement), text);
}

/** What opens something, or changes the whole. */
async function seldom() {
  await page.keyboard.press('ControlOrMeta+Shift+O');
  await page.waitForTimeout(200);
  await page.keyboard.press('Escape');
  await goSomewhere();
  await page.keyboard.press('F2');
  await page.waitForTimeout(200);
  if (await page.locator('.rename-box input').first().isVisible()) {
    await page.keyboard.type('other');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(150);
    await page.keyboard.press('ControlOrMeta+z');
  }
  await page.keyboard.press('Escape');
  await goSomewhere();
  await page.keyboard.press('Shift+Alt+F');
  await page.waitForTimeout(250);
  await page.keyboard.press('ControlOrMeta+z');
}

/** Hover and completion in the JSON of the selected event. */
async function askInEvent() {
  await goSomewhere(page.locator('.ec-editor .eql-monaco'));
  await page.waitForTimeout(450);
  await page.keyboard.press('Control+Space');
  await page.waitForTimeout(80);
  await page.keyboard.press('Escape');
}

/** A click on a line that is drawn by lot. */
async function goSomewhere(editor = page.locator('.eql-monaco').first()) {
  const { x, y, width, height } = await editor.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.wheel(0, -100_000);
  await page.mouse.wheel(0, Math.floor(random() * 24 * (lines.length - 5)));
  await page.waitForTimeout(100);
  const [left, top] = [x + 60 + random() * 350, y + 20 + random() * (height - 60)];
  await page.mouse.click(left, top);
  await page.mouse.move(left + 1, top);
}

async function paste(target, given) {
  await target.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, given);
}

function ruleLines() {
  const fields = ['process.name', 'process.args', 'process.parent.name', 'container.id', 'host.name', 'user.id'];
  const made = ['process where event.type == "start"'];
  for (let i = 0; made.length < 200; i++) {
    const field = fields[i % fields.length];
    const forms = [
      `  and not ${field} in ("value-${i}", "other-${i}", "bash-${i}")`,
      `  and (${field} != "x-${i}" or process.pid > ${i})`,
      `  and not ${field} like ("/opt/tool-${i}/*", "*-${i}")`,
      `  and not (startsWith(${field}, "start-${i}") and process.interactive == true)`,
      `  and not ${field} : "name-${i}*" // note ${i}`,
    ];
    made.push(forms[i % forms.length]);
  }
  return made;
}

function largeEvent() {
  const args = Array.from({ length: 200_000 }, (_, i) => `argument number ${i}`);
  return JSON.stringify({ event: { category: ['process'] }, process: { name: 'bash', args } }, null, 2);
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
