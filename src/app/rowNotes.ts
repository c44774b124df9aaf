/**
 * What the page knows of rows besides their events. Both maps hold only rows of which there is something to know: of a
 * million events nobody has labelled, nothing.
 */
import type { Label } from '../worker/protocol.ts';

/** Ids of rows that have one of their own; the others are named by their place (contract, section 2). */
export type RowIds = ReadonlyMap<number, string>;

export interface RowNote {
  readonly label?: Label;
  readonly note?: string;
}

export type RowNotes = ReadonlyMap<number, RowNote>;

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

/** The notes with another label for some rows; null takes it away. */
export function withLabel(notes: RowNotes, rows: Iterable<number>, label: Label | null): RowNotes {
  const changed = new Map(notes);
  for (const row of rows) {
    const { label: _, ...rest } = changed.get(row) ?? {};
    const note = label === null ? rest : { ...rest, label };
    if (label === null && rest.note === undefined) changed.delete(row);
    else changed.set(row, note);
  }
  return changed;
}
