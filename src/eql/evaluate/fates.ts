/**
 * What became of the candidates of a sequence: noted while they are found, since the explanation is made of it. Every
 * cause is counted; the last fates are kept in a ring, as they happened, and written out only when asked for.
 */

/** A pending sequence: its last event and the rest of it. */
export interface Pending {
  readonly row: number;
  readonly before: Pending | null;
  /** Row of its first event. */
  readonly first: number;
  /** Place of its last event in the order of time. */
  readonly place: number;
}

/** Rows of a pending sequence, earliest first. */
export function rowsOfPending(pending: Pending): readonly number[] {
  const rows = [pending.row];
  for (let at = pending.before; at !== null; at = at.before) rows.push(at.row);
  return rows.reverse();
}

/** Why a candidate ended, or what it became. */
export type FateCause = 'started' | 'advanced' | 'replaced' | 'expired' | 'until' | 'missing' | 'completed';

export interface Fate {
  readonly cause: FateCause;
  /** Rows of the candidate, earliest first. */
  readonly rows: readonly number[];
  /** The event that caused it: the one that advanced, replaced, came too late, ended or was forbidden. */
  readonly by: number;
  /** Of `expired`: whole milliseconds over maxspan. */
  readonly over: number;
  /** Number of the key tuple. */
  readonly tuple: number;
}

export const MAX_FATES = 10_000;

interface Noted {
  cause: FateCause;
  pending: Pending;
  by: number;
  over: number;
  tuple: number;
}

export class FateLog {
  readonly counts: Record<FateCause, number> = {
    started: 0,
    advanced: 0,
    replaced: 0,
    expired: 0,
    until: 0,
    missing: 0,
    completed: 0,
  };
  /** Only fates of this row are kept, when an event's own fate is asked for. */
  readonly #watched: number | null;
  readonly #ring: Noted[] = [];
  #next = 0;

  constructor(watched: number | null) {
    this.#watched = watched;
  }

  note(cause: FateCause, tuple: number, pending: Pending, by: number, over = 0): void {
    this.counts[cause]++;
    if (this.#watched !== null && by !== this.#watched && !rowsOfPending(pending).includes(this.#watched)) return;
    if (this.#ring.length < MAX_FATES) {
      this.#ring.push({ cause, pending, by, over, tuple });
      return;
    }
    // Written over in place: a long run makes no garbage here.
    const oldest = this.#ring[this.#next]!;
    oldest.cause = cause;
    oldest.pending = pending;
    oldest.by = by;
    oldest.over = over;
    oldest.tuple = tuple;
    this.#next = (this.#next + 1) % MAX_FATES;
  }

  /** The fates that are kept, in the order in which they happened. */
  list(): readonly Fate[] {
    const ordered = [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
    return ordered.map(({ cause, pending, by, over, tuple }) => ({
      cause,
      rows: rowsOfPending(pending),
      by,
      over,
      tuple,
    }));
  }
}
