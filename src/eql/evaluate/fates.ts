/**
 * What becomes of the candidates of a sequence: told while they are found, since the explanation is made of it. Every
 * cause is counted; whoever needs more than the counts listens.
 */

/** A pending sequence: its last event and the rest of it. */
export interface Pending {
  readonly row: number;
  readonly before: Pending | null;
  /** Row of its first event. */
  readonly first: number;
  /** Which of the positive terms its last event fills, from 0. */
  readonly stage: number;
  /** Place of its last event in the order of time. */
  readonly place: number;
}

/** Rows of a pending sequence, earliest first. */
export function rowsOfPending(pending: Pending): readonly number[] {
  const rows = [pending.row];
  for (let at = pending.before; at !== null; at = at.before) rows.push(at.row);
  return rows.reverse();
}

/** How a candidate ended; one that is `waiting` was still pending after the last event. Each ends exactly once. */
export type Ending = 'replaced' | 'expired' | 'until' | 'missing' | 'completed' | 'waiting';

/** What happens to a candidate: it starts, takes one event after the other, and ends. */
export type FateCause = 'started' | 'advanced' | Ending;

export type FateCounts = Readonly<Record<FateCause, number>>;

/**
 * Hears of each step of each candidate.
 * @param tuple number of its key tuple
 * @param pending the candidate, of `started` and `advanced` with its new event
 * @param by row of the event that caused it: that advanced, replaced, came too late, ended or was forbidden; of
 *   `waiting` and `completed` the candidate's last
 * @param over of `expired`: whole milliseconds over maxspan
 */
export type FateListener = (cause: FateCause, tuple: number, pending: Pending, by: number, over: number) => void;
