/**
 * Sequences, by the algorithm of eql.md 7.4, in one pass over the events of all stages in the order of time. Every key
 * tuple has a slot for each stage but the last, which holds at most one pending sequence: the newest. An event walks
 * the stages from last to first, so it can complete one sequence and start another but never fill two places of one.
 * Missing events are set aside and checked for each candidate afterwards (`missing.ts`).
 *
 * What becomes of each candidate is counted and told: the explanation of a sequence is made while it is found.
 */
import { type Bitmap, hasBit, or } from './bitmap.ts';
import type { JoinPlan, JoinStage, Joined } from './join.ts';
import type { KeySpace, KeyValue, QueryKeys } from './keys.ts';
import { type FateCause, type FateCounts, type FateListener, type Pending, rowsOfPending } from './fates.ts';
import { MissingEvents } from './missing.ts';
import type { Timeline } from './timeline.ts';

export interface SequenceResult {
  /** All complete sequences, by their last event, then by keys. */
  readonly sequences: readonly Joined[];
  readonly fateCounts: FateCounts;
}

/** Matches of each stage, by clause number. */
export type StageBits = (clause: number) => Bitmap;

/** All complete sequences; `listener` hears how each candidate fares. */
export function findSequences(
  plan: JoinPlan,
  keys: QueryKeys,
  timeline: Timeline,
  bitsOf: StageBits,
  listener: FateListener | null = null,
): SequenceResult {
  return new SequenceRun(plan, keys, timeline, bitsOf, listener).run();
}

interface Candidate {
  readonly tuple: number;
  readonly pending: Pending;
}

