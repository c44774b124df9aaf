/** What a leaf computes for one binding of its fields (eql.md 3.5): three-valued logic inside a leaf. */
import { describe, expect, it, test } from 'vitest';
import { createDataset } from '../../events/index.ts';
import type { Expression } from '../syntax/ast.ts';
import { parse } from '../syntax/parser.ts';
import { Fault } from './arithmetic.ts';
import { type Frame, compileScript } from './script.ts';

const fields = { s: 'keyword', n: 'long', i: 'integer', d: 'double', b: 'boolean', at: 'date', ip: 'ip' };
const scope = createDataset({ mapping: 'closed', fields });

function expressionOf(text: string): Expression {
  const { query, problems } = parse(`any where ${text}`);
  expect(problems).toEqual([]);
  if (query.kind !== 'event') throw new Error(text);
  return query.filter.condition;
}

function run(text: string, ...frame: Frame): unknown {
  return compileScript(expressionOf(text), scope).run(frame);
}

test('every place where a field stands is a slot of its own', () => {
  const { places } = compileScript(expressionOf('concat(s, n, s, ?s) == "x" and n > 1'), scope);
  expect(places.map(({ path }) => path)).toEqual(['s', 'n', 's', 's', 'n']);
});

describe('the table of eql.md 3.5', () => {
  const truth: Readonly<Record<string, boolean | null>> = { T: true, F: false, N: null };
  test.each([
    ['T', 'T', 'T', 'T'],
    ['T', 'F', 'F', 'T'],
    ['T', 'N', 'N', 'T'],
    ['F', 'T', 'F', 'T'],
    ['F', 'F', 'F', 'F'],
    ['F', 'N', 'F', 'N'],
    ['N', 'T', 'N', 'T'],
    ['N', 'F', 'F', 'N'],
    ['N', 'N', 'N', 'N'],
  ])('%s and %s is %s, or is %s', (a, b, both, either) => {
    expect(run('b and ?b', truth[a]!, truth[b]!)).toBe(truth[both]);
    expect(run('b or ?b', truth[a]!, truth[b]!)).toBe(truth[either]);
  });

  test.each([
    ['T', 'F'],
    ['F', 'T'],
    ['N', 'N'],
  ])('not %s is %s', (a, negated) => {
    expect(run('not b', truth[a]!)).toBe(truth[negated]);
  });
});

describe('null', () => {
  test.each([
    ['n > -1'],
    ['n == 1'],
    ['n != 1'],
    ['-n == 1'],
    ['n + 1 == 2'],
    ['n in (1, 2)'],
    ['n not in (1, 2)'],
    ['s : "x"'],
    ['s regex "x"'],
    ['startsWith(s, "x")'],
    ['length(s) == 1'],
  ])('goes through %s', (text) => {
    expect(run(text, null)).toBe(null);
  });

  test.each([
    ['n == null', 1n, false],
    ['n == null', null, true],
    ['n != null', null, false],
    ['null == n', null, true],
    ['(n > -1) == null', null, true],
    ['(n > -1) == null', 5n, false],
    ['length(s) == null', null, true],
  ])('is asked for by %s', (text, value, expected) => {
    expect(run(text, value)).toBe(expected);
  });

  it('comes from values that cannot be compared', () => {
    expect(run('s == 5', '5')).toBe(null);
    expect(run('concat(s, "") == 5', '5')).toBe(null);
    expect(run('n < "x"', 5n)).toBe(null);
  });
});

describe('numbers', () => {
  test.each<[string, Frame, unknown]>([
    ['n + 1', [9n], 10n],
    ['n / 2', [7n], 3n],
    ['d / 2', [7], 3.5],
    ['n / 2.0', [7n], 3.5],
    ['n - n', [9n, 1n], 8n],
    ['-d', [0.5], -0.5],
    ['n * 2 + i % 3', [5n, 7n], 11n],
  ])('%s', (text, frame, value) => {
    const comparison = expressionOf(`${text} == 0`);
    if (comparison.kind !== 'comparison') throw new Error(text);
    expect(compileScript(comparison.left, scope).run(frame)).toBe(value);
  });

  it('of type integer overflow at 32 bits, of type long at 64', () => {
    const most = 2n ** 31n - 1n;
    expect(() => run('i + 1 == 0', most)).toThrow(Fault);
    expect(run('n + 1 == 0', most)).toBe(false);
    expect(() => run('n + 1 == 0', 2n ** 63n - 1n)).toThrow('long overflow');
  });
});

describe('lists and patterns on results', () => {
  test.each<[string, Frame, unknown]>([
    ['substring(s, 0, 3) : "AB?"', ['abcd'], true],
    ['substring(s, 0, 3) like "AB?"', ['abcd'], false],
    ['concat(s, "x") regex "a+x"', ['aaa'], true],
    ['concat(s, "x") regex~ ("b", "A+X")', ['aaa'], true],
    ['concat(s, "") in~ ("X", "ABC")', ['abc'], true],
    ['concat(s, "") in ("X", "ABC")', ['abc'], false],
    ['length(s) in (1, 3.0, null)', ['abc'], true],
    ['length(s) not in (1, 2)', ['abc'], true],
    ['concat(s, "") in (null)', ['abc'], null],
    ['string(at) == "2025-03-01T10:00Z"', [1740823200n * 10n ** 9n], true],
    ['cidrMatch(ip, "10.0.0.0/8", "::1")', ['10.1.2.3'], true],
    ['cidrMatch(ip, "10.0.0.0/8", "::1")', ['11.1.2.3'], false],
  ])('%s', (text, frame, value) => {
    expect(run(text, ...frame)).toBe(value);
  });
});
