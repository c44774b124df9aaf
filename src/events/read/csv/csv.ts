/**
 * Tables as Kibana's Discover exports them: a line with the names of fields, then one event a line. What stands in a cell
 * is read in `cell.ts`.
 */
import Papa from 'papaparse';
import { decode, encode } from '../../columns/bytes.ts';
import type { Format, Piece } from '../piece.ts';
import { nextLine, trimEnd } from '../recover.ts';
import { type CellNote, valueOf } from './cell.ts';

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
  recognises: (bytes, from) => delimiterOf(bytes, from) !== undefined,
  pieces: readTable,
};

function delimiterOf(bytes: Uint8Array, from: number): string | undefined {
  const head = bytes.subarray(0, Math.min(bytes.length, from + LOOKED_AT));
  const line = decode(head, from, nextLine(head, from, head.length));
  return DELIMITERS.find((delimiter) => {
    const names = (parse(line, delimiter).data[0] ?? []).map(fieldName);
    return names.length > 1 && names.every(isFieldName) && names.some((name) => /[._@]/.test(name));
  });
}

function parse(text: string, delimiter: string): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, { delimiter });
}

/** A field with a label of its own in the data view is called `Label (field)`. */
function fieldName(title: string): string {
  return /^.+ \(([^()]+)\)$/.exec(title.trim())?.[1] ?? title.trim();
}

function isFieldName(name: string): boolean {
  return /^[@\w][\w.@-]*$/.test(name);
}

function* readTable(bytes: Uint8Array, from: number): Generator<Piece, void> {
  const delimiter = delimiterOf(bytes, from) ?? ',';
  const head = recordEnd(bytes, from);
  const names = (parse(decode(bytes, from, head), delimiter).data[0] ?? []).map(fieldName);
  for (let at = head; at < bytes.length;) {
    const ends = recordEnds(bytes, at);
    const { data, errors } = parse(decode(bytes, at, ends.at(-1)), delimiter);
    // A quote at a wrong place moves the ends of records: then each is read by itself.
    if (errors.length > 0 || data.length < ends.length) yield* recordByRecord(bytes, at, ends, delimiter, names);
    else
      for (const [i, end] of ends.entries()) yield* rowPieces(bytes, i === 0 ? at : ends[i - 1]!, end, names, data[i]!);
    at = ends.at(-1)!;
  }
}

function* recordByRecord(
  bytes: Uint8Array,
  from: number,
  ends: readonly number[],
  delimiter: string,
  names: readonly string[],
): Generator<Piece, void> {
  let at = from;
  for (const end of ends) {
    const { data, errors } = parse(decode(bytes, at, end), delimiter);
    if (errors.length > 0) yield brokenRow(bytes, at, end, 'a quote is missing or stands at a wrong place');
    else yield* rowPieces(bytes, at, end, names, data[0] ?? []);
    at = end;
  }
}

/** The ends of the records of one batch. */
function recordEnds(bytes: Uint8Array, from: number): readonly number[] {
  const ends: number[] = [];
  for (let at = from; at < bytes.length && at - from < BATCH;) {
    at = recordEnd(bytes, at);
    ends.push(at);
  }
  return ends;
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

function brokenRow(bytes: Uint8Array, from: number, to: number, broken: string): Piece {
  return { bytes, from, to: trimEnd(bytes, from, to), at: from, broken, form: FORM };
}

function* rowPieces(
  bytes: Uint8Array,
  at: number,
  to: number,
  names: readonly string[],
  cells: readonly string[],
): Generator<Piece, void> {
  if (cells.every((cell) => cell.trim() === '')) return;
  if (cells.length !== names.length) {
    yield brokenRow(bytes, at, to, `${cells.length} cells, but the table has ${names.length} columns`);
    return;
  }
  const event: Record<string, unknown> = {};
  const notes = new Set<CellNote>();
  let id: string | undefined;
  let source: string | undefined;
  for (const [i, name] of names.entries()) {
    const value = valueOf(name, cells[i]!, (note) => notes.add(note));
    if (value === undefined) continue;
    if (name === '_id') id = cells[i]!.trim();
    else if (name === '_source') source = cells[i]!;
    else if (!name.startsWith('_')) event[name] = value;
  }
  // A whole document in a cell says all that the other columns say.
  const document = encode(source ?? JSON.stringify(event));
  const named = id === undefined ? {} : { id };
  yield { bytes: document, from: 0, to: document.length, at, form: FORM, notes: [...notes], ...named };
}
