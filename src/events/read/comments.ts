/**
 * What people write into JSON by hand and JSON does not have: comments, and commas behind the last element. They become
 * white space, in a copy of the same length, so that every place stays what it is. The copy is worth something only if it
 * is JSON: where a quote is missing, a part of a text may look like a comment.
 */
import { encode } from '../columns/bytes.ts';
import { skipSpace } from '../columns/json.ts';

/** Sources that are longer were written by programs, which write neither. */
const LONGEST = 4 << 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const STAR = 0x2a;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** The copy, JSON or not; null where there is nothing of the kind, as in nearly every source. */
export function withoutComments(bytes: Uint8Array, from: number): Uint8Array | null {
  if (bytes.length > LONGEST || !beginsLikeJson(bytes, from)) return null;
  const blanks = new Blanks(bytes);
  const comments = new Comments(bytes);
  /** The last byte that is no white space, and where it stands; comments are white space. */
  let last = 0;
  let lastAt = -1;
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte <= 0x20) continue;
    const end = byte === SLASH && mayPrecedeComment(last) ? comments.endOf(i) : -1;
    if (end > 0) {
      blanks.blank(i, end);
      i = end - 1;
      continue;
    }
    if ((byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) && last === COMMA) blanks.blank(lastAt, lastAt + 1);
    last = byte;
    lastAt = i;
    if (byte === QUOTE) i = stringEnd(bytes, i) - 1;
  }
  return blanks.copy;
}

function beginsLikeJson(bytes: Uint8Array, from: number): boolean {
  const first = bytes[skipSpace(bytes, from, bytes.length)];
  return first === OPEN_OBJECT || first === OPEN_ARRAY || first === SLASH;
}

/** A comment stands at the start, or behind a bracket, a comma or a value; `https://` in a broken line is none. */
function mayPrecedeComment(last: number): boolean {
  return last === 0 || BEFORE_COMMENT.has(last);
}

/** Brackets, comma, quote, and what numbers, `true`, `false` and `null` end with. */
const BEFORE_COMMENT: ReadonlySet<number> = new Set(encode('{}[],"0123456789el'));

class Comments {
  readonly #bytes: Uint8Array;
  /** No block comment is closed behind this place: looked for once. */
  #lastClose = -1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The end of the comment that begins at a slash; -1 when none does. A line comment leaves the line its end. */
  endOf(at: number): number {
    const bytes = this.#bytes;
    if (bytes[at + 1] === SLASH) return lineEnd(bytes, at);
    if (bytes[at + 1] !== STAR || at + 2 > this.#lastCloseAt()) return -1;
    let i = at + 2;
    while (bytes[i] !== STAR || bytes[i + 1] !== SLASH) i++;
    return i + 2;
  }

  #lastCloseAt(): number {
    if (this.#lastClose >= 0) return this.#lastClose;
    let i = this.#bytes.length - 2;
    while (i > 0 && (this.#bytes[i] !== STAR || this.#bytes[i + 1] !== SLASH)) i--;
    this.#lastClose = Math.max(0, i);
    return this.#lastClose;
  }
}

function lineEnd(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(LINE_FEED, at);
  return end < 0 ? bytes.length : end;
}

/** Behind the closing quote, or at the end of the line. */
function stringEnd(bytes: Uint8Array, at: number): number {
  let i = at + 1;
  while (i < bytes.length && bytes[i] !== QUOTE && bytes[i] !== LINE_FEED) i += bytes[i] === BACKSLASH ? 2 : 1;
  return bytes[i] === QUOTE ? i + 1 : i;
}

class Blanks {
  readonly #bytes: Uint8Array;
  copy: Uint8Array | null = null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Line ends stay, so that lines keep their numbers. */
  blank(from: number, to: number): void {
    this.copy ??= this.#bytes.slice();
    for (let i = from; i < to; i++) if (this.copy[i] !== LINE_FEED && this.copy[i] !== 0x0d) this.copy[i] = 0x20;
  }
}
