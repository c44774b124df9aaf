/**
 * The candidates of a sequence (eql.md 7.4), each from its first event to its end, and for one that still waits what
 * came instead of the event that it waits for. The search itself is run again and listened to, so nothing here can
 * disagree with it.
 */
import { type Bitmap, emptyBitmap, setBit } from '../evaluate/bitmap.ts';
import type { Ending, Pending } from '../evaluate/fates.ts';
import type { JoinPlan } from '../evaluate/join.ts';
import type { QueryKeys } from '../evaluate/keys.ts';
import { type StageBits, findSequences } from '../evaluate/sequence.ts';
import type { Timeline } from '../evaluate/timeline.ts';
import { type Instead, Surroundings } from './surroundings.ts';

/** What a search for sequences is made of. */
export interface SequenceParts {
  readonly join: JoinPlan;
  readonly keys: QueryKeys;
  readonly timeline: Timeline;
  readonly bitsOf: StageBits;
}

/** A pending sequence that has ended. */
export interface Candidate {
  /** Number of its key tuple. */
  readonly tuple: number;
  readonly pending: Pending;
  readonly ending: Ending;
  /** The event that ended it; of `waiting` and `completed` its own last. */
  readonly by: number;
  /** Of `expired`: whole milliseconds over maxspan. */
  readonly over: number;
}

export class Candidates {
  readonly parts: SequenceParts;
  /** By the time of their first event. */
  readonly all: readonly Candidate[];
  readonly #surroundings: Surroundings;
  /** Row -> its candidates, as a range of `#ofRows`. */
  readonly #starts: Uint32Array;
  readonly #ofRows: Uint32Array;
  #awaiting: ReadonlyMap<number, Candidate> | null = null;
  #late: ReadonlyMap<number, Candidate> | null = null;

  constructor(parts: SequenceParts) {
    const { join, keys, timeline, bitsOf } = parts;
    const rowCount = timeline.rows.length;
    const ended: Candidate[] = [];
    const advanced: Bitmap[] = [];
    findSequences(join, keys, timeline, bitsOf, (cause, tuple, pending, by, over) => {
      if (cause === 'started') return;
      if (cause === 'advanced') setBit((advanced[pending.stage] ??= emptyBitmap(rowCount)), by, true);
      else ended.push({ tuple, pending, ending: cause, by, over });
    });
    const places = placesOf(timeline);
    this.parts = parts;
    this.all = ended.sort(
      (a, b) => places[a.pending.first]! - places[b.pending.first]! || b.pending.stage - a.pending.stage,
    );
    this.#surroundings = new Surroundings(parts, advanced);
    [this.#starts, this.#ofRows] = byRow(this.all, rowCount);
  }

  /** The candidates that an event is part of. */
  ofRow(row: number): readonly Candidate[] {
    return [...this.#ofRows.subarray(this.#starts[row], this.#starts[row + 1])].map((at) => this.all[at]!);
  }

  /** What came instead of the event that a waiting candidate waits for; null where nothing is to be said. */
  insteadOf({ tuple, pending, ending }: Candidate): Instead | null {
    return ending === 'waiting' ? this.#surroundings.insteadOf(tuple, pending) : null;
  }

  /** The event that ended a candidate; of several until events the first. */
  endedBy({ tuple, pending, ending, by }: Candidate): number {
    return ending === 'until' ? (this.#surroundings.untilOf(tuple, pending) ?? by) : by;
  }

  /** A candidate that an event came too late for. */
  lateFor(row: number): Candidate | null {
    this.#late ??= new Map(this.all.flatMap((it) => (it.ending === 'expired' ? [[it.by, it] as const] : [])));
    return this.#late.get(row) ?? null;
  }

  /** The first candidate that would have gone on with an event, were it not for their keys. */
  awaiting(row: number): Candidate | null {
    this.#awaiting ??= new Map(
      this.all.toReversed().flatMap((candidate) => {
        const instead = this.insteadOf(candidate);
        return instead?.kind === 'key' ? [[instead.row, candidate] as const] : [];
      }),
    );
    return this.#awaiting.get(row) ?? null;
  }
}

/** Row -> its place in the order of time. */
export function placesOf({ rows }: Timeline): Uint32Array {
  const places = new Uint32Array(rows.length);
  for (let place = 0; place < rows.length; place++) places[rows[place]!] = place;
  return places;
}

/** For each row the numbers of the candidates that hold it, one row behind the other. */
function byRow(candidates: readonly Candidate[], rowCount: number): readonly [Uint32Array, Uint32Array] {
  const starts = new Uint32Array(rowCount + 1);
  for (const { pending } of candidates) {
    for (let at: Pending | null = pending; at !== null; at = at.before) starts[at.row + 1]!++;
  }
  for (let row = 0; row < rowCount; row++) starts[row + 1]! += starts[row]!;
  const items = new Uint32Array(starts[rowCount]!);
  const next = starts.slice();
  for (const [at, { pending }] of candidates.entries()) {
    for (let event: Pending | null = pending; event !== null; event = event.before) items[next[event.row]!++] = at;
  }
  return [starts, items];
}
