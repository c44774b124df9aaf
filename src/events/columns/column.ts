/**
 * A column that grows with the dataset. Rows are written one at a time: `begin`, one `add` for each value of the event,
 * `end`. See `eql/evaluate/column.ts` for what the three levels mean.
 */
import type { Column } from '../../eql/evaluate/column.ts';
import type { FieldType, Scalar } from '../../eql/check/types.ts';
import { LeafKind } from '../schema/field-tree.ts';
import { decodeString, latin1 } from './bytes.ts';
import { converterOf } from './convert.ts';
import { Dictionary, GrowingUints, SetDictionary } from './dictionary.ts';

export class GrowingColumn implements Column {
  readonly path: string;
  readonly type: FieldType;
  readonly #convert: (text: string, kind: LeafKind) => Scalar | null | undefined;
  readonly #longest: number;
  readonly #dictionary = new Dictionary();
  readonly #sets = new SetDictionary(this.#dictionary.values);
  readonly #rows: GrowingUints;
  /** Codes of the row being written. */
  readonly #codes: number[] = [];
  #count = 0;

  /** `ignoreAbove`: longer values of a keyword field are invisible (eql.md 3.2). */
  constructor(path: string, type: FieldType, rowCount: number, ignoreAbove = Infinity) {
    this.path = path;
    this.type = type;
    this.#longest = type === 'keyword' ? ignoreAbove : Infinity;
    this.#convert = converterOf(type);
    this.#rows = new GrowingUints(rowCount + 16);
  }

  get values(): readonly Scalar[] {
    return this.#dictionary.values;
  }

  get setCount(): number {
    return this.#sets.count;
  }

  get setStarts(): Uint32Array {
    return this.#sets.starts;
  }

  get setCodes(): Uint32Array {
    return this.#sets.codes;
  }

  get rows(): Uint32Array {
    return this.#rows.array;
  }

  /** Makes room for rows; new ones are empty. */
  reserve(rowCount: number): void {
    this.#rows.reserve(rowCount);
  }

  begin(): void {
    this.#count = 0;
  }

  /** One value of the row being written. A value that the type cannot hold is left out. */
  add(bytes: Uint8Array, kind: LeafKind, from: number, to: number): void {
    const text = kind === LeafKind.string ? decodeString(bytes, from, to) : latin1(bytes, from, to);
    const value = this.#convert(text, kind);
    if (value === undefined || value === null) return;
    if (typeof value === 'string' && value.length > this.#longest) return;
    this.#codes[this.#count++] = this.#dictionary.codeOf(value);
  }

  end(row: number): void {
    this.#rows.array[row] = this.#sets.setOf(this.#codes, this.#count);
  }

  /** Takes over the first rows of another column of the same field and type, behind its own. */
  adopt(other: GrowingColumn, first: number, count: number): void {
    const codes = other.values.map((value) => this.#dictionary.codeOf(value));
    const { setStarts, setCodes, setCount } = other;
    const sets = new Uint32Array(setCount);
    for (let set = 1; set < setCount; set++) {
      const from = setStarts[set]!;
      const length = setStarts[set + 1]! - from;
      for (let i = 0; i < length; i++) this.#codes[i] = codes[setCodes[from + i]!]!;
      sets[set] = this.#sets.setOf(this.#codes, length);
    }
    const rows = this.#rows.array;
    for (let row = 0; row < count; row++) rows[first + row] = sets[other.rows[row]!]!;
  }

  /** Forgets the values of a row. */
  clear(row: number): void {
    this.#rows.array[row] = 0;
  }
}
