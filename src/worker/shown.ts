/** What is shown of events, whatever the rule: a screenful of rows, and the fields of one. */
import type { Span } from '../text/span.ts';

/** All rows by the least value of a field, ascending, equal ones as they were added; rows without a value last. */
export interface FieldOrder {
  readonly rows: Uint32Array<ArrayBuffer>;
  /** How many have a value. */
  readonly valued: number;
}

/** What the list shows of one event. */
export interface RowSummary {
  readonly row: number;
  readonly id: string;
  readonly invalid?: string;
  /** As written in the event. */
  readonly timestamp: string;
  /** The command line as one would type it, from `process.args`. */
  readonly command: string;
  /** Namespace and pod, or container. */
  readonly place: string;
  readonly user: string;
  /** Of the columns asked for: their values as text, empty where there is none. */
  readonly cells: readonly string[];
  /** Why it does not match, short: the smallest blockers in words. Empty for a match or without a run. */
  readonly reason: string;
  /** Size of the smallest blocker sets; 0 for a match, for a run-time error, and where no set would do. */
  readonly distance: number;
}

/** One field of an event. */
export interface EventField {
  readonly path: string;
  /** Elasticsearch's name of it. */
  readonly type: string;
  /** False where the type was read off the values. */
  readonly declared: boolean;
  /** As written, the first ones, each with its place in the text that an inspection shows. */
  readonly values: readonly EventValue[];
  readonly valueCount: number;
}

export interface EventValue {
  readonly text: string;
  /** Not so where the text is cut. */
  readonly isWhole: boolean;
  readonly span: Span;
}
