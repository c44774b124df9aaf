/**
 * The dataset: texts, ids, columns and the state of every row, kept in step. An event is scanned once when it comes: the
 * same pass checks it, counts its values for the types of undeclared fields, and fills the columns that exist.
 */
import { andNot, emptyBitmap, growBitmap, hasBit, setBit, wordsFor, type Bitmap } from '../../eql/evaluate/bitmap.ts';
import type { Column } from '../../eql/evaluate/column.ts';
import type { Scalar } from '../../eql/check/types.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { seenKind } from '../schema/field-tree.ts';
import { createSchema, type EventSchema, type SchemaOptions } from '../schema/schema.ts';
import { decode, encode, latin1, utf16Offsets } from './bytes.ts';
import { ChangeLog } from './changes.ts';
import { ColumnSet, type Rows } from './column-set.ts';
import type { Dataset, Located, NewEventText, Stage } from './dataset.ts';
import { findRows, rehearse } from './find.ts';
import { AskedIds, RowIds, type RowNames } from './ids.ts';
import { locate } from './locate.ts';
import { pretty } from './pretty.ts';
import { EventScanner, type ScanProblem } from './scanner.ts';
import { TextStore, type TextRange } from './store.ts';
import { TypeCheck, type TypeProblem } from './type-check.ts';

export class EventRows implements Dataset {
  #schema: EventSchema;
  #scanner: EventScanner;
  #types: TypeCheck;
  #columns: ColumnSet;
  readonly #store = new TextStore();
  readonly #ids: RowNames;
  readonly #changes = new ChangeLog();
  /** Has a search been tried? */
  #isRehearsed = false;
  /** What is wrong with the texts, and with ids. */
  readonly #problems = new Map<number, readonly Diagnostic[]>();
  readonly #idProblems = new Map<number, Diagnostic>();
  #live = emptyBitmap(0);
  #invalid = emptyBitmap(0);
  #removed = emptyBitmap(0);
  /** Some field got its first value of a kind, or lost its last: types may differ. */
  #typesMoved = false;

  constructor(schema: EventSchema, ids: RowNames = new RowIds()) {
    this.#schema = schema;
    this.#ids = ids;
    this.#scanner = new EventScanner(schema.tree);
    this.#types = new TypeCheck();
    this.#columns = new ColumnSet(schema);
  }

  get schema(): EventSchema {
    return this.#schema;
  }

  get textBytes(): number {
    return this.#store.textBytes;
  }

  get rowCount(): number {
    return this.#store.rowCount;
  }

  get live(): Bitmap {
    return this.#exact(this.#live);
  }

  get invalid(): Bitmap {
    return this.#exact(this.#invalid);
  }

