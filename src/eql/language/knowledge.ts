/**
 * What the language service knows besides the text: the fields and what the events hold of them. It comes from the
 * schema, the built-in facts and the engine; the language core asks and has no lists of its own.
 */
import type { Schema } from '../check/schema.ts';

export interface Knowledge {
  readonly schema: Schema;
  readonly eventCategoryField: string;
  /** Events that take part. */
  readonly events: number;
  /** Undefined for a field that only the rule names. */
  notes(this: void, path: string): FieldNotes | undefined;
  /** Undefined where the events were not asked yet. */
  values(this: void, path: string): HeldValues | undefined;
}

/** What there is to say of a field beyond its type. */
export interface FieldNotes {
  /** In our words; empty for a field that only the events have. */
  readonly description: string;
  /** Usually holds several values. */
  readonly array: boolean;
  /** Values that valid events have of it, for ranking. */
  readonly valueCount: number;
  /** The field whose values it holds in another reading: `process.name` of `process.name.text`. */
  readonly multiFieldOf?: string;
  /** The values that the Elastic Common Schema allows; empty where any is. */
  readonly allowed: readonly string[];
  /** The streams of the container sensor that have it; undefined where nobody knows. */
  readonly streams?: readonly string[];
}

/** The values of one field over the events. */
export interface HeldValues {
  /** Events that have a value. */
  readonly filled: number;
  readonly distinct: number;
  /** As one writes them in a rule, the most frequent first, each with its events; perhaps not all. */
  readonly values: readonly { readonly literal: string; readonly count: number }[];
}
