/** A field against a constant (eql.md 3.8): what the field's type makes of the constant, on one value after the other. */
import { DEFAULT_SEARCH } from '../index.ts';
import { describe, expect, it, test } from 'vitest';
import { runRule } from '../../cli/session.ts';
import { createDataset } from '../../events/index.ts';
import { rowsOf } from './bitmap.ts';

const TYPES: Readonly<Record<string, string>> = {
  s: 'keyword',
  n: 'long',
  u: 'unsigned_long',
  d: 'double',
  f: 'float',
  h: 'half_float',
  b: 'boolean',
  at: 'date',
  nano: 'date_nanos',
  ip: 'ip',
  v: 'version',
};

/** The values of a field, each in an event of its own, on which the condition is true; or the error. */
function fitting(condition: string, values: readonly unknown[], declared = true): readonly unknown[] | string {
  const field = /\b(?!not\b)[a-z]+/.exec(condition)![0];
  const fields = declared ? TYPES : {};
  const dataset = createDataset({ mapping: declared ? 'closed' : 'open', facts: false, fields });
  dataset.append(values.map((value) => ({ text: JSON.stringify({ [field]: value }) })));
  for (let row = 0; row < values.length; row++) expect(dataset.problemsOf(row)).toEqual([]);
  const result = runRule(`any where ${condition}`, dataset, { ...DEFAULT_SEARCH, size: 100 });
  if (!result.ok) return result.error.reason;
  return [...rowsOf(result.session.result.evidence.matches)].map((row) => values[row]);
}

describe('a keyword', () => {
  const texts = ['a', 'A', 'b', '5', '5.0', 'true', '', 'cmd*', '\uffff', '🐳'];
  test.each([
    ['s == "a"', ['a']],
    ['s == 5', ['5']],
    ['s == 5.0', ['5.0']],
    ['s == true', ['true']],
    ['s == ""', ['']],
    ['s == "cmd*"', ['cmd*']],
    ['s > "b"', ['true', 'cmd*', '\uffff', '🐳']],
    ['s > "\uffff"', ['🐳']],
    ['s <= "5"', ['5', '']],
    ['s in ("a", "b", "x")', ['a', 'b']],
    ['s in~ ("B", "a")', ['a', 'A', 'b']],
    ['s not in ("a", "b", "5", "5.0", "true", "")', ['A', 'cmd*', '\uffff', '🐳']],
  ])('%s', (condition, expected) => {
    expect(fitting(condition, texts)).toEqual(expected);
  });
});

describe('an integer', () => {
  const numbers = [4, 5, 6, -1];
  test.each([
    ['n == 5', [5]],
    ['n == 5.0', [5]],
    ['n == "5"', [5]],
    ['n == "5.0"', [5]],
    ['n == 5.5', []],
    ['n > 4.5', [5, 6]],
    ['n < "5"', [4, -1]],
    ['n >= -1', numbers],
    ['n == 1e300', []],
    ['n < 1e300', numbers],
    ['n in (4, 5.0, 7)', [4, 5]],
    ['n == "abc"', 'failed to create query: For input string: "abc"'],
    ['n == "0x5"', 'failed to create query: For input string: "0x5"'],
    ['n == ""', 'failed to create query: For input string: ""'],
  ])('%s', (condition, expected) => {
    expect(fitting(condition, numbers)).toEqual(expected);
  });

  it('keeps all of its 64 bits', () => {
    const dataset = createDataset({ mapping: 'closed', fields: TYPES });
    dataset.append([{ text: '{"n":9007199254740993}' }, { text: '{"u":18446744073709551615}' }]);
    const matches = (condition: string): readonly number[] => {
      const result = runRule(`any where ${condition}`, dataset, DEFAULT_SEARCH);
      return result.ok ? result.session.result.events : [];
    };
    expect(matches('n == 9007199254740993')).toEqual([0]);
    expect(matches('n == 9007199254740992')).toEqual([]);
    expect(matches('u == 18446744073709551615')).toEqual([1]);
    expect(matches('u > 18446744073709551614')).toEqual([1]);
  });
});

describe('a rational number', () => {
  test.each([
    ['d == 0.1', [0.1, 2], [0.1]],
    ['d == 2', [0.1, 2], [2]],
    ['d > 1', [0.1, 2], [2]],
    // The field holds the nearest number of its precision, and so is the constant read.
    ['f == 0.1', [0.1, 0.2], [0.1]],
    ['h == 0.1', [0.1, 0.2], [0.1]],
    ['h == 2049', [2048, 2050], [2048]],
  ])('%s', (condition, values, expected) => {
    expect(fitting(condition, values)).toEqual(expected);
  });
});

describe('a boolean', () => {
  const both = [true, false];
  test.each([
    ['b', [true]],
    ['not b', [false]],
    ['b == false', [false]],
    ['b != false', [true]],
    ['b == "true"', [true]],
    ['b > false', [true]],
    ['b >= false', [true, false]],
    ['b == 1', "failed to create query: Can't parse boolean value [1], expected [true] or [false] for field [b]"],
  ])('%s', (condition, expected) => {
    expect(fitting(condition, both)).toEqual(expected);
  });
});

