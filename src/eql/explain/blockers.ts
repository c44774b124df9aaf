/**
 * The smallest sets of leaves whose flip would make an event match (contract, section 1, "blocker"). Flipping overrides
 * a leaf's bit and recomputes the groups up to the root; equal leaves flip together.
 *
 * Where no leaf repeats, the cost of making a group true or false is the sum or the least of its parts' costs, so one
 * walk over the clauses gives size and sets exactly. With repeated leaves, every choice of flips among them is fixed in
 * turn and the rest is walked as before: exact up to 12 distinct repeated leaves, an estimate beyond.
 */
import type { Clause } from '../syntax/clauses.ts';
import { hasBit } from '../evaluate/bitmap.ts';
import type { Evidence } from '../evaluate/evaluator.ts';

export interface Blockers {
  /** How many leaves a smallest set holds; 0 for a match. Equal leaves count once. */
  readonly size: number;
  /** Smallest sets of clause numbers, at most `MAX_SETS`; of equal leaves all places are in the set. */
  readonly sets: readonly (readonly number[])[];
  /** False when too many leaves repeat for an exact answer. */
  readonly exact: boolean;
}

export const MAX_SETS = 20;
const MAX_REPEATED = 12;

/** Sets of one size that do the same. */
interface Ways {
  readonly size: number;
  readonly sets: readonly (readonly number[])[];
}

const NOTHING: Ways = { size: 0, sets: [[]] };
const IMPOSSIBLE: Ways = { size: Infinity, sets: [] };

export function isLeafClause(clause: Clause): boolean {
  return clause.kind === 'leaf' || clause.kind === 'category';
}

/** The leaves of a clause, in the order of the text. */
export function leavesBelow(clauses: readonly Clause[], root: number): readonly Clause[] {
  const clause = clauses[root]!;
  return isLeafClause(clause) ? [clause] : clause.children.flatMap((child) => leavesBelow(clauses, child));
}

/** Leaves of a filter with the same text, for each text that stands more than once. */
export function repeatedLeaves(clauses: readonly Clause[], root = 0): readonly (readonly number[])[] {
  const places = new Map<string, number[]>();
  for (const clause of leavesBelow(clauses, root)) {
    const same = places.get(clause.text);
    if (same === undefined) places.set(clause.text, [clause.id]);
    else same.push(clause.id);
  }
  return [...places.values()].filter((same) => same.length > 1);
}

/** `root` is the filter that is asked of: the whole of an event query, or one stage. */
export function blockersOf(clauses: readonly Clause[], evidence: Evidence, row: number, root = 0): Blockers {
  const verdicts = evidence.clauses.map((bits) => hasBit(bits.true, row));
  const repeated = repeatedLeaves(clauses, root);
  if (repeated.length > MAX_REPEATED) {
    const ways = waysTo(clauses, root, true, verdicts, null);
    return { ...ways, exact: false };
  }
  let best = IMPOSSIBLE;
  for (let choice = 0; choice < 1 << repeated.length; choice++) {
    const fixed = new Map<number, boolean>();
    const flipped: number[] = [];
    let cost = 0;
    for (const [i, same] of repeated.entries()) {
      const flip = ((choice >>> i) & 1) === 1;
      if (flip) cost++;
      if (flip) flipped.push(...same);
      for (const id of same) fixed.set(id, verdicts[id]! !== flip);
    }
    if (cost > best.size) continue;
    const rest = waysTo(clauses, root, true, verdicts, fixed);
    if (rest.size === Infinity) continue;
    const ways = { size: rest.size + cost, sets: rest.sets.map((set) => [...set, ...flipped].sort((a, b) => a - b)) };
    best = cheaper(best, ways);
  }
  return { ...best, exact: true };
}

/** The cheapest ways to give a clause a verdict. */
function waysTo(
  clauses: readonly Clause[],
  id: number,
  wanted: boolean,
  verdicts: readonly boolean[],
  fixed: ReadonlyMap<number, boolean> | null,
): Ways {
  const clause = clauses[id]!;
  if (isLeafClause(clause)) {
    const held = fixed?.get(id);
    if (held !== undefined) return held === wanted ? NOTHING : IMPOSSIBLE;
    return verdicts[id] === wanted ? NOTHING : { size: 1, sets: [[id]] };
  }
  if (clause.kind === 'not') return waysTo(clauses, clause.children[0]!, !wanted, verdicts, fixed);
  const children = clause.children.map((child) => waysTo(clauses, child, wanted, verdicts, fixed));
  const needsAll = (clause.kind === 'or') !== wanted;
  return children.reduce(needsAll ? together : cheaper, needsAll ? NOTHING : IMPOSSIBLE);
}

/** Both must happen: every set of one with every set of the other. */
function together(a: Ways, b: Ways): Ways {
  const sets: (readonly number[])[] = [];
  for (const left of a.sets) for (const right of b.sets) if (sets.length < MAX_SETS) sets.push([...left, ...right]);
  return { size: a.size + b.size, sets };
}

/** Either may happen. */
function cheaper(a: Ways, b: Ways): Ways {
  if (a.size !== b.size) return a.size < b.size ? a : b;
  // There is only one way to flip nothing.
  if (a.size === 0) return a;
  return { size: a.size, sets: [...a.sets, ...b.sets].slice(0, MAX_SETS) };
}

/**
 * The leaves on which a match rests: all of an `and`, the first true one of an `or`; below a `not`, what makes it false.
 */
export function supportOf(clauses: readonly Clause[], evidence: Evidence, row: number, root = 0): readonly number[] {
  const support = (id: number): readonly number[] => {
    const clause = clauses[id]!;
    if (isLeafClause(clause)) return [id];
    const verdict = hasBit(evidence.clauses[id]!.true, row);
    if (clause.kind === 'not') return support(clause.children[0]!);
    const needsAll = (clause.kind === 'or') !== verdict;
    if (needsAll) return clause.children.flatMap(support);
    const deciding = clause.children.find((child) => hasBit(evidence.clauses[child]!.true, row) === verdict);
    return deciding === undefined ? [] : support(deciding);
  };
  return support(root);
}
