/**
 * What the page knows of rows besides their events. It is kept so that a million rows cost next to nothing: a label is a
 * bit, whether one row has it or all of them, and words are there only for rows that have some.
 */
import type { KeptEvents } from '../scenario/keptEvents.ts';
import { countTexts, indexOfText, type PackedTexts, textAt } from '../text/packed.ts';
import { andNot, type Bitmap, bitmapOf, emptyBitmap, hasBit, type Label, or, rowsOf } from '../worker/protocol.ts';

/** The ids of a run of rows. An empty text is of a row without an id of its own. */
interface IdChunk {
  /** The first row. */
  readonly from: number;
  readonly ids: PackedTexts;
}

/** In the order of rows. Rows in none are named by their place (contract, section 2). */
export type RowIds = readonly IdChunk[];

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

export function idOf(chunks: RowIds, row: number): string {
  const chunk = chunks.findLast(({ from, ids }) => from <= row && row < from + countTexts(ids));
  const own = chunk === undefined ? '' : textAt(chunk.ids, row - chunk.from);
  return own === '' ? placeName(row) : own;
}

/** The name of a row without an id: `#3`, counted from 0. */
function placeName(row: number): string {
  return `#${row}`;
}

/** The row of an id; null when no row below `rowCount` has it. */
export function rowOfId(chunks: RowIds, id: string, rowCount: number): number | null {
  for (const { from, ids } of chunks) {
    const place = id === '' ? -1 : indexOfText(ids, id);
    if (place >= 0) return from + place;
  }
  const row = /^#\d+$/.test(id) ? Number(id.slice(1)) : rowCount;
  return row < rowCount && idOf(chunks, row) === id ? row : null;
}

export function notesOf({ labels, notes }: Pick<KeptEvents, 'labels' | 'notes'>): RowNotes {
  const rowsOfLabel = (label: Label): Bitmap => bitmapOf((labels[label].at(-1) ?? -1) + 1, labels[label]);
  return { alert: rowsOfLabel('alert'), benign: rowsOfLabel('benign'), texts: notes };
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
