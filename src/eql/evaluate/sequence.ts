/**
 * Sequences, by the algorithm of eql.md 7.4, in one pass over the events of all stages in the order of time. Every key
 * tuple has a slot for each stage but the last, which holds at most one pending sequence: the newest. An event walks
 * the stages from last to first, so it can complete one sequence and start another but never fill two places of one.
 * Missing events are set aside and checked for each candidate afterwards (`missing.ts`).
 *
 * What became of each candidate is noted as its fate: the explanation of a sequence is made while it is found.
 */
import { type Bitmap, hasBit, or } from './bitmap.ts';
import type { EventTable } from './column.ts';
import type { JoinPlan, JoinStage, Joined } from './join.ts';
import { KeySpace, StageKeys } from './keys.ts';
import { MissingEvents } from './missing.ts';
import type { Timeline } from './timeline.ts';

/** Why a candidate ended, or what it became. */
export type FateCause = 'started' | 'advanced' | 'replaced' | 'expired' | 'until' | 'missing' | 'completed';

export interface Fate {
  readonly cause: FateCause;
  /** Rows of the candidate, earliest first. */
  readonly rows: readonly number[];
  /** The event that caused it: the one that advanced, replaced, came too late, ended or was forbidden. */
  readonly by: number | null;
  /** Of `expired`: milliseconds over maxspan. */
  readonly over?: number;
  /** Number of the key tuple. */
  readonly tuple: number;
}

export interface SequenceResult {
  /** All complete sequences, by their last event, then by keys. */
  readonly sequences: readonly Joined[];
  readonly fateCounts: Readonly<Record<FateCause, number>>;
  /** The last fates, in the order in which they happened. */
  readonly fates: readonly Fate[];
}

export const MAX_FATES = 10_000;

/** A pending sequence: its last event and the rest of it. */
interface Pending {
  readonly row: number;
  readonly before: Pending | null;
  readonly first: number;
  /** Place of its last event in the order of time. */
  readonly place: number;
}

interface State {
  /** Stage -> the pending sequence whose last event is of that stage. */
  readonly slots: (Pending | null)[];
  /** Place of the latest until event; -1 before any. */
  until: number;
  untilRow: number;
}

/** Matches of each stage, by clause number. */
export type StageBits = (clause: number) => Bitmap;

export function findSequences(
  plan: JoinPlan,
  table: EventTable,
  timeline: Timeline,
  bitsOf: StageBits,
  watched: { readonly row: number } | null = null,
): SequenceResult {
  return new SequenceRun(plan, table, timeline, bitsOf, watched).run();
}

