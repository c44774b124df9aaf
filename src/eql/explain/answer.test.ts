/** What is said of one event of an event query: the sentence, the reason in the list, and each clause on its own. */
import { DEFAULT_SEARCH } from '../index.ts';
import { describe, expect, it, test } from 'vitest';
import { slice } from '../../text/span.ts';
import type { Session } from '../../cli/session.ts';
import { createDataset } from '../../events/index.ts';
import { Evaluator, answerFor, compileRule, inspectRow, isRunnable, runSearch, shortAnswer } from '../index.ts';

const FIELDS = { 'event.category': 'keyword', f: 'keyword', g: 'keyword', n: 'long', b: 'boolean' };

function sessionOf(query: string, ...events: readonly object[]): Session {
  const dataset = createDataset({ mapping: 'closed', fields: FIELDS });
  dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
  const rule = compileRule(query, dataset.schema, DEFAULT_SEARCH);
  if (!isRunnable(rule)) throw new Error(rule.problems[0]?.message);
  const evaluator = new Evaluator(dataset);
  const result = runSearch(rule, dataset, dataset.schema, evaluator, DEFAULT_SEARCH);
  return { dataset, rule, evaluator, result, options: DEFAULT_SEARCH, exceptions: null };
}

function sentence(query: string, event: object): string {
  const { dataset, rule, evaluator, result, options } = sessionOf(query, event);
  return answerFor(rule, result, 0, { table: dataset, evaluator, options, nameOf: String }).sentence;
}

const long = 'a'.repeat(80);

describe('the sentence', () => {
  test.each<[string, object, string]>([
    ['any where f == "x" and g == "y"', { f: 'x', g: 'y' }, 'Matches: both clauses are true.'],
    ['any where f == "x" or g == "y"', { f: 'x' }, 'Matches: 1 of 2 clauses are true, and they are enough.'],
    ['any where f == "x" and g == "y"', { f: 'x', g: 'z' }, 'Kept out by one clause: g == "y" is false.'],
    ['any where f == "x" and g == "y"', { f: 'x' }, 'Kept out by one clause: g == "y" is missing.'],
    ['any where f == "x" and not g == "y"', { f: 'x', g: 'y' }, 'Kept out by one clause: g == "y" is true.'],
    [
      'process where f == "x"',
      { f: 'y' },
      'Kept out by 2 clauses: event.category == "process" is missing and f == "x" is false.',
    ],
    [
      'any where f == "1" and g == "2" and n == 3 and b',
      {},
      'Kept out by 4 clauses: f == "1" is missing, g == "2" is missing, n == 3 is missing and 1 more.',
    ],
    [
      'any where f == "x" or g == "y"',
      { f: 'a', g: 'b' },
      'Kept out by one clause: f == "x" is false. There is one other way as short.',
    ],
    ['any where (f == "x" or f == "y") and g == "z"', { f: 'x', g: 'b' }, 'Kept out by one clause: g == "z" is false.'],
    [
      'any where (f == "1" or f == "2" or f == "3") and b',
      { b: true },
      'Kept out by one clause: f == "1" is missing. There are 2 other ways as short.',
    ],
    [
      `any where (${[1, 2, 3, 4, 5].map((i) => `f == "${i}"`).join(' or ')}) and (${[1, 2, 3, 4, 5].map((i) => `g == "${i}"`).join(' or ')})`,
      {},
      'Kept out by 2 clauses: f == "1" is missing and g == "1" is missing. There are 24 other ways as short.',
    ],
    ['any where f == "x" and not f == "x"', { f: 'x' }, 'Cannot match: no choice of clauses makes this rule true.'],
    [
      'any where number(f) == 1',
      { f: 'x' },
      'No verdict: a run-time error decides. A search over this event would fail.',
    ],
    [`any where f == "${long}"`, {}, `Kept out by one clause: f == "${'a'.repeat(53)}… is missing.`],
    ['any where f == "x" and (f == "x" or b)', { f: 'y' }, 'Kept out by one clause: f == "x" is false.'],
  ])('of %s on %j', (query, event, expected) => {
    expect(sentence(query, event)).toBe(expected);
  });
});

describe('the reason in the list', () => {
  test.each<[string, object, string, number]>([
    ['any where f == "x"', { f: 'x' }, '', 0],
    ['any where f == "x" and g == "y"', { f: 'x' }, 'g', 1],
    ['process where f == "x" and f != "y"', {}, 'event.category, f', 2],
    ['any where concat(f, g) == "x"', {}, 'f', 1],
    ['any where false', {}, 'false', 1],
    ['any where number(f) == 1', { f: 'x' }, 'run-time error', 0],
    ['any where f == "x" and not f == "x"', {}, '', 0],
  ])('of %s on %j', (query, event, reason, distance) => {
    const { rule, result } = sessionOf(query, event);
    expect(shortAnswer(rule, result, 0)).toEqual({ reason, distance });
  });
});

describe('a clause on one event', () => {
  const inspect = (query: string, event: object): ReturnType<typeof inspectRow> => {
    const { rule, result, evaluator } = sessionOf(query, event);
    return inspectRow(rule, result.evidence, evaluator, 0);
  };

  it('has a verdict; groups are only true or false', () => {
    const found = inspect('any where f == "x" and not (g == "y" or n == 1)', { f: 'x', n: 2 });
    expect(found.map(({ verdict }) => verdict)).toEqual(['true', 'true', 'true', 'true', 'false', 'missing', 'false']);
  });

  test.each<[string, object, boolean]>([
    ['any where f != "x"', {}, true],
    ['any where f == null', {}, true],
    ['any where f not in ("x", "y")', {}, true],
    ['any where f != "x"', { f: 'y' }, false],
    ['any where f == "x"', {}, false],
  ])('tells when it is true because a field is missing: %s on %j', (query, event, becauseMissing) => {
    expect(inspect(query, event)[1]).toMatchObject({ becauseMissing });
  });

  it('has the values that make it so, and the entries of its list that fitted', () => {
    const query = 'any where f in ("x", "y", "z") and g : ("a*", "*b") and n != 2';
    const [, , list, patterns, unequal] = inspect(query, { f: ['z', 'q', 'x'], g: ['ab', 'c'], n: [2, 3] });
    expect(list?.witnesses.map(({ value }) => value)).toEqual(['x', 'z']);
    expect(list?.entries.map((span) => slice(query, span))).toEqual(['"x"', '"z"']);
    expect(patterns?.witnesses).toEqual([{ path: 'g', value: 'ab' }]);
    expect(patterns?.entries.map((span) => slice(query, span))).toEqual(['"a*"', '"*b"']);
    expect(unequal).toMatchObject({ verdict: 'false', witnesses: [{ path: 'n', value: 2n }] });
  });

  it('has the message of its run-time error, even where it does not decide', () => {
    const [, , erring] = inspect('any where number(f) == 1 and b', { f: 'x', b: false });
    expect(erring).toMatchObject({
      verdict: 'error',
      message: 'Unable to convert [x] to number of base [10]',
      witnesses: [],
    });
  });
});
