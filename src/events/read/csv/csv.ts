/**
 * Tables as Kibana's Discover exports them: a line with the names of fields, then one event a line. What stands in a cell
 * is read in `cell.ts`.
 */
import Papa from 'papaparse';
import { decode, encode } from '../../columns/bytes.ts';
import { containerField } from '../../schema/container-fields.ts';
import type { Format, Piece } from '../piece.ts';
import { nextLine, trimEnd } from '../recover.ts';
import { withoutSubFields } from '../subFields.ts';
import { type CellNote, jsonOfCell } from './cell.ts';

const FORM = 'CSV';

/** The line of names is looked for in so many bytes. */
const LOOKED_AT = 64 * 1024;

/** Bytes of records that are parsed in one go. */
const BATCH = 64 * 1024;

/** A record that is longer lacks a quote somewhere. */
const LONGEST_RECORD = 1 << 20;

/** Kibana's `csv:separator` may be any of these; the first that yields names is it. */
const DELIMITERS = [',', ';', '\t'];

export const csv: Format = {
  recognises: (bytes, from) => headOf(bytes, from) !== undefined,
  *pieces(bytes, from) {
    const head = headOf(bytes, from);
    if (head !== undefined) yield* new Table(bytes, head).rows(head.end);
  },
};

interface Head {
  readonly delimiter: string;
  readonly names: readonly string[];
  /** Behind the line of names. */
  readonly end: number;
}

function headOf(bytes: Uint8Array, from: number): Head | undefined {
  const end = Math.min(recordEnd(bytes, from), from + LOOKED_AT);
  const line = decode(bytes, from, end);
  for (const delimiter of DELIMITERS) {
    const names = (parse(line, delimiter).data[0] ?? []).map(fieldName);
    if (areFieldNames(names)) return { delimiter, names, end };
  }
  return undefined;
}

function parse(text: string, delimiter: string): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, { delimiter });
}

/** A field with a label of its own in the data view is called `Label (field)`. */
function fieldName(title: string): string {
  return /^.+ \(([^()]+)\)$/.exec(title.trim())?.[1] ?? title.trim();
}

/** Words like those of fields. Beside the time or the id of an event, or many known fields, any word is one. */
function areFieldNames(names: readonly string[]): boolean {
  if (names.length < 2 || names.includes('')) return false;
  if (names.includes('@timestamp') || names.includes('_id')) return true;
  if (names.filter((name) => containerField(name) !== undefined).length * 2 >= names.length) return true;
  return names.every((name) => /^[@\w][\w.@-]*$/.test(name)) && names.some((name) => /[._@]/.test(name));
}

class Table {
  readonly #bytes: Uint8Array;
  readonly #delimiter: string;
  /** As they stand there, and as keys of the event; a sub-field is none. */
  readonly #names: readonly string[];
  readonly #keys: readonly (string | undefined)[];

  constructor(bytes: Uint8Array, { delimiter, names }: Head) {
    this.#bytes = bytes;
    this.#delimiter = delimiter;
    this.#names = names;
    this.#keys = names.map(withoutSubFields(names));
  }

  *rows(from: number): Generator<Piece, void> {
    for (let at = from; at < this.#bytes.length;) {
      const ends = this.#recordEnds(at);
      const last = ends.at(-1)!;
      const { data, errors } = parse(decode(this.#bytes, at, last), this.#delimiter);
      if (errors.length > 0 || data.length < ends.length) yield* this.#oneByOne(at, ends);
      else for (const [i, end] of ends.entries()) yield* this.#row(i === 0 ? at : ends[i - 1]!, end, data[i]!);
      at = last;
    }
  }

  /** A quote at a wrong place moves the ends of records: each is read by itself. */
  *#oneByOne(from: number, ends: readonly number[]): Generator<Piece, void> {
    let at = from;
    for (const end of ends) {
      const { data, errors } = parse(decode(this.#bytes, at, end), this.#delimiter);
      if (errors.length > 0) yield this.#broken(at, end, 'a quote is missing or stands at a wrong place');
      else yield* this.#row(at, end, data[0] ?? []);
      at = end;
    }
  }

  /** The ends of the records of one batch. */
  #recordEnds(from: number): readonly number[] {
    const ends: number[] = [];
    for (let at = from; at < this.#bytes.length && at - from < BATCH;) {
      at = recordEnd(this.#bytes, at);
      ends.push(at);
    }
    return ends;
  }

  *#row(from: number, to: number, cells: readonly string[]): Generator<Piece, void> {
    if (cells.length <= 1 && (cells[0] ?? '').trim() === '') return;
    if (cells.length !== this.#names.length) {
      yield this.#broken(from, to, `${cells.length} cells, but the table has ${this.#names.length} columns`);
      return;
    }
    const { json, id, notes } = this.#document(cells);
    const bytes = encode(json);
    yield { bytes, from: 0, to: bytes.length, at: from, form: FORM, notes, ...(id === undefined ? {} : { id }) };
  }

  #document(cells: readonly string[]): { readonly json: string; readonly id?: string; readonly notes: CellNote[] } {
    const notes = new Set<CellNote>();
    const members: string[] = [];
    let id: string | undefined;
    let source: string | undefined;
    for (const [i, name] of this.#names.entries()) {
      const key = this.#keys[i];
      const json = key === undefined ? undefined : jsonOfCell(key, cells[i]!, (note) => notes.add(note));
      if (json === undefined) continue;
      if (name === '_id') id = cells[i]!.trim();
      else if (name === '_source') source = cells[i]!;
      else if (!name.startsWith('_')) members.push(`${JSON.stringify(key)}:${json}`);
    }
    // A whole document in a cell says all that the other columns say.
    return { json: source ?? `{${members.join(',')}}`, ...(id === undefined ? {} : { id }), notes: [...notes] };
  }

  #broken(from: number, to: number, broken: string): Piece {
    return { bytes: this.#bytes, from, to: trimEnd(this.#bytes, from, to), at: from, broken, form: FORM };
  }
}

const QUOTE = 0x22;

/** The end of the record at an offset, line ends inside quotes being part of it; of the line, where a quote never ends. */
function recordEnd(bytes: Uint8Array, from: number): number {
  let quoted = false;
  const to = Math.min(bytes.length, from + LONGEST_RECORD);
  for (let i = from; i < to; i++) {
    if (bytes[i] === QUOTE) quoted = !quoted;
    else if (bytes[i] === 0x0a && !quoted) return i + 1;
  }
  return quoted || to < bytes.length ? nextLine(bytes, from, bytes.length) : bytes.length;
}
