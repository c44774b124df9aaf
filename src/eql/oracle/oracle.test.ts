import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from '../syntax/parser.ts';
import { filterOf } from './compare.ts';
import { type ClauseVerdict, judge } from './oracle.ts';
import type { FieldKind } from './values.ts';

/** One letter is one field: f, g keyword; n, m long; i integer; d double; b, c boolean; t date; a address. */
const TYPES: Record<string, FieldKind> = {
  f: 'keyword',
  g: 'wildcard',
  n: 'long',
  m: 'long',
  i: 'integer',
  d: 'double',
  b: 'boolean',
  c: 'boolean',
  t: 'date',
  a: 'ip',
  'x.y': 'keyword',
  'event.category': 'keyword',
};

function verdictsOf(rule: string, event: object, mapping: 'open' | 'closed' = 'open'): readonly ClauseVerdict[] {
  expect(parse(rule).problems).toEqual([]);
  return judge(filterOf(rule), event, { types: TYPES, mapping });
}

/** Each case: the condition, the event, whether it matches. */
type Case = readonly [condition: string, event: object, matches: boolean];

const TABLES: Record<string, readonly Case[]> = {
  '3.2: the values of a field': [
    ['x.y == "1"', { 'x.y': '1' }, true],
    ['x.y == "2"', { x: [{ y: '1' }, { y: ['2', null] }] }, true],
    ['f == null', { f: [null] }, true],
    ['f == null', { f: [] }, true],
    ['f != null', { f: '' }, true],
    ['n != null', { n: 0 }, true],
    ['f == "5"', { f: 5 }, true],
    ['n == 7', { n: '7' }, true],
  ],
  '3.3: some value fits': [
    ['f != "a"', {}, true],
    ['f != "a"', { f: ['a', 'b'] }, false],
    ['f == "a" and f == "b"', { f: ['b', 'a'] }, true],
    ['f != "a" or f != "c"', { f: ['a', 'b'] }, true],
    ['not f : "A*"', {}, true],
    ['f not in ("a", "z")', {}, true],
    ['f not in ("a", "z")', { f: ['z', 'y'] }, false],
    ['not n > 5', { n: [1, 9] }, false],
    ['n > 100 and n < 90', { n: [80, 443] }, true],
    ['length(f) != 7', {}, true],
    ['length(f) != 7', { f: ['1234567', ''] }, false],
    ['n - n == 8', { n: [1, 9] }, true],
    ['n - m == 8', { n: [1, 9] }, false],
  ],
  '3.4 and 3.5: null': [
    ['null == f', {}, true],
    ['null == null', {}, true],
    ['null != 5', {}, true],
    ['length(null) == 3', {}, false],
    ['length(null) != 3', {}, true],
    ['null < 5', {}, false],
    ['not (null < 5)', {}, false],
    ['not f in (null)', { f: 'a' }, false],
    ['f not in (null)', { f: 'a' }, false],
    ['f in (null, "a")', { f: 'a' }, true],
    ['not startsWith(f, null)', { f: 'a' }, true],
    ['f > null', { f: 'a' }, true],
    ['null < f', {}, false],
    ['not length(f) > null', { f: 'a' }, true],
    ['not null', {}, false],
    ['not (null or f == "a")', { f: 'b' }, true],
    ['not (null and f == "a")', { f: 'b' }, false],
    ['not (null and false)', {}, true],
    ['indexOf(f, ":") != null', { f: ['x:y', 'z'] }, false],
    ['indexOf(f, ":") >= 0', { f: ['x:y', 'z'] }, true],
    ['(n > -1) == null', {}, true],
    ['string(n == 1 and f == "a") == "false"', { n: 2 }, true],
    ['string(n == 1 or f == "a") == null', { n: 2 }, true],
  ],
  '3.6: boolean expressions and literals': [
    ['b', { b: [false, true] }, true],
    ['b == false', {}, false],
    ['b != true', {}, true],
    ['not b', { b: [false, true] }, false],
    ['startsWith(f, "a") == false', {}, true],
    ['startsWith(f, "a") != false', { f: 'ab' }, true],
    ['b > false', { b: [true] }, true],
  ],
  '3.8: conversions': [
    ['f == 5', { f: '5' }, true],
    ['concat(f, "") == 5', { f: '5' }, false],
    ['n == "20"', { n: 20 }, true],
    ['n == 20.0', { n: 20 }, true],
    ['f > "\\u{ff41}"', { f: '\u{1f433}' }, true],
    ['t >= "2025-03-01T10:00:00.000Z"', { t: '2025-03-01T10:00:00Z' }, true],
    ['t == 1740823205123', { t: '2025-03-01T10:00:05.123Z' }, true],
    ['a in ("10.0.0.0/8", "1.1.1.1")', { a: '10.2.3.4' }, true],
    ['a > "10.0.0.5"', { a: ['10.0.0.10'] }, true],
  ],
  '4: patterns': [
    ['f : "*"', { f: '' }, true],
    ['f : "A?C*"', { f: 'abc' }, true],
    ['f : "a?"', { f: 'a' }, false],
    ['f : "a?"', { f: 'a\u{1f433}' }, true],
    ['f like "a*c"', { f: 'a\nc' }, true],
    ['f like "A*"', { f: 'abc' }, false],
    ['f : """c:\\*"""', { f: 'C:\\x' }, true],
    ['f == "a*"', { f: 'abc' }, false],
    ['f : "\\u{212a}"', { f: 'k' }, true],
    ['f : "ss"', { f: 'ß' }, false],
    ['f regex "a.?[0-9]{2,3}(x|y)*"', { f: 'ab123yx' }, true],
    ['f regex "b"', { f: 'abc' }, false],
    ['f regex "^a$"', { f: '^a$' }, true],
    ['f regex "<8-12>@"', { f: '10 x' }, true],
    ['f regex "~(a@)"', { f: 'ba' }, true],
    ['f regex "a@&@b"', { f: 'axb' }, true],
    ['f regex """\\d\\.\\w""" or f regex "#"', { f: '1.x' }, true],
    ['f regex~ "A[b]"', { f: 'aB' }, true],
    ['f regex~ "a[a-c]"', { f: 'aB' }, false],
    ['substring(f, 0, 3) : "ab?"', { f: 'ABCD' }, true],
  ],
  '4.8 and 5.2: arithmetic': [
    ['-n / 2 == -3', { n: 7 }, true],
    ['-n % 3 == -1', { n: 7 }, true],
    ['n % -3 == 1', { n: 7 }, true],
    ['n / 2.0 == 3.5', { n: 7 }, true],
    ['n / d == 3.5', { n: 7, d: 2 }, true],
    ['add(n, 0.5) == 7.5', { n: 7 }, true],
    ['d / 0 > 5', { d: 1 }, true],
    ['d % 0 == d', { d: 1 }, false],
    ['modulo(-10, -6) == -4', {}, true],
    ['n + m == null', { n: 1 }, true],
    ['n == 9007199254740993', { n: '9007199254740993' }, true],
    ['n == 9007199254740992', { n: '9007199254740993' }, false],
  ],
  '5: functions': [
    ['between(f, "[", "]") == "all"', { f: '--opt=[all] x' }, true],
    ['between(f, "/", "/", true) == "usr/local"', { f: '/usr/local/bin' }, true],
    ['between(f, "x", "c") == ""', { f: 'abc' }, true],
    ['between(f, "", "c") == "abc"', { f: 'abc' }, true],
    ['between~(f, "a<", ">c") == "B"', { f: 'A<B>C' }, true],
    ['cidrMatch(a, "10.0.0.0/8")', { a: ['11.0.0.1', '10.1.2.3'] }, true],
    ['cidrMatch(a, "fe80::/10")', { a: 'fe80::1' }, true],
    ['not cidrMatch(a, "::/0")', { a: '1.2.3.4' }, false],
    ['concat(f, 1, true, 2.0) == "a1true2.0"', { f: 'a' }, true],
    ['concat(f, "=", f) == "b=a"', { f: ['a', 'b'] }, true],
    ['string(t) == "2025-03-01T10:00Z"', { t: '2025-03-01T10:00:00.000Z' }, true],
    ['string(t) == "2025-03-01T10:00:05.120Z"', { t: 1740823205120 }, true],
    ['string(a) == "2001:db8::1"', { a: '2001:DB8:0:0:0:0:0:1' }, true],
    ['startsWith(f, "") and endsWith(f, "")', { f: 'x' }, true],
    ['stringContains(concat(f, ""), g)', { f: 'x', g: '' }, false],
    ['endsWith~(f, ".EXE") and not endsWith(f, ".EXE")', { f: 'a.exe' }, true],
    ['indexOf(f, ".", 10) == 16', { f: 'subdomain.domain.com' }, true],
    ['indexOf~(f, "B", -5) == 1', { f: 'abc' }, true],
    ['indexOf(f, "", 2) == 2', { f: 'abc' }, true],
    ['length(f) == 2', { f: '\u{1f433}' }, true],
    ['number(f) == 31', { f: '0x1f' }, true],
    ['number(f, 16) == 255', { f: 'fF' }, true],
    ['number(f) == 1000', { f: ' 1e3 ' }, true],
    ['substring(f, -4) == ".exe"', { f: 'a.exe' }, true],
    ['substring(f, 2, 1) == ""', { f: 'abc' }, true],
    ['substring(f, null) == "abc"', { f: 'abc' }, true],
    ['length(substring(f, 1)) == 4', { f: ['a', 'abcde'] }, true],
  ],
};

