/**
 * The events of a sequence or sample by their keys: a lane for each key tuple, a mark for each event of it that fits a
 * filter. An event with several key tuples has a mark in each of their lanes.
 */
import { type Bitmap, hasBit, or } from '../evaluate/bitmap.ts';
import type { JoinStage } from '../evaluate/join.ts';
import type { QueryKeys, StageKeys } from '../evaluate/keys.ts';
import type { StageBits } from '../evaluate/sequence.ts';
import type { Timeline } from '../evaluate/timeline.ts';

/** An event in a lane. */
export interface Mark {
  readonly row: number;
  /** Milliseconds since 1970; null without a timestamp. */
  readonly time: number | null;
  /** The filters that it fits, by number, ascending. */
  readonly fits: readonly number[];
}

/** What is known of every lane, before any is written out. */
export interface LaneFacts {
  readonly tuple: number;
  /** Place of its first event in the order of time. */
  readonly first: number;
  markCount: number;
  /** Numbers of the filters that some event of it fits. */
  readonly filled: Set<number>;
}

export class LaneMarks {
  readonly #filters: readonly { readonly bits: Bitmap; readonly keys: StageKeys }[];
  readonly #any: Bitmap;
  readonly #timeline: Timeline;
  readonly #needsTime: boolean;
  readonly #fits: (readonly number[])[] = [];
  readonly #fitsByName = new Map<string, number>();
  /** Tuple -> its lane. */
  readonly lanes: ReadonlyMap<number, LaneFacts>;
  /** Events that fit some filter. */
  readonly eventCount: number;
  /** Of those, the ones in no lane: without a value for a join key or, in a sequence, without a timestamp. */
  readonly unseenCount: number;

  constructor(
    stages: readonly JoinStage[],
    keys: QueryKeys,
    timeline: Timeline,
    bitsOf: StageBits,
    needsTime: boolean,
  ) {
    this.#filters = stages.map((stage) => ({ bits: bitsOf(stage.clause), keys: keys.of(stage.keys) }));
    this.#any = this.#filters.map(({ bits }) => bits).reduce(or);
    this.#timeline = timeline;
    this.#needsTime = needsTime;
    const lanes = new Map<number, LaneFacts>();
    let [eventCount, unseenCount] = [0, 0];
    this.#visit((place, tuples) => {
      eventCount++;
      if (tuples.size === 0) unseenCount++;
      for (const [tuple, fits] of tuples) {
        let lane = lanes.get(tuple);
        if (lane === undefined) lanes.set(tuple, (lane = { tuple, first: place, markCount: 0, filled: new Set() }));
        lane.markCount++;
        for (const filter of fits) lane.filled.add(filter);
      }
    });
    this.lanes = lanes;
    this.eventCount = eventCount;
    this.unseenCount = unseenCount;
  }

  /** The key tuples of an event, over all filters that it fits. */
  tuplesOf(row: number): readonly number[] {
    return [...this.#tuplesAt(row).keys()];
  }

  /**
   * The marks of some lanes in the order of time, those that `isWanted`.
   * @param index of the mark in its lane, from 0
   */
  marksOf(
    tuples: ReadonlySet<number>,
    isWanted: (tuple: number, row: number, index: number) => boolean,
  ): ReadonlyMap<number, readonly Mark[]> {
    const marks = new Map<number, Mark[]>(Array.from(tuples, (tuple) => [tuple, []]));
    const seen = new Map<number, number>();
    this.#visit((place, fitting) => {
      for (const [tuple, fits] of fitting) {
        const lane = marks.get(tuple);
        if (lane === undefined) continue;
        const index = seen.get(tuple) ?? 0;
        seen.set(tuple, index + 1);
        const row = this.#timeline.rows[place]!;
        if (isWanted(tuple, row, index)) lane.push({ row, time: this.#timeOf(row), fits: this.#shared(fits) });
      }
    });
    return marks;
  }

  #timeOf(row: number): number | null {
    return this.#timeline.hasTime(row) ? this.#timeline.milliseconds[row]! : null;
  }

  /** Calls back for each event that fits a filter, in the order of time, with the filters that it fits by key tuple. */
  #visit(see: (place: number, tuples: ReadonlyMap<number, readonly number[]>) => void): void {
    const { rows } = this.#timeline;
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place]!;
      if (hasBit(this.#any, row)) see(place, this.#tuplesAt(row));
    }
  }

  #tuplesAt(row: number): ReadonlyMap<number, readonly number[]> {
    const tuples = new Map<number, number[]>();
    if (this.#needsTime && !this.#timeline.hasTime(row)) return tuples;
    for (const [number, { bits, keys }] of this.#filters.entries()) {
      if (!hasBit(bits, row)) continue;
      for (const tuple of keys.of(row)) {
        const fits = tuples.get(tuple);
        if (fits === undefined) tuples.set(tuple, [number]);
        else fits.push(number);
      }
    }
    return tuples;
  }

  /** Equal lists are one object, so that a thousand marks cross to the page with a handful of them. */
  #shared(fits: readonly number[]): readonly number[] {
    const name = fits.join();
    let at = this.#fitsByName.get(name);
    if (at === undefined) this.#fitsByName.set(name, (at = this.#fits.push(fits) - 1));
    return this.#fits[at]!;
  }
}
