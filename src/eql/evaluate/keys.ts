/**
 * Join keys (eql.md 7.3, 8) as small numbers. Stages may name different fields, so the values of all fields at one place
 * of the keys share a space of codes; a tuple of codes is interned to one number. Comparison is exact: texts by
 * character, numbers by value whatever their type.
 */
import { type FieldType, type Scalar, familyOf } from '../check/types.ts';
import { compareAddresses, readAddress } from './address.ts';
import { Fault } from './arithmetic.ts';
import type { Column, EventTable } from './column.ts';
import { compareScalars } from './values.ts';
import { compareVersions } from './version.ts';

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

  /** For each place, how its values are ordered; decided by the first stage that names a field there. */
  readonly #orders: ((a: Scalar, b: Scalar) => number)[] = [];

  constructor(width: number) {
    this.#codes = Array.from({ length: width }, () => new Map<Scalar, number>());
    this.#values = Array.from({ length: width }, (): KeyValue[] => [null]);
    this.#tuples = Array.from({ length: width }, () => new Map<number, number>());
  }

  /** Fields at one place of the keys have types that can be compared (eql.md 9.2, row 88). */
  orderBy(place: number, type: FieldType): void {
    this.#orders[place] ??= orderOf(type);
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
      const order = compareKeys(value, right[place]!, this.#orders[place] ?? compareAny);
      if (order !== 0) return order;
    }
    return 0;
  }
}

function compareKeys(a: KeyValue, b: KeyValue, order: (a: Scalar, b: Scalar) => number): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return order(a, b);
}

function compareAny(a: Scalar, b: Scalar): number {
  return compareScalars(a, b) ?? 0;
}

/** Addresses and versions are held as text and ordered as what they are (3.1). */
function orderOf(type: FieldType): (a: Scalar, b: Scalar) => number {
  switch (familyOf(type)) {
    case 'ip':
      return (a, b) => compareAddressTexts(String(a), String(b));
    case 'version':
      return (a, b) => compareVersions(String(a), String(b));
    default:
      return compareAny;
  }
}

function compareAddressTexts(a: string, b: string): number {
  const left = readAddress(a);
  const right = readAddress(b);
  return left === null || right === null ? compareAny(a, b) : compareAddresses(left, right);
}

/** 5 and 5.0 are one key. */
function normalised(value: Scalar): Scalar {
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
}

const NO_TUPLES: readonly number[] = [];
/** Without keys all events share the empty tuple. */
const ONE_TUPLE: readonly number[] = [0];
const ONE_NULL: readonly number[] = [NULL_CODE];

/** The key tuples of the rows of one stage: one for each combination of the values of its key fields (7.3). */
export class StageKeys {
  readonly #space: KeySpace;
  readonly #fields: readonly KeyField[];
  readonly #columns: readonly (Column | null)[];
  /** For each place, value code -> key code + 1; 0 while unknown. */
  readonly #codes: Uint32Array<ArrayBuffer>[];
  /** Of a single key: set code -> its tuples. Sets never change, so this holds from run to run. */
  readonly #tuplesOfSets: (readonly number[] | undefined)[] = [];

  constructor(fields: readonly KeyField[], table: EventTable, space: KeySpace) {
    this.#space = space;
    this.#fields = fields;
    this.#columns = fields.map((field) => (field.unmapped ? null : table.column(field.path)));
    this.#codes = fields.map(() => new Uint32Array(0));
    for (const [place, column] of this.#columns.entries()) if (column !== null) space.orderBy(place, column.type);
  }

  /** False when a column was built anew under another type. */
  isCurrent(table: EventTable): boolean {
    return this.#columns.every((column) => column === null || table.column(column.path) === column);
  }

  /** Empty where a key that is not optional has no value: the stage does not see the event. */
  of(row: number): readonly number[] {
    if (this.#fields.length === 0) return ONE_TUPLE;
    if (this.#fields.length > 1) return this.#tuplesOf(row);
    const column = this.#columns[0]!;
    const set = column === null ? 0 : column.rows[row]!;
    return (this.#tuplesOfSets[set] ??= this.#tuplesOf(row));
  }

  #tuplesOf(row: number): readonly number[] {
    let tuples = ONE_TUPLE;
    for (let place = 0; place < this.#fields.length; place++) {
      const codes = this.#codesOf(place, row);
      if (codes.length === 0) return NO_TUPLES;
      if (tuples.length * codes.length > MAX_TUPLES) {
        throw new Fault(`too many join keys: one event has more than ${MAX_TUPLES.toLocaleString('en')} key tuples`);
      }
      tuples = tuples.flatMap((prefix) => codes.map((code) => this.#space.extend(prefix, place, code)));
    }
    return tuples;
  }

  #codesOf(place: number, row: number): readonly number[] {
    const column = this.#columns[place]!;
    const set = column === null ? 0 : column.rows[row]!;
    if (column === null || set === 0) return this.#fields[place]!.optional ? ONE_NULL : NO_TUPLES;
    const codes: number[] = [];
    for (let i = column.setStarts[set]!; i < column.setStarts[set + 1]!; i++) {
      codes.push(this.#codeOf(place, column, column.setCodes[i]!));
    }
    return codes;
  }

  #codeOf(place: number, column: Column, valueCode: number): number {
    let known = this.#codes[place]!;
    if (valueCode >= known.length) {
      known = new Uint32Array(Math.max(column.values.length, Math.ceil(known.length * 1.5)));
      known.set(this.#codes[place]!);
      this.#codes[place] = known;
    }
    const code = known[valueCode]!;
    if (code !== 0) return code - 1;
    const fresh = this.#space.codeOf(place, column.values[valueCode]!);
    known[valueCode] = fresh + 1;
    return fresh;
  }
}

/** The keys of all stages of one query over one table, which share a space. Kept from run to run. */
export class QueryKeys {
  readonly space: KeySpace;
  readonly #stages = new Map<string, StageKeys>();
  readonly #table: EventTable;

  constructor(width: number, table: EventTable) {
    this.space = new KeySpace(width);
    this.#table = table;
  }

  /** Stages with the same key fields have the same keys. */
  of(fields: readonly KeyField[]): StageKeys {
    const name = nameOf(fields);
    let keys = this.#stages.get(name);
    if (keys === undefined) {
      keys = new StageKeys(fields, this.#table, this.space);
      this.#stages.set(name, keys);
    }
    return keys;
  }

  get isCurrent(): boolean {
    return [...this.#stages.values()].every((keys) => keys.isCurrent(this.#table));
  }
}

/** A name for key fields: equal names, equal keys. */
export function nameOf(fields: readonly KeyField[]): string {
  return fields.map(({ path, optional, unmapped }) => `${unmapped ? '-' : optional ? '?' : ''}${path}`).join('\n');
}
