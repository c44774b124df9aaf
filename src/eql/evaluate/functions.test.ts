/** The tables of eql.md 5.2 to 5.11: functions of constants, folded. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createDataset } from '../../events/index.ts';
import { parse } from '../syntax/parser.ts';
import { writeString } from '../syntax/literals.ts';
import type { Value } from './functions.ts';
import { constantValue } from './script.ts';

const { schema } = createDataset({ mapping: 'open', facts: false });

/** The value of a constant expression. */
function valueOf(expression: string): Value {
  const { query, problems } = parse(`any where ${expression} == 1`);
  if (query.kind !== 'event' || query.filter.condition.kind !== 'comparison') throw new Error(expression);
  expect(problems).toEqual([]);
  return constantValue(query.filter.condition.left, { schema });
}

const call = (name: string, ...args: readonly (string | number)[]): Value =>
  valueOf(`${name}(${args.map((it) => (typeof it === 'string' ? writeString(it) : it)).join(', ')})`);

describe.each<[string, readonly (readonly [string, Value])[]]>([
  [
    '5.2 arithmetic',
    [
      ['add(5, 0.5)', 5.5],
      ['subtract(10, 4)', 6n],
      ['multiply(3, 4)', 12n],
      ['divide(5, 2)', 2n],
      ['divide(5, 2.0)', 2.5],
      ['divide(-7, 2)', -3n],
      ['modulo(-10, -6)', -4n],
      ['modulo(10, -6)', 4n],
      ['add(null, 1)', null],
    ],
  ],
  [
    '5.3 between',
    [
      ['between("--opt=[all] x", "[", "]")', 'all'],
      ['between("/usr/local/bin", "/", "/")', 'usr'],
      ['between("/usr/local/bin", "/", "/", true)', 'usr/local'],
      ['between("abc", "x", "c")', ''],
      ['between("abc", "a", "x")', ''],
      ['between("abc", "", "c")', 'abc'],
      ['between("abc", "a", "")', 'abc'],
      ['between("", "a", "c")', ''],
      ['between~("A<B>C", "a<", ">c")', 'B'],
      ['between("A<B>C", "a<", ">c")', ''],
      // The last right marker lies before the end of the left one.
      ['between("]x[", "[", "]", true)', ''],
      ['between("aXbXc", "X", "X", false)', 'b'],
      ['between(null, "a", "b")', null],
      ['between("abc", null, "b")', null],
    ],
  ],
  [
    '5.5 concat and 5.10 string',
    [
      ['concat("a", 1, true)', 'a1true'],
      ['concat("a", 2.0)', 'a2.0'],
      ['concat("a")', 'a'],
      ['concat(null, "a")', null],
      ['string(true)', 'true'],
      ['string(42)', '42'],
      ['string(42.5)', '42.5'],
      ['string(-1)', '-1'],
      ['string(18446744073709551615)', '18446744073709551615'],
      ['string(null)', null],
      ['string(1 == 1 and 2 > 3)', 'false'],
    ],
  ],
  [
    '5.6 startsWith, endsWith, stringContains',
    [
      ['startsWith("kubelet", "kube")', true],
      ['startsWith("kubelet", "Kube")', false],
      ['startsWith~("kubelet", "KUBE")', true],
      ['STARTSWITH("kubelet", "kube")', true],
      ['startsWith("x", "")', true],
      ['endsWith("x", "")', true],
      ['endsWith("a.exe", ".exe")', true],
      ['endsWith("a.EXE", ".exe")', false],
      ['endsWith~("a.EXE", ".exe")', true],
      ['stringContains("docker exec", "exec")', true],
      ['stringContains("docker exec", "EXEC")', false],
      ['stringContains~("docker exec", "EXEC")', true],
      ['stringContains("abc", "")', false],
      ['stringContains("a*c", "*")', true],
      ['stringContains("abc", "*")', false],
      ['startsWith(null, "a")', null],
      ['endsWith("a", null)', null],
      ['stringContains(null, null)', null],
    ],
  ],
  [
    '5.7 indexOf',
    [
      ['indexOf("subdomain.domain.com", ".")', 9n],
      ['indexOf("subdomain.domain.com", ".", 10)', 16n],
      ['indexOf("abc", "z")', null],
      ['indexOf("abc", "B")', null],
      ['indexOf~("abc", "B")', 1n],
      ['indexOf("abc", "")', 0n],
      ['indexOf("abc", "", 2)', 2n],
      ['indexOf("abc", "a", -5)', 0n],
      ['indexOf("abc", "c", null)', 2n],
      ['indexOf("abc", "a", 50)', null],
      // A place that no text has must not be an exception.
      ['indexOf("abc", "", 1.0 / 0)', 2147483647n],
      ['indexOf("abc", "", 0.0 / 0)', 0n],
      ['indexOf(null, "a")', null],
    ],
  ],
  [
    '5.8 length',
    [
      ['length("kubelet")', 7n],
      ['length("")', 0n],
      [String.raw`length("\u{1f433}")`, 2n],
      ['length(null)', null],
    ],
  ],
  [
    '5.9 number',
    [
      ['number("1337")', 1337n],
      ['number("42.5")', 42.5],
      ['number("0x1f")', 31n],
      ['number("1f", 16)', 31n],
      ['number("12", null)', 12n],
      ['number(null)', null],
    ],
  ],
  [
    '5.11 substring',
    [
      ['substring("start regsvr32.exe", 6)', 'regsvr32.exe'],
      ['substring("start regsvr32.exe", 0, 5)', 'start'],
      ['substring("a.exe", -4)', '.exe'],
      ['substring("kubectl.exe", 0, -4)', 'kubectl'],
      ['substring("abc", 50)', ''],
      ['substring("abc", 2, 1)', ''],
      ['substring("abc", -100, 2)', 'ab'],
      ['substring("abc", 1, null)', 'bc'],
      ['substring("abc", null)', 'abc'],
      ['substring(null, 1)', null],
    ],
  ],
])('eql.md %s', (_name, table) => {
  test.each(table.map((row) => row))('%s', (expression, value) => {
    expect(valueOf(expression)).toBe(value);
  });
});

