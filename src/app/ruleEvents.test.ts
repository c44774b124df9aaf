import { describe, expect, test } from 'vitest';
import { clausesOf, parse } from '../eql/index.ts';
import { emptyBitmap, rowsOf, type Solved, type TableState } from '../worker/protocol.ts';
import { leafLines, madeLine, purposesLine, reasonsOf, stageName, uncoveredLine, withMadeNotes } from './ruleEvents.ts';
import { NO_NOTES } from './rowNotes.ts';

const nothing: Solved = {
  counts: {},
  notes: [],
  isMatch: [],
  points: [],
  leaves: [],
  endings: [],
  entries: [],
  without: [],
  refused: 0,
};

const table: TableState = {
  rowCount: 10,
  textBytes: 0,
  live: emptyBitmap(10),
  invalid: emptyBitmap(10),
  fields: {},
  added: null,
};

describe('made events', () => {
  const solved: Solved = { ...nothing, notes: ['a', '`b` is true.', 'c'], isMatch: [true, false, true] };

  test('are the last rows, each with its note and the label that the rule gives it', () => {
    const { alert, benign, texts } = withMadeNotes({ ...NO_NOTES, texts: new Map([[1, 'x']]) }, table, solved, true);
    expect([...rowsOf(alert)]).toEqual([7, 9]);
    expect([...rowsOf(benign)]).toEqual([8]);
    expect([...texts]).toEqual([
      [1, 'x'],
      [7, 'a'],
      [8, 'b is true.'],
      [9, 'c'],
    ]);
  });

  test('have no label where none is wanted', () => {
    const { alert, benign } = withMadeNotes(NO_NOTES, table, solved, false);
    expect([...rowsOf(alert), ...rowsOf(benign)]).toEqual([]);
  });
});

test.each([
  [{}, 'Nothing is left to be made for the rule.'],
  [{ counts: { match: 1, 'near miss': 2 }, notes: ['', '', ''] }, '3 events: 1 match, 2 near misses.'],
  [{ counts: { edge: 1 }, notes: [''] }, '1 event: 1 edge.'],
])('%j is told as %s', (changes, line) => {
  const solved = { ...nothing, ...changes };
  expect(madeLine(solved)).toBe(line);
  expect(purposesLine(solved)).toBe(solved.notes.length === 0 ? '0 events' : line.slice(0, -1));
});

test('what cannot be covered, and what was not found, is counted apart', () => {
  const point = { clause: 1, verdict: true, reason: 'x' };
  const points = [
    { ...point, state: 'impossible' },
    { ...point, state: 'open' },
    { ...point, state: 'open' },
  ] as const;
  expect(uncoveredLine({ ...nothing, points })).toBe('1 point cannot be covered, and for 2 points nothing was found.');
  expect(uncoveredLine(nothing)).toBe('');
});

describe('the leaves of a rule', () => {
  const { query } = parse(
    'sequence [any where a == 1] ![file where b == 2] [any where a == 3] until [any where c == 4]',
  );
  const clauses = clausesOf(query, 'event.category');
  const leafOf = (text: string) => clauses.find((clause) => clause.text === text)!.id;
  const made = { state: 'made', reason: null } as const;

  test('stand in its order, each with its two points and its stage', () => {
    const lines = leafLines(clauses, [
      { ...made, clause: leafOf('c == 4'), verdict: true },
      { ...made, clause: leafOf('b == 2'), verdict: false },
      { ...made, clause: leafOf('b == 2'), verdict: true },
    ]);
    expect(
      lines.map(({ clause: { text }, stage, whenTrue, whenFalse }) => [
        text,
        stage,
        whenTrue?.verdict,
        whenFalse?.verdict,
      ]),
    ).toEqual([
      ['b == 2', 1, true, false],
      ['c == 4', 3, true, undefined],
    ]);
    expect([0, 1, 3].map((stage) => stageName(query, stage))).toEqual([
      'Stage 1',
      'Stage 2, which must not be',
      'Until',
    ]);
  });

  test('of an event query are of no stage', () => {
    const single = clausesOf(parse('any where a == 1').query, 'event.category');
    const [line] = leafLines(single, [{ ...made, clause: single.at(-1)!.id, verdict: true }]);
    expect(line!.stage).toBeNull();
  });
});

test('what a condition cannot be is said for both points at once where the reason is the same', () => {
  const point = { clause: 1, state: 'impossible', reason: 'it is null' } as const;
  const [whenTrue, whenFalse] = [true, false].map((verdict) => ({ ...point, verdict }));
  expect(reasonsOf(whenTrue!, whenFalse!)).toEqual(['It never decides: it is null.']);
  expect(reasonsOf(null, whenFalse!)).toEqual(['Never false where it decides: it is null.']);
  expect(reasonsOf({ ...whenTrue!, state: 'open' }, whenFalse!)).toEqual([
    'Not found true where it decides: it is null.',
    'Never false where it decides: it is null.',
  ]);
  expect(reasonsOf({ ...whenTrue!, state: 'made', reason: null }, null)).toEqual([]);
});
