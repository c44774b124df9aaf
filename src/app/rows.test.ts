import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bitmap, bitmapOf, hasBit, rowsOf, type RunEvidence } from '../worker/protocol.ts';
import { disagreements, labelCounts, labelFilter, type LabelSet } from './labels.ts';
import { listedRows, nextRow, nextRowAround, offeredFilters } from './rows.ts';
import { NO_NOTES, notesOf, type RowNotes } from './rowNotes.ts';
import type { ListedState, ListFilter, Verdicts } from './state.ts';

const SIZE = 40;
const set = (...rows: number[]) => bitmapOf(SIZE, rows);
const rows = (bitmap: Bitmap) => [...rowsOf(bitmap)];

/** 0 and 35 match, 1 is near, 2 is further away, 3 is invalid, 4 was removed. */
const evidence = { matches: set(0, 4, 35), nearMisses: set(1), partial: set(2), errors: set(4), joinedCount: null };
const verdicts = { evidence: evidence as unknown as RunEvidence } as Verdicts;
const state: ListedState = {
  live: set(0, 1, 2, 35),
  invalid: set(3),
  verdicts,
  filter: 'all',
  search: { words: '', rows: null },
  filters: [],
  notes: NO_NOTES,
  near: null,
};

test('every filter that is added must hold', () => {
  const filters = [set(0, 1, 3), set(0, 3, 35)].map((rows, i) => ({ words: `${i}`, rows: () => rows }));
  expect(rows(listedRows({ ...state, filters }))).toEqual([0, 3]);
});

test.each<[ListFilter, number[]]>([
  ['all', [0, 1, 2, 3, 35]],
  ['match', [0, 35]],
  ['near', [1]],
  ['partial', [2]],
  ['no match', [1, 2]],
  ['error', []],
  ['invalid', [3]],
])('the list of "%s" has rows %j', (filter, expected) => {
  expect(rows(listedRows({ ...state, filter }))).toEqual(expected);
});

test('a filter is offered where it says something', () => {
  expect(offeredFilters({ ...state, invalid: set() })).toEqual(['all', 'match', 'near', 'no match', 'error']);
  expect(offeredFilters({ ...state, invalid: set(), filter: 'invalid' })).toContain('invalid');
  const ofSequence = { evidence: { ...evidence, errors: set(), joinedCount: 1 } as unknown as RunEvidence } as Verdicts;
  expect(offeredFilters({ ...state, verdicts: ofSequence })).toEqual([
    'all',
    'match',
    'partial',
    'no match',
    'invalid',
  ]);
});

test('a search narrows the list', () => {
  const search = { words: 'x', rows: set(1, 3, 4) };
  expect(rows(listedRows({ ...state, search }))).toEqual([1, 3]);
  expect(rows(listedRows({ ...state, search, filter: 'no match' }))).toEqual([1]);
});

test('without verdicts only "all" and "invalid" have rows', () => {
  const before = { ...state, verdicts: null };
  expect(rows(listedRows({ ...before, filter: 'all' }))).toEqual([0, 1, 2, 3, 35]);
  expect(rows(listedRows({ ...before, filter: 'match' }))).toEqual([]);
  expect(rows(listedRows({ ...before, filter: 'no match' }))).toEqual([]);
});

const anyRows = fc.uniqueArray(fc.nat(SIZE - 1)).map((members) => set(...members));
const anyLabels = fc.array(fc.constantFrom('alert', 'benign', 'none'), { minLength: SIZE, maxLength: SIZE });
const anyFilter = fc.constantFrom<ListFilter>('all', 'match', 'near', 'partial', 'no match', 'error', 'invalid');
const anyLabelSet = fc.constantFrom<LabelSet>('alert', 'benign', 'none', 'TP', 'FP', 'FN', 'TN', 'contradicted');

