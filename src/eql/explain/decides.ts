/**
 * What each clause decides, over all events at once (contract, section 1, "blocker"): the rows on which flipping it would
 * change the verdict. A clause has a say on a row if every other part of each `and` above it is true there and every
 * other part of each `or` above it is false; that is carried from the root down as one bitmap for each clause. Equal
 * leaves of a filter flip together, so for those the groups above them are made again with all of them flipped.
 */
import type { Clause } from '../syntax/clauses.ts';
import { type Bitmap, and, andNot, countBits, emptyBitmap, not, or, xor } from '../evaluate/bitmap.ts';
import type { EventTable } from '../evaluate/column.ts';
import type { Evidence } from '../evaluate/evaluator.ts';
import { isLeafClause, repeatedLeaves } from './blockers.ts';

/**
 * What a clause does to the verdicts of these events.
 *
 * | role          | the clause                                                                |
 * |---------------|---------------------------------------------------------------------------|
 * | decides       | changes the verdict of some event if it flips                             |
 * | always true   | is true on every event                                                    |
 * | keeps all out | is the same on every event, and so whatever the others are nothing matches |
 * | never true    | was folded to null before any event is seen (eql.md 3.7)                  |
 * | never decides | could be anything: no verdict hangs on it alone                            |
 */
export type ClauseRole = 'decides' | 'always true' | 'keeps all out' | 'never true' | 'never decides';

export interface Decision {
  /** Rows whose verdict (of a stage: whether they fit) changes if the clause flips. */
  readonly say: Bitmap;
  /** Leaves: rows that it alone keeps out, so that they would match (of a stage: fit) with it flipped. */
  readonly soleBlocker: Bitmap;
  /** Parts of an `or`: rows that match (fit) because of it alone. */
  readonly aloneResponsible: Bitmap;
  readonly role: ClauseRole;
}

/** Repeated leaves that are flipped together, each at the price of one more walk over the rule. */
const MAX_REPEATED = 64;

/** By clause number; rows that are not live, or whose verdict is a run-time error, are left out. */
export function decisionsOf(
  clauses: readonly Clause[],
  evidence: Evidence,
  table: Pick<EventTable, 'rowCount' | 'live'>,
): readonly Decision[] {
  const { rowCount } = table;
  const rows = andNot(table.live, evidence.errors);
  const total = countBits(rows);
  const bits = evidence.clauses.map((clause) => clause.true);
  const never = evidence.clauses.map((clause) => clause.never);
  const says = saysOf(clauses, bits, never, rows);
  const roots = rootsOf(clauses);
  const none = emptyBitmap(rowCount);
  return clauses.map((clause): Decision => {
    const say = says[clause.id]!;
    const fits = bits[roots[clause.id]!]!;
    const isBlocker = isLeafClause(clause);
    const isAlternative = clause.parent !== null && clauses[clause.parent]!.kind === 'or';
    return {
      say,
      soleBlocker: isBlocker ? andNot(say, fits) : none,
      aloneResponsible: isAlternative ? and(say, fits) : none,
      role: never[clause.id]!
        ? roleOfNever(clauses, clause, never)
        : roleOf(clauses, clause, countBits(and(bits[clause.id]!, rows)), total, countBits(say)),
    };
  });
}

function roleOf(
  clauses: readonly Clause[],
  clause: Clause,
  trueCount: number,
  total: number,
  sayCount: number,
): ClauseRole {
  // What is said of an `and` or a `not` is said of its parts.
  if (total === 0 || (clause.kind !== 'or' && !isLeafClause(clause))) return 'decides';
  const isConstant = trueCount === 0 || trueCount === total;
  if (isConstant && keepsAllOut(clauses, clause, trueCount === total)) return 'keeps all out';
  if (trueCount === total) return 'always true';
  return sayCount === 0 ? 'never decides' : 'decides';
}

