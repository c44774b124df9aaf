/**
 * The events as columns, as texts and as rows with stable ids: what the rest of the program knows of events. No event is
 * held as an object; a question about one event reads its text again, which takes microseconds.
 *
 * A row number never changes and is never used again. A row is *live* when it takes part in evaluation; it is *invalid*
 * when Elasticsearch would not take it as it stands (it keeps its text, is shown and never run); a removed row is
 * neither, and can be restored.
 */
import type { Bitmap } from '../../eql/evaluate/bitmap.ts';
import type { EventTable } from '../../eql/evaluate/column.ts';
import type { Scalar } from '../../eql/check/types.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import { createSchema, type EventSchema, type SchemaOptions } from '../schema/schema.ts';
import { EventRows } from './event-rows.ts';

/** An event to add: its JSON as text or as UTF-8 bytes, which the dataset then owns and nobody may change. */
export type NewEventText =
  | { readonly id?: string; readonly text: string }
  | { readonly id?: string; readonly bytes: Uint8Array; readonly from?: number; readonly to?: number };

/** One value of an event, where it stands in the event's text. */
export interface LocatedValue {
  /** In UTF-16 offsets; a string's span includes its quotes. */
  readonly span: Span;
  /** As the column of the field holds it. */
  readonly value: Scalar;
}

/** Path -> the values of the field in the order of the text. Every path asked for is a key. */
export type Located = ReadonlyMap<string, readonly LocatedValue[]>;

/** Events on their way into a dataset, which knows nothing of them until they are adopted. */
export interface Stage {
  readonly rowCount: number;
  append(events: readonly NewEventText[]): void;
  /** Why a row of the stage would be invalid. */
  problemsOf(row: number): readonly Diagnostic[];
  /**
   * Adds the events behind those of the dataset, in time that depends on their number and not on their length. What the
   * dataset became in the meantime makes no difference. The stage is of no use any more.
   */
  adopt(): { readonly first: number; readonly count: number };
}

export interface Dataset extends EventTable {
  /** What is mapped: the options' fields and those of the events. Always current; asked again after `setOptions`. */
  readonly schema: EventSchema;
  /** Neither removed nor accepted; see `problemsOf`. */
  readonly invalid: Bitmap;

  /** Bytes of all texts, as UTF-8. */
  readonly textBytes: number;

  /** Adds events behind the others; each gets a row, valid or not. */
  append(events: readonly NewEventText[]): { readonly first: number; readonly count: number };
  /** Events that are read piece by piece beside the dataset and added all at once, or never. */
  stage(): Stage;
  /**
   * Gives an event another text. The text is kept whatever it is; one that is no acceptable event makes the row invalid.
   * @returns what is wrong with it, with spans in `text`
   */
  patch(row: number, text: string): readonly Diagnostic[];
  remove(rows: readonly number[]): void;
  restore(rows: readonly number[]): void;
  /** Reads every event again under another mapping. */
  setOptions(options: SchemaOptions): void;

  /** Builds several columns in one pass over the events, so that asking for each is free. Optional. */
  prepare(paths: Iterable<string>): void;
  /**
   * Builds columns that nobody asked for yet, some at each step, so that asking for one is quick. Ends without them as soon
   * as an event comes, goes or changes; columns of very many values, and more than fit in some memory, are left.
   */
  readAhead(): Generator<void, void>;

  text(row: number): string;
  /** The given id, or `#i` with the row number; unique. */
  idOf(row: number): string;
  rowOf(id: string): number | undefined;
  /** Errors make the row invalid; a warning (an id that was taken) does not. */
  problemsOf(row: number): readonly Diagnostic[];

  /** The values of a field in the order of the text, duplicates kept; empty for a text that is not JSON. */
  values(row: number, path: string): readonly Scalar[];
  /** Where in `text(row)` the values of some fields stand. */
  locate(row: number, paths: Iterable<string>): Located;
  /** The same for any text, such as `pretty(row)`. A text that is not JSON has no values. */
  locateIn(text: string, paths: Iterable<string>): Located;
  /** The text laid out for reading; the text itself when it is not JSON. */
  pretty(row: number): string;
  /** The rows, removed ones excepted, whose text holds all the words, letter case ignored. */
  find(words: string): Bitmap;
}

/** An empty dataset under a mapping; by default the open one with the facts of container events. */
export function createDataset(options: SchemaOptions = { mapping: 'open' }): Dataset {
  return new EventRows(createSchema(options));
}
