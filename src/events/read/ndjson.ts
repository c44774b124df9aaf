/**
 * NDJSON: one JSON value a line. A line stands or falls alone: when it is broken it is kept whole, and the next line is
 * read as if nothing had been. Container runtimes and `kubectl logs --timestamps` write a time before each line.
 */
import { latin1 } from '../columns/bytes.ts';
import { END_OF_INPUT, skipSpace, skipStrict } from '../columns/json.ts';
import { readValues } from './json.ts';
import { findObject } from './object.ts';
import type { Format, Piece } from './piece.ts';
import { nextLine, trimEnd } from './recover.ts';

/** How much of a source is looked at to tell lines from a value over many lines, in bytes. */
const LOOKED_AT = 256 * 1024;

export const ndjson: Format = {
  recognises(bytes, from) {
    const start = skipSpace(bytes, from, bytes.length);
    if (behindStamp(bytes, start, nextLine(bytes, start, bytes.length)) > start) return true;
    return isLines(bytes.subarray(0, Math.min(bytes.length, from + LOOKED_AT)), from);
  },
  pieces: readLines,
};

const STAMP = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d) (?:(?:stdout|stderr) [FP] )?(?=\{)/;

/** No stamp is longer. */
const LONGEST_STAMP = 64;

/** Where the event behind a time starts; the line's start if there is no time. */
function behindStamp(bytes: Uint8Array, line: number, to: number): number {
  const first = bytes[line];
  if (first === undefined || first < 0x30 || first > 0x39) return line;
  const stamp = STAMP.exec(latin1(bytes, line, Math.min(to, line + LONGEST_STAMP)));
  return line + (stamp?.[0].length ?? 0);
}

const STAMPED = 'the times before the events were left out';

function* readLines(bytes: Uint8Array, from: number): Generator<Piece, void> {
  for (let at = from; at < bytes.length;) {
    const line = at;
    at = nextLine(bytes, line, bytes.length);
    const start = skipSpace(bytes, line, at);
    const end = trimSpace(bytes, start, at);
    if (start === end) continue;
    const value = behindStamp(bytes, start, end);
    const pieces = [...readValues(bytes, value, end)];
    const broken = pieces.find((piece) => piece.broken?.startsWith('not JSON'));
    if (broken !== undefined) yield { ...broken, from: start, to: end, at: start, form: 'NDJSON' };
    else for (const piece of pieces) yield asLine(piece, value > start);
  }
}

function asLine(piece: Piece, stamped: boolean): Piece {
  return {
    ...piece,
    ...(piece.form === 'JSON' && { form: 'NDJSON' }),
    ...(stamped && { notes: [STAMPED, ...(piece.notes ?? [])] }),
  };
}

function trimSpace(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && bytes[end - 1]! <= 0x20) end--;
  return end;
}

/** Whether the lines of a text are values of their own. */
function isLines(bytes: Uint8Array, from: number): boolean {
  const to = bytes.length;
  const start = skipSpace(bytes, from, to);
  const lineEnd = nextLine(bytes, start, to);
  const fault = { at: 0, reason: '' };
  const end = skipStrict(bytes, start, to, fault);
  // A value that ends on its line, with more lines behind it.
  if (end >= 0) return end <= lineEnd && !opensAnother(bytes, end, lineEnd) && skipSpace(bytes, lineEnd, to) < to;
  const goesOn = skipStrict(bytes, start, lineEnd, fault) < 0 && fault.reason === END_OF_INPUT;
  if (goesOn && (bytes[start] === 0x5b || isResponse(bytes, start))) return false;
  return laterLineIsWhole(bytes, lineEnd);
}

function isResponse(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x7b && findObject(bytes, at, bytes.length, { at: 0, reason: '' }).kind === 'response';
}

/** Whether a second value begins on the line: then values are written one behind the other, line or no line. */
function opensAnother(bytes: Uint8Array, at: number, lineEnd: number): boolean {
  const next = skipSpace(bytes, at, lineEnd);
  return next < lineEnd && (bytes[next] === 0x7b || bytes[next] === 0x5b);
}

/** The first line is broken, or belongs to a value of many lines: then no later line is an event at the margin. */
function laterLineIsWhole(bytes: Uint8Array, from: number): boolean {
  const to = bytes.length;
  for (let line = from, looked = 0; line < to && looked < 50; looked++) {
    const end = nextLine(bytes, line, to);
    if (bytes[line] === 0x7b) {
      const valueEnd = skipStrict(bytes, line, end, { at: 0, reason: '' });
      if (valueEnd >= 0 && trimEnd(bytes, valueEnd, end) === valueEnd) return true;
    }
    line = end;
  }
  return false;
}
