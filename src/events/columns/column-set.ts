/**
 * The columns that somebody asked for. A column is built by one pass over the events that reads its field alone; from
 * then on every added or edited event is written into it as it is scanned.
 */
import type { FieldType } from '../../eql/check/types.ts';
import { LeafKind, type FieldNode, type FieldTree } from '../schema/field-tree.ts';
import type { EventSchema } from '../schema/schema.ts';
import { GrowingColumn } from './column.ts';
import { Wanted, type EventScanner, type Leaves } from './scanner.ts';
import type { TextStore } from './store.ts';

/** By node id: the columns that read the values of this field, its own and its sub-fields'. */
type Readers = (GrowingColumn[] | undefined)[];

/** Columns built ahead are not kept once they have more values: they are large, and each value stands in few events. */
const MOST_VALUES_AHEAD = 1 << 16;

/** Bytes of columns, of all together, beyond which none is built ahead. */
const MOST_BYTES_AHEAD = 128 << 20;

/** Columns built ahead in one pass. More take little longer, but nobody has any of them before all are done. */
const AHEAD_AT_ONCE = 8;

/** Rows between two chances for others. */
const ROWS_AHEAD = 1000;

export class ColumnSet {
  readonly #tree: FieldTree;
  readonly #ignoreAbove: number;
  readonly #built = new Map<string, GrowingColumn>();
  /** The same columns as a list, for the loop over every event. */
  #list: GrowingColumn[] = [];
  #readers: Readers = [];
  /** Fields whose columns are not built ahead. */
  readonly #unfit = new Set<string>();

  constructor({ tree, options }: EventSchema) {
    this.#tree = tree;
    this.#ignoreAbove = options.ignoreAbove ?? Infinity;
  }

  get(path: string): GrowingColumn | undefined {
    return this.#built.get(path);
  }

  paths(): Iterable<string> {
    return this.#built.keys();
  }

  /** Builds the columns that are not there yet, reading the accepted rows once. */
  build(paths: Iterable<string>, rows: Rows): void {
    const pass = this.#passOver(
      [...new Set(paths)].filter((path) => !this.#built.has(path)),
      rows,
    );
    this.#keep(pass.columns);
    pass.read(rows, 0, rows.store.rowCount);
  }

  /**
   * Builds columns of fields that have values and that nobody asked for yet, some rows at each step. Of what a change of
   * the events overtakes, nothing is kept.
   */
  *buildAhead(rows: Rows, isOvertaken: () => boolean): Generator<void, void> {
    const { rowCount } = rows.store;
    const waiting = this.#tree.nodes.filter(({ hasValues, path }) => hasValues && !this.#unfit.has(path));
    while (waiting.length > 0) {
      const room = Math.floor(MOST_BYTES_AHEAD / (4 * rowCount + 1)) - this.#built.size;
      const paths = waiting.splice(0, AHEAD_AT_ONCE).map(({ path }) => path);
      const pass = this.#passOver(paths.filter((path) => !this.#built.has(path)).slice(0, Math.max(0, room)), rows);
      for (let row = 0; row < rowCount && pass.columns.length > 0; row += ROWS_AHEAD) {
        pass.read(rows, row, Math.min(row + ROWS_AHEAD, rowCount));
        for (const path of pass.leaveOut(({ values }) => values.length > MOST_VALUES_AHEAD)) this.#unfit.add(path);
        yield;
        if (isOvertaken()) return;
      }
      this.#keep(pass.columns.filter(({ path }) => !this.#built.has(path)));
    }
  }

