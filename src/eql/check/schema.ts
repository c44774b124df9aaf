import type { FieldType } from './types.ts';

/** What is known of one field. */
export interface FieldFact {
  readonly type: FieldType;
  /**
   * True when a mapping says the type (built-in facts, a scenario's `fields`); false when it was read off the values of
   * the events. Only a declared type raises type errors (eql.md 9.2, the paragraph below the table).
   */
  readonly declared: boolean;
  /** Of an unsupported type: its name in Elasticsearch, such as `geo_point`. */
  readonly typeName?: string;
}

/**
 * The mapping that a rule is checked against (contract, section 2). An interface, so that the language knows nothing of
 * where field facts come from.
 */
export interface Schema {
  /** `open`: an unknown field is a warning and evaluates as missing. `closed`: it is an error. */
  readonly mapping: 'open' | 'closed';
  field(path: string): FieldFact | undefined;
  /** Every known path, for "did you mean" and completion. */
  paths(): Iterable<string>;
}
