/**
 * Join keys (eql.md 7.3, 8) as small numbers. Stages may name different fields, so the values of all fields at one place
 * of the keys share a space of codes; a tuple of codes is interned to one number. Comparison is exact: texts by
 * character, numbers by value whatever their type.
 */
import type { Scalar } from '../check/types.ts';
import { Fault } from './arithmetic.ts';
import type { Column, EventTable } from './column.ts';
import { compareScalars } from './values.ts';

/** Key tuples that one event may have. */
export const MAX_TUPLES = 10_000;

/** One key field of one stage. */
export interface KeyField {
  readonly path: string;
  /** A missing optional key is null and joins with null only. */
  readonly optional: boolean;
  /** An optional field that no mapping knows: null for every event. */
  readonly unmapped: boolean;
}

export type KeyValue = Scalar | null;

const NULL_CODE = 0;
/** Room for codes in the number that names a prefix of a tuple; prefixes times this stay exact. */
const CODES = 2 ** 26;

/** The space of key tuples of one query over one table. */
export class KeySpace {
  /** For each place, value -> code; code 0 is null. */
  readonly #codes: Map<Scalar, number>[];
  readonly #values: KeyValue[][];
  /** For each place, prefix and code -> tuple of one more place. */
  readonly #tuples: Map<number, number>[];
  /** Tuple -> codes. */
  readonly #parts: number[][] = [[]];

  constructor(width: number) {
    this.#codes = Array.from({ length: width }, () => new Map());
    this.#values = Array.from({ length: width }, () => [null]);
    this.#tuples = Array.from({ length: width }, () => new Map());
  }

  codeOf(place: number, value: Scalar): number {
    const normal = normalised(value);
    const codes = this.#codes[place]!;
    let code = codes.get(normal);
    if (code === undefined) {
      code = this.#values[place]!.push(value) - 1;
      codes.set(normal, code);
    }
    return code;
  }

  /** The tuple of a prefix and one more code; the empty tuple is 0. */
  extend(prefix: number, place: number, code: number): number {
    const name = prefix * CODES + code;
    const tuples = this.#tuples[place]!;
    let tuple = tuples.get(name);
    if (tuple === undefined) {
      tuple = this.#parts.push([...this.#parts[prefix]!, code]) - 1;
      tuples.set(name, tuple);
    }
    return tuple;
  }

  valuesOf(tuple: number): readonly KeyValue[] {
    return this.#parts[tuple]!.map((code, place) => this.#values[place]![code]!);
  }

  /** Ascending, element by element, null first. */
  compare(a: number, b: number): number {
    const left = this.valuesOf(a);
    const right = this.valuesOf(b);
    for (const [place, value] of left.entries()) {
      const order = compareKeys(value, right[place]!);
      if (order !== 0) return order;
    }
    return 0;
  }
}

export function compareKeys(a: KeyValue, b: KeyValue): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareScalars(a, b) ?? 0;
}

/** 5 and 5.0 are one key. */
function normalised(value: Scalar): Scalar {
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
}

const NO_TUPLES: readonly number[] = [];

/** The key tuples of the rows of one stage: one for each combination of the values of its key fields (7.3). */
export class StageKeys {
  readonly #space: KeySpace;
  readonly #fields: readonly KeyField[];
  readonly #columns: readonly (Column | null)[];
  /** For each place, value code -> key code + 1; 0 while unknown. */
  readonly #codes: Uint32Array[];
  readonly #tuplesOfSets = new Map<number, readonly number[]>();

  constructor(fields: readonly KeyField[], table: EventTable, space: KeySpace) {
    this.#space = space;
    this.#fields = fields;
    this.#columns = fields.map((field) => (field.unmapped ? null : table.column(field.path)));
    this.#codes = this.#columns.map((column) => new Uint32Array(column?.values.length ?? 0));
  }

  /** Empty where a key that is not optional has no value: the stage does not see the event. */
  of(row: number): readonly number[] {
    if (this.#fields.length === 0) return [0];
    if (this.#fields.length > 1) return this.#tuplesOf(row);
    const set = this.#columns[0]?.rows[row] ?? 0;
    const known = this.#tuplesOfSets.get(set);
    if (known !== undefined) return known;
    const tuples = this.#tuplesOf(row);
    this.#tuplesOfSets.set(set, tuples);
    return tuples;
  }

  #tuplesOf(row: number): readonly number[] {
    let tuples: number[] = [0];
    for (const [place, field] of this.#fields.entries()) {
      const codes = this.#codesOf(place, field, row);
      if (codes.length === 0) return NO_TUPLES;
      if (tuples.length * codes.length > MAX_TUPLES) {
        throw new Fault(`too many join keys: one event has more than ${MAX_TUPLES.toLocaleString('en')} key tuples`);
      }
      tuples = tuples.flatMap((prefix) => codes.map((code) => this.#space.extend(prefix, place, code)));
    }
    return tuples;
  }

  #codesOf(place: number, field: KeyField, row: number): readonly number[] {
    const column = this.#columns[place]!;
    const set = column === null ? 0 : column.rows[row]!;
    if (column === null || set === 0) return field.optional ? [NULL_CODE] : [];
    const known = this.#codes[place]!;
    const valueCodes = column.setCodes.subarray(column.setStarts[set], column.setStarts[set + 1]);
    return Array.from(valueCodes, (valueCode) => {
      known[valueCode] ||= this.#space.codeOf(place, column.values[valueCode]!) + 1;
      return known[valueCode] - 1;
    });
  }
}
