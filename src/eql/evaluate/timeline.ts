/**
 * The order of a table's events in time (eql.md 7.2): timestamp, tiebreaker, row. Made once for a state of the table
 * and kept; events that already stand in order cost one comparison each.
 */
import type { Scalar } from '../check/types.ts';
import { type Bitmap, hasBit } from './bitmap.ts';
import type { Column, EventTable } from './column.ts';
import { compareScalars } from './values.ts';

export interface OrderOptions {
  readonly timestampField: string;
  readonly tiebreakerField: string | null;
}

const NANOS = 1_000_000n;

export class Timeline {
  /** All rows by ordinal, ascending. Without a timestamp first, without a tiebreaker last. */
  readonly rows: Uint32Array;
  /** Row -> whole milliseconds since 1970; NaN without a timestamp. */
  readonly milliseconds: Float64Array;
  /** Row -> nanoseconds above the milliseconds. */
  readonly #nanoseconds: Uint32Array;

  constructor(table: EventTable, options: OrderOptions) {
    const times = table.column(options.timestampField);
    const ties = options.tiebreakerField === null ? null : table.column(options.tiebreakerField);
    const { rowCount } = table;
    const timeRanks = ranksOf(times);
    const tieRanks = ties === null ? null : ranksOf(ties);
    const [milliseconds, nanoseconds] = splitTimes(times);
    const time = new Float64Array(rowCount);
    const tie = new Float64Array(rowCount);
    this.milliseconds = new Float64Array(rowCount).fill(Number.NaN);
    this.#nanoseconds = new Uint32Array(rowCount);
    for (let row = 0; row < rowCount; row++) {
      time[row] = rankOf(times, timeRanks, row, -1);
      tie[row] = ties === null || tieRanks === null ? 0 : rankOf(ties, tieRanks, row, Infinity);
      if (times.rows[row] === 0) continue;
      const code = codeOf(times, row);
      this.milliseconds[row] = milliseconds[code]!;
      this.#nanoseconds[row] = nanoseconds[code]!;
    }
    this.rows = Uint32Array.from({ length: rowCount }, (_, row) => row);
    const compare = (a: number, b: number): number => time[a]! - time[b]! || compareNumbers(tie[a]!, tie[b]!) || a - b;
    if (!isSorted(this.rows, compare)) this.rows.sort(compare);
  }

  hasTime(row: number): boolean {
    return !Number.isNaN(this.milliseconds[row]!);
  }

  /** Does the second event come more than some milliseconds after the first? Exact to the nanosecond. */
  isLater(first: number, second: number, milliseconds: number): boolean {
    const distance = this.milliseconds[second]! - this.milliseconds[first]!;
    return distance === milliseconds ? this.#nanoseconds[second]! > this.#nanoseconds[first]! : distance > milliseconds;
  }

  /** The rows of a bitmap, by ordinal. */
  ordered(rows: Bitmap): readonly number[] {
    const found: number[] = [];
    for (const row of this.rows) if (hasBit(rows, row)) found.push(row);
    return found;
  }
}

/** Value code -> milliseconds, and nanoseconds above them. */
function splitTimes({ values }: Column): readonly [Float64Array, Uint32Array] {
  const milliseconds = new Float64Array(values.length);
  const nanoseconds = new Uint32Array(values.length);
  for (const [code, value] of values.entries()) {
    const nanos = typeof value === 'bigint' ? value : 0n;
    const rest = ((nanos % NANOS) + NANOS) % NANOS;
    milliseconds[code] = Number((nanos - rest) / NANOS);
    nanoseconds[code] = Number(rest);
  }
  return [milliseconds, nanoseconds];
}

/** A multi-valued timestamp or tiebreaker counts by its smallest value. */
function codeOf(column: Column, row: number): number {
  return column.setCodes[column.setStarts[column.rows[row]!]!]!;
}

function rankOf(column: Column, ranks: Uint32Array, row: number, missing: number): number {
  return column.rows[row] === 0 ? missing : ranks[codeOf(column, row)]!;
}

/** Value code -> place among the values. */
function ranksOf(column: Column): Uint32Array {
  const codes = column.values.map((_, code) => code);
  const compare = (a: number, b: number): number => compareValues(column.values[a]!, column.values[b]!);
  if (!isSorted(codes, compare)) codes.sort(compare);
  const ranks = new Uint32Array(codes.length);
  for (const [rank, code] of codes.entries()) ranks[code] = rank;
  return ranks;
}

function compareValues(a: Scalar, b: Scalar): number {
  return compareScalars(a, b) ?? 0;
}

/** As a difference, but right for infinities. */
function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

function isSorted(items: ArrayLike<number>, compare: (a: number, b: number) => number): boolean {
  for (let i = 1; i < items.length; i++) if (compare(items[i - 1]!, items[i]!) > 0) return false;
  return true;
}
