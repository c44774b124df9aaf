import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createDataset } from '../../events/index.ts';
import { anyCondition, anyEvents, evaluate, rootWith } from '../oracle/booleanRules.ts';
import { searchStream } from '../oracle/streams.ts';
import { DEFAULT_SEARCH, Evaluator, compileRule, isRunnable, runSearch } from '../index.ts';
import { type Coverage, coverageOf } from './coverage.ts';

function coverage(condition: string, events: readonly object[]): Coverage {
  const dataset = createDataset({ mapping: 'open', fields: { a: 'boolean', b: 'boolean', n: 'keyword' } });
  dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
  const rule = compileRule(`any where ${condition}`, dataset.schema, DEFAULT_SEARCH);
  if (!isRunnable(rule)) throw new Error(rule.problems[0]?.message);
  const result = runSearch(rule, dataset, dataset.schema, new Evaluator(dataset), DEFAULT_SEARCH);
  return coverageOf(rule, result, dataset);
}

/** `a 1/0`: true while it decides on one event, false on none. */
function inShort({ leaves }: Coverage): string {
  return leaves.map(({ text, whenTrue, whenFalse }) => `${text} ${whenTrue}/${whenFalse}`).join(', ');
}

const both = { a: true, b: true };
const onlyA = { a: true, b: false };
const neither = { a: false, b: false };

test.each([
  ['a match covers every part of an and', 'a and b', [both], 'a 1/0, b 1/0'],
  ['a near miss covers the part that it misses', 'a and b', [both, onlyA], 'a 1/0, b 1/1'],
  ['two misses cover nothing', 'a and b', [neither], 'a 0/0, b 0/0'],
  ['of an or that has both, neither decides', 'a or b', [both], 'a 0/0, b 0/0'],
  ['of an or that has one, that one', 'a or b', [onlyA], 'a 1/0, b 0/0'],
  ['of an or that has none, each', 'a or b', [neither], 'a 0/1, b 0/1'],
  ['below a not the verdicts change places', 'a and not b', [onlyA, both], 'a 1/0, b 1/1'],
  ['equal leaves are one', 'a and (b or a)', [onlyA, neither], 'a 1/1, b 0/0'],
  ['a constant decides nothing', 'a and true', [onlyA], 'a 1/0, true 1/0'],
])('%s', (_, condition, events, wanted) => {
  expect(inShort(coverage(condition, events))).toBe(wanted);
});

test('points, and entries that are met while the list decides', () => {
  const found = coverage('a and n in ("x", "y", "z")', [
    { a: true, n: ['x', 'q'] },
    { a: false, n: 'y' },
    { a: true, n: 'q' },
  ]);
  expect(found).toMatchObject({ points: 4, covered: 4, entries: 3, usedEntries: 1 });
  expect(found.leaves[1]!.entries.map(({ count }) => count)).toEqual([1, 0, 0]);
});

test.each([
  ['[a where true] [b where true]', 'a1@0 b1@1', 'complete 1'],
  ['[a where true] [b where true]', 'a1@0 b2@1', 'complete 0'],
  ['with maxspan=2s [a where true] [b where true]', 'a1@0 b1@3', 'complete 0, expired 1'],
  ['[a where true] [b where true] until [u where true]', 'a1@0 u1@1 b1@2', 'complete 0, until 1'],
  [
    'with maxspan=9s [a where true] ![m where true] [b where true]',
    'a1@0 m1@1 b1@2 a2@3 b2@4',
    'complete 1, expired 0, missing 1',
  ],
])('the endings of sequence by k %s over %s', (query, stream, wanted) => {
  const { rule, result, context } = searchStream(`sequence by k ${query}`, stream);
  const { endings } = coverageOf(rule, result, context.table);
  expect(endings.map(({ ending, count }) => `${ending} ${count}`).join(', ')).toBe(wanted);
});

describe('against flipping each leaf by itself', () => {
  it('a leaf decides exactly where the root changes with it', () => {
    let covered = 0;
    fc.assert(
      fc.property(anyCondition, anyEvents, (condition, events) => {
        const evaluated = evaluate(condition, events);
        const rows = events.map((_, row) => row);
        for (const { text, whenTrue, whenFalse } of coverageOfBooleans(condition, events).leaves) {
          const deciding = rows.filter(
            (row) => rootWith(evaluated, row, new Set()) !== rootWith(evaluated, row, new Set([text])),
          );
          const isTrue = (row: number): boolean => events[row]!.includes(text);
          covered += whenTrue + whenFalse;
          expect([whenTrue, whenFalse], text).toEqual([
            deciding.filter(isTrue).length,
            deciding.filter((row) => !isTrue(row)).length,
          ]);
        }
      }),
      { numRuns: 200 },
    );
    expect(covered).toBeGreaterThan(100);
  });
});

function coverageOfBooleans(condition: string, events: readonly string[]): Coverage {
  return coverage(
    condition,
    events.map((event) => Object.fromEntries([...event].map((name) => [name, true]))),
  );
}