test('a text that is no number fails', () => {
  expect(() => valueOf('number("abc")')).toThrow('Unable to convert [abc] to number of base [10]');
});

describe('on random texts', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '/', '🐳'), maxLength: 8 });

  it('indexOf and substring fit together', () => {
    fc.assert(
      fc.property(text, text, (source, part) => {
        const at = call('indexOf', source, part);
        if (at === null) expect(call('stringContains', source, part)).toBe(false);
        else expect(call('startsWith', String(call('substring', source, Number(at))), part)).toBe(true);
      }),
    );
  });

  it('substring is the slice of code units that its places name', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -10, max: 10 }), fc.integer({ min: -10, max: 10 }), (source, start, end) => {
        const units = source.split('');
        const place = (at: number): number => (at < 0 ? Math.max(0, units.length + at) : at);
        const expected = units.filter((_, i) => i >= place(start) && i < place(end)).join('');
        expect(call('substring', source, start, end)).toBe(expected);
      }),
    );
  });

  it('between is what stands between the first left and the next right marker', () => {
    fc.assert(
      fc.property(text, text, text, (source, left, right) => {
        fc.pre(source !== '' && left !== '' && right !== '');
        const behind = source.split(left).slice(1).join(left);
        const expected = behind.includes(right) ? behind.split(right)[0] : '';
        expect(call('between', source, left, right)).toBe(source.includes(left) ? expected : '');
      }),
    );
  });

  it('ignoring case is comparing in lower case', () => {
    fc.assert(
      fc.property(text, text, (source, part) => {
        for (const name of ['startsWith', 'endsWith', 'stringContains', 'indexOf']) {
          expect(call(`${name}~`, source, part)).toBe(call(name, source.toLowerCase(), part.toLowerCase()));
        }
      }),
    );
  });
});
