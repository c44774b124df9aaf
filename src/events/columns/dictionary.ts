/**
 * The two dictionaries of a column (`evaluate/column.ts`): distinct values, and distinct sets of values. Both only grow.
 *
 * Most sets have one value or none, so those are an array lookup. A larger set is found by a hash that does not depend
 * on the order of its codes, and compared by marking; nothing is joined or sorted to look it up, and a set is sorted
 * only once, when it is new.
 */
import type { Scalar } from '../../eql/check/types.ts';
import { compareScalars } from '../../eql/evaluate/values.ts';

/** Ascending order of the values of one column. */
function compareValues(a: Scalar, b: Scalar): number {
  return compareScalars(a, b) ?? 0;
}

/** An array of unsigned numbers that grows; `array` may be longer than what was written. */
export class GrowingUints {
  array: Uint32Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.array = new Uint32Array(capacity);
  }

  /** Makes room for `length` numbers. */
  reserve(length: number): void {
    if (length <= this.array.length) return;
    const grown = new Uint32Array(Math.max(length, this.array.length * 2));
    grown.set(this.array);
    this.array = grown;
  }
}

export class Dictionary {
  readonly values: Scalar[] = [];
  readonly #codes = new Map<Scalar, number>();

  codeOf(value: Scalar): number {
    let code = this.#codes.get(value);
    if (code === undefined) {
      code = this.values.length;
      // A Map keeps -0 and 0 as one key, and so do the events.
      this.values.push(Object.is(value, -0) ? 0 : value);
      this.#codes.set(value, code);
    }
    return code;
  }
}

export class SetDictionary {
  /** Sets so far; set 0 is the empty one. */
  count = 1;
  readonly #values: readonly Scalar[];
  readonly #starts = new GrowingUints(64);
  readonly #codes = new GrowingUints(64);
  /** Value code -> 1 + the set that holds it alone; 0 when there is none yet. */
  readonly #single = new GrowingUints(64);
  readonly #firstByHash = new Map<number, number>();
  /** Set -> next set of the same hash; 0 ends. */
  readonly #nextOfHash = new GrowingUints(64);
  /** Value code -> the question in which it was met last. */
  readonly #met = new GrowingUints(64);
  #question = 0;

  /** @param values the value dictionary's, by code */
  constructor(values: readonly Scalar[]) {
    this.#values = values;
  }

  get starts(): Uint32Array {
    return this.#starts.array;
  }

  get codes(): Uint32Array {
    return this.#codes.array;
  }

  /** The set of the first `length` codes of a list, which may hold duplicates and is overwritten. */
  setOf(codes: number[], length: number): number {
    if (length === 0) return 0;
    if (length === 1) return this.singleton(codes[0]!);
    const distinct = this.#keepDistinct(codes, length);
    if (distinct === 1) return this.singleton(codes[0]!);
    let hash = distinct;
    for (let i = 0; i < distinct; i++) hash = (hash + Math.imul(codes[i]! + 1, 0x9e3779b1)) | 0;
    return this.#find(hash, distinct) ?? this.#add(codes.slice(0, distinct), hash);
  }

  /** The set that holds one value. */
  singleton(code: number): number {
    this.#single.reserve(code + 1);
    const known = this.#single.array[code]!;
    if (known !== 0) return known - 1;
    const set = this.#append([code]);
    this.#single.array[code] = set + 1;
    return set;
  }

  /** Moves distinct codes to the front and marks them as met. */
  #keepDistinct(codes: number[], length: number): number {
    this.#met.reserve(this.#values.length);
    const met = this.#met.array;
    const question = ++this.#question;
    let distinct = 0;
    for (let i = 0; i < length; i++) {
      const code = codes[i]!;
      if (met[code] === question) continue;
      met[code] = question;
      codes[distinct++] = code;
    }
    return distinct;
  }

  /** The set of exactly the codes marked by the current question. */
  #find(hash: number, size: number): number | undefined {
    const starts = this.#starts.array;
    for (let set = this.#firstByHash.get(hash) ?? 0; set !== 0; set = this.#nextOfHash.array[set]!) {
      const from = starts[set]!;
      const to = starts[set + 1]!;
      if (to - from === size && this.#allMet(from, to)) return set;
    }
    return undefined;
  }

  #allMet(from: number, to: number): boolean {
    const codes = this.#codes.array;
    const met = this.#met.array;
    for (let i = from; i < to; i++) if (met[codes[i]!] !== this.#question) return false;
    return true;
  }

  #add(codes: number[], hash: number): number {
    codes.sort((a, b) => compareValues(this.#values[a]!, this.#values[b]!));
    const set = this.#append(codes);
    this.#nextOfHash.reserve(set + 1);
    this.#nextOfHash.array[set] = this.#firstByHash.get(hash) ?? 0;
    this.#firstByHash.set(hash, set);
    return set;
  }

  #append(codes: readonly number[]): number {
    const set = this.count++;
    this.#starts.reserve(set + 2);
    const from = this.#starts.array[set]!;
    this.#codes.reserve(from + codes.length);
    this.#codes.array.set(codes, from);
    this.#starts.array[set + 1] = from + codes.length;
    return set;
  }
}
