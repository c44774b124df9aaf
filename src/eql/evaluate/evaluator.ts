/**
 * Evaluation of a query over a table: a bitmap for every clause, and so the verdict and its explanation at once
 * (architecture, section 2). Leaves are kept from run to run by their key; `and`, `or` and `not` are word operations.
 *
 * Run-time errors: a leaf that fails on an event has no truth there. Groups carry two bitmaps, true for sure and true
 * if every failing leaf were as favourable as can be; where they differ at the root, the erring leaf decides and the
 * event's verdict is an error.
 */
import {
  type Bitmap,
  and,
  andNot,
  countBits,
  countShared,
  emptyBitmap,
  fullBitmap,
  isEmpty,
  not,
  or,
} from './bitmap.ts';
import type { EventTable } from './column.ts';
import type { JoinPlan } from './join.ts';
import { QueryKeys, nameOf } from './keys.ts';
import type { Leaf } from './leaf.ts';
import { LeafState } from './leafState.ts';
import { type OrderOptions, Timeline } from './timeline.ts';
import type { ClausePlan, Plan, QueryPlan } from './plan.ts';

export interface ClauseBits {
  readonly true: Bitmap;
  /** Leaves: some field that the leaf reads has no value. Null for groups and constants. */
  readonly empty: Bitmap | null;
  /** Rows on which a leaf fails; null where none does. */
  readonly error: Bitmap | null;
  readonly counts: ClauseCounts;
  /** Folded to null before any event is seen (eql.md 3.7): true of none, and its negation is not true either. */
  readonly never: boolean;
}

/** Over the live rows; the four add up to their number. */
export interface ClauseCounts {
  readonly true: number;
  readonly false: number;
  readonly missing: number;
  readonly error: number;
}

export interface Evidence {
  /** By clause number. */
  readonly clauses: readonly ClauseBits[];
  /** Live rows that match. */
  readonly matches: Bitmap;
  /** Live rows whose verdict is a run-time error. */
  readonly errors: Bitmap;
  /** Leaves that had to be evaluated, on one row or on all. */
  readonly evaluatedLeaves: number;
}

/** Counts of a clause that is true or false on every live row. */
export function countsOf(rows: Bitmap, live: Bitmap): ClauseCounts {
  const trueCount = countShared(rows, live);
  return { true: trueCount, false: countBits(live) - trueCount, missing: 0, error: 0 };
}

/** Leaves that are kept between runs, or twice as many as the rule has. */
const MAX_LEAVES = 256;

interface Bounds {
  readonly surely: Bitmap;
  readonly possibly: Bitmap;
}

/** What one evaluation has found so far, so that nothing is made twice. */
interface Found {
  readonly states: Map<string, LeafState>;
  readonly bounds: Map<Plan, Bounds>;
}

export class Evaluator {
  readonly #table: EventTable;
  readonly #states = new Map<string, LeafState>();
  #evaluatedLeaves = 0;
  #capacity = MAX_LEAVES;
  #keys: { readonly name: string; readonly keys: QueryKeys } | null = null;
  #timeline: { readonly state: string; readonly timeline: Timeline } | null = null;

  constructor(table: EventTable) {
    this.#table = table;
  }

