/**
 * The events that one flipped leaf would make match, all at once: the cost of a clause is carried as two bitmaps for
 * each wanted verdict, rows that have it for nothing and rows that have it for at most one flip. Word operations only,
 * whatever the number of events.
 */
import type { Clause } from '../syntax/clauses.ts';
import { type Bitmap, and, andNot, emptyBitmap, fullBitmap, not, or } from '../evaluate/bitmap.ts';
import type { EventTable } from '../evaluate/column.ts';
import type { Evidence } from '../evaluate/evaluator.ts';
import { isLeafClause, repeatedLeaves } from './blockers.ts';

/** Rows that have a verdict for nothing, and for at most one flip. */
interface Cost {
  readonly free: Bitmap;
  readonly one: Bitmap;
}

/** Live rows that do not match, and would with one leaf flipped. */
export function nearMisses(clauses: readonly Clause[], evidence: Evidence, table: EventTable): Bitmap {
  const { rowCount, live } = table;
  const full = fullBitmap(rowCount);
  const repeated = repeatedLeaves(clauses);
  const fixed = new Set(repeated.flat());

  const bitsOf = (id: number, flipped: ReadonlySet<number>): Bitmap => {
    const bits = evidence.clauses[id]!.true;
    return flipped.has(id) ? not(bits, rowCount) : bits;
  };
  const cost = (id: number, wanted: boolean, flipped: ReadonlySet<number>): Cost => {
    const clause = clauses[id]!;
    if (isLeafClause(clause)) {
      const bits = bitsOf(id, flipped);
      const free = wanted ? bits : not(bits, rowCount);
      return { free, one: fixed.has(id) ? free : full };
    }
    if (clause.kind === 'not') return cost(clause.children[0]!, !wanted, flipped);
    const children = clause.children.map((child) => cost(child, wanted, flipped));
    const needsAll = (clause.kind === 'or') !== wanted;
    return needsAll
      ? children.reduce(together, { free: full, one: full })
      : children.reduce(either, { free: emptyBitmap(rowCount), one: emptyBitmap(rowCount) });
  };

  // One flip is that of a single leaf, or of all places of a leaf that repeats.
  let near = cost(0, true, new Set()).one;
  for (const same of repeated) near = or(near, cost(0, true, new Set(same)).free);
  return andNot(and(near, live), or(evidence.matches, evidence.errors));
}

function together(a: Cost, b: Cost): Cost {
  return { free: and(a.free, b.free), one: or(and(a.free, b.one), and(a.one, b.free)) };
}

function either(a: Cost, b: Cost): Cost {
  return { free: or(a.free, b.free), one: or(a.one, b.one) };
}
