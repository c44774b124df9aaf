/** The events around the candidates of a sequence that say why nothing followed. */
import { type Bitmap, andNot, emptyBitmap, hasBit } from '../evaluate/bitmap.ts';
import { type Pending, rowsOfPending } from '../evaluate/fates.ts';
import type { JoinPlan, JoinStage } from '../evaluate/join.ts';
import type { SequenceParts } from './candidates.ts';

/**
 * What came instead of the event that a candidate waits for:
 *
 * - `until`: an until event with the same keys, at or after the candidate's last event; nothing can follow any more
 * - `key`: the first later event that fits the awaited stage and advanced nothing there, if it comes within maxspan; it
 *   has other keys, or none
 * - `order`: the last event with the same keys that fits the awaited stage, came too early and advanced nothing there
 */
export interface Instead {
  readonly kind: 'until' | 'key' | 'order';
  readonly row: number;
}

/** Places in the order of time, ascending: of all events of a kind, and of those with each key tuple. */
interface Places {
  readonly all: readonly number[];
  readonly byTuple: ReadonlyMap<number, readonly number[]>;
}

export class Surroundings {
  readonly #parts: SequenceParts;
  readonly #positive: readonly JoinStage[];
  /** For each positive term: the rows that advanced a candidate to it. */
  readonly #advanced: readonly (Bitmap | undefined)[];
  readonly #idle = new Map<number, Places>();
  #until: Places | null = null;

  constructor(parts: SequenceParts, advanced: readonly (Bitmap | undefined)[]) {
    this.#parts = parts;
    this.#positive = positiveStages(parts.join);
    this.#advanced = advanced;
  }

  /** The first until event with the same keys at or after the candidate's last event. */
  untilOf(tuple: number, { place }: Pending): number | null {
    const { until } = this.#parts.join;
    if (until === null) return null;
    this.#until ??= this.#placesOf(until, this.#parts.bitsOf(until.clause));
    const places = this.#until.byTuple.get(tuple) ?? [];
    return this.#rowAt(places[firstAtLeast(places, place)]);
  }

  insteadOf(tuple: number, pending: Pending): Instead | null {
    const { join, timeline } = this.#parts;
    const until = this.untilOf(tuple, pending);
    if (until !== null) return { kind: 'until', row: until };
    const awaited = pending.stage + 1;
    // Of terms with the same filter, as runs are, each event that starts a sequence advances none: it says nothing.
    if (this.#positive[awaited]!.clause === this.#positive[pending.stage]!.clause) return null;
    const idle = this.#idleAt(awaited);
    // A later event with the same keys would have advanced the candidate or ended it.
    const later = this.#rowAt(idle.all[firstAtLeast(idle.all, pending.place + 1)]);
    const isLate = later !== null && join.maxspan !== null && timeline.isLater(pending.first, later, join.maxspan);
    if (later !== null && !isLate) return { kind: 'key', row: later };
    const own = rowsOfPending(pending);
    const same = idle.byTuple.get(tuple) ?? [];
    let at = firstAtLeast(same, pending.place) - 1;
    while (at >= 0 && own.includes(timeline.rows[same[at]!]!)) at--;
    const earlier = this.#rowAt(same[at]);
    return earlier === null ? null : { kind: 'order', row: earlier };
  }

  /** The events that fit a positive term and advanced nothing there. */
  #idleAt(place: number): Places {
    let idle = this.#idle.get(place);
    if (idle === undefined) {
      const stage = this.#positive[place]!;
      const advanced = this.#advanced[place] ?? emptyBitmap(this.#parts.timeline.rows.length);
      idle = this.#placesOf(stage, andNot(this.#parts.bitsOf(stage.clause), advanced));
      this.#idle.set(place, idle);
    }
    return idle;
  }

  #rowAt(place: number | undefined): number | null {
    return place === undefined ? null : this.#parts.timeline.rows[place]!;
  }

  #placesOf({ keys: fields }: JoinStage, bits: Bitmap): Places {
    const { keys, timeline } = this.#parts;
    const stageKeys = keys.of(fields);
    const all: number[] = [];
    const byTuple = new Map<number, number[]>();
    for (const [place, row] of timeline.rows.entries()) {
      if (!hasBit(bits, row) || !timeline.hasTime(row)) continue;
      all.push(place);
      for (const tuple of stageKeys.of(row)) {
        const places = byTuple.get(tuple);
        if (places === undefined) byTuple.set(tuple, [place]);
        else places.push(place);
      }
    }
    return { all, byTuple };
  }
}

export function positiveStages({ stages }: JoinPlan): readonly JoinStage[] {
  return stages.filter(({ missing }) => !missing);
}

/** Index of the first of the ascending numbers that is not below a limit. */
function firstAtLeast(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
