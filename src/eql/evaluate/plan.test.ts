/**
 * From clauses to verdicts: the tables of eql.md 3.3 (missing fields and several values), 3.4 (null), 3.6 (booleans),
 * 3.7 (optional fields) and 10 (arrays). Columns of a table are events.
 */
import { DEFAULT_SEARCH } from '../index.ts';
import { describe, expect, it, test } from 'vitest';
import { runRule } from '../../cli/session.ts';
import { createDataset } from '../../events/index.ts';
import { clausesOf, hasBit, parse, planQuery } from '../index.ts';

const FIELDS = { f: 'keyword', a: 'keyword', n: 'long', m: 'long', b: 'boolean', ip: 'ip', s: 'keyword' };

/** `T` or `.` for each event; `error` when the search fails. */
function verdicts(condition: string, events: readonly object[]): string {
  const dataset = createDataset({ mapping: 'closed', fields: FIELDS });
  dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
  const result = runRule(`any where ${condition}`, dataset, DEFAULT_SEARCH);
  if (!result.ok) return `error: ${result.error.reason}`;
  const { matches } = result.session.result.evidence;
  return events.map((_, row) => (hasBit(matches, row) ? 'T' : '.')).join('');
}

describe('eql.md 3.3: missing, and two values', () => {
  const events = [{}, { f: ['a', 'b'] }];
  test.each([
    ['f == "a"', '.T'],
    ['f != "a"', 'T.'],
    ['f == "a" and f == "b"', '.T'],
    ['f != "a" and f != "c"', 'T.'],
    ['f != "a" or f != "c"', 'TT'],
    ['not f : "a*"', 'T.'],
    ['f in ("a", "x")', '.T'],
    ['f not in ("a", "x")', 'T.'],
    ['length(f) != 7', 'TT'],
    ['not length(f) == 1', 'T.'],
    ['not not f == "a"', '.T'],
    ['not (f == "a" and f == "c")', 'TT'],
  ])('%s', (condition, expected) => {
    expect(verdicts(condition, events)).toBe(expected);
  });

  const numbers = [{}, { n: [1, 9] }, { n: [80, 443] }];
  test.each([
    ['n > 5', '.TT'],
    ['not n > 5', 'T..'],
    ['n <= 5', '.T.'],
    ['n > 100 and n < 90', '..T'],
    ['5 < n', '.TT'],
    ['1 == n', '.T.'],
    ['1 != n', 'T.T'],
  ])('%s', (condition, expected) => {
    expect(verdicts(condition, numbers)).toBe(expected);
  });

  test.each([[{}], [{ f: null }], [{ f: [] }], [{ f: [null] }]])('%j is missing', (event) => {
    expect(verdicts('f == null', [event])).toBe('T');
    expect(verdicts('f != null or f : "*"', [event])).toBe('.');
  });

  test.each([[{ f: '' }], [{ f: [null, ''] }]])('%j is a value', (event) => {
    expect(verdicts('f != null and f == "" and f : "*"', [event])).toBe('T');
  });
});

describe('eql.md 3.4: null, on a missing field and on ["x:y", "z"]', () => {
  const events = [{}, { f: ['x:y', 'z'] }];
  test.each([
    ['f == null', 'T.'],
    ['f != null', '.T'],
    ['null == f', 'T.'],
    ['null != f', '.T'],
    ['null == null', 'TT'],
    ['null != null', '..'],
    ['null == 5', '..'],
    ['null != 5', 'TT'],
    ['length(null) == 3', '..'],
    ['length(null) != 3', 'TT'],
    ['f == length(null)', 'T.'],
    ['null < 5', '..'],
    ['not (null < 5)', '..'],
    ['not f in (null)', '..'],
    ['f not in (null)', '..'],
    ['f in (null)', '..'],
    ['f in (null, "z")', '.T'],
    ['f : (null, "z")', '.T'],
    ['f : (null)', '..'],
    ['startsWith(f, null)', '..'],
    ['not startsWith(f, null)', 'TT'],
    ['f > null', '.T'],
    ['not f > null', 'T.'],
    ['null <= f', '.T'],
    ['length(f) > null', '..'],
    ['not length(f) > null', 'TT'],
    ['length(f) == null', 'T.'],
    ['length(f) != null', '.T'],
    ['indexOf(f, ":") != null', '..'],
    ['indexOf(f, ":") == null', 'TT'],
    ['indexOf(f, ":") >= 0', '.T'],
    ['(length(f) > 0) == null', 'T.'],
    ['null', '..'],
    ['not null', '..'],
    ['null or f == "z"', '.T'],
    ['not (null or f == "z")', 'T.'],
    ['null and f == "z"', '..'],
    ['not (null and f == "z")', '..'],
    ['not (null and false)', 'TT'],
    ['not (null or true)', '..'],
    ['not (f == "z" and not null)', '..'],
  ])('%s', (condition, expected) => {
    expect(verdicts(condition, events)).toBe(expected);
  });
});

