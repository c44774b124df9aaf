/**
 * Missing-event terms of a sequence (eql.md 7.6): whether an event that must not occur forbids a candidate. All of it
 * is asked in whole milliseconds and by the candidate's key tuple; the events of a term are kept as sorted times for
 * each tuple, so a question is a binary search.
 */
import { hasBit } from './bitmap.ts';
import type { JoinPlan, JoinStage } from './join.ts';
import type { QueryKeys, StageKeys } from './keys.ts';
import type { StageBits } from './sequence.ts';
import type { Timeline } from './timeline.ts';

interface Times {
  readonly milliseconds: number[];
  readonly rows: number[];
}

export class MissingEvents {
  readonly #plan: JoinPlan;
  readonly #timeline: Timeline;
  readonly #times: ReadonlyMap<JoinStage, ReadonlyMap<number, Times>>;

  constructor(plan: JoinPlan, keys: QueryKeys, bitsOf: StageBits, timeline: Timeline) {
    this.#plan = plan;
    this.#timeline = timeline;
    const missing = new Set(plan.stages.filter((stage) => stage.missing));
    this.#times = new Map([...missing].map((stage) => [stage, timesOf(stage, keys.of(stage.keys), bitsOf, timeline)]));
  }

  /** True when the query has no missing-event terms. */
  get isEmpty(): boolean {
    return this.#times.size === 0;
  }

  /** The row that forbids a candidate, or null when none does. `rows` are its events, one for each positive term. */
  forbids(tuple: number, rows: readonly number[]): number | null {
    const times = rows.map((row) => this.#timeline.milliseconds[row]!);
    const leading: JoinStage[] = [];
    const trailing: JoinStage[] = [];
    let passed = 0;
    for (const stage of this.#plan.stages) {
      if (!stage.missing) {
        passed++;
      } else if (passed === 0) {
        leading.push(stage);
      } else if (passed === rows.length) {
        trailing.push(stage);
      } else {
        const found = this.#between(stage, tuple, times[passed - 1]!, times[passed]!);
        if (found !== null) return found;
      }
    }
    return this.#atEnds(leading, trailing, tuple, times[0]!, times.at(-1)!);
  }

  /** An event strictly between two times. */
  #between(stage: JoinStage, tuple: number, after: number, before: number): number | null {
    const times = this.#times.get(stage)?.get(tuple);
    if (times === undefined) return null;
    const at = countBelow(times.milliseconds, after, true);
    return at < times.milliseconds.length && times.milliseconds[at]! < before ? times.rows[at]! : null;
  }

  /** A window of length maxspan that holds the positive events and no forbidden one must exist. */
  #atEnds(
    leading: readonly JoinStage[],
    trailing: readonly JoinStage[],
    tuple: number,
    first: number,
    last: number,
  ): number | null {
    const span = this.#plan.maxspan ?? Infinity;
    let latest: { at: number; row: number } | null = null;
    for (const stage of leading) {
      const times = this.#times.get(stage)?.get(tuple);
      const before = times === undefined ? 0 : countBelow(times.milliseconds, first, false);
      if (times === undefined || before === 0) continue;
      const at = times.milliseconds[before - 1]!;
      if (latest === null || at > latest.at) latest = { at, row: times.rows[before - 1]! };
    }
    let earliest: { at: number; row: number } | null = null;
    for (const stage of trailing) {
      const times = this.#times.get(stage)?.get(tuple);
      const upTo = times === undefined ? 0 : countBelow(times.milliseconds, last, true);
      if (times === undefined || upTo === times.milliseconds.length) continue;
      const at = times.milliseconds[upTo]!;
      if (earliest === null || at < earliest.at) earliest = { at, row: times.rows[upTo]! };
    }
    if (leading.length > 0 && trailing.length > 0) {
      return latest === null || earliest === null || earliest.at - latest.at > span ? null : earliest.row;
    }
    if (latest !== null) return last - latest.at > span ? null : latest.row;
    if (earliest !== null) return earliest.at - first > span ? null : earliest.row;
    return null;
  }
}

function timesOf(stage: JoinStage, keys: StageKeys, bitsOf: StageBits, timeline: Timeline): ReadonlyMap<number, Times> {
  const bits = bitsOf(stage.clause);
  const byTuple = new Map<number, Times>();
  for (const row of timeline.rows) {
    if (!hasBit(bits, row) || !timeline.hasTime(row)) continue;
    for (const tuple of keys.of(row)) {
      let times = byTuple.get(tuple);
      if (times === undefined) {
        times = { milliseconds: [], rows: [] };
        byTuple.set(tuple, times);
      }
      times.milliseconds.push(timeline.milliseconds[row]!);
      times.rows.push(row);
    }
  }
  return byTuple;
}

/** How many of the ascending numbers lie below a limit, or below and at it. */
function countBelow(numbers: readonly number[], limit: number, inclusive: boolean): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const below = inclusive ? numbers[middle]! <= limit : numbers[middle]! < limit;
    if (below) low = middle + 1;
    else high = middle;
  }
  return low;
}
