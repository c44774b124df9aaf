/** Evidence: a bitmap and counts for every clause, the matches, and errors only where the erring leaf decides. */
import { DEFAULT_SEARCH } from '../index.ts';
import { describe, expect, it, test } from 'vitest';
import { runRule } from '../../cli/session.ts';
import { type Dataset, createDataset } from '../../events/index.ts';
import { Evaluator, clausesOf, countBits, hasBit, parse, planQuery } from '../index.ts';
import type { Bitmap } from './bitmap.ts';
import type { Evidence } from './evaluator.ts';

const FIELDS = { 'event.category': 'keyword', f: 'keyword', g: 'keyword', n: 'long' };

function dataset(...events: readonly object[]): Dataset {
  const table = createDataset({ mapping: 'closed', fields: FIELDS });
  table.append(events.map((event) => ({ text: JSON.stringify(event) })));
  return table;
}

function planOf(text: string, table: Dataset): ReturnType<typeof planQuery> {
  return planQuery(clausesOf(parse(text).query, 'event.category'), table.schema);
}

function evaluate(text: string, table: Dataset): Evidence {
  return new Evaluator(table).evaluate(planOf(text, table));
}

function rows(bitmap: Bitmap | null, count: number): string {
  return Array.from({ length: count }, (_, row) => (bitmap !== null && hasBit(bitmap, row) ? 'T' : '.')).join('');
}

describe('each clause', () => {
  const table = dataset(
    { event: { category: 'a' }, f: 'x', n: 1 },
    { event: { category: 'b' }, f: ['x', 'y'] },
    { f: 'y', n: 2 },
    {},
  );
  const { clauses, matches } = evaluate('a where f == "x" and not (n == 2 or g == null)', table);

  it('has the rows on which it is true', () => {
    expect(clauses.map((clause) => rows(clause.true, 4))).toEqual([
      '....', // the filter
      'T...', // the category
      '....', // and
      'TT..', // f == "x"
      '....', // not
      'TTTT', // or
      '..T.', // n == 2
      'TTTT', // g == null
    ]);
    expect(rows(matches, 4)).toBe('....');
  });

  it('has the rows on which a field is missing if it is a leaf, and none if it is a group', () => {
    expect(clauses.map((clause) => (clause.empty === null ? null : rows(clause.empty, 4)))).toEqual([
      null,
      '..TT',
      null,
      '...T',
      null,
      null,
      '.T.T',
      'TTTT',
    ]);
  });

  it('has counts that add up to the live events', () => {
    expect(clauses.map(({ counts: it }) => [it.true, it.false, it.missing, it.error])).toEqual([
      [0, 4, 0, 0],
      [1, 1, 2, 0],
      [0, 4, 0, 0],
      [2, 1, 1, 0],
      [0, 4, 0, 0],
      [4, 0, 0, 0],
      [1, 1, 2, 0],
      [4, 0, 0, 0],
    ]);
  });
});

describe('a run-time error', () => {
  /** On events: f = "5" (true), f = "1" (false), f = "x" (error), no f. */
  const table = dataset({ f: '5', n: 1 }, { f: '1', n: 1 }, { f: 'x', n: 1 }, { n: 1 });
  const ERR = 'number(f) == 5';

  test.each([
    [ERR, 'T.E.'],
    [`not ${ERR}`, '.TET'],
    [`${ERR} and n == 1`, 'T.E.'],
    [`${ERR} and n == 2`, '....'],
    [`n == 2 and ${ERR}`, '....'],
    [`${ERR} or n == 1`, 'TTTT'],
    [`${ERR} or n == 2`, 'T.E.'],
    [`not (${ERR} and n == 2)`, 'TTTT'],
    [`not (${ERR} or n == 1)`, '....'],
    [`(${ERR} or n == 2) and (n == 2 or f == "5")`, 'T...'],
    [`number(f) != 5`, '.TET'],
    [`string(${ERR}) == "true" or n == 2`, 'T.E.'],
  ])('counts only where the leaf decides: %s', (condition, expected) => {
    const { matches, errors } = evaluate(`any where ${condition}`, table);
    const marks = [0, 1, 2, 3].map((row) => (hasBit(errors, row) ? 'E' : hasBit(matches, row) ? 'T' : '.'));
    expect(marks.join('')).toBe(expected);
    const result = runRule(`any where ${condition}`, table, DEFAULT_SEARCH);
    if (expected.includes('E')) {
      expect(!result.ok && result.error.reason).toBe('Unable to convert [x] to number of base [10]');
    } else {
      expect(result.ok).toBe(true);
    }
  });

  it('is the verdict of the leaf on the event, and of no other', () => {
    const { clauses } = evaluate(`any where ${ERR} and n == 2`, table);
    expect(rows(clauses[2]!.error, 4)).toBe('..T.');
    expect(clauses[2]!.counts).toEqual({ true: 1, false: 1, missing: 1, error: 1 });
    expect(clauses[3]!.error).toBe(null);
  });

  it('of a removed event is none', () => {
    const own = dataset({ f: '5' }, { f: 'x' });
    expect(runRule(`any where ${ERR}`, own, DEFAULT_SEARCH).ok).toBe(false);
    own.remove([1]);
    expect(runRule(`any where ${ERR}`, own, DEFAULT_SEARCH).ok).toBe(true);
  });
});

