/**
 * Where to go on after a broken piece. Sources are written by programs: the next event starts on a line of its own, as far
 * in as the broken one did.
 */

/**
 * The start of the next event behind a fault; `to` when there is none.
 * @param start where the broken piece starts
 * @param faultAt where it broke
 */
export function nextStart(bytes: Uint8Array, start: number, faultAt: number, to: number): number {
  const indent = indentOf(bytes, start);
  // The broken one was never closed, and this is the next already.
  if (faultAt > start && bytes[faultAt] === 0x7b && startsLine(bytes, faultAt) && indentOf(bytes, faultAt) === indent) {
    return faultAt;
  }
  for (let line = nextLine(bytes, faultAt, to); line < to; line = nextLine(bytes, line, to)) {
    let i = line;
    while (i < to && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
    if (i < to && bytes[i] === 0x7b && i - line === indent) return i;
  }
  return to;
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
  const end = bytes.subarray(at, to).indexOf(0x0a);
  return end < 0 ? to : at + end + 1;
}

/** The range without white space, and without a comma that led to what follows, at its end. */
export function trimEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1]! <= 0x20 || bytes[end - 1] === 0x2c)) end--;
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