describe('eql.md 3.6: booleans, on missing, true, false and both', () => {
  const events = [{}, { b: true }, { b: false }, { b: [false, true] }];
  test.each([
    ['b', '.T.T'],
    ['not b', 'T.T.'],
    ['b == true', '.T.T'],
    ['b != true', 'T.T.'],
    ['b == false', '..TT'],
    ['b != false', 'TT..'],
    ['true == b', '.T.T'],
    ['b == null', 'T...'],
    ['(b == true) == true', '.T.T'],
    ['(b == true) == false', 'T.T.'],
    ['(b == true) != false', '.T.T'],
    ['(b and b) == false', 'T.T.'],
    ['string(b) == "true"', '.T.T'],
    ['string(not b) == "true"', '..TT'],
    ['true', 'TTTT'],
    ['not false', 'TTTT'],
    ['1 == 1 and 2 > 1', 'TTTT'],
  ])('%s', (condition, expected) => {
    expect(verdicts(condition, events)).toBe(expected);
  });
});

describe('eql.md 3.7: an optional field that no mapping knows', () => {
  test.each([
    ['?u == null', 'T'],
    ['?u != null', '.'],
    ['?u == "x"', '.'],
    ['?u != "x"', 'T'],
    ['length(?u) == 3', '.'],
    ['length(?u) != 3', 'T'],
    ['?u : "x"', '.'],
    ['?u like "*" or ?u regex ".*"', '.'],
    ['?u in ("x")', '.'],
    ['?u > 1', '.'],
    ['startsWith(?u, "x")', '.'],
    ['not ?u : "x"', '.'],
    ['not ?u in ("x")', '.'],
    ['not ?u > 1', '.'],
    ['not startsWith(?u, "x")', '.'],
    ['?u : "x" or f == "a"', 'T'],
    ['not (?u : "x" or f == "b")', 'T'],
    ['?u : "x" and f == "a"', '.'],
    ['?u != null and not ?u : "x"', '.'],
    ['concat(?u, f) == "a"', '.'],
    ['not concat(?u, f) == "a"', 'T'],
    ['?u', '.'],
    ['not ?u', '.'],
  ])('%s', (condition, expected) => {
    expect(verdicts(condition, [{ f: 'a' }])).toBe(expected);
  });

  it('is a missing field in an open mapping', () => {
    const dataset = createDataset({ mapping: 'open', facts: false });
    dataset.append([{ text: '{"f":"a"}' }]);
    const matches = (condition: string): readonly number[] => {
      const result = runRule(`any where ${condition}`, dataset, DEFAULT_SEARCH);
      return result.ok ? result.session.result.events : [-1];
    };
    expect(matches('not ?u : "x"')).toEqual([0]);
    expect(matches('?u : "x"')).toEqual([]);
    expect(matches('?u != "x"')).toEqual([0]);
  });
});

