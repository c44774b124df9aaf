/**
 * Where to go on after a broken piece. Sources are written by programs: the next event starts on a line of its own, as far
 * in as the broken one did; or all are on one line, and the next one stands behind a comma where the brackets of the
 * broken one are closed.
 */
import { encode } from '../columns/bytes.ts';
import { skipSpace } from '../columns/json.ts';

/** A broken event that is longer is not looked through for its end, in bytes. */
const LONGEST = 1 << 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const OPEN_OBJECT = 0x7b;

/**
 * The start of the next event behind a fault; `to` when there is none.
 * @param start where the broken piece starts
 * @param faultAt where it broke
 */
export function nextStart(bytes: Uint8Array, start: number, faultAt: number, to: number): number {
  const indent = indentOf(bytes, start);
  // The broken one was never closed, and this is the next already.
  if (faultAt > start && bytes[faultAt] === OPEN_OBJECT && startsLine(bytes, faultAt)) {
    if (indentOf(bytes, faultAt) === indent) return faultAt;
  }
  const behind = behindBrackets(bytes, start, faultAt, to);
  const onLine = startOnLine(bytes, faultAt, indent, behind < 0 ? to : behind);
  if (onLine >= 0) return onLine;
  return behind < 0 ? to : behind;
}

/** The start of the first line that begins with an object, as far in as asked; -1 when there is none. */
function startOnLine(bytes: Uint8Array, from: number, indent: number, to: number): number {
  for (let line = nextLine(bytes, from, to); line < to; line = nextLine(bytes, line, to)) {
    let i = line;
    while (i < to && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
    if (i < to && bytes[i] === OPEN_OBJECT && i - line === indent) return i;
  }
  return -1;
}

/**
 * The object behind the place where all brackets of a broken one are closed, and a comma; -1 when there is none. With a
 * quote too few or too many, texts look like brackets and brackets like texts: then nothing is known.
 */
function behindBrackets(bytes: Uint8Array, start: number, faultAt: number, to: number): number {
  const limit = Math.min(to, start + LONGEST);
  let depth = 0;
  let i = start;
  while (i < limit) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      i = stringEnd(bytes, i, limit);
      if (!BEHIND_STRING.has(bytes[skipSpace(bytes, i, limit)] ?? 0)) return -1;
      continue;
    }
    if (byte === OPEN_OBJECT || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    i++;
    if (depth <= 0) break;
  }
  const comma = skipSpace(bytes, i, to);
  const next = skipSpace(bytes, comma + 1, to);
  const isNext = depth === 0 && i > faultAt && bytes[comma] === COMMA && next < to && bytes[next] === OPEN_OBJECT;
  return isNext ? next : -1;
}

const BEHIND_STRING: ReadonlySet<number> = new Set(encode(',:}]'));

/** The object behind stray characters between two elements, such as a bracket too many; -1 when there is none. */
export function behindStray(bytes: Uint8Array, at: number, to: number): number {
  for (let i = at; i < to && bytes[i] !== QUOTE; i++) if (bytes[i] === OPEN_OBJECT) return i;
  return -1;
}

/** Behind the closing quote; a string whose quote is missing ends with its line. */
function stringEnd(bytes: Uint8Array, at: number, to: number): number {
  let i = at + 1;
  while (i < to && bytes[i] !== QUOTE && bytes[i] !== LINE_FEED) i += bytes[i] === BACKSLASH ? 2 : 1;
  return Math.min(to, i + 1);
}

/** Whether only white space stands before an offset in its line. */
function startsLine(bytes: Uint8Array, at: number): boolean {
  let i = at;
  while (i > 0 && (bytes[i - 1] === 0x20 || bytes[i - 1] === 0x09)) i--;
  return i === 0 || bytes[i - 1] === 0x0a || bytes[i - 1] === 0x0d;
}

/** How far in the line of an offset starts. */
function indentOf(bytes: Uint8Array, at: number): number {
  let line = at;
  while (line > 0 && bytes[line - 1] !== 0x0a && bytes[line - 1] !== 0x0d) line--;
  let i = line;
  while (i < at && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
  return i - line;
}

/** The start of the line behind an offset. */
export function nextLine(bytes: Uint8Array, at: number, to: number): number {
  const end = bytes.subarray(at, to).indexOf(LINE_FEED);
  return end < 0 ? to : at + end + 1;
}

/** The range without white space, and without a comma that led to what follows, at its end. */
export function trimEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1]! <= 0x20 || bytes[end - 1] === COMMA)) end--;
  return end;
}

/** Offsets of one source to lines, asked in ascending order mostly; LF, CR and CR LF end a line. */
export class LineCounter {
  readonly #bytes: Uint8Array;
  #at = 0;
  #line = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The line of a byte offset, counted from 1. */
  lineAt(offset: number): number {
    if (offset < this.#at) {
      this.#at = 0;
      this.#line = 1;
    }
    const bytes = this.#bytes;
    const end = Math.min(offset, bytes.length);
    for (let i = this.#at; i < end; i++) {
      const byte = bytes[i]!;
      if (byte === 0x0a || (byte === 0x0d && bytes[i + 1] !== 0x0a)) this.#line++;
    }
    this.#at = Math.max(end, this.#at);
    return this.#line;
  }
}
