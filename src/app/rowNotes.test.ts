import { describe, expect, test } from 'vitest';
import { idOf, rowOfId, withLabel } from './rowNotes.ts';

describe('ids', () => {
  const ids = new Map([
    [1, 'a'],
    [3, '#0'],
  ]);

  test.each([
    [0, '#0'],
    [1, 'a'],
    [3, '#0'],
    [900_000, '#900000'],
  ])('of row %i is %s', (row, id) => expect(idOf(ids, row)).toBe(id));

  test.each<[string, number | null]>([
    ['a', 1],
    ['#0', 3],
    ['#2', 2],
    ['#1', null],
    ['#4', null],
    ['b', null],
  ])('"%s" is of row %j', (id, row) => expect(rowOfId(ids, id, 4)).toBe(row));
});

test('a label is set, changed and taken away, and a note stays', () => {
  const notes = new Map([[1, { note: 'x' }]]);
  const labelled = withLabel(notes, [0, 1], 'alert');
  expect([...labelled]).toEqual([
    [1, { note: 'x', label: 'alert' }],
    [0, { label: 'alert' }],
  ]);
  expect([...withLabel(labelled, [0, 1], null)]).toEqual([[1, { note: 'x' }]]);
  expect([...notes]).toEqual([[1, { note: 'x' }]]);
});