  #passOver(paths: readonly string[], { store }: Rows): Pass {
    const pass = new Pass(this.#tree);
    for (const path of paths) {
      const type = typeFor(this.#tree.node(path));
      pass.add(new GrowingColumn(path, type, store.rowCount, this.#ignoreAbove));
    }
    return pass;
  }

  #keep(columns: readonly GrowingColumn[]): void {
    for (const column of columns) {
      this.#built.set(column.path, column);
      addReader(this.#readers, this.#tree, column);
    }
    this.#list = [...this.#built.values()];
  }

  /**
   * Takes over the rows of another set behind its own rows, for the same fields. A column that the other set lacks, or has
   * in another type, is filled from the texts.
   * @param first of the rows that were added
   */
  adopt(other: ColumnSet, count: number, first: number, rows: Rows): void {
    const pass = new Pass(this.#tree);
    for (const column of this.#list) {
      const adopted = other.get(column.path);
      if (adopted !== undefined && adopted.type === column.type) column.adopt(adopted, first, count);
      else pass.add(column);
    }
    pass.read(rows, first, rows.store.rowCount);
  }

  /** Writes an event that was just scanned into every column. */
  write(row: number, leaves: Leaves, bytes: Uint8Array): void {
    if (this.#list.length > 0) write(this.#list, this.#readers, row, leaves, bytes);
  }

  reserve(rowCount: number): void {
    for (const column of this.#list) column.reserve(rowCount);
  }

  clearRow(row: number): void {
    for (const column of this.#list) column.clear(row);
  }

  /** Drops the columns whose field has another type by now. Returns whether there were any. */
  dropOutdated(): boolean {
    const before = this.#built.size;
    for (const [path, column] of this.#built) {
      if (column.type !== typeFor(this.#tree.node(path))) this.#built.delete(path);
    }
    if (this.#built.size === before) return false;
    this.#list = [...this.#built.values()];
    this.#readers = [];
    for (const column of this.#list) addReader(this.#readers, this.#tree, column);
    return true;
  }
}

/** The rows of a store, and how they are read. */
export interface Rows {
  readonly scanner: EventScanner;
  readonly store: TextStore;
  readonly accepted: (row: number) => boolean;
}

/** One reading of many rows into a few columns. */
class Pass {
  columns: readonly GrowingColumn[] = [];
  readonly #tree: FieldTree;
  #readers: Readers = [];
  #wanted: Uint8Array = new Uint8Array();

  constructor(tree: FieldTree) {
    this.#tree = tree;
  }

  add(column: GrowingColumn): void {
    this.#set([...this.columns, column]);
  }

  /** Goes on without some columns. Returns their paths. */
  leaveOut(isLeftOut: (column: GrowingColumn) => boolean): readonly string[] {
    const left = this.columns.filter(isLeftOut);
    if (left.length > 0) this.#set(this.columns.filter((column) => !left.includes(column)));
    return left.map(({ path }) => path);
  }

  #set(columns: readonly GrowingColumn[]): void {
    this.columns = columns;
    this.#readers = [];
    for (const column of columns) addReader(this.#readers, this.#tree, column);
    this.#wanted = wantedFields(
      this.#tree,
      columns.map(({ path }) => sourceOf(this.#tree, path)),
    );
  }

  read({ scanner, store, accepted }: Rows, first: number, end: number): void {
    if (this.columns.length === 0) return;
    for (let row = first; row < end; row++) {
      if (!accepted(row)) continue;
      const bytes = store.bytes(row);
      scanner.scanWanted(bytes, store.from(row), store.to(row), this.#wanted);
      write(this.columns, this.#readers, row, scanner.leaves, bytes);
    }
  }
}

/** A field that nothing is known of has an empty column; its type does not matter. */
function typeFor(node: FieldNode): FieldType {
  return node.type ?? 'keyword';
}

function addReader(readers: Readers, tree: FieldTree, column: GrowingColumn): void {
  (readers[sourceOf(tree, column.path).id] ??= []).push(column);
}

/** The field whose values a column holds. */
function sourceOf(tree: FieldTree, path: string): FieldNode {
  const node = tree.node(path);
  return node.source ?? node;
}

function write(
  columns: readonly GrowingColumn[],
  readers: Readers,
  row: number,
  leaves: Leaves,
  bytes: Uint8Array,
): void {
  for (const column of columns) column.begin();
  for (let i = 0; i < leaves.count; i++) {
    const kind = leaves.kinds[i]!;
    if (kind === LeafKind.object) continue;
    const reading = readers[leaves.nodes[i]!.id];
    if (reading === undefined) continue;
    for (const column of reading) column.add(bytes, kind, leaves.from[i]!, leaves.to[i]!);
  }
  for (const column of columns) column.end(row);
}

/** What `scanWanted` needs to read some fields alone. */
export function wantedFields(tree: FieldTree, fields: Iterable<FieldNode>): Uint8Array {
  const wanted = new Uint8Array(tree.nodes.length);
  for (const field of fields) {
    wanted[field.id] = Wanted.yes;
    for (let above = field.parent; above !== undefined; above = above.parent) wanted[above.id] ||= Wanted.below;
  }
  return wanted;
}