describe('from run to run', () => {
  it('only leaves that are new or whose events changed are evaluated', () => {
    const table = dataset({ f: 'x' }, { f: 'y' });
    const evaluator = new Evaluator(table);
    const evaluated = (text: string): number => evaluator.evaluate(planOf(text, table)).evaluatedLeaves;
    expect(evaluated('any where f == "x" and g == "x"')).toBe(2);
    expect(evaluated('any where f == "x" and g == "x"')).toBe(0);
    expect(evaluated('any where f == "x" or not g == "x" or f == "y"')).toBe(1);
    table.patch(0, '{"f":"y"}');
    expect(evaluated('any where f == "x" and g == "x"')).toBe(2);
    expect(evaluated('any where f == "y"')).toBe(1);
  });

  it('removed events drop out and restored ones come back', () => {
    const table = dataset({ f: 'x' }, { f: 'x' });
    const evaluator = new Evaluator(table);
    const matches = (): string => rows(evaluator.evaluate(planOf('any where f == "x"', table)).matches, 2);
    expect(matches()).toBe('TT');
    table.remove([0]);
    expect(matches()).toBe('.T');
    table.restore([0]);
    expect(matches()).toBe('TT');
  });

  it('a field that gets another type is read under it', () => {
    const table = createDataset({ mapping: 'open', facts: false });
    table.append([{ text: '{"f":5}' }]);
    const evaluator = new Evaluator(table);
    const matches = (text: string, count: number): string =>
      rows(evaluator.evaluate(planOf(text, table)).matches, count);
    expect(matches('any where f > 10', 1)).toBe('.');
    table.append([{ text: '{"f":"x"}' }]);
    // As texts, "5" comes behind "10".
    expect(matches('any where f > 10', 2)).toBe('TT');
  });

  it('rules with more leaves than are kept by default keep theirs', () => {
    const table = dataset({ n: 7 });
    const evaluator = new Evaluator(table);
    const rule = planOf(`any where ${Array.from({ length: 1000 }, (_, i) => `n == ${i}`).join(' or ')}`, table);
    expect(evaluator.evaluate(rule).evaluatedLeaves).toBe(1000);
    expect(evaluator.evaluate(rule).evaluatedLeaves).toBe(0);
  });
});

describe('large rules', () => {
  test.each([
    ['5,000 operands of and', Array.from({ length: 5000 }, (_, i) => `n != ${i + 10}`).join(' and ')],
    ['a list of 10,000 texts', `not f in (${Array.from({ length: 10_000 }, (_, i) => `"v${i}"`).join(', ')})`],
    ['10,000 patterns', `not f : (${Array.from({ length: 10_000 }, (_, i) => `"v${i}*"`).join(', ')})`],
    ['240 groups in one another', `${'(n == 1 and '.repeat(240)}n == 1${')'.repeat(240)}`],
  ])('%s', (_name, condition) => {
    const table = dataset({ f: 'x', n: 1 }, {});
    const result = runRule(`any where ${condition}`, table, DEFAULT_SEARCH);
    expect(result.ok && countBits(result.session.result.evidence.matches)).toBeGreaterThan(0);
  });
});