class SequenceRun {
  readonly #plan: JoinPlan;
  readonly #timeline: Timeline;
  readonly #bitsOf: StageBits;
  readonly #space: KeySpace;
  readonly #positive: readonly JoinStage[];
  readonly #keys: ReadonlyMap<JoinStage, StageKeys>;
  readonly #states = new Map<number, State>();
  readonly #found: { readonly tuple: number; readonly rows: readonly number[]; readonly place: number }[] = [];
  readonly #fates: Fate[] = [];
  readonly #fateCounts: Record<FateCause, number> = {
    started: 0,
    advanced: 0,
    replaced: 0,
    expired: 0,
    until: 0,
    missing: 0,
    completed: 0,
  };
  /** Only fates of these rows are kept, when an event's own fate is asked for. */
  readonly #watched: { readonly row: number } | null;
  #oldestFate = 0;

  constructor(
    plan: JoinPlan,
    table: EventTable,
    timeline: Timeline,
    bitsOf: StageBits,
    watched: { readonly row: number } | null,
  ) {
    this.#plan = plan;
    this.#timeline = timeline;
    this.#bitsOf = bitsOf;
    this.#watched = watched;
    this.#space = new KeySpace(plan.width);
    this.#positive = plan.stages.filter((stage) => !stage.missing);
    const all = plan.until === null ? plan.stages : [...plan.stages, plan.until];
    this.#keys = new Map(all.map((stage) => [stage, new StageKeys(stage.keys, table, this.#space)]));
  }

  run(): SequenceResult {
    const { until } = this.#plan;
    const untilBits = until === null ? null : this.#bitsOf(until.clause);
    const bits = this.#positive.map((stage) => this.#bitsOf(stage.clause));
    const any = [...bits, ...(untilBits === null ? [] : [untilBits])].reduce(or);
    const { rows } = this.#timeline;
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place]!;
      if (!hasBit(any, row) || !this.#timeline.hasTime(row)) continue;
      for (let stage = bits.length - 1; stage >= 0; stage--) {
        if (!hasBit(bits[stage]!, row)) continue;
        for (const tuple of this.#keys.get(this.#positive[stage]!)!.of(row)) this.#visit(stage, tuple, row, place);
      }
      if (until === null || untilBits === null || !hasBit(untilBits, row)) continue;
      for (const tuple of this.#keys.get(until)!.of(row)) {
        const state = this.#states.get(tuple);
        if (state === undefined) continue;
        state.until = place;
        state.untilRow = row;
      }
    }
    return { sequences: this.#accepted(), fateCounts: this.#fateCounts, fates: this.#orderedFates() };
  }

  #visit(stage: number, tuple: number, row: number, place: number): void {
    if (stage === 0) {
      const started: Pending = { row, before: null, first: row, place };
      this.#note('started', tuple, started, row);
      this.#settle(0, tuple, started);
      return;
    }
    const state = this.#states.get(tuple);
    const pending = state?.slots[stage - 1] ?? null;
    if (state === undefined || pending === null) return;
    state.slots[stage - 1] = null;
    // An until event is recorded after the stages, so the latest one lies strictly before this event.
    if (state.until >= pending.place) {
      this.#note('until', tuple, pending, state.untilRow);
      return;
    }
    const { maxspan } = this.#plan;
    if (maxspan !== null && this.#timeline.isLater(pending.first, row, maxspan)) {
      const over = this.#timeline.milliseconds(row) - this.#timeline.milliseconds(pending.first) - maxspan;
      this.#note('expired', tuple, pending, row, over);
      return;
    }
    const longer: Pending = { row, before: pending, first: pending.first, place };
    this.#note('advanced', tuple, longer, row);
    this.#settle(stage, tuple, longer);
  }

  /** Emits a sequence that has reached the last stage, or puts it into its slot over what is there. */
  #settle(stage: number, tuple: number, pending: Pending): void {
    if (stage === this.#positive.length - 1) {
      this.#found.push({ tuple, rows: rowsOfPending(pending), place: pending.place });
      return;
    }
    let state = this.#states.get(tuple);
    if (state === undefined) {
      state = { slots: this.#positive.map(() => null), until: -1, untilRow: -1 };
      this.#states.set(tuple, state);
    }
    const older = state.slots[stage];
    if (older !== null && older !== undefined) this.#note('replaced', tuple, older, pending.row);
    state.slots[stage] = pending;
  }

  /** The candidates that no missing event forbids, in the order of results. */
  #accepted(): readonly Joined[] {
    const missing = new MissingEvents(this.#plan, this.#keys, this.#bitsOf, this.#timeline);
    const kept = this.#found.filter(({ tuple, rows }) => {
      const forbidden = missing.forbids(tuple, rows);
      if (forbidden !== null) this.#noteRows('missing', tuple, rows, forbidden);
      else this.#noteRows('completed', tuple, rows, rows.at(-1)!);
      return forbidden === null;
    });
    kept.sort((a, b) => a.place - b.place || this.#space.compare(a.tuple, b.tuple));
    return kept.map(({ tuple, rows }) => ({ keys: this.#space.valuesOf(tuple), rows: this.#withPlaceholders(rows) }));
  }

  /** One entry for each term of the query, null where a missing event stands (7.8). */
  #withPlaceholders(rows: readonly number[]): readonly (number | null)[] {
    let next = 0;
    return this.#plan.stages.map((stage) => (stage.missing ? null : rows[next++]!));
  }

  #note(cause: FateCause, tuple: number, pending: Pending, by: number | null, over?: number): void {
    this.#fateCounts[cause]++;
    if (this.#watched !== null && !holds(pending, this.#watched.row) && by !== this.#watched.row) return;
    this.#keep({ cause, rows: rowsOfPending(pending), by, tuple, ...(over === undefined ? {} : { over }) });
  }

  #noteRows(cause: FateCause, tuple: number, rows: readonly number[], by: number | null): void {
    this.#fateCounts[cause]++;
    if (this.#watched !== null && !rows.includes(this.#watched.row) && by !== this.#watched.row) return;
    this.#keep({ cause, rows, by, tuple });
  }

  /** The last ones are kept, in a ring. */
  #keep(fate: Fate): void {
    if (this.#fates.length < MAX_FATES) {
      this.#fates.push(fate);
      return;
    }
    this.#fates[this.#oldestFate] = fate;
    this.#oldestFate = (this.#oldestFate + 1) % MAX_FATES;
  }

  #orderedFates(): readonly Fate[] {
    return [...this.#fates.slice(this.#oldestFate), ...this.#fates.slice(0, this.#oldestFate)];
  }
}

function rowsOfPending(pending: Pending): number[] {
  const rows: number[] = [];
  for (let at: Pending | null = pending; at !== null; at = at.before) rows.push(at.row);
  return rows.reverse();
}

function holds(pending: Pending, row: number): boolean {
  for (let at: Pending | null = pending; at !== null; at = at.before) if (at.row === row) return true;
  return false;
}
