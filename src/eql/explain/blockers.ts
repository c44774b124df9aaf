/**
 * The smallest sets of leaves whose flip would make an event match (contract, section 1, "blocker"). Flipping overrides
 * a leaf's bit and recomputes the groups up to the root; equal leaves flip together.
 *
 * Where no leaf repeats, the cost of making a group true or false is the sum or the least of its parts' costs, so one
 * walk over the clauses gives size and sets exactly. The sets are held as a product ("one of these with one of those"):
 * there may be thousands, and only the first are ever written out. With repeated leaves, every choice of flips among
 * them is fixed in turn and the rest is walked as before: exact up to 12 distinct repeated leaves, an estimate beyond.
 */
import type { Clause } from '../syntax/clauses.ts';
import { hasBit } from '../evaluate/bitmap.ts';
import type { Evidence } from '../evaluate/evaluator.ts';

/** Sets of leaves, without writing them out: one leaf (all its places), all parts together, or any one part. */
export type Product =
  | { readonly kind: 'leaf'; readonly places: readonly number[] }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Product[] };

export interface Blockers {
  /** How many leaves a smallest set holds; 0 for a match. Equal leaves count once. Infinite where no choice would do. */
  readonly size: number;
  /** How many smallest sets there are. */
  readonly total: number;
  readonly product: Product;
  /** Smallest sets of clause numbers, the first `MAX_SETS`; of equal leaves all places are in the set. */
  readonly sets: readonly (readonly number[])[];
  /** False when too many leaves repeat for an exact answer. */
  readonly exact: boolean;
}

export const MAX_SETS = 20;
const MAX_REPEATED = 12;

/** Sets of one size that do the same. */
interface Ways {
  readonly size: number;
  readonly total: number;
  readonly product: Product;
}

const NOTHING: Ways = { size: 0, total: 1, product: { kind: 'all', parts: [] } };
const IMPOSSIBLE: Ways = { size: Infinity, total: 0, product: { kind: 'any', parts: [] } };

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
  const verdicts = verdictsOn(evidence, row);
  const repeated = repeatedLeaves(clauses, root);
  const exact = repeated.length <= MAX_REPEATED;
  const ways = waysOf(clauses, verdicts, root, exact ? repeated : []);
  return { ...ways, exact, sets: firstSets(ways.product) };
}

/** By clause number; null for a clause that is never true, whatever flips. */
type Verdicts = readonly (boolean | null)[];

function verdictsOn(evidence: Evidence, row: number): Verdicts {
  return evidence.clauses.map((bits) => (bits.never ? null : hasBit(bits.true, row)));
}

/** Tries every choice of flips among the repeated leaves, few flips first; only the cheapest become products. */
function waysOf(
  clauses: readonly Clause[],
  verdicts: Verdicts,
  root: number,
  repeated: readonly (readonly number[])[],
): Ways {
  const held: Held = new Int8Array(clauses.length).fill(FREE);
  const cost = costing(clauses, root, verdicts);
  let size = Infinity;
  let cheapest: number[] = [];
  for (let flips = 0; flips <= Math.min(repeated.length, size); flips++) {
    for (let choice = 0; choice < 1 << repeated.length; choice++) {
      if (countOnes(choice) !== flips) continue;
      hold(held, choice, repeated, verdicts);
      const all = flips + cost(held);
      if (all > size || all === Infinity) continue;
      if (all < size) cheapest = [];
      size = all;
      cheapest.push(choice);
    }
  }
  const ways = cheapest
    .toSorted((one, other) => one - other)
    .map((choice) => {
      const flipped = repeated.filter((_, i) => isChosen(choice, i)).map(flipOf);
      hold(held, choice, repeated, verdicts);
      return together([...flipped, waysTo(clauses, root, true, verdicts, held)]);
    });
  return ways.reduce(cheaper, IMPOSSIBLE);
}

function isChosen(choice: number, place: number): boolean {
  return ((choice >>> place) & 1) === 1;
}

