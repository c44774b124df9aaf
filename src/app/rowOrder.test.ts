/** The order of the list, against sorting an array of its rows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapOf, hasBit, rowsOf } from '../worker/protocol.ts';
import { rowIndexOf, type OrderedState, type SortKey } from './rowOrder.ts';
import { labelOf, notesOf } from './rowNotes.ts';
import type { Verdicts } from './state.ts';

const ROWS = 100;
const anyRows = fc.uniqueArray(fc.nat(ROWS - 1)).map((rows) => bitmapOf(ROWS, rows));
const anyNotes = fc
  .array(fc.record({ label: fc.constantFrom('alert', 'benign', '') }), { maxLength: ROWS })
  .map((events) => {
    const rowsOfLabel = (wanted: string) => events.flatMap(({ label }, row) => (label === wanted ? [row] : []));
    return notesOf({ labels: { alert: rowsOfLabel('alert'), benign: rowsOfLabel('benign') }, notes: new Map() });
  });
const anyKey = fc.constantFrom<SortKey>('added', 'verdict', 'label', 'time', { path: 'a.b' });

const anyState = fc
  .record({
    listed: anyRows,
    invalid: anyRows,
    matches: anyRows,
    partial: anyRows,
    nearMisses: anyRows,
    errors: anyRows,
    notes: anyNotes,
    sort: fc.record({ key: anyKey, descending: fc.boolean() }),
    /** Some of the rows came later. */
    fieldOrder: fc.nat(ROWS).chain((length) =>
      fc.record({
        rows: fc.shuffledSubarray([...Array(length).keys()], { minLength: length, maxLength: length }),
        valued: fc.nat(length),
      }),
    ),
  })
  .map(({ listed, invalid, notes, sort, fieldOrder, ...evidence }): OrderedState => {
    const isPermuted = sort.key === 'time' || typeof sort.key === 'object';
    return {
      listed,
      invalid,
      notes,
      near: null,
      sort,
      verdicts: { evidence } as unknown as Verdicts,
      fieldOrder: isPermuted ? { ...fieldOrder, rows: Uint32Array.from(fieldOrder.rows) } : null,
    };
  });

/** The slow way: each row's rank, and a stable sort. */
function sorted({ listed, invalid, notes, sort, verdicts, fieldOrder }: OrderedState): readonly number[] {
  const { matches, partial, nearMisses, errors } = verdicts!.evidence;
  const verdictRank = (row: number) => {
    const rank = [matches, partial, nearMisses].findIndex((rows) => hasBit(rows, row));
    if (rank >= 0) return rank;
    return hasBit(errors, row) ? 4 : hasBit(invalid, row) ? 5 : 3;
  };
  const labelRank = (row: number) => ['alert', 'benign', undefined].indexOf(labelOf(notes, row));
  const rankOf = (row: number) => {
    if (sort.key === 'verdict') return verdictRank(row);
    if (sort.key === 'label') return labelRank(row);
    return row;
  };
  const orderRank = (row: number) => {
    const place = fieldOrder!.rows.indexOf(row);
    if (place < 0) return ROWS + row;
    return sort.descending && place < fieldOrder!.valued ? -place : place;
  };
  if (fieldOrder !== null) return [...rowsOf(listed)].toSorted((a, b) => orderRank(a) - orderRank(b));
  const rows = [...rowsOf(listed)].toSorted((a, b) => rankOf(a) - rankOf(b) || a - b);
  return sort.descending ? rows.toReversed() : rows;
}

describe('for any rows and order', () => {
  it('the list is what sorting finds, and every row is at its place', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const index = rowIndexOf(state);
        const rows = Array.from({ length: index.count }, (_, place) => index.select(place));
        expect(rows).toEqual(sorted(state));
        for (const [place, row] of rows.entries()) expect(index.placeOf(row)).toBe(place);
        expect([index.select(-1), index.select(index.count)]).toEqual([-1, -1]);
        for (let row = 0; row < ROWS; row++) if (!hasBit(state.listed, row)) expect(index.placeOf(row)).toBe(-1);
      }),
      { numRuns: 500 },
    );
  });
});