  evaluate(plan: QueryPlan): Evidence {
    const { rowCount, live } = this.#table;
    this.#evaluatedLeaves = 0;
    const leaves = plan.clauses.flatMap((clause) => (clause.isLeaf ? leavesOf(clause.plan) : []));
    this.#table.prepare(leaves.flatMap((leaf) => leaf.places));
    this.#capacity = Math.max(MAX_LEAVES, 2 * leaves.length);
    const found: Found = { states: new Map(), bounds: new Map() };
    const clauses = plan.clauses.map((clause) => this.#clauseBits(clause, found));
    const filters = plan.filters.map((filter) => this.#bounds(plan.clauses[filter]!.plan, found));
    const nothing = emptyBitmap(rowCount);
    return {
      clauses,
      matches: and(filters.map((filter) => filter.surely).reduce(or, nothing), live),
      errors: and(filters.map((filter) => andNot(filter.possibly, filter.surely)).reduce(or, nothing), live),
      evaluatedLeaves: this.#evaluatedLeaves,
    };
  }

  /** The order of the table's events, made anew only when they changed. */
  timeline(options: OrderOptions): Timeline {
    const { rowCount, changeCount } = this.#table;
    const state = [rowCount, changeCount, options.timestampField, options.tiebreakerField].join('\n');
    if (this.#timeline?.state !== state) this.#timeline = { state, timeline: new Timeline(this.#table, options) };
    return this.#timeline.timeline;
  }

  /** The join keys of a query, kept while its key fields stay the same. */
  keysOf(join: JoinPlan): QueryKeys {
    const stages = join.until === null ? join.stages : [...join.stages, join.until];
    const name = [...new Set(stages.map((stage) => nameOf(stage.keys)))].join('\n\n');
    if (this.#keys?.name !== name || !this.#keys.keys.isCurrent) {
      this.#keys = { name, keys: new QueryKeys(join.width, this.#table) };
    }
    return this.#keys.keys;
  }

  /** The kept state of a leaf, up to date: for its witnesses and its error messages. */
  stateOf(leaf: Leaf, refreshed: Map<string, LeafState> = new Map()): LeafState {
    const ready = refreshed.get(leaf.key);
    if (ready !== undefined) return ready;
    let state = this.#states.get(leaf.key);
    if (state === undefined || !state.current) state = new LeafState(leaf, this.#table);
    // Taken out and put back, so that the map's order is the order of last use.
    this.#states.delete(leaf.key);
    this.#states.set(leaf.key, state);
    if (state.refresh()) this.#evaluatedLeaves++;
    refreshed.set(leaf.key, state);
    for (const key of this.#states.keys()) {
      if (this.#states.size <= this.#capacity) break;
      this.#states.delete(key);
    }
    return state;
  }

  #clauseBits({ plan, isLeaf }: ClausePlan, found: Found): ClauseBits {
    const { live } = this.#table;
    const bounds = this.#bounds(plan, found);
    const liveCount = countBits(live);
    const trueCount = countShared(bounds.surely, live);
    const leaves = isLeaf ? leavesOf(plan) : [];
    if (leaves.length === 0) {
      const counts = { true: trueCount, false: liveCount - trueCount, missing: 0, error: 0 };
      const never = plan.kind === 'constant' && plan.value === null;
      return { true: bounds.surely, empty: null, error: null, counts, never };
    }
    const empty = leaves.map((leaf) => this.stateOf(leaf, found.states).empty).reduce(or);
    const failing = andNot(bounds.possibly, bounds.surely);
    const error = isEmpty(failing) ? null : failing;
    const errorCount = error === null ? 0 : countShared(error, live);
    const missing = andNot(error === null ? empty : andNot(empty, error), bounds.surely);
    const missingCount = countShared(missing, live);
    const falseCount = liveCount - trueCount - missingCount - errorCount;
    return {
      true: bounds.surely,
      empty,
      error,
      counts: { true: trueCount, false: falseCount, missing: missingCount, error: errorCount },
      never: false,
    };
  }

  #bounds(plan: Plan, found: Found): Bounds {
    let bounds = found.bounds.get(plan);
    if (bounds === undefined) found.bounds.set(plan, (bounds = this.#makeBounds(plan, found)));
    return bounds;
  }

  #makeBounds(plan: Plan, found: Found): Bounds {
    const { rowCount } = this.#table;
    switch (plan.kind) {
      case 'constant': {
        const rows = plan.value === true ? fullBitmap(rowCount) : emptyBitmap(rowCount);
        return { surely: rows, possibly: rows };
      }
      case 'leaf': {
        const state = this.stateOf(plan.leaf, found.states);
        return { surely: state.true, possibly: state.error === null ? state.true : or(state.true, state.error) };
      }
      case 'not': {
        const { surely, possibly } = this.#bounds(plan.operand, found);
        const rows = not(possibly, rowCount);
        return { surely: rows, possibly: surely === possibly ? rows : not(surely, rowCount) };
      }
      case 'and':
      case 'or': {
        const combine = plan.kind === 'and' ? and : or;
        return plan.operands
          .map((operand) => this.#bounds(operand, found))
          .reduce((left, right) => combineBounds(left, right, combine));
      }
    }
  }
}

function combineBounds(left: Bounds, right: Bounds, combine: (a: Bitmap, b: Bitmap) => Bitmap): Bounds {
  const surely = combine(left.surely, right.surely);
  const exact = left.surely === left.possibly && right.surely === right.possibly;
  return { surely, possibly: exact ? surely : combine(left.possibly, right.possibly) };
}

/** The leaves of a plan, in the order of the text. */
export function leavesOf(plan: Plan): readonly Leaf[] {
  switch (plan.kind) {
    case 'constant':
      return [];
    case 'leaf':
      return [plan.leaf];
    case 'not':
      return leavesOf(plan.operand);
    default:
      return plan.operands.flatMap(leavesOf);
  }
}