describe('a date', () => {
  const days = [
    '2025-02-28T23:59:59.999Z',
    '2025-03-01T00:00:00.000Z',
    '2025-03-01T23:59:59.999Z',
    '2025-03-02T00:00:00.000Z',
  ];
  const [before, first, last, after] = days;
  test.each([
    ['at == "2025-03-01"', [first, last]],
    ['at < "2025-03-01"', [before]],
    ['at <= "2025-03-01"', [before, first, last]],
    ['at > "2025-03-01"', [after]],
    ['at >= "2025-03-01"', [first, last, after]],
    ['at != "2025-03-01"', [before, after]],
    ['at == "2025-03"', [first, last, after]],
    ['at == "2025-03-01T00:00:00Z"', [first]],
    ['at == "2025-03-01T01:00:00+01:00"', [first]],
    ['at == 1740787200000', [first]],
    ['at in ("2025-02-28", 1740873600000)', [before, after]],
    ['at >= "x"', 'failed to parse date field [x] with format [strict_date_optional_time||epoch_millis] for [at]'],
  ])('%s', (condition, expected) => {
    expect(fitting(condition, days)).toEqual(expected);
  });

  it('has the resolution of its type, and its constant, too', () => {
    const moments = ['2025-03-01T10:00:00.123456Z', '2025-03-01T10:00:00.123Z', '2025-03-01T10:00:00.124Z'];
    expect(fitting('at == "2025-03-01T10:00:00.123456Z"', moments)).toEqual(moments.slice(0, 2));
    expect(fitting('nano == "2025-03-01T10:00:00.123456Z"', moments)).toEqual(moments.slice(0, 1));
    expect(fitting('nano > "2025-03-01T10:00:00.123456Z"', moments)).toEqual(moments.slice(2));
    expect(fitting('at > "2025-03-01T10:00:00.123456Z"', moments)).toEqual(moments.slice(2));
  });
});

describe('an address', () => {
  const addresses = ['10.1.2.3', '192.168.0.1', 'fe80::1', '2001:db8:0:0:0:0:0:1'];
  test.each([
    ['ip == "10.1.2.3"', ['10.1.2.3']],
    ['ip == "10.0.0.0/8"', ['10.1.2.3']],
    ['ip in ("fe80::/10", "192.168.0.1")', ['192.168.0.1', 'fe80::1']],
    ['ip == "2001:db8::1"', ['2001:db8:0:0:0:0:0:1']],
    ['ip > "10.1.2.3"', ['192.168.0.1', 'fe80::1', '2001:db8:0:0:0:0:0:1']],
    ['ip == "x"', "'x' is not an IP string literal."],
    ['ip == "10.0.0.0/99"', "'10.0.0.0/99' is not an IP string literal."],
  ])('%s', (condition, expected) => {
    expect(fitting(condition, addresses)).toEqual(expected);
  });

  it('without a mapping is a text, which a block of addresses still finds', () => {
    expect(fitting('x == "10.0.0.0/8"', ['10.1.2.3', '11.1.1.1', 'x'], false)).toEqual(['10.1.2.3']);
    expect(fitting('x in ("10.0.0.0/8", "x")', ['10.1.2.3', '11.1.1.1', 'x'], false)).toEqual(['10.1.2.3', 'x']);
    expect(fitting('x == "10.1.2.3"', ['10.1.2.3', '10.1.2.30'], false)).toEqual(['10.1.2.3']);
  });
});

describe('a version', () => {
  const versions = ['1.2.4', '1.2.4-SNAPSHOT', '1.11.3', '1.5.0', 'x'];
  test.each([
    ['v == "1.2.4"', ['1.2.4']],
    ['v < "1.2.4"', ['1.2.4-SNAPSHOT']],
    ['v > "1.5.0"', ['1.11.3', 'x']],
    ['concat(v, "") == "1.2.4"', ['1.2.4']],
  ])('%s', (condition, expected) => {
    const dataset = createDataset({ mapping: 'closed', fields: TYPES });
    dataset.append(versions.map((v) => ({ text: JSON.stringify({ v }) })));
    const result = runRule(`any where ${condition}`, dataset, DEFAULT_SEARCH);
    expect(result.ok && result.session.result.events.map((row) => versions[row])).toEqual(expected);
  });
});

describe('a field whose type only its values tell', () => {
  test.each([
    ['x == "5"', [5, 6], [5]],
    ['x == 5', ['5', '6'], ['5']],
    ['x', [5, 6], []],
    ['x', ['true', 'a'], ['true']],
    ['x', [true, false], [true]],
    ['x / 2 == 3', [7, 8], [7]],
  ])('%s on %j', (condition, values, expected) => {
    expect(fitting(condition, values, false)).toEqual(expected);
  });
});
