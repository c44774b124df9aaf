import { describe, expect, test } from 'vitest';
import { packTexts } from '../text/packed.ts';
import { bitmapOf } from '../worker/protocol.ts';
import { idOf, notedRows, noteOf, notesOf, rowOfId, withLabel } from './rowNotes.ts';

describe('ids', () => {
  const ids = [
    { from: 0, ids: packTexts(['', 'a', '']) },
    { from: 3, ids: packTexts(['#0']) },
  ];

  test.each([
    [0, '#0'],
    [1, 'a'],
    [3, '#0'],
    [900_000, '#900000'],
  ])('of row %i is %s', (row, id) => expect(idOf(ids, row)).toBe(id));

  test.each<[string, number | null]>([
    ['a', 1],
    ['#0', 3],
    ['', null],
    ['#2', 2],
    ['#1', null],
    ['#4', null],
    ['b', null],
  ])('"%s" is of row %j', (id, row) => expect(rowOfId(ids, id, 4)).toBe(row));
});

test('a label is set, changed and taken away, and a note stays', () => {
  const rows = bitmapOf(70, [1, 65]);
  const notes = notesOf({ labels: { alert: [0], benign: [] }, notes: new Map([[1, 'x']]) });
  const labelled = withLabel(notes, rows, 'benign');
  expect(notedRows(labelled).map((row) => [row, noteOf(labelled, row)])).toEqual([
    [0, { label: 'alert' }],
    [1, { note: 'x', label: 'benign' }],
    [65, { label: 'benign' }],
  ]);
  expect(noteOf(withLabel(labelled, rows, 'alert'), 65)).toEqual({ label: 'alert' });
  expect(notedRows(withLabel(labelled, rows, null))).toEqual([0, 1]);
  expect(notedRows(notes)).toEqual([0, 1]);
});
