import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** The colours of the block that opens with a selector, by token name. */
function colours(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((hit) => [hit[1]!, hit[2]!]));
}

/** The colours for more contrast, over those of a theme. */
function contrasting(theme: Map<string, string>, place: 'light' | 'dark'): Map<string, string> {
  const found = [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
  return new Map([...theme, ...found.map((hit) => [hit[1]!, hit[place === 'light' ? 2 : 3]!] as const)]);
}

const light = colours(':root');
const dark = colours(":root[data-theme='dark']");
const darkBySystem = colours(":root:not([data-theme='light'])");

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

const surfaces = ['surface', 'surface-sunk', 'surface-raised', 'surface-hover', 'surface-selected'];
const texts = ['ink', 'ink-2', 'ink-3', 'accent', 'verdict-true', 'verdict-false', 'verdict-missing', 'warn'];
const syntax = ['keyword', 'field', 'function', 'string', 'number', 'punctuation', 'comment'].map((n) => `syntax-${n}`);
const tints = ['verdict-true', 'verdict-false', 'verdict-missing', 'warn'];
const severities = ['low', 'medium', 'high', 'critical'].map((name) => `severity-${name}`);
const marks = [
  'outline',
  'verdict-true-mark',
  'verdict-false-mark',
  'verdict-missing-mark',
  'warn-mark',
  ...severities,
];

describe.each([
  ['light', light, 4.5, 3],
  ['dark', dark, 4.5, 3],
  ['light, with more contrast', contrasting(light, 'light'), 7, 4.5],
  ['dark, with more contrast', contrasting(dark, 'dark'), 7, 4.5],
])('%s theme', (_name, theme, ofText, ofMarks) => {
  const ratio = (a: string, b: string) => contrast(theme.get(a)!, theme.get(b)!);

  test.each(surfaces)('text is readable on %s', (surface) => {
    for (const text of texts) expect(ratio(text, surface), `${text} on ${surface}`).toBeGreaterThanOrEqual(ofText);
  });

  test.each(tints)('text is readable on the tint of %s', (role) => {
    expect(ratio(role, `${role}-tint`)).toBeGreaterThanOrEqual(ofText);
    for (const text of ['ink', 'ink-2', ...syntax]) {
      expect(ratio(text, `${role}-tint`), `${text} on ${role}-tint`).toBeGreaterThanOrEqual(ofText);
    }
  });

  test('code is readable in a pane', () => {
    for (const token of syntax) expect(ratio(token, 'surface'), token).toBeGreaterThanOrEqual(ofText);
  });

  test.each(['surface', 'surface-sunk', 'surface-raised'])('marks and outlines stand out on %s', (surface) => {
    for (const mark of marks) expect(ratio(mark, surface), `${mark} on ${surface}`).toBeGreaterThanOrEqual(ofMarks);
  });

  test('the accent carries its own text', () => {
    expect(ratio('on-accent', 'accent')).toBeGreaterThanOrEqual(ofText);
    expect(ratio('on-accent', 'accent-hover')).toBeGreaterThanOrEqual(ofText);
  });
});

test('dark is the same whether chosen or the system’s', () => {
  expect(darkBySystem.size).toBeGreaterThan(30);
  expect([...darkBySystem]).toEqual([...dark]);
});

test('whoever asks for more contrast gets other colours in both themes', () => {
  const more = [contrasting(light, 'light'), contrasting(dark, 'dark')];
  for (const [i, theme] of more.entries()) {
    const before = [light, dark][i]!;
    for (const text of [...texts, ...syntax]) {
      const ratio = (colours: Map<string, string>): number => contrast(colours.get(text)!, colours.get('surface')!);
      expect(ratio(theme), text).toBeGreaterThan(ratio(before));
    }
  }
});
