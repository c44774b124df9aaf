/**
 * What the page knows of rows besides their events. It is kept so that a million rows cost next to nothing: a label is a
 * bit, whether one row has it or all of them, and words are there only for rows that have some.
 */
import { andNot, type Bitmap, bitmapOf, emptyBitmap, hasBit, type Label, or, rowsOf } from '../worker/protocol.ts';

/** Ids of rows that have one of their own; the others are named by their place (contract, section 2). */
export type RowIds = ReadonlyMap<number, string>;

/** What is known of one row. */
export interface RowNote {
  readonly label?: Label;
  readonly note?: string;
}

/** Of all rows. No row has both labels. */
export interface RowNotes {
  readonly alert: Bitmap;
  readonly benign: Bitmap;
  readonly texts: ReadonlyMap<number, string>;
}

export const NO_NOTES: RowNotes = { alert: emptyBitmap(0), benign: emptyBitmap(0), texts: new Map() };

export function idOf(ids: RowIds, row: number): string {
  return ids.get(row) ?? placeName(row);
}

/** The name of a row without an id: `#3`, counted from 0. */
export function placeName(row: number): string {
  return `#${row}`;
}

/** The row of an id; null when no row below `rowCount` has it. */
export function rowOfId(ids: RowIds, id: string, rowCount: number): number | null {
  for (const [row, own] of ids) if (own === id) return row;
  const row = /^#\d+$/.test(id) ? Number(id.slice(1)) : rowCount;
  return row < rowCount && !ids.has(row) ? row : null;
}

/** Of events in the order of their rows. */
export function notesOf(events: readonly RowNote[]): RowNotes {
  const rowsWith = (label: Label): Bitmap =>
    bitmapOf(
      events.length,
      events.flatMap((event, row) => (event.label === label ? [row] : [])),
    );
  return {
    alert: rowsWith('alert'),
    benign: rowsWith('benign'),
    texts: new Map(events.flatMap(({ note }, row) => (note === undefined ? [] : [[row, note] as const]))),
  };
}

export function labelOf({ alert, benign }: RowNotes, row: number): Label | undefined {
  return hasBit(alert, row) ? 'alert' : hasBit(benign, row) ? 'benign' : undefined;
}

export function noteOf(notes: RowNotes, row: number): RowNote {
  const label = labelOf(notes, row);
  const note = notes.texts.get(row);
  return { ...(label !== undefined && { label }), ...(note !== undefined && { note }) };
}

/** The rows of which something is known, ascending. */
export function notedRows({ alert, benign, texts }: RowNotes): readonly number[] {
  const rows = bitmapOf(
    [...texts.keys()].reduce((most, row) => Math.max(most, row + 1), 0),
    texts.keys(),
  );
  return [...rowsOf(or(or(alert, benign), rows))];
}

/** The notes with another label for some rows; null takes it away. */
export function withLabel({ alert, benign, texts }: RowNotes, rows: Bitmap, label: Label | null): RowNotes {
  return {
    alert: label === 'alert' ? or(alert, rows) : andNot(alert, rows),
    benign: label === 'benign' ? or(benign, rows) : andNot(benign, rows),
    texts,
  };
}
