/** The other events of a dataset about some processes, found by their entity ids. */
import { hasBit } from '../../eql/evaluate/bitmap.ts';
import type { Dataset } from '../columns/dataset.ts';
import { writtenValues } from '../columns/written.ts';

/** An event of a process, as one line. */
export interface ProcessEvent {
  readonly row: number;
  /** As the page names it. */
  readonly id: string;
  readonly time: string;
  /** `exec`, `fork, exec, end`. */
  readonly action: string;
  /** The program that it ran then. */
  readonly name: string;
}

/** Events of one process that are written out. */
export const MAX_EVENTS = 20;

/** For each of some values of a field, the live rows that hold it, in the order of time. */
export function rowsByValue(
  dataset: Dataset,
  path: string,
  values: ReadonlySet<string>,
  timestampField: string,
): ReadonlyMap<string, readonly number[]> {
  const column = dataset.column(path);
  const wanted = new Set<number>();
  for (const [code, value] of column.values.entries()) if (values.has(String(value))) wanted.add(code);
  const found = new Map<string, number[]>();
  if (wanted.size === 0) return found;
  const sets = new Uint8Array(column.setCount);
  for (let set = 1; set < column.setCount; set++) {
    for (let i = column.setStarts[set]!; i < column.setStarts[set + 1]!; i++) {
      if (wanted.has(column.setCodes[i]!)) sets[set] = 1;
    }
  }
  for (let row = 0; row < dataset.rowCount; row++) {
    const set = column.rows[row]!;
    if (sets[set] === 0 || !hasBit(dataset.live, row)) continue;
    for (let i = column.setStarts[set]!; i < column.setStarts[set + 1]!; i++) {
      const code = column.setCodes[i]!;
      if (wanted.has(code)) push(found, String(column.values[code]!), row);
    }
  }
  const timeOf = timesOf(dataset, timestampField);
  for (const rows of found.values()) rows.sort((a, b) => Number(timeOf(a) - timeOf(b)) || a - b);
  return found;
}

/** Row -> its time in nanoseconds since 1970, 0 without one. */
export function timesOf(dataset: Dataset, timestampField: string): (row: number) => bigint {
  const times = dataset.column(timestampField);
  return (row) => {
    const value = times.values[times.setCodes[times.setStarts[times.rows[row]!]!]!];
    return times.rows[row] === 0 || typeof value !== 'bigint' ? 0n : value;
  };
}

export function push<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

export function processEvent(dataset: Dataset, row: number, timestampField: string): ProcessEvent {
  const text = dataset.text(row);
  const located = dataset.locate(row, [timestampField, 'event.action', 'process.name']);
  return {
    row,
    id: dataset.idOf(row),
    time: writtenValues(located, text, timestampField)[0] ?? '',
    action: writtenValues(located, text, 'event.action').join(', '),
    name: writtenValues(located, text, 'process.name')[0] ?? '',
  };
}
