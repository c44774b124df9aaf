import type { Bitmap } from './bitmap.ts';

/**
 * Events that exceptions take away from a rule (contract, section 1, "exception").
 *
 * - `events`: they are gone before sequences are built, and so from every stage, until filter and missing event.
 * - `sequences`: they stay, and a whole sequence or sample goes if any of its events is one of them.
 *
 * For an event query the two are the same.
 */
export interface Removal {
  readonly reading: 'events' | 'sequences';
  readonly rows: Bitmap;
  /** Names of the items that fit a row. */
  namesOn(row: number): readonly string[];
}