class SequenceRun {
  readonly #plan: JoinPlan;
  readonly #timeline: Timeline;
  readonly #bitsOf: StageBits;
  readonly #keys: QueryKeys;
  readonly #positive: readonly JoinStage[];
  /** Slots of a tuple: one for each stage but the last, which holds the pending sequence that has come so far. */
  readonly #slots: (Pending | null)[] = [];
  readonly #slotsPerTuple: number;
  /** Tuple -> place and row of its latest until event. */
  readonly #untilPlace: number[] = [];
  readonly #untilRow: number[] = [];
  readonly #found: Candidate[] = [];
  readonly #listener: FateListener | null;
  readonly #counts: Record<FateCause, number> = {
    started: 0,
    advanced: 0,
    replaced: 0,
    expired: 0,
    until: 0,
    missing: 0,
    completed: 0,
    waiting: 0,
  };

  constructor(plan: JoinPlan, keys: QueryKeys, timeline: Timeline, bitsOf: StageBits, listener: FateListener | null) {
    this.#plan = plan;
    this.#keys = keys;
    this.#timeline = timeline;
    this.#bitsOf = bitsOf;
    this.#positive = plan.stages.filter((stage) => !stage.missing);
    this.#slotsPerTuple = this.#positive.length - 1;
    this.#listener = listener;
  }

  run(): SequenceResult {
    const { until } = this.#plan;
    const untilBits = until === null ? null : this.#bitsOf(until.clause);
    const untilKeys = until === null ? null : this.#keys.of(until.keys);
    const bits = this.#positive.map((stage) => this.#bitsOf(stage.clause));
    const keys = this.#positive.map((stage) => this.#keys.of(stage.keys));
    const any = [...bits, ...(untilBits === null ? [] : [untilBits])].reduce(or);
    const { rows } = this.#timeline;
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place]!;
      if (!hasBit(any, row) || !this.#timeline.hasTime(row)) continue;
      for (let stage = bits.length - 1; stage >= 0; stage--) {
        if (!hasBit(bits[stage]!, row)) continue;
        const tuples = keys[stage]!.of(row);
        for (let i = 0; i < tuples.length; i++) this.#visit(stage, tuples[i]!, row, place);
      }
      if (untilKeys === null || untilBits === null || !hasBit(untilBits, row)) continue;
      for (const tuple of untilKeys.of(row)) {
        this.#untilPlace[tuple] = place;
        this.#untilRow[tuple] = row;
      }
    }
    this.#noteWaiting();
    return { sequences: this.#accepted(), fateCounts: this.#counts };
  }

  #note(cause: FateCause, tuple: number, pending: Pending, by: number, over = 0): void {
    this.#counts[cause]++;
    this.#listener?.(cause, tuple, pending, by, over);
  }

  #visit(stage: number, tuple: number, row: number, place: number): void {
    if (stage === 0) {
      const started: Pending = { row, before: null, first: row, stage, place };
      this.#note('started', tuple, started, row);
      this.#settle(0, tuple, started);
      return;
    }
    const slot = tuple * this.#slotsPerTuple + stage - 1;
    const pending = this.#slots[slot];
    if (pending === null || pending === undefined) return;
    this.#slots[slot] = null;
    // An until event is recorded after the stages, so the latest one lies strictly before this event.
    const untilPlace = this.#untilPlace[tuple];
    if (untilPlace !== undefined && untilPlace >= pending.place) {
      this.#note('until', tuple, pending, this.#untilRow[tuple]!);
      return;
    }
    const { maxspan } = this.#plan;
    if (maxspan !== null && this.#timeline.isLater(pending.first, row, maxspan)) {
      const { milliseconds } = this.#timeline;
      this.#note('expired', tuple, pending, row, milliseconds[row]! - milliseconds[pending.first]! - maxspan);
      return;
    }
    const longer: Pending = { row, before: pending, first: pending.first, stage, place };
    this.#note('advanced', tuple, longer, row);
    this.#settle(stage, tuple, longer);
  }

  /** A sequence that has reached the last stage is a candidate; another goes into its slot, over what is there. */
  #settle(stage: number, tuple: number, pending: Pending): void {
    if (stage === this.#slotsPerTuple) {
      this.#found.push({ tuple, pending });
      return;
    }
    const slot = tuple * this.#slotsPerTuple + stage;
    while (this.#slots.length <= slot) this.#slots.push(null);
    const older = this.#slots[slot]!;
    if (older !== null) this.#note('replaced', tuple, older, pending.row);
    this.#slots[slot] = pending;
  }

  /** What is in a slot when the events end. */
  #noteWaiting(): void {
    for (const [slot, pending] of this.#slots.entries()) {
      if (pending !== null) this.#note('waiting', Math.floor(slot / this.#slotsPerTuple), pending, pending.row);
    }
  }

  /** The candidates that no missing event forbids, by their last event, then by keys. */
  #accepted(): readonly Joined[] {
    const { space } = this.#keys;
    const missing = new MissingEvents(this.#plan, this.#keys, this.#bitsOf, this.#timeline);
    const kept = this.#found.filter(({ tuple, pending }) => {
      const forbidden = missing.isEmpty ? null : missing.forbids(tuple, rowsOfPending(pending));
      if (forbidden === null) this.#note('completed', tuple, pending, pending.row);
      else this.#note('missing', tuple, pending, forbidden);
      return forbidden === null;
    });
    kept.sort((a, b) => a.pending.place - b.pending.place || space.compare(a.tuple, b.tuple));
    return kept.map(({ tuple, pending }) => new Sequence(this.#plan.stages, space, tuple, pending));
  }
}

/** A complete sequence; its rows and keys are written out when they are asked for. */
class Sequence implements Joined {
  readonly #stages: readonly JoinStage[];
  readonly #space: KeySpace;
  readonly tuple: number;
  readonly #pending: Pending;

  constructor(stages: readonly JoinStage[], space: KeySpace, tuple: number, pending: Pending) {
    this.#stages = stages;
    this.#space = space;
    this.tuple = tuple;
    this.#pending = pending;
  }

  get keys(): readonly KeyValue[] {
    return this.#space.valuesOf(this.tuple);
  }

  /** One entry for each term of the query, null where a missing event stands (7.8). */
  get rows(): readonly (number | null)[] {
    const rows = rowsOfPending(this.#pending);
    if (rows.length === this.#stages.length) return rows;
    let next = 0;
    return this.#stages.map((stage) => (stage.missing ? null : rows[next++]!));
  }
}
