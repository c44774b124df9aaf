/**
 * One leaf over one table: its bitmaps, kept up to date. The truth of a leaf is found once for each distinct value, then
 * once for each distinct set of values ("any value", eql.md 3.3), and looked up for each row. A leaf with several slots
 * is evaluated once for each distinct tuple of sets. Dictionaries only grow and edited rows are named by the table, so
 * an edit costs one row.
 */
import type { Scalar } from '../check/types.ts';
import { Fault } from './arithmetic.ts';
import { type Bitmap, emptyBitmap, growBitmap, setBit } from './bitmap.ts';
import type { Column, EventTable } from './column.ts';
import type { Leaf } from './leaf.ts';
import type { Frame } from './script.ts';

/** Bindings of one event that are tried before the leaf counts as an error there (architecture, section 2). */
export const MAX_COMBINATIONS = 1_000_000;

/** Tuples of sets that are remembered. */
const MAX_TUPLES = 100_000;

const UNKNOWN = 0;
const FALSE = 1;
const TRUE = 2;
const ERROR = 3;
type Truth = typeof FALSE | typeof TRUE | typeof ERROR;

export class LeafState {
  readonly leaf: Leaf;
  /** Rows on which the leaf is true. */
  true: Bitmap = emptyBitmap(0);
  /** Rows on which some field that it reads has no value. */
  empty: Bitmap = emptyBitmap(0);
  /** Rows on which it ends in a run-time error; null while there is none. */
  error: Bitmap | null = null;

  readonly #table: EventTable;
  /** The distinct columns, and for each slot of the frame the column that fills it. */
  readonly #columns: readonly Column[];
  readonly #columnOfSlot: readonly number[];
  #rows = 0;
  #seenChanges: number;
  #truthOfValue = new Uint8Array(0);
  #truthOfSet = new Uint8Array(0);
  readonly #truthOfTuple = new Map<string, Truth>();

  constructor(leaf: Leaf, table: EventTable) {
    this.leaf = leaf;
    this.#table = table;
    const paths = [...new Set(leaf.places)];
    this.#columns = paths.map((path) => table.column(path));
    this.#columnOfSlot = leaf.places.map((path) => paths.indexOf(path));
    this.#seenChanges = table.changeCount;
  }

  /** False when a column was built anew under another type: the state is of no use any more. */
  get current(): boolean {
    return this.#columns.every((column) => this.#table.column(column.path) === column);
  }

  /** Brings the bitmaps up to date; tells whether anything had to be evaluated. */
  refresh(): boolean {
    const { rowCount, changeCount } = this.#table;
    const changed = this.#table.changedSince(this.#seenChanges);
    const from = changed === 'all' ? 0 : this.#rows;
    const touched = from < rowCount || (changed !== 'all' && changed.length > 0);
    if (!touched) return false;
    this.#grow(rowCount);
    if (from === 0) this.error = null;
    this.#evaluateRows(from, rowCount);
    if (changed !== 'all') for (const row of changed) if (row < from) this.#evaluateRow(row);
    this.#rows = rowCount;
    this.#seenChanges = changeCount;
    return true;
  }

  /** The message of the run-time error on a row; null where there is none. */
  faultOn(row: number): string | null {
    try {
      this.#tryBindings(this.#setsOf(row));
      return null;
    } catch (error) {
      if (error instanceof Fault) return error.message;
      throw error;
    }
  }

  /** The values, slot by slot, of a binding that makes the leaf true on a row; for one slot all such values. */
  witnessesOn(row: number): readonly { readonly path: string; readonly value: Scalar }[] {
    const sets = this.#setsOf(row);
    const { places } = this.leaf;
    if (places.length === 1) {
      const [path] = places as [string];
      return this.#valuesOf(0, sets[0]!)
        .filter((value) => value !== null && this.#holds([value]))
        .map((value) => ({ path, value: value! }));
    }
    let frame: Frame | null = null;
    try {
      frame = this.#tryBindings(sets);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    if (frame === null) return [];
    return frame.flatMap((value, slot) => (value === null ? [] : [{ path: places[slot]!, value }]));
  }

  #holds(frame: Frame): boolean {
    try {
      return this.leaf.test(frame);
    } catch (error) {
      if (error instanceof Fault) return false;
      throw error;
    }
  }

  #grow(rowCount: number): void {
    this.true = growBitmap(this.true, rowCount);
    this.empty = growBitmap(this.empty, rowCount);
    if (this.error !== null) this.error = growBitmap(this.error, rowCount);
  }

