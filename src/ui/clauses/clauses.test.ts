import { describe, expect, test } from 'vitest';
import { clausesOf } from '../../eql/syntax/clauses.ts';
import { parse } from '../../eql/syntax/parser.ts';
import type { ClauseEvidence } from '../../worker/protocol.ts';
import { treeLines } from './clauseTree.ts';
import { clauseName, clauseVerdict } from './clauseVerdict.ts';

const clauses = clausesOf(parse('process where a == 1 and (b == 2 or not c == 3)').query, 'event.category');
const bits = (...rows: number[]) => Uint32Array.of(rows.reduce((word, row) => word | (1 << row), 0));

const evidence: ClauseEvidence = {
  true: bits(0),
  missing: bits(1),
  error: bits(3),
  counts: { true: 1, false: 1, missing: 1, error: 1, 'sole blocker': 1, 'alone responsible': 0 },
  role: 'decides',
};

test('a verdict is read off the bits of its row', () => {
  expect([0, 1, 2, 3].map((row) => clauseVerdict(evidence, row))).toEqual(['true', 'missing', 'false', 'error']);
  expect(clauseVerdict(evidence, null)).toBe('none');
  expect(clauseVerdict(evidence, 32), 'a row that is newer than the run').toBe('none');
});

describe('the name of a tree item', () => {
  const named = (id: number, verdict: 'true' | 'missing') =>
    clauseName({ clause: clauses[id]!, verdict, evidence, events: 4, inspection: undefined });

  test('starts with the verdict, then the text, then the counts', () => {
    expect(named(3, 'missing')).toBe('missing, a == 1, true in 1 of 4, missing in 1, error in 1, alone keeps out 1');
  });

  test('tells a group by its kind, not by the text of all its members', () => {
    expect(named(2, 'true')).toMatch(/^true, and, 2 clauses, /);
  });
});

describe('the lines of the tree', () => {
  const shape = (collapsed: readonly number[]) =>
    treeLines(clauses, new Set(collapsed)).map(({ clause, level, place, siblings }) => [
      clause.kind,
      level,
      `${place}/${siblings}`,
    ]);

  test('are in the order of the text, each with its place among its siblings', () => {
    expect(shape([])).toEqual([
      ['filter', 1, '1/1'],
      ['category', 2, '1/2'],
      ['and', 2, '2/2'],
      ['leaf', 3, '1/2'],
      ['or', 3, '2/2'],
      ['leaf', 4, '1/2'],
      ['not', 4, '2/2'],
      ['leaf', 5, '1/1'],
    ]);
  });

  test('leave out what is below a collapsed group', () => {
    expect(shape([4])).toHaveLength(5);
  });
});
