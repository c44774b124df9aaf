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

export class ColumnSet {
  readonly #tree: FieldTree;
  readonly #ignoreAbove: number;
  readonly #built = new Map<string, GrowingColumn>();
  /** The same columns as a list, for the loop over every event. */
  #list: GrowingColumn[] = [];
  #readers: Readers = [];

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
  build(paths: Iterable<string>, scanner: EventScanner, store: TextStore, accepted: (row: number) => boolean): void {
    const columns: GrowingColumn[] = [];
    const readers: Readers = [];
    const sources: FieldNode[] = [];
    for (const path of new Set(paths)) {
      if (this.#built.has(path)) continue;
      const node = this.#tree.node(path);
      const column = new GrowingColumn(path, typeFor(node), store.rowCount, this.#ignoreAbove);
      const source = node.source ?? node;
      this.#built.set(path, column);
      columns.push(column);
      sources.push(source);
      addReader(readers, source, column);
      addReader(this.#readers, source, column);
    }
    if (columns.length === 0) return;
    this.#list = [...this.#built.values()];
    const wanted = wantedFields(this.#tree, sources);
    fill(columns, readers, wanted, { scanner, store, accepted, first: 0 });
  }

  /**
   * Takes over the rows of another set behind its own rows, for the same fields. A column that the other set lacks, or has
   * in another type, is filled from the texts.
   * @param rows what was added, from `first` on
   */
  adopt(other: ColumnSet, count: number, rows: Rows): void {
    const columns: GrowingColumn[] = [];
    const readers: Readers = [];
    const sources: FieldNode[] = [];
    for (const column of this.#list) {
      const adopted = other.get(column.path);
      if (adopted !== undefined && adopted.type === column.type) {
        column.adopt(adopted, rows.first, count);
        continue;
      }
      const node = this.#tree.node(column.path);
      const source = node.source ?? node;
      columns.push(column);
      sources.push(source);
      addReader(readers, source, column);
    }
    if (columns.length > 0) fill(columns, readers, wantedFields(this.#tree, sources), rows);
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
    for (const column of this.#list) {
      const node = this.#tree.node(column.path);
      addReader(this.#readers, node.source ?? node, column);
    }
    return true;
  }
}

/** The accepted rows of a store from `first` on, and who reads them. */
interface Rows {
  readonly scanner: EventScanner;
  readonly store: TextStore;
  readonly accepted: (row: number) => boolean;
  readonly first: number;
}

function fill(
  columns: readonly GrowingColumn[],
  readers: Readers,
  wanted: Uint8Array,
  { scanner, store, accepted, first }: Rows,
): void {
  for (let row = first; row < store.rowCount; row++) {
    if (!accepted(row)) continue;
    const bytes = store.bytes(row);
    scanner.scanWanted(bytes, store.from(row), store.to(row), wanted);
    write(columns, readers, row, scanner.leaves, bytes);
  }
}

/** A field that nothing is known of has an empty column; its type does not matter. */
function typeFor(node: FieldNode): FieldType {
  return node.type ?? 'keyword';
}

function addReader(readers: Readers, source: FieldNode, column: GrowingColumn): void {
  (readers[source.id] ??= []).push(column);
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