  /** Bitmaps grow by leaps; readers see as many words as there are rows. */
  #exact(bitmap: Bitmap): Bitmap {
    return bitmap.subarray(0, wordsFor(this.rowCount));
  }

  get changeCount(): number {
    return this.#changes.count;
  }

  changedSince(seen: number): readonly number[] | 'all' {
    return this.#changes.since(seen);
  }

  column(path: string): Column {
    this.prepare([path]);
    return this.#columns.get(path)!;
  }

  prepare(paths: Iterable<string>): void {
    this.#columns.build(paths, this.#readRows());
  }

  *readAhead(): Generator<void, void> {
    if (!this.#isRehearsed) this.#isRehearsed = rehearse(this.#store);
    const [columns, { rowCount }, changes] = [this.#columns, this, this.#changes.count];
    const isOvertaken = () =>
      this.#columns !== columns || this.rowCount !== rowCount || this.#changes.count !== changes;
    yield* columns.buildAhead(this.#readRows(), isOvertaken);
  }

  #readRows(): Rows {
    return { scanner: this.#scanner, store: this.#store, accepted: (row) => !this.#problems.has(row) };
  }

  append(events: readonly NewEventText[]): { first: number; count: number } {
    const first = this.rowCount;
    this.#reserve(first + events.length);
    for (const event of events) {
      const row = this.#store.append(this.#rangeOf(event));
      this.#nameRow(row, event.id);
      this.#read(row);
    }
    this.#settle();
    return { first, count: events.length };
  }

  #reserve(rows: number): void {
    this.#live = growBitmap(this.#live, rows);
    this.#invalid = growBitmap(this.#invalid, rows);
    this.#removed = growBitmap(this.#removed, rows);
    this.#columns.reserve(rows);
  }

  stage(): Stage {
    const ids = new AskedIds();
    const schema = this.#schema;
    const rows = new EventRows(createSchema(schema.options), ids);
    rows.prepare(this.#columns.paths());
    return {
      get rowCount() {
        return rows.rowCount;
      },
      append: (events) => void rows.append(events),
      problemsOf: (row) => rows.problemsOf(row),
      adopt: () => {
        // Under another mapping other texts are valid.
        if (this.#schema !== schema) rows.setOptions(this.#schema.options);
        return this.#adopt(rows, ids);
      },
    };
  }

  #adopt(staged: EventRows, ids: AskedIds): { first: number; count: number } {
    const first = this.rowCount;
    const count = staged.rowCount;
    this.#reserve(first + count);
    for (let i = 0; i < count; i++) {
      const row = this.#store.append(staged.#textRange(i));
      this.#nameRow(row, ids.asked(i));
      const problems = staged.#problems.get(i);
      if (problems !== undefined) this.#problems.set(row, problems);
      this.#mark(row);
    }
    if (this.#schema.tree.countAll(staged.#schema.tree)) this.#typesMoved = true;
    this.#settle();
    this.#columns.adopt(staged.#columns, count, first, this.#readRows());
    return { first, count };
  }

  #rangeOf(event: NewEventText): TextRange {
    if ('text' in event) return this.#store.write(encode(event.text));
    return { bytes: event.bytes, from: event.from ?? 0, to: event.to ?? event.bytes.length };
  }

  #nameRow(row: number, id: string | undefined): void {
    const taken = this.#ids.add(id);
    if (taken === undefined) return;
    const message = `the id "${taken}" was taken; this event is "${this.#ids.idOf(row)}"`;
    this.#idProblems.set(row, { code: 'event/id-taken', severity: 'warning', message });
  }

  patch(row: number, text: string): readonly Diagnostic[] {
    if (!this.#isRow(row)) return [];
    if (hasBit(this.#live, row)) this.#count(row, -1);
    this.#store.replace(row, this.#store.write(encode(text)));
    this.#read(row);
    this.#changes.add(row);
    this.#settle();
    return this.#problems.get(row) ?? [];
  }

  remove(rows: readonly number[]): void {
    for (const row of rows) {
      if (!this.#isRow(row) || hasBit(this.#removed, row)) continue;
      if (hasBit(this.#live, row)) this.#count(row, -1);
      setBit(this.#removed, row, true);
      this.#mark(row);
      this.#changes.add(row);
    }
    this.#settle();
  }

  restore(rows: readonly number[]): void {
    for (const row of rows) {
      if (!this.#isRow(row) || !hasBit(this.#removed, row)) continue;
      setBit(this.#removed, row, false);
      this.#mark(row);
      if (hasBit(this.#live, row)) this.#count(row, 1);
      this.#changes.add(row);
    }
    this.#settle();
  }

  setOptions(options: SchemaOptions): void {
    this.#schema = createSchema(options);
    this.#scanner = new EventScanner(this.#schema.tree);
    this.#types = new TypeCheck();
    this.#columns = new ColumnSet(this.#schema);
    for (let row = 0; row < this.rowCount; row++) this.#read(row);
    this.#changes.addAll();
    this.#settle();
  }

  /** Reads a row's text: its problems, its share in the types of fields, its place in the columns. */
  #read(row: number): void {
    const bytes = this.#store.bytes(row);
    const problems = this.#check(bytes, this.#store.from(row), this.#store.to(row));
    if (problems.length > 0) {
      this.#problems.set(row, problems);
      this.#columns.clearRow(row);
    } else {
      this.#problems.delete(row);
      if (!hasBit(this.#removed, row)) this.#countLeaves(bytes, 1);
      this.#columns.write(row, this.#scanner.leaves, bytes);
    }
    this.#mark(row);
  }

  /** Why a text is no acceptable event. Leaves its values in the scanner. */
  #check(bytes: Uint8Array, from: number, to: number): readonly Diagnostic[] {
    const problem = this.#scanner.scan(bytes, from, to);
    if (problem !== undefined) return [diagnosticOf(problem, bytes, from, to)];
    return this.#types.check(this.#scanner.leaves, bytes).map((found) => diagnosticOf(found, bytes, from, to));
  }

  /** Takes the values of a valid row into the counts, or out of them. */
  #count(row: number, step: 1 | -1): void {
    const bytes = this.#store.bytes(row);
    this.#scanner.scan(bytes, this.#store.from(row), this.#store.to(row));
    this.#countLeaves(bytes, step);
  }

  #countLeaves(bytes: Uint8Array, step: 1 | -1): void {
    const { leaves } = this.#scanner;
    for (let i = 0; i < leaves.count; i++) {
      const kind = leaves.kinds[i]!;
      const seen = seenKind(kind, () => latin1(bytes, leaves.from[i]!, leaves.to[i]!));
      if (leaves.nodes[i]!.count(seen, step)) this.#typesMoved = true;
    }
  }

  /** Columns follow the types of their fields. */
  #settle(): void {
    if (this.#typesMoved && this.#columns.dropOutdated()) this.#changes.addAll();
    this.#typesMoved = false;
  }

  #mark(row: number): void {
    const present = !hasBit(this.#removed, row);
    const accepted = !this.#problems.has(row);
    setBit(this.#live, row, present && accepted);
    setBit(this.#invalid, row, present && !accepted);
  }

  #isRow(row: number): boolean {
    return Number.isInteger(row) && row >= 0 && row < this.rowCount;
  }

  #textRange(row: number): TextRange {
    return { bytes: this.#store.bytes(row), from: this.#store.from(row), to: this.#store.to(row) };
  }

  text(row: number): string {
    if (!this.#isRow(row)) return '';
    return decode(this.#store.bytes(row), this.#store.from(row), this.#store.to(row));
  }

  idOf(row: number): string {
    return this.#ids.idOf(row);
  }

  rowOf(id: string): number | undefined {
    return this.#ids.rowOf(id);
  }

  problemsOf(row: number): readonly Diagnostic[] {
    const ofText = this.#problems.get(row) ?? [];
    const ofId = this.#idProblems.get(row);
    return ofId === undefined ? ofText : [...ofText, ofId];
  }

  values(row: number, path: string): readonly Scalar[] {
    return this.locate(row, [path])
      .get(path)!
      .map(({ value }) => value);
  }

  locate(row: number, paths: Iterable<string>): Located {
    const none: TextRange = { bytes: new Uint8Array(0), from: 0, to: 0 };
    const range = this.#isRow(row) ? this.#textRange(row) : none;
    const checked = this.#isRow(row) && !this.#problems.has(row);
    return locate(this.#schema.tree, this.#scanner, range, paths, checked);
  }

  locateIn(text: string, paths: Iterable<string>): Located {
    const bytes = encode(text);
    return locate(this.#schema.tree, this.#scanner, { bytes, from: 0, to: bytes.length }, paths, false);
  }

  pretty(row: number): string {
    return pretty(this.text(row));
  }

  find(words: string): Bitmap {
    return andNot(findRows(this.#store, words), this.#removed);
  }
}

/** A problem of bytes as one of the text. */
function diagnosticOf(problem: ScanProblem | TypeProblem, bytes: Uint8Array, from: number, to: number): Diagnostic {
  const toUtf16 = utf16Offsets(bytes, from, to);
  const span = { from: toUtf16(problem.from - from), to: toUtf16(problem.to - from) };
  const place = 'path' in problem ? { path: problem.path } : {};
  return { code: problem.code, severity: 'error', span, ...place, message: problem.message };
}
