import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareScalars, compareText, roundToHalf, textOf, writeDouble } from './values.ts';

/** Order by code point, the slow and obvious way. */
function compareCodePoints(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0)!)) as [
    number[],
    number[],
  ];
  const at = x.findIndex((point, i) => point !== y[i]);
  if (at < 0) return x.length - y.length;
  return y[at] === undefined ? 1 : x[at]! - y[at];
}

describe('texts', () => {
  it('are ordered by code point, whatever their UTF-16 units', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom('a', 'b', '\ue000', '\uffff', '\u{10000}', '🐳'), fc.string()),
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const wellFormed = (it: string): boolean => !/\p{Surrogate}/u.test(it);
        fc.pre(wellFormed(a) && wellFormed(b));
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(compareCodePoints(a, b)));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['', 'a'],
    ['A', 'a'],
    ['a', 'aa'],
    ['z', 'é'],
    ['\uffff', '🐳'],
  ])('%j comes before %j', (a, b) => {
    expect(compareText(a, b)).toBeLessThan(0);
    expect(compareText(b, a)).toBeGreaterThan(0);
  });
});

describe('scalars', () => {
  test.each([
    ['5 and 5.0', 5n, 5, 0],
    ['1 and 1.5', 1n, 1.5, -1],
    ['false and true', false, true, -1],
    ['two large integers', 2n ** 63n - 2n, 2n ** 63n - 1n, -1],
    ['0.0 and -0.0', 0, -0, 0],
    ['infinity and an integer', Infinity, 5n, 1],
    ['NaN and a number', Number.NaN, 5, null],
    ['NaN and NaN', Number.NaN, Number.NaN, null],
    ['a text and a number', '5', 5n, null],
    ['a text and a truth', 'true', true, null],
  ] as const)('%s compare', (_name, a, b, order) => {
    const found = compareScalars(a, b);
    expect(found === null ? null : Math.sign(found)).toBe(order);
    const back = compareScalars(b, a);
    expect(back === null ? null : -Math.sign(back) + 0).toBe(order);
  });
});

describe('a double is written as Java writes it (eql.md 5.5)', () => {
  test.each([
    [2, '2.0'],
    [0.5, '0.5'],
    [-42.5, '-42.5'],
    [0, '0.0'],
    [-0, '-0.0'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [0.000123, '1.23E-4'],
    [9999999, '9999999.0'],
    [10_000_000, '1.0E7'],
    [12_345_678.9, '1.23456789E7'],
    [1e21, '1.0E21'],
    [5e-324, '4.9E-324'],
    [1.7976931348623157e308, '1.7976931348623157E308'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
    [Number.NaN, 'NaN'],
  ])('%d', (value, text) => {
    expect(writeDouble(value)).toBe(text);
  });

  it('and reads back as itself', () => {
    fc.assert(fc.property(fc.double(), (value) => Object.is(Number(writeDouble(value)), value)));
  });
});

test('the text of a value depends on its type only for dates', () => {
  expect(textOf(5n, 'long')).toBe('5');
  expect(textOf(5n, 'unknown')).toBe('5');
  expect(textOf(0n, 'date')).toBe('1970-01-01T00:00Z');
  expect(textOf(true, 'boolean')).toBe('true');
  expect(textOf('x', 'keyword')).toBe('x');
  expect(textOf(2, 'double')).toBe('2.0');
});

describe('half precision', () => {
  test.each([
    [0.1, 0.0999755859375],
    [1, 1],
    [2049, 2048],
    [2051, 2052],
    [65504, 65504],
    [65519, 65504],
    [65520, Infinity],
    [-70000, -Infinity],
    [2 ** -24, 2 ** -24],
    [2 ** -26, 0],
  ])('%d is kept as %d', (value, kept) => {
    expect(roundToHalf(value)).toBe(kept);
  });
});