describe('the oracle on cases taken from eql.md', () => {
  for (const [title, cases] of Object.entries(TABLES)) {
    it.each(cases)(`${title}: %s`, (condition, event, matches) => {
      expect(verdictsOf(`any where ${condition}`, event)[0]!.true).toBe(matches);
    });
  }

  it.each<readonly [condition: string, verdict: 'true' | 'false' | 'missing' | 'error', event: object]>([
    ['f == "a"', 'missing', {}],
    ['f != "a"', 'true', {}],
    ['f == "a"', 'false', { f: 'b' }],
    ['n + m == 1', 'missing', { n: 1 }],
    ['number(f) == 5', 'error', { f: ['4x', '5'] }],
    ['number(f) == 5', 'true', { f: ['5', 'abc'] }],
    ['number(f) != 5', 'error', { f: 'abc' }],
    ['1 / n == 1', 'error', { n: [0, 1] }],
    ['n + 1 > 0', 'error', { n: '9223372036854775807' }],
    ['i + 1 > 0', 'error', { i: 2147483647 }],
    ['i + 3000000000 > 0', 'true', { i: 2147483647 }],
  ])('the leaf %s is %s', (condition, verdict, event) => {
    const leaf = verdictsOf(`any where ${condition}`, event)[1]!;
    const got = leaf.true ? 'true' : leaf.error ? 'error' : leaf.missing ? 'missing' : 'false';
    expect(got).toBe(verdict);
  });

  it.each<readonly [condition: string, verdict: 'match' | 'no match' | 'error']>([
    ['number(f) == 5', 'error'],
    ['not number(f) == 5', 'error'],
    ['number(f) == 5 or f == "x"', 'match'],
    ['number(f) == 5 and f != "x"', 'no match'],
  ])('a run-time error counts where it decides: %s', (condition, verdict) => {
    const root = verdictsOf(`any where ${condition}`, { f: 'x' })[0]!;
    expect(root.error ? 'error' : root.true ? 'match' : 'no match').toBe(verdict);
  });

  it.each<readonly [condition: string, matches: boolean]>([
    ['?zz == null', true],
    ['?zz != "x"', true],
    ['not ?zz : "x"', false],
    ['length(?zz) == 3', false],
    ['?zz == "x" or f == "a"', true],
  ])('an unmapped optional field is a written null: %s', (condition, matches) => {
    expect(verdictsOf(`any where ${condition}`, { f: 'a' }, 'closed')[0]!.true).toBe(matches);
  });

  it('numbers the clauses in the order of the text, parents first', () => {
    const verdicts = verdictsOf('process where (f == "a" or n == 1) and not b', {
      f: 'a',
      event: { category: 'process' },
    });
    expect(verdicts.map((clause) => `${clause.kind} ${clause.true}`)).toEqual([
      'group true', // the filter
      'group true', // the category
      'group true', // and
      'group true', // or
      'leaf true',
      'leaf false',
      'group true', // not
      'leaf false',
    ]);
  });
});