  #evaluateRows(from: number, to: number): void {
    if (this.#columns.length !== 1) {
      for (let row = from; row < to; row++) this.#evaluateRow(row);
      return;
    }
    const column = this.#columns[0]!;
    this.#truthOfSet = grown(this.#truthOfSet, column.setCount);
    // Word by word: this loop is what a run over many events costs.
    const { rows } = column;
    let trueWord = 0;
    let emptyWord = 0;
    for (let row = from; row < to; row++) {
      const set = rows[row]!;
      const known = this.#truthOfSet[set]!;
      const truth = known === UNKNOWN ? this.#truthOfColumnSet(set) : known;
      const bit = 1 << (row & 31);
      if (truth === TRUE) trueWord |= bit;
      else if (truth === ERROR) this.#markError(row, true);
      if (set === 0) emptyWord |= bit;
      if ((row & 31) === 31 || row === to - 1) {
        const word = row >>> 5;
        // Rows below `from` in the first word keep their bits.
        const kept = word === from >>> 5 ? (1 << (from & 31)) - 1 : 0;
        this.true[word] = (this.true[word]! & kept) | trueWord;
        this.empty[word] = (this.empty[word]! & kept) | emptyWord;
        trueWord = 0;
        emptyWord = 0;
      }
    }
  }

  #evaluateRow(row: number): void {
    const sets = this.#setsOf(row);
    const truth = sets.length === 1 ? this.#truthOfColumnSet(sets[0]!) : this.#truthOfSets(sets);
    this.#write(row, truth, sets.includes(0));
  }

  #write(row: number, truth: Truth, empty: boolean): void {
    setBit(this.true, row, truth === TRUE);
    setBit(this.empty, row, empty);
    this.#markError(row, truth === ERROR);
  }

  #markError(row: number, failed: boolean): void {
    if (failed) this.error ??= emptyBitmap(this.#table.rowCount);
    if (this.error !== null) setBit(this.error, row, failed);
  }

  #setsOf(row: number): number[] {
    return this.#columns.map((column) => column.rows[row]!);
  }

  /** The truth on a set of the only column. */
  #truthOfColumnSet(set: number): Truth {
    const column = this.#columns[0]!;
    this.#truthOfSet = grown(this.#truthOfSet, column.setCount);
    const known = this.#truthOfSet[set]!;
    if (known !== UNKNOWN) return known as Truth;
    const truth = this.leaf.places.length === 1 && set !== 0 ? this.#anyValue(column, set) : this.#anyBinding([set]);
    this.#truthOfSet[set] = truth;
    return truth;
  }

  /** Values are tried in ascending order; the first that is true or fails decides, as in a script over doc values. */
  #anyValue(column: Column, set: number): Truth {
    this.#truthOfValue = grown(this.#truthOfValue, column.values.length);
    const to = column.setStarts[set + 1]!;
    for (let i = column.setStarts[set]!; i < to; i++) {
      const code = column.setCodes[i]!;
      let truth = this.#truthOfValue[code]!;
      if (truth === UNKNOWN) {
        truth = this.#truthOf([column.values[code]!]);
        this.#truthOfValue[code] = truth;
      }
      if (truth !== FALSE) return truth as Truth;
    }
    return FALSE;
  }

  #truthOf(frame: Frame): Truth {
    try {
      return this.leaf.test(frame) ? TRUE : FALSE;
    } catch (error) {
      if (error instanceof Fault) return ERROR;
      throw error;
    }
  }

  #truthOfSets(sets: readonly number[]): Truth {
    const tuple = sets.join(',');
    const known = this.#truthOfTuple.get(tuple);
    if (known !== undefined) return known;
    const truth = this.#anyBinding(sets);
    if (this.#truthOfTuple.size >= MAX_TUPLES) this.#truthOfTuple.clear();
    this.#truthOfTuple.set(tuple, truth);
    return truth;
  }

  #anyBinding(sets: readonly number[]): Truth {
    try {
      return this.#tryBindings(sets) === null ? FALSE : TRUE;
    } catch (error) {
      if (error instanceof Fault) return ERROR;
      throw error;
    }
  }

  /** The first binding that makes the leaf true, every slot running over its field's values on its own; null if none. */
  #tryBindings(sets: readonly number[]): Frame | null {
    const values = this.#columnOfSlot.map((column) => this.#valuesOf(column, sets[column]!));
    const at = values.map(() => 0);
    for (let tried = 0; tried < MAX_COMBINATIONS; tried++) {
      const frame = at.map((index, slot) => values[slot]![index]!);
      if (this.leaf.test(frame)) return frame;
      let slot = at.length - 1;
      while (slot >= 0 && at[slot] === values[slot]!.length - 1) at[slot--] = 0;
      if (slot < 0) return null;
      at[slot]!++;
    }
    throw new Fault(
      `too many combinations of values: more than ${MAX_COMBINATIONS.toLocaleString('en')} for one event`,
    );
  }

  /** The values of a set; a missing field binds to null, once. */
  #valuesOf(columnIndex: number, set: number): (Scalar | null)[] {
    if (set === 0) return [null];
    const column = this.#columns[columnIndex]!;
    const codes = column.setCodes.subarray(column.setStarts[set], column.setStarts[set + 1]);
    return Array.from(codes, (code) => column.values[code]!);
  }
}

function grown(array: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (array.length >= length) return array;
  const longer = new Uint8Array(Math.max(length, Math.ceil(array.length * 1.5)));
  longer.set(array);
  return longer;
}
