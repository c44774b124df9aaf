/**
 * The order of events and the cut of results (eql.md 6, 7.2). Ordinal: timestamp, then tiebreaker, then the row. The
 * order of a whole table is made once for its state and read by ranks, so a search sorts nothing but its matches.
 */
import type { Query } from '../syntax/ast.ts';
import { pipeLimit } from '../check/checker.ts';
import type { Scope } from '../check/scope.ts';
import type { Scalar } from '../check/types.ts';
import { type Bitmap, rowsOf } from './bitmap.ts';
import type { Column, EventTable } from './column.ts';
import { compareScalars } from './values.ts';

export interface OrderOptions {
  readonly timestampField: string;
  readonly tiebreakerField: string | null;
}

export interface ResultOptions extends OrderOptions {
  readonly size: number;
  readonly resultPosition: 'head' | 'tail';
}

/** Rows of a bitmap by ordinal, ascending. Events without a timestamp come first, without a tiebreaker last. */
export function inOrder(rows: Bitmap, table: EventTable, options: OrderOptions): readonly number[] {
  const times = rankValues(table.column(options.timestampField));
  const ties = options.tiebreakerField === null ? null : rankValues(table.column(options.tiebreakerField));
  return [...rowsOf(rows)].sort((a, b) => {
    const byTime = times(a, 'first') - times(b, 'first');
    if (byTime !== 0) return byTime;
    const byTie = ties === null ? 0 : ties(a, 'last') - ties(b, 'last');
    return byTie !== 0 ? byTie : a - b;
  });
}

/** The place of a row's smallest value among all values of a column. */
function rankValues(column: Column): (row: number, missing: 'first' | 'last') => number {
  const codes = column.values.map((_, code) => code).sort((a, b) => compare(column.values[a]!, column.values[b]!));
  const ranks = new Uint32Array(codes.length);
  for (const [rank, code] of codes.entries()) ranks[code] = rank;
  return (row, missing) => {
    const set = column.rows[row]!;
    if (set === 0) return missing === 'first' ? -1 : codes.length;
    return ranks[column.setCodes[column.setStarts[set]!]!]!;
  };
}

function compare(a: Scalar, b: Scalar): number {
  return compareScalars(a, b) ?? 0;
}

/**
 * What a search returns of its matches: `size` is applied beneath the pipes, and with pipes the first of them decides
 * from which end.
 */
export function cutResults<T>(ordered: readonly T[], query: Query, options: ResultOptions, scope: Scope): readonly T[] {
  const pipes = query.pipes.map((pipe) => ({ head: pipe.name === 'head', limit: pipeLimit(pipe, scope) ?? 0 }));
  const fromHead = pipes[0]?.head ?? options.resultPosition === 'head';
  let kept = cut(ordered, fromHead, options.size);
  for (const { head, limit } of pipes) kept = cut(kept, head, limit);
  return kept;
}

function cut<T>(items: readonly T[], fromHead: boolean, limit: number): readonly T[] {
  if (items.length <= limit) return items;
  return fromHead ? items.slice(0, limit) : items.slice(items.length - limit);
}
