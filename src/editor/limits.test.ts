import { expect, test } from 'vitest';
import { hexOf } from './cssColour.ts';
import { fitsArea, fitsColours, fitsMonaco } from './limits.ts';
import { plainMarkdown } from './markdown.ts';

test.each([
  ['a rule', 'process where true', true, true, true],
  ['a long event', `{"a":\n"${'x'.repeat(9_000)}"\n}`.repeat(7), true, false, true],
  ['a pasted file', '{"a": 1}\n'.repeat(30_000), false, false, false],
  ['one long line', 'x'.repeat(10_001), false, false, true],
  ['a long last line', `a\n${'x'.repeat(10_001)}`, false, false, true],
  ['lines just short enough', `${'x'.repeat(10_000)}\n${'x'.repeat(10_000)}`, true, true, true],
])('%s', (_name, text, monaco, colours, area) => {
  expect([fitsMonaco(text), fitsColours(text), fitsArea(text)]).toEqual([monaco, colours, area]);
});

test.each([
  ['rgb(255, 0, 128)', '#ff0080'],
  ['rgba(0, 0, 0, 0.5)', '#00000080'],
  ['rgb(0 0 0 / 50%)', '#00000080'],
  ['color(srgb 1 0.5 0)', '#ff8000'],
  ['canvastext', null],
])('%s is %o', (css, hex) => {
  expect(hexOf(css)).toBe(hex);
});

test('Markdown of a text shows that text', () => {
  expect(plainMarkdown('<b>*x*</b> [a](b)')).toBe(String.raw`\<b\>\*x\*\<\/b\> \[a\]\(b\)`);
});