describe('eql.md 10: arrays; the second event has nothing', () => {
  test.each<[string, object, string]>([
    ['a == "run"', { a: ['docker', 'run'] }, 'T.'],
    ['a != "run"', { a: ['docker', 'run'] }, '.T'],
    ['a == "run" and not a == "-d"', { a: ['run', '-it'] }, 'T.'],
    ['a != "x" and a != "y"', { a: ['run'] }, 'TT'],
    ['a in~ ("X")', { a: ['x', 'z'] }, 'T.'],
    ['a not in~ ("X")', { a: ['x', 'z'] }, '.T'],
    ['a : "r*"', { a: ['RUN'] }, 'T.'],
    ['a : ("p*", "q*")', { a: ['a', 'q1'] }, 'T.'],
    ['a like "--priv*"', { a: ['--privileged'] }, 'T.'],
    ['a regex "--[a-z]+=host"', { a: ['--net=host'] }, 'T.'],
    ['a regex "net"', { a: ['--net=host'] }, '..'],
    ['n + 1 == 10', { n: [1, 9] }, 'T.'],
    ['n - n == 8', { n: [1, 9] }, 'T.'],
    ['n - n == 1', { n: [1, 9] }, '..'],
    ['n % 2 != 1', { n: [2, 3] }, '.T'],
    ['-n == -9', { n: [1, 9] }, 'T.'],
    ['startsWith(a, "--")', { a: ['a', '--x'] }, 'T.'],
    ['not startsWith(a, "--")', { a: ['a', '--x'] }, '.T'],
    ['startsWith(a, a)', { a: ['x', 'y'] }, 'T.'],
    ['stringContains(s, a)', { s: 'run -it', a: ['q', '-it'] }, 'T.'],
    ['length(a) == 5', { a: ['ls', '--all'] }, 'T.'],
    ['length(a) > 6 and length(a) < 4', { a: ['ls', '--recursive'] }, 'T.'],
    ['concat(a, a) == "xy"', { a: ['x', 'y'] }, 'T.'],
    ['concat(a, "!") == null', { a: ['x'] }, '.T'],
    ['between(a, "=", ";") == "1"', { a: ['a=1;', 'b'] }, 'T.'],
    ['between(a, "=", ";") == ""', { a: ['a=1;', 'b'] }, 'T.'],
    ['number(a) > 4', { a: ['3', '5'] }, 'T.'],
    ['string(n) == "9"', { n: [1, 9] }, 'T.'],
    ['cidrMatch(ip, "10.0.0.0/8")', { ip: ['192.168.1.1', '10.0.0.5'] }, 'T.'],
    ['not cidrMatch(ip, "10.0.0.0/8")', { ip: ['192.168.1.1', '10.0.0.5'] }, '.T'],
    ['length(substring(a, 1)) == 4', { a: ['abcde'] }, 'T.'],
    ['n - m == 0', { n: [1, 2], m: [2, 3] }, 'T.'],
  ])('%s on %j', (condition, event, expected) => {
    expect(verdicts(condition, [event, {}])).toBe(expected);
  });
});

describe('a plan', () => {
  const { schema } = createDataset({ mapping: 'closed', fields: FIELDS });
  const planOf = (text: string): ReturnType<typeof planQuery> =>
    planQuery(clausesOf(parse(`any where ${text}`).query, 'event.category'), schema);

  it('takes a group from its parts, so that a leaf is planned once', () => {
    const { clauses } = planOf('f == "a" and not f == "b"');
    const [root, group, leaf] = clauses.map(({ plan }) => plan);
    expect(root).toEqual(group?.kind === 'and' ? { ...group, operands: [group] } : null);
    expect(group?.kind === 'and' && group.operands[0]).toBe(leaf);
  });

  it('gives equal leaves one name, however they are written', () => {
    const keyOf = (text: string): string => {
      const { plan } = planOf(text).clauses[1]!;
      const inner = plan.kind === 'not' ? plan.operand : plan;
      return inner.kind === 'leaf' ? inner.leaf.key : inner.kind;
    };
    for (const same of ['"a"==f', 'f != "a"', '?f == "a"', '`f` == "a"', 'f == concat("a")']) {
      expect(keyOf(same), same).toBe(keyOf('f == "a"'));
    }
    for (const other of ['f == "A"', 'f in ("a")', 's == "a"', 'f : "a"']) {
      expect(keyOf(other), other).not.toBe(keyOf('f == "a"'));
    }
  });

  it('never pushes a negation into a leaf', () => {
    for (const text of ['not n > 5', 'n != 5', 'n not in (5)', 'not (n > 5)']) {
      expect(planOf(text).clauses[1]?.plan.kind, text).toBe('not');
    }
  });

  it('says once, at the leaf, what fails before any event is seen', () => {
    const { problems } = planOf('f == "a" and (n == 1 or 1 / 0 == 1) and not n == "x" and f regex "("');
    expect(problems.map(({ problemClass }) => problemClass)).toEqual(['R', 'R', 'R']);
    expect(problems[0]?.message).toBe('/ by zero');
    expect(problems[1]?.message).toBe('failed to create query: For input string: "x"');
    expect(problems[2]?.message).toMatch(/^failed to create query: /);
  });
});
