/**
 * Sheets as they are stored, and the layouts of earlier versions. What is read here may be anything: a piece that is none
 * of ours, or is of a newer layout, is left alone.
 */
import { type EventPack, type KnownById, packEvents } from './keptEvents.ts';
import type { Label, ScenarioEvent } from './scenario.ts';

/** How a sheet is stored. A reader that meets a higher `layout` leaves the draft alone. */
export interface StoredSheet extends KnownById {
  readonly layout: number;
  readonly savedAt: number;
  readonly scenario: string;
  readonly selected: string | null;
  readonly touched: boolean;
  /** Absent where nobody has counted them. */
  readonly eventCount?: number;
  /** When somebody threw it away; for a while it can be had back. */
  readonly deletedAt?: number | undefined;
}

/** The first layout: labels stood among the notes, and events were a list. */
interface FirstSheet extends Omit<StoredSheet, 'labels' | 'notes'> {
  readonly notes: readonly { readonly id: string; readonly label?: Label; readonly note?: string }[];
}

export const LAYOUT = 2;

/** Null for what is no sheet, or one of a newer layout. */
export function sheetOf(value: unknown): StoredSheet | null {
  if (typeof value !== 'object' || value === null || !('layout' in value)) return null;
  if (value.layout === 1) return fromFirst(value as FirstSheet);
  return value.layout === LAYOUT ? (value as StoredSheet) : null;
}

/** The same of a sheet that was written as text. */
export function sheetIn(text: string | null): StoredSheet | null {
  try {
    return text === null ? null : sheetOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function fromFirst({ notes, ...rest }: FirstSheet): StoredSheet {
  const idsOf = (label: Label) => notes.flatMap((note) => (note.label === label ? [note.id] : []));
  return {
    ...rest,
    labels: { alert: idsOf('alert'), benign: idsOf('benign') },
    notes: notes.flatMap(({ id, note }) => (note === undefined ? [] : [[id, note] as const])),
  };
}

/** Null where there are no events. */
export function packOf(value: unknown): EventPack | null {
  if (Array.isArray(value)) return packEvents(value as ScenarioEvent[]);
  return typeof value === 'object' && value !== null && 'texts' in value ? (value as EventPack) : null;
}
