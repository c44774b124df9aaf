/**
 * Sets of rows as the events list needs them. The list is a bitmap, too: filter and search are intersections, and a
 * place in the list is found by rank and select.
 */
import { and, andNot, type Bitmap, BitmapIndex, emptyBitmap, hasBit, isEmpty, or } from '../worker/protocol.ts';
import type { ListFilter, ListedState } from './state.ts';

/** For the components, which read verdicts row by row. */
export {
  and,
  andNot,
  type Bitmap,
  BitmapIndex,
  countBits,
  countShared,
  hasBit,
  or,
  rowsOf,
} from '../worker/protocol.ts';

/** The rows of each filter. Without verdicts only `all` and `invalid` have any. */
const filters = {
  all: ({ live, invalid }) => or(live, invalid),
  match: ({ live, verdicts }) => (verdicts === null ? none(live) : and(live, verdicts.evidence.matches)),
  near: ({ live, verdicts }) => (verdicts === null ? none(live) : and(live, verdicts.evidence.nearMisses)),
  partial: ({ live, verdicts }) => (verdicts === null ? none(live) : and(live, verdicts.evidence.partial)),
  'no match': ({ live, verdicts }) => (verdicts === null ? none(live) : andNot(live, verdicts.evidence.matches)),
  error: ({ live, verdicts }) => (verdicts === null ? none(live) : and(live, verdicts.evidence.errors)),
  invalid: ({ invalid }) => invalid,
} satisfies Record<ListFilter, (state: ListedState) => Bitmap>;

function none(like: Bitmap): Bitmap {
  return emptyBitmap(like.length * 32);
}

/** Those that say something of these events and this rule. One that is on is always among them. */
export function offeredFilters({ verdicts, invalid, filter }: ListedState): readonly ListFilter[] {
  const evidence = verdicts?.evidence;
  const isJoin = (evidence?.joinedCount ?? null) !== null;
  const saysNothing: Partial<Record<ListFilter, boolean>> = {
    near: isJoin,
    partial: !isJoin,
    error: evidence === undefined || isEmpty(evidence.errors),
    invalid: isEmpty(invalid),
  };
  return (Object.keys(filters) as ListFilter[]).filter((it) => it === filter || saysNothing[it] !== true);
}

/** The rows that pass a filter, whatever is searched for. */
export function filteredRows(state: ListedState, filter: ListFilter): Bitmap {
  return filters[filter](state);
}

/** The rows that the list shows. */
export function listedRows(state: ListedState): Bitmap {
  const rows = filteredRows(state, state.filter);
  const found = state.search.rows === null ? rows : and(rows, state.search.rows);
  return state.filters.reduce((left, filter) => and(left, filter.rows(state) ?? left), found);
}

/** The next row of a set after `row`, or before it; null when there is none. Without a row, the first or the last. */
export function nextRow(rows: Bitmap, row: number | null, step: 1 | -1): number | null {
  const index = new BitmapIndex(rows);
  if (row === null) return orNull(index.select(step === 1 ? 0 : index.count - 1));
  const before = index.rank(row);
  const isMember = row < rows.length * 32 && hasBit(rows, row);
  return orNull(index.select(step === 1 ? before + (isMember ? 1 : 0) : before - 1));
}

/** Like `nextRow`, but goes on at the other end. */
export function nextRowAround(rows: Bitmap, row: number | null, step: 1 | -1): number | null {
  return nextRow(rows, row, step) ?? nextRow(rows, null, step);
}

function orNull(row: number): number | null {
  return row < 0 ? null : row;
}