test('any filters together have the rows that each of them has', () => {
  const anyCase = fc.record({
    kinds: fc.array(fc.constantFrom('live', 'invalid', 'removed'), { minLength: SIZE, maxLength: SIZE }),
    labels: anyLabels,
    evidence: fc.record({ matches: anyRows, nearMisses: anyRows, partial: anyRows, errors: anyRows }),
    filter: anyFilter,
    found: fc.option(anyRows),
    labelSets: fc.array(anyLabelSet, { maxLength: 2 }),
    conditions: fc.array(anyRows, { maxLength: 2 }),
  });
  fc.assert(
    fc.property(anyCase, ({ kinds, labels, evidence, filter, found, labelSets, conditions }) => {
      const rowsWhere = (holds: (row: number) => boolean) => set(...[...kinds.keys()].filter(holds));
      const labelled = (label: string) => [...labels.keys()].filter((row) => labels[row] === label);
      const all: ListedState = {
        ...state,
        live: rowsWhere((row) => kinds[row] === 'live'),
        invalid: rowsWhere((row) => kinds[row] === 'invalid'),
        verdicts: { evidence: evidence as unknown as RunEvidence } as Verdicts,
        notes: notesOf({ labels: { alert: labelled('alert'), benign: labelled('benign') }, notes: new Map() }),
        filter,
        search: { words: 'x', rows: found },
        filters: [
          ...labelSets.map(labelFilter),
          ...conditions.map((members, i) => ({ words: `${i}`, rows: () => members })),
        ],
      };
      const { matches, nearMisses, partial, errors } = evidence;
      const passes: Record<ListFilter, (row: number) => boolean> = {
        all: () => true,
        match: (row) => hasBit(matches, row),
        near: (row) => hasBit(nearMisses, row),
        partial: (row) => hasBit(partial, row),
        'no match': (row) => !hasBit(matches, row),
        error: (row) => hasBit(errors, row),
        invalid: () => false,
      };
      const isLabelled: Record<LabelSet, (row: number) => boolean> = {
        alert: (row) => labels[row] === 'alert',
        benign: (row) => labels[row] === 'benign',
        none: (row) => labels[row] === 'none' && kinds[row] === 'live',
        TP: (row) => kinds[row] === 'live' && labels[row] === 'alert' && hasBit(matches, row),
        FP: (row) => kinds[row] === 'live' && labels[row] === 'benign' && hasBit(matches, row),
        FN: (row) => kinds[row] === 'live' && labels[row] === 'alert' && !hasBit(matches, row),
        TN: (row) => kinds[row] === 'live' && labels[row] === 'benign' && !hasBit(matches, row),
        contradicted: (row) => isLabelled.FP(row) || isLabelled.FN(row),
      };
      const expected = [...kinds.keys()].filter(
        (row) =>
          (kinds[row] === 'live'
            ? passes[filter](row)
            : kinds[row] === 'invalid' && (filter === 'all' || filter === 'invalid')) &&
          (found === null || hasBit(found, row)) &&
          labelSets.every((label) => isLabelled[label](row)) &&
          conditions.every((members) => hasBit(members, row)),
      );
      expect(rows(listedRows(all))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

describe('the next row', () => {
  const listed = set(2, 5, 33);
  test.each<[number | null, 1 | -1, number | null]>([
    [null, 1, 2],
    [null, -1, 33],
    [2, 1, 5],
    [5, -1, 2],
    [33, 1, null],
    [2, -1, null],
    [4, 1, 5],
    [4, -1, 2],
    [39, 1, null],
    [500, 1, null],
    [500, -1, 33],
  ])('from %j by %i is %j', (row, step, expected) => {
    expect(nextRow(listed, row, step)).toBe(expected);
  });

  test('goes round where that is wanted', () => {
    expect(nextRowAround(listed, 33, 1)).toBe(2);
    expect(nextRowAround(listed, 2, -1)).toBe(33);
    expect(nextRowAround(set(), 2, 1)).toBeNull();
  });
});

describe('labels', () => {
  const labelled = (alert: readonly number[], benign: readonly number[] = []): RowNotes =>
    notesOf({ labels: { alert, benign }, notes: new Map() });

  test('count against the verdicts, without invalid and removed rows', () => {
    const notes = labelled([0, 1, 3], [2, 4]);
    expect(labelCounts({ ...state, notes })).toEqual({
      truePositives: 1,
      falsePositives: 0,
      falseNegatives: 1,
      trueNegatives: 1,
    });
  });

  test('that the verdict contradicts can be found', () => {
    const notes = labelled([1, 3], [0, 2, 4]);
    expect(rows(disagreements({ ...state, notes }))).toEqual([0, 1]);
    expect(rows(disagreements({ ...state, notes, verdicts: null }))).toEqual([]);
  });

  test('have no counts when there are none, or no verdicts', () => {
    expect(labelCounts({ ...state, notes: labelled([]) })).toBeNull();
    expect(labelCounts({ ...state, notes: labelled([0]), verdicts: null })).toBeNull();
  });
});