function countOnes(choice: number): number {
  let count = 0;
  for (let rest = choice; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** By clause number: the verdict at which a choice of flips holds a repeated leaf, 0 or 1; `FREE` for other leaves. */
type Held = Int8Array;
const FREE = -1;

function hold(held: Held, choice: number, repeated: readonly (readonly number[])[], verdicts: Verdicts): void {
  for (const [i, same] of repeated.entries()) {
    for (const id of same) held[id] = Number(verdicts[id] !== isChosen(choice, i));
  }
}

/** The least number of leaves, besides those held, whose flip makes the root true; infinite where none do. */
function costing(clauses: readonly Clause[], root: number, verdicts: Verdicts): (held: Held) => number {
  const toTrue = new Float64Array(clauses.length);
  const toFalse = new Float64Array(clauses.length);
  return (held) => {
    // Children come after their parents.
    for (let id = clauses.length - 1; id >= root; id--) {
      const clause = clauses[id]!;
      if (verdicts[id] === null) {
        toTrue[id] = Infinity;
        toFalse[id] = 0;
      } else if (isLeafClause(clause)) {
        const fixed = held[id]!;
        const flip = fixed === FREE ? 1 : Infinity;
        const verdict = fixed === FREE ? verdicts[id]! : fixed === 1;
        toTrue[id] = verdict ? 0 : flip;
        toFalse[id] = verdict ? flip : 0;
      } else if (clause.kind === 'not') {
        toTrue[id] = toFalse[clause.children[0]!]!;
        toFalse[id] = toTrue[clause.children[0]!]!;
      } else {
        const [all, any] = clause.kind === 'or' ? [toFalse, toTrue] : [toTrue, toFalse];
        let sum = 0;
        let least = Infinity;
        for (const child of clause.children) {
          sum += all[child]!;
          least = Math.min(least, any[child]!);
        }
        all[id] = sum;
        any[id] = least;
      }
    }
    return toTrue[root]!;
  };
}

/** The cheapest ways to give a clause a verdict. */
function waysTo(clauses: readonly Clause[], id: number, wanted: boolean, verdicts: Verdicts, held: Held): Ways {
  const clause = clauses[id]!;
  if (verdicts[id] === null) return wanted ? IMPOSSIBLE : NOTHING;
  if (isLeafClause(clause)) {
    const fixed = held[id]!;
    if (fixed !== FREE) return (fixed === 1) === wanted ? NOTHING : IMPOSSIBLE;
    return verdicts[id] === wanted ? NOTHING : flipOf([id]);
  }
  if (clause.kind === 'not') return waysTo(clauses, clause.children[0]!, !wanted, verdicts, held);
  const children = clause.children.map((child) => waysTo(clauses, child, wanted, verdicts, held));
  const needsAll = (clause.kind === 'or') !== wanted;
  return needsAll ? together(children) : children.reduce(cheaper, IMPOSSIBLE);
}

function flipOf(places: readonly number[]): Ways {
  return { size: 1, total: 1, product: { kind: 'leaf', places } };
}

/** All must happen: every set of one with every set of the others. */
function together(ways: readonly Ways[]): Ways {
  const needed = ways.filter(({ size }) => size > 0);
  if (needed.length < 2) return needed[0] ?? NOTHING;
  return {
    size: needed.reduce((sum, { size }) => sum + size, 0),
    total: needed.reduce((product, { total }) => product * total, 1),
    product: { kind: 'all', parts: needed.flatMap(({ product }) => partsOf(product, 'all')) },
  };
}

/** Either may happen. */
function cheaper(a: Ways, b: Ways): Ways {
  if (a.size !== b.size) return a.size < b.size ? a : b;
  // There is only one way to flip nothing.
  if (a.size === 0 || b.total === 0) return a;
  const parts = [...partsOf(a.product, 'any'), ...partsOf(b.product, 'any')];
  return { size: a.size, total: a.total + b.total, product: { kind: 'any', parts } };
}

/** A product of the same kind is taken apart, so that products are no deeper than they need be. */
function partsOf(product: Product, kind: 'all' | 'any'): readonly Product[] {
  return product.kind === kind ? product.parts : [product];
}

/** The first sets of a product; each ascending. */
function firstSets(product: Product): readonly (readonly number[])[] {
  const sets: (readonly number[])[] = [];
  for (const set of setsOf(product)) {
    sets.push(set.toSorted((a, b) => a - b));
    if (sets.length === MAX_SETS) break;
  }
  return sets;
}

function* setsOf(product: Product): Generator<readonly number[]> {
  if (product.kind === 'leaf') yield product.places;
  else if (product.kind === 'any') for (const part of product.parts) yield* setsOf(part);
  else yield* combinations(product.parts, 0);
}

function* combinations(parts: readonly Product[], from: number): Generator<readonly number[]> {
  const part = parts[from];
  if (part === undefined) {
    yield [];
    return;
  }
  for (const set of setsOf(part)) for (const rest of combinations(parts, from + 1)) yield [...set, ...rest];
}

/**
 * The leaves on which a match rests: all of an `and`, of an `or` the true part that rests on the fewest; below a `not`,
 * what makes it false. No smaller set would do where no leaf repeats.
 */
export function supportOf(clauses: readonly Clause[], evidence: Evidence, row: number, root = 0): readonly number[] {
  const support = (id: number): readonly number[] => {
    const clause = clauses[id]!;
    if (isLeafClause(clause)) return [id];
    const verdict = hasBit(evidence.clauses[id]!.true, row);
    if (clause.kind === 'not') return support(clause.children[0]!);
    const needsAll = (clause.kind === 'or') !== verdict;
    if (needsAll) return clause.children.flatMap(support);
    const deciding = clause.children.filter((child) => hasBit(evidence.clauses[child]!.true, row) === verdict);
    return deciding.map(support).toSorted((a, b) => a.length - b.length)[0] ?? [];
  };
  return support(root);
}
