import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Fault, type Width, calculate, negate, readNumberText } from './arithmetic.ts';

const LONG_MAX = 2n ** 63n - 1n;
const INT_MAX = 2n ** 31n - 1n;

describe('eql.md 4.8', () => {
  test.each([
    ['7 / 2', 7n, '/', 2n, 3n],
    ['-7 / 2', -7n, '/', 2n, -3n],
    ['7 / -2', 7n, '/', -2n, -3n],
    ['-7 % 3', -7n, '%', 3n, -1n],
    ['7 % -3', 7n, '%', -3n, 1n],
    ['-10 % -6', -10n, '%', -6n, -4n],
    ['10 % 0.5', 10n, '%', 0.5, 0],
    ['7 / 2.0', 7n, '/', 2, 3.5],
    ['1 + 0.5', 1n, '+', 0.5, 1.5],
    ['1.0 / 0', 1, '/', 0n, Infinity],
    ['-1 / 0.0', -1n, '/', 0, -Infinity],
    ['0.0 / 0', 0, '/', 0n, Number.NaN],
    ['5.0 % 0', 5, '%', 0n, Number.NaN],
  ] as const)('%s', (_name, a, operator, b, result) => {
    expect(calculate(operator, a, b, 'long')).toBe(result);
  });

  test.each([
    ['the largest integer plus one', INT_MAX, '+', 1n, 'integer'],
    ['the least integer minus one', -INT_MAX - 1n, '-', 1n, 'integer'],
    ['the largest long plus one', LONG_MAX, '+', 1n, 'long'],
    ['the largest long times two', LONG_MAX, '*', 2n, 'long'],
    ['the least long by minus one', -LONG_MAX - 1n, '/', -1n, 'long'],
    ['the largest unsigned long plus one', 2n ** 64n - 1n, '+', 1n, 'unsigned_long'],
    ['division by zero', 1n, '/', 0n, 'long'],
    ['the remainder by zero', 1n, '%', 0n, 'long'],
  ] as const)('%s is a run-time error', (_name, a, operator, b, width) => {
    expect(() => calculate(operator, a, b, width)).toThrow(Fault);
  });

  it('the limits themselves are fine', () => {
    expect(calculate('+', INT_MAX - 1n, 1n, 'integer')).toBe(INT_MAX);
    expect(calculate('+', INT_MAX, 1n, 'long')).toBe(INT_MAX + 1n);
    expect(calculate('+', LONG_MAX, 1n, 'unsigned_long')).toBe(LONG_MAX + 1n);
    expect(negate(INT_MAX, 'integer')).toBe(-INT_MAX);
    expect(() => negate(-INT_MAX - 1n, 'integer')).toThrow('integer overflow');
    expect(negate(1.5, 'integer')).toBe(-1.5);
  });

  it('a quotient and its remainder give the dividend back', () => {
    const long = fc.bigInt(-(2n ** 62n), 2n ** 62n);
    fc.assert(
      fc.property(long, long, (a, b) => {
        fc.pre(b !== 0n);
        const quotient = calculate('/', a, b, 'long') as bigint;
        const rest = calculate('%', a, b, 'long') as bigint;
        expect(quotient * b + rest).toBe(a);
        expect(rest === 0n || rest < 0n === a < 0n).toBe(true);
      }),
    );
  });

  it('a result is exact or an error, in every width', () => {
    const widths: Readonly<Record<Width, readonly [bigint, bigint]>> = {
      integer: [-INT_MAX - 1n, INT_MAX],
      long: [-LONG_MAX - 1n, LONG_MAX],
      unsigned_long: [-LONG_MAX - 1n, 2n ** 64n - 1n],
    };
    const near = fc.oneof(
      fc.bigInt(-5n, 5n),
      fc.bigInt(INT_MAX - 3n, INT_MAX + 3n),
      fc.bigInt(LONG_MAX - 3n, LONG_MAX),
    );
    fc.assert(
      fc.property(near, near, fc.constantFrom<Width>('integer', 'long', 'unsigned_long'), (a, b, width) => {
        const [least, most] = widths[width];
        const fits = a * b >= least && a * b <= most;
        if (fits) expect(calculate('*', a, b, width)).toBe(a * b);
        else expect(() => calculate('*', a, b, width)).toThrow(`${width} overflow`);
      }),
    );
  });
});

describe('eql.md 5.9: number(text, base)', () => {
  test.each<[string, bigint | null, bigint | number]>([
    ['1337', null, 1337n],
    ['42.5', null, 42.5],
    ['0x1f', null, 31n],
    ['0x1f', 16n, 31n],
    ['1f', 16n, 31n],
    ['deadbeef', 16n, 3735928559n],
    ['-7', null, -7n],
    ['+7', null, 7n],
    ['12', 10n, 12n],
    ['101', 2n, 5n],
    ['zz', 36n, 1295n],
    [' 5 ', null, 5],
    ['1e3', null, 1000],
    ['.5', null, 0.5],
    ['5.', null, 5],
    ['5d', null, 5],
    ['Infinity', null, Infinity],
    ['9223372036854775807', null, LONG_MAX],
    ['9223372036854775808', null, 9223372036854775808],
  ])('%s in base %s', (text, base, value) => {
    expect(readNumberText(text, base)).toBe(value);
  });

  test.each<[string, bigint | null, bigint]>([
    ['abc', null, 10n],
    ['', null, 10n],
    [' ', null, 10n],
    ['-', null, 10n],
    ['1.2.3', null, 10n],
    ['0X1f', null, 10n],
    ['-0x1f', null, 10n],
    ['0x', null, 10n],
    ['12', 2n, 2n],
    ['1.5', 16n, 16n],
    ['1', 1n, 1n],
    ['1', 37n, 37n],
    ['ffffffffffffffff', 16n, 16n],
  ])('%j in base %s is an error', (text, base, shown) => {
    expect(() => readNumberText(text, base)).toThrow(`Unable to convert [${text}] to number of base [${shown}]`);
  });

  it('long texts cost no more than their length', () => {
    expect(() => readNumberText(`${'1'.repeat(1_000_000)}x`, null)).toThrow(Fault);
    expect(readNumberText('1'.repeat(1_000_000), null)).toBe(Infinity);
  });
});