// --- The conformance vectors ------------------------------------------------------------------------------------------

interface Vector {
  readonly id: string;
  readonly query: string;
  readonly events: readonly object[];
  readonly expect: unknown;
}

const VECTORS = `${process.env['EQL_SHARED'] ?? '../shared'}/spec/vectors.json`;

/** Types read off the values, as an engine without a mapping does (3.1). */
function inferTypes(events: readonly object[]): Record<string, FieldKind> {
  const types: Record<string, FieldKind> = {};
  const visit = (node: unknown, path: string): void => {
    if (node === null) return;
    if (Array.isArray(node)) for (const item of node) visit(item, path);
    else if (typeof node === 'object') {
      for (const [key, child] of Object.entries(node)) visit(child, path === '' ? key : `${path}.${key}`);
    } else types[path] = types[path] === 'double' ? 'double' : inferKind(node, path);
  };
  for (const event of events) visit(event, '');
  return types;
}

function inferKind(value: unknown, path: string): FieldKind {
  if (path === '@timestamp') return 'date';
  if (/(^|\.)ip$/.test(path)) return 'ip';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double';
  return 'keyword';
}

describe.skipIf(!existsSync(VECTORS))('the oracle on the conformance vectors', () => {
  const vectors = existsSync(VECTORS) ? (JSON.parse(readFileSync(VECTORS, 'utf8')) as readonly Vector[]) : [];
  const cases = vectors.filter(({ expect, query }) => Array.isArray(expect) && !query.includes('|'));

  it.each(cases)('$id: $query', ({ query: text, events, expect: positions }) => {
    const { problems } = parse(text);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const types = inferTypes(events);
    const matches = events.flatMap((event, i) => (judge(filterOf(text), event, { types })[0]!.true ? [i] : []));
    // The order by time and the size of 10 are not the oracle's business.
    expect(matches.slice(-10)).toEqual((positions as number[]).toSorted((a, b) => a - b));
  });
});
