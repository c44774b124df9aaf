/**
 * Tables as Kibana's Discover exports them: a line with the names of fields, then one event a line. Everything is text
 * there, which a column turns into its field's type. What a table cannot say is documented: a field that usually holds
 * several values is cut at ", ", as Discover joins them, so a value with a comma of its own comes apart.
 */
import Papa from 'papaparse';
import { decode, encode } from '../columns/bytes.ts';
import { containerField } from '../schema/container-fields.ts';
import type { Format, Piece } from './piece.ts';
import { nextLine } from './recover.ts';

const FORM = 'CSV';

/** The line of names is looked for in so many bytes. */
const LOOKED_AT = 64 * 1024;

/** Lines that are parsed in one go. */
const BATCH = 64 * 1024;

export const csv: Format = {
  recognises(bytes, from) {
    const head = bytes.subarray(from, Math.min(bytes.length, from + LOOKED_AT));
    const [names = []] = parse(decode(head, 0, nextLine(head, 0, head.length)));
    return names.length > 1 && names.every(isFieldName) && names.some((name) => /[._@]/.test(name));
  },
  pieces: readTable,
};

function parse(text: string): readonly (readonly string[])[] {
  return Papa.parse<string[]>(text, { delimiter: ',' }).data;
}

function isFieldName(name: string): boolean {
  return /^[@\w][\w.@-]*$/.test(name.trim());
}

function* readTable(bytes: Uint8Array, from: number): Generator<Piece, void> {
  let names: readonly string[] | null = null;
  for (let at = from; at < bytes.length;) {
    const end = recordsEnd(bytes, at);
    let line = at;
    for (const cells of parse(decode(bytes, at, end))) {
      const recordAt = line;
      line = recordEnd(bytes, line);
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (names === null) names = cells.map((name) => name.trim());
      else yield rowPiece(bytes, recordAt, line, names, cells);
    }
    at = end;
  }
}

/** The end of some whole records: a batch, and the rest of the record that it ends in. */
function recordsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && at - from < BATCH) at = recordEnd(bytes, at);
  return at;
}

const QUOTE = 0x22;

/** The end of the record at an offset, line ends inside quotes being part of it. */
function recordEnd(bytes: Uint8Array, from: number): number {
  let quoted = false;
  for (let i = from; i < bytes.length; i++) {
    if (bytes[i] === QUOTE) quoted = !quoted;
    else if (bytes[i] === 0x0a && !quoted) return i + 1;
  }
  return bytes.length;
}

function rowPiece(
  bytes: Uint8Array,
  at: number,
  to: number,
  names: readonly string[],
  cells: readonly string[],
): Piece {
  if (cells.length > names.length) {
    const broken = `${cells.length} cells, but the table has ${names.length} columns`;
    return { bytes, from: at, to, at, broken, form: FORM };
  }
  const event: Record<string, unknown> = {};
  let id: string | undefined;
  for (const [i, cell] of cells.entries()) {
    const name = names[i]!;
    const text = cell.trim();
    // Discover writes these for a field without a value.
    if (text === '' || text === '-' || text === '(empty)' || text === '(null)') continue;
    if (name === '_id') id = text;
    else if (name === '_source') Object.assign(event, sourceOf(text));
    else if (!name.startsWith('_')) event[name] = valueOf(name, text);
  }
  const document = encode(JSON.stringify(event));
  return { bytes: document, from: 0, to: document.length, at, form: FORM, ...(id === undefined ? {} : { id }) };
}

function valueOf(name: string, text: string): unknown {
  if (name === '@timestamp' || containerField(name)?.type === 'date') return discoverTime(text);
  if (containerField(name)?.array === true) return text.split(/,\s*/).filter((part) => part !== '');
  return text;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Jan 20, 2026 @ 09:03:27.118` as ISO text; any other time as it stands. Discover does not write the zone: taken as UTC. */
function discoverTime(text: string): string {
  const [, month, day, year, time] = /^(\w{3}) (\d{1,2}), (\d{4}) @ (\d\d:\d\d:\d\d\.\d+)$/.exec(text) ?? [];
  const place = MONTHS.indexOf(month ?? '') + 1;
  if (place === 0 || day === undefined) return text;
  return `${year}-${String(place).padStart(2, '0')}-${day.padStart(2, '0')}T${time}Z`;
}

/** A whole document in a cell; nothing of one that is no object. */
function sourceOf(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
