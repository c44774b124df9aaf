/**
 * The order of the events list. The rows that are shown are a bitmap, and the order says which of them stands where:
 *
 * - as they were added: the bitmap itself, by rank and select;
 * - by verdict, distance or label: a few bitmaps one after the other, each in the order of adding;
 * - by time or a field: an order that the worker made, of which the shown rows are taken.
 */
import { andNot, and, type Bitmap, BitmapIndex, type FieldOrder, hasBit, or } from '../worker/protocol.ts';
import type { AppState } from './state.ts';

/** Places and rows of a list: place 0 is at its top. */
export interface RowIndex {
  readonly count: number;
  /** -1 past the end. */
  select(place: number): number;
  /** -1 for a row that the list does not show. */
  placeOf(row: number): number;
}

export type SortKey = 'added' | 'verdict' | 'label' | 'time' | { readonly path: string };

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

export const AS_ADDED: Sort = { key: 'added', descending: false };

export const EMPTY_INDEX: RowIndex = { count: 0, select: () => -1, placeOf: () => -1 };

/** Whether two orders are of the same thing. */
export function isSameKey(a: SortKey, b: SortKey): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.path === b.path : a === b;
}

export type OrderedState = Pick<AppState, 'listed' | 'invalid' | 'notes' | 'verdicts' | 'near' | 'sort' | 'fieldOrder'>;

export function rowIndexOf(state: OrderedState): RowIndex {
  const { listed, sort, fieldOrder } = state;
  const { key, descending } = sort;
  if (fieldOrder !== null && (key === 'time' || typeof key === 'object')) {
    return taken(listed, fieldOrder, descending);
  }
  const index =
    key === 'verdict'
      ? grouped(listed, verdictGroups(state))
      : key === 'label'
        ? grouped(listed, labelGroups(state))
        : plain(new BitmapIndex(listed));
  return descending ? reversed(index) : index;
}

function plain(index: BitmapIndex): RowIndex {
  return {
    count: index.count,
    select: (place) => index.select(place),
    placeOf(row) {
      const place = index.rank(row);
      return index.select(place) === row ? place : -1;
    },
  };
}

function reversed(index: RowIndex): RowIndex {
  const last = index.count - 1;
  return {
    count: index.count,
    select: (place) => (place < 0 || place > last ? -1 : index.select(last - place)),
    placeOf(row) {
      const place = index.placeOf(row);
      return place < 0 ? -1 : last - place;
    },
  };
}

/** Matches, then the other events, nearest first as far as that is known, then those in error and the invalid. */
function verdictGroups({ listed, verdicts, invalid, near }: OrderedState): readonly Bitmap[] {
  if (verdicts === null) return [andNot(listed, invalid), invalid];
  const { matches, partial, nearMisses, errors } = verdicts.evidence;
  const others = andNot(listed, [matches, partial, nearMisses, errors, invalid].reduce(or));
  return [matches, partial, nearMisses, ...(near?.misses.distances ?? []), others, errors, invalid];
}

function labelGroups({ listed, notes }: OrderedState): readonly Bitmap[] {
  const { alert, benign } = notes;
  return [alert, benign, andNot(listed, or(alert, benign))];
}

/** The rows of each group, one group after the other. A row belongs to the first group that has it. */
function grouped(listed: Bitmap, groups: readonly Bitmap[]): RowIndex {
  let rest = listed;
  const parts = groups.map((group) => {
    const part = and(rest, group);
    rest = andNot(rest, group);
    return new BitmapIndex(part);
  });
  const starts: number[] = [];
  let count = 0;
  for (const part of parts) {
    starts.push(count);
    count += part.count;
  }
  return {
    count,
    select(place) {
      const i = starts.findLastIndex((start) => start <= place);
      return i < 0 ? -1 : parts[i]!.select(place - starts[i]!);
    },
    placeOf(row) {
      for (const [i, part] of parts.entries()) {
        const place = part.rank(row);
        if (part.select(place) === row) return starts[i]! + place;
      }
      return -1;
    },
  };
}

/** The shown rows of an order. Those without a value stand last in either direction, with those that came after it. */
function taken(listed: Bitmap, { rows: order, valued }: FieldOrder, descending: boolean): RowIndex {
  const total = new BitmapIndex(listed).count;
  const rows = new Uint32Array(total);
  const places = new Int32Array(listed.length * 32).fill(-1);
  let count = 0;
  const add = (row: number): void => {
    if (row >>> 5 >= listed.length || !hasBit(listed, row)) return;
    places[row] = count;
    rows[count++] = row;
  };
  for (let i = 0; i < valued; i++) add(order[descending ? valued - 1 - i : i]!);
  for (let i = valued; i < order.length; i++) add(order[i]!);
  for (let row = order.length; count < total && row < places.length; row++) add(row);
  return {
    count,
    select: (place) => (place < 0 || place >= count ? -1 : rows[place]!),
    placeOf: (row) => places[row] ?? -1,
  };
}
