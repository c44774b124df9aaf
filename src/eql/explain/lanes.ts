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

/** The key tuples with which an event is seen, each with the filters that see it: two lists side by side. */
interface Seen {
  readonly tuples: number[];
  readonly fits: number[][];
}

/** What is known of every lane, before any is written out. */
export interface LaneFacts {
  readonly tuple: number;
  /** Place of its first event in the order of time. */
  readonly first: number;
  markCount: number;
  /** Numbers of the filters that some event of it fits. */
  readonly filled: number[];
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
    this.#visit((place, { tuples, fits }) => {
      eventCount++;
      if (tuples.length === 0) unseenCount++;
      for (let i = 0; i < tuples.length; i++) {
        const tuple = tuples[i]!;
        let lane = lanes.get(tuple);
        if (lane === undefined) lanes.set(tuple, (lane = { tuple, first: place, markCount: 0, filled: [] }));
        lane.markCount++;
        for (const filter of fits[i]!) if (!lane.filled.includes(filter)) lane.filled.push(filter);
      }
    });
    this.lanes = lanes;
    this.eventCount = eventCount;
    this.unseenCount = unseenCount;
  }

  /** The key tuples of an event, over all filters that it fits. */
  tuplesOf(row: number): readonly number[] {
    return this.#seenAt(row).tuples;
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
    this.#visit((place, { tuples: seenWith, fits }) => {
      for (const [i, tuple] of seenWith.entries()) {
        const lane = marks.get(tuple);
        if (lane === undefined) continue;
        const index = seen.get(tuple) ?? 0;
        seen.set(tuple, index + 1);
        const row = this.#timeline.rows[place]!;
        if (isWanted(tuple, row, index)) lane.push({ row, time: this.#timeOf(row), fits: this.#shared(fits[i]!) });
      }
    });
    return marks;
  }

  #timeOf(row: number): number | null {
    return this.#timeline.hasTime(row) ? this.#timeline.milliseconds[row]! : null;
  }

  /** Calls back for each event that fits a filter, in the order of time. */
  #visit(see: (place: number, seen: Seen) => void): void {
    const { rows } = this.#timeline;
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place]!;
      if (hasBit(this.#any, row)) see(place, this.#seenAt(row));
    }
  }

  #seenAt(row: number): Seen {
    const tuples: number[] = [];
    const fits: number[][] = [];
    if (this.#needsTime && !this.#timeline.hasTime(row)) return { tuples, fits };
    /** Tuple -> its place in the lists; made only for an event of several keys that a second filter sees. */
    let places: Map<number, number> | null = null;
    for (let number = 0; number < this.#filters.length; number++) {
      const { bits, keys } = this.#filters[number]!;
      if (!hasBit(bits, row)) continue;
      const isFirst = tuples.length === 0;
      if (tuples.length > 1) places ??= new Map(tuples.map((tuple, place) => [tuple, place]));
      for (const tuple of keys.of(row)) {
        const at = isFirst ? undefined : places === null ? (tuples[0] === tuple ? 0 : undefined) : places.get(tuple);
        if (at !== undefined) {
          fits[at]!.push(number);
          continue;
        }
        places?.set(tuple, tuples.length);
        tuples.push(tuple);
        fits.push([number]);
      }
    }
    return { tuples, fits };
  }

  /** Equal lists are one object, so that a thousand marks cross to the page with a handful of them. */
  #shared(fits: readonly number[]): readonly number[] {
    const name = fits.join();
    let at = this.#fitsByName.get(name);
    if (at === undefined) this.#fitsByName.set(name, (at = this.#fits.push(fits) - 1));
    return this.#fits[at]!;
  }
}
