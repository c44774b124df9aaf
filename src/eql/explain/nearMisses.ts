/**
 * How far every event is from a match, and which events the same leaves keep out (contract, section 1, "near miss").
 * Events on which all leaves have the same verdicts have the same blockers, and there are few such patterns: each is
 * solved once, the commonest first, within a bound of work.
 */
import { type Bitmap, andNot, emptyBitmap, hasBit, rowsOf, setBit } from '../evaluate/bitmap.ts';
import type { Evidence } from '../evaluate/evaluator.ts';
import type { Clause } from '../syntax/clauses.ts';
import { type Blockers, blockersOf, leavesBelow, repeatedLeaves } from './blockers.ts';

/** Events that one set of leaves keeps out. */
export interface NearMissGroup {
  /** Clause numbers of one smallest set, the first of `blockersOf`; of equal leaves every place. */
  readonly blockers: readonly number[];
  /** Leaves in the set, equal ones counted once. */
  readonly distance: number;
  readonly count: number;
  readonly rows: Bitmap;
}

export interface NearMisses {
  /** Rows by distance: 1, 2, 3, and more than 3. */
  readonly distances: readonly Bitmap[];
  /** Nearest first; of one distance the largest first. */
  readonly groups: readonly NearMissGroup[];
  /** Rows that no choice of verdicts would let match. */
  readonly unreachable: Bitmap;
  /** Rows with rare patterns, left out where there are too many patterns to solve. */
  readonly unsolved: Bitmap;
  /** False where too many leaves repeat for exact distances. */
  readonly exact: boolean;
}

/** Distances with a bitmap of their own. */
const LAST_DISTANCE = 3;
/** Clauses that may be visited, over all patterns; some tens of milliseconds. */
const MAX_VISITS = 2_000_000;
const MAX_PATTERNS = 5_000;

/** Of an event query. `live`: the rows that were evaluated and take part. */
export function nearMissesOf(clauses: readonly Clause[], evidence: Evidence, live: Bitmap): NearMisses {
  const rowCount = live.length * 32;
  const rows = andNot(andNot(live, evidence.matches), evidence.errors);
  const leaves = leavesBelow(clauses, 0).map(({ id }) => evidence.clauses[id]!.true);
  const patterns = patternsOf(rows, leaves);
  const visits = clauses.length * 2 ** Math.min(repeatedLeaves(clauses).length, 12);
  const solvable = Math.max(1, Math.min(MAX_PATTERNS, Math.floor(MAX_VISITS / visits)));

  const distances = Array.from({ length: LAST_DISTANCE + 1 }, () => emptyBitmap(rowCount));
  const unreachable = emptyBitmap(rowCount);
  const unsolved = emptyBitmap(rowCount);
  const groups = new Map<string, { blockers: Blockers; rows: Bitmap; count: number }>();
  let exact = true;
  for (const [place, members] of patterns.entries()) {
    if (place >= solvable) {
      mark(unsolved, members);
      continue;
    }
    const blockers = blockersOf(clauses, evidence, members[0]!);
    exact &&= blockers.exact;
    const [first] = blockers.sets;
    if (first === undefined) {
      mark(unreachable, members);
      continue;
    }
    mark(distances[Math.min(blockers.size, LAST_DISTANCE + 1) - 1]!, members);
    const name = first.join();
    const group = groups.get(name) ?? { blockers, rows: emptyBitmap(rowCount), count: 0 };
    mark(group.rows, members);
    group.count += members.length;
    groups.set(name, group);
  }
  const sorted = [...groups.values()].toSorted((a, b) => a.blockers.size - b.blockers.size || b.count - a.count);
  return {
    distances,
    groups: sorted.map(({ blockers, count, rows: its }) => ({
      blockers: blockers.sets[0]!,
      distance: blockers.size,
      count,
      rows: its,
    })),
    unreachable,
    unsolved,
    exact,
  };
}

function mark(bitmap: Bitmap, rows: readonly number[]): void {
  for (const row of rows) setBit(bitmap, row, true);
}

/**
 * The rows in classes on which all bitmaps agree, the largest class first. One bitmap after the other splits the
 * classes there are, so the cost is rows times bitmaps whatever the number of classes.
 */
function patternsOf(rows: Bitmap, bitmaps: readonly Bitmap[]): readonly (readonly number[])[] {
  const members = [...rowsOf(rows)];
  const classes = new Uint32Array(members.length);
  let count = members.length === 0 ? 0 : 1;
  for (const bitmap of bitmaps) {
    // By class and bit: the number of the new class, counted from 1.
    const split = new Uint32Array(2 * count);
    count = 0;
    for (let i = 0; i < members.length; i++) {
      const half = 2 * classes[i]! + (hasBit(bitmap, members[i]!) ? 1 : 0);
      const known = split[half]!;
      classes[i] = (known === 0 ? (split[half] = ++count) : known) - 1;
    }
  }
  const patterns: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < members.length; i++) patterns[classes[i]!]!.push(members[i]!);
  return patterns.toSorted((a, b) => b.length - a.length);
}
