import type { FieldType, Scalar } from '../check/types.ts';
import type { Bitmap } from './bitmap.ts';

/**
 * The events of one field, as evaluation reads them. Events share few distinct values, and fewer distinct *sets* of
 * values (eql.md 3.2: the value of a field is a set), so a column has three levels:
 *
 *   row -> set code -> value codes -> value
 *
 * A leaf is evaluated once for each distinct value, then once for each distinct set ("any value is true", 3.3), and a
 * row costs one lookup. Both dictionaries only grow; an edited row gets another set code.
 */
export interface Column {
  readonly path: string;
  readonly type: FieldType;
  /** Value code -> value, in the JavaScript form of the type's family (`check/types.ts`). Only grows. */
  readonly values: readonly Scalar[];
  /** How many distinct sets there are. Set 0 is the empty set: the field is missing. Only grows. */
  readonly setCount: number;
  /** Set `s` holds the value codes `setCodes[setStarts[s] .. setStarts[s + 1])`, ascending by *value*, no duplicates. */
  readonly setStarts: Uint32Array;
  readonly setCodes: Uint32Array;
  /** Row -> set code. May be longer than the row count. */
  readonly rows: Uint32Array;
}

/** What evaluation needs of a dataset. Row numbers are stable for the life of the table. */
export interface EventTable {
  /** Rows ever added; a removed row keeps its number. */
  readonly rowCount: number;
  /** The rows that take part: neither removed nor invalid. */
  readonly live: Bitmap;
  /** The column of a path, built when first asked for; one without any value for a path that no event has. */
  column(path: string): Column;
  /** Builds several columns in one pass over the events, so that asking for each is free. */
  prepare(paths: Iterable<string>): void;
  /** Counts every row that was changed in place (edited, removed). */
  readonly changeCount: number;
  /** The rows changed since `changeCount` was `seen`, or `all` when that is no longer known. */
  changedSince(seen: number): readonly number[] | 'all';
}