/** Null spreads through `and` and `not`; where it reaches the filter, nothing matches. */
function roleOfNever(clauses: readonly Clause[], clause: Clause, never: readonly boolean[]): ClauseRole {
  if (clause.kind !== 'or' && !isLeafClause(clause)) return 'decides';
  let at = clause;
  while (at.kind !== 'filter' && at.parent !== null && never[at.parent]!) at = clauses[at.parent]!;
  return at.kind === 'filter' ? 'keeps all out' : 'never true';
}

/** Whether a clause with this verdict makes its filter false by itself, whatever the other clauses are. */
function keepsAllOut(clauses: readonly Clause[], clause: Clause, verdict: boolean): boolean {
  let held = verdict;
  for (let at = clause; at.kind !== 'filter';) {
    if (at.parent === null) return false;
    at = clauses[at.parent]!;
    if (at.kind === 'not') held = !held;
    // Another part of the `or`, or of the `and`, has the last word.
    else if (held !== (at.kind === 'or')) return false;
  }
  return !held;
}

/** For each clause the filter that it is part of; a whole sequence is its own. */
function rootsOf(clauses: readonly Clause[]): readonly number[] {
  const roots: number[] = [];
  for (const { id, kind, parent } of clauses) roots.push(kind === 'filter' || parent === null ? id : roots[parent]!);
  return roots;
}

/** For each clause the rows on which its flip changes the verdict of its filter. */
function saysOf(
  clauses: readonly Clause[],
  bits: readonly Bitmap[],
  never: readonly boolean[],
  rows: Bitmap,
): readonly Bitmap[] {
  const rowCount = rows.length * 32;
  const says: Bitmap[] = clauses.map(() => emptyBitmap(rowCount));
  // Parents come before their children.
  for (const { id, kind, children } of clauses) {
    if (kind === 'filter') says[id] = rows;
    if (never[id]!) says[id] = emptyBitmap(rowCount);
    const given = says[id]!;
    if (kind === 'not') says[children[0]!] = given;
    if (kind !== 'filter' && kind !== 'and' && kind !== 'or') continue;
    const settled = children.map((child) => (kind === 'or' ? not(bits[child]!, rowCount) : bits[child]!));
    for (const [i, rest] of othersOf(settled, given).entries()) says[children[i]!] = rest;
  }
  for (const { id } of clauses.filter(({ kind }) => kind === 'filter')) {
    for (const [i, same] of repeatedLeaves(clauses, id).entries()) {
      const say = i < MAX_REPEATED ? and(rows, flippedRows(clauses, bits, never, id, same)) : emptyBitmap(rowCount);
      for (const place of same) says[place] = say;
    }
  }
  return says;
}

/** For each bitmap the intersection of `given` with all the others, in one pass from either end. */
function othersOf(bitmaps: readonly Bitmap[], given: Bitmap): readonly Bitmap[] {
  const before: Bitmap[] = [];
  let so = given;
  for (const bitmap of bitmaps) {
    before.push(so);
    so = and(so, bitmap);
  }
  const others = [...before];
  let behind: Bitmap | null = null;
  for (let i = bitmaps.length - 1; i >= 0; i--) {
    others[i] = behind === null ? before[i]! : and(before[i]!, behind);
    behind = behind === null ? bitmaps[i]! : and(behind, bitmaps[i]!);
  }
  return others;
}

/** The rows whose filter changes when some leaves are flipped together. */
function flippedRows(
  clauses: readonly Clause[],
  bits: readonly Bitmap[],
  never: readonly boolean[],
  root: number,
  flipped: readonly number[],
): Bitmap {
  const rowCount = bits[root]!.length * 32;
  const touched = new Set(flipped);
  for (const leaf of flipped) {
    for (let at = clauses[leaf]!.parent; at !== null && !touched.has(at); at = clauses[at]!.parent) touched.add(at);
  }
  const made = (id: number): Bitmap => {
    if (!touched.has(id) || never[id]!) return bits[id]!;
    const { kind, children } = clauses[id]!;
    if (children.length === 0) return not(bits[id]!, rowCount);
    const parts = children.map(made);
    return kind === 'not' ? not(parts[0]!, rowCount) : parts.reduce(kind === 'or' ? or : and);
  };
  return xor(made(root), bits[root]!);
}
