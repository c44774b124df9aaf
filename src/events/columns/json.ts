/**
 * JSON's small parts over bytes (RFC 8259, as strict as `JSON.parse`), and two ways over a whole value: `skipStrict`
 * checks every byte and survives any depth, `skipTrusted` only looks for the end of a value that was checked before.
 *
 * A failed step returns -1 and leaves where and why in the `JsonFault` that it was given. Offsets are byte offsets.
 */
import { utf8Length } from './bytes.ts';

/** Where and why a text is not JSON. One object is reused, so that reading makes no garbage. */
export interface JsonFault {
  at: number;
  reason: string;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

export const END_OF_INPUT = 'unexpected end of input';

/** The first byte at or after `at` that is no white space. */
export function skipSpace(bytes: Uint8Array, at: number, to: number): number {
  let i = at;
  while (i < to) {
    const byte = bytes[i]!;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    i++;
  }
  return i;
}

export function fail(fault: JsonFault, at: number, reason: string): -1 {
  fault.at = at;
  fault.reason = reason;
  return -1;
}

/** Fails at a byte that cannot stand here; at the end of the text, with that as the reason. */
export function unexpected(bytes: Uint8Array, at: number, to: number, expected: string, fault: JsonFault): -1 {
  if (at >= to) return fail(fault, to, END_OF_INPUT);
  return fail(fault, at, `unexpected ${shown(bytes, at, to)}, expected ${expected}`);
}

function shown(bytes: Uint8Array, at: number, to: number): string {
  const byte = bytes[at]!;
  if (byte > 0x20 && byte < 0x7f) return byte === QUOTE ? `'"'` : `"${String.fromCharCode(byte)}"`;
  const length = byte >= 0x80 ? utf8Length(bytes, at, to) : 0;
  if (length > 0) return `"${new TextDecoder().decode(bytes.subarray(at, at + length))}"`;
  return `byte 0x${byte.toString(16).padStart(2, '0')}`;
}

/** The end of a string whose opening quote is at `at`. */
export function scanString(bytes: Uint8Array, at: number, to: number, fault: JsonFault): number {
  let i = at + 1;
  while (i < to) {
    const byte = bytes[i]!;
    if (byte === QUOTE) return i + 1;
    if (byte === BACKSLASH) {
      const next = scanEscape(bytes, i, to, fault);
      if (next < 0) return -1;
      i = next;
    } else if (byte < 0x20) {
      return fail(fault, i, 'control character in a string');
    } else if (byte < 0x80) {
      i++;
    } else {
      const length = utf8Length(bytes, i, to);
      if (length === 0) return fail(fault, i, 'invalid UTF-8 in a string');
      i += length;
    }
  }
  return fail(fault, to, END_OF_INPUT);
}

const ESCAPES = new Set(Array.from('"\\/bfnrt', (char) => char.charCodeAt(0)));

function scanEscape(bytes: Uint8Array, at: number, to: number, fault: JsonFault): number {
  if (at + 1 >= to) return fail(fault, to, END_OF_INPUT);
  const letter = bytes[at + 1]!;
  if (ESCAPES.has(letter)) return at + 2;
  if (letter !== 0x75) return fail(fault, at, 'unknown escape in a string');
  for (let i = at + 2; i < at + 6; i++) {
    if (i >= to) return fail(fault, to, END_OF_INPUT);
    if (!isHex(bytes[i]!)) return fail(fault, at, 'unknown escape in a string');
  }
  return at + 6;
}

function isHex(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Whether the number between two offsets has a fraction or an exponent. */
export function isDecimal(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte === 0x2e || byte === 0x65 || byte === 0x45) return true;
  }
  return false;
}

/** The end of a number that starts at `at` (a digit or a minus sign). */
export function scanNumber(bytes: Uint8Array, at: number, to: number, fault: JsonFault): number {
  let i = at;
  if (bytes[i] === 0x2d) i++;
  const first = i;
  i = skipDigits(bytes, i, to);
  if (i === first) return unexpected(bytes, i, to, 'a digit', fault);
  if (bytes[first] === 0x30 && i > first + 1) return fail(fault, first, 'a number cannot start with 0');
  if (i < to && bytes[i] === 0x2e) {
    const fraction = i + 1;
    i = skipDigits(bytes, fraction, to);
    if (i === fraction) return unexpected(bytes, i, to, 'a digit', fault);
  }
  if (i < to && (bytes[i]! | 0x20) === 0x65) {
    let exponent = i + 1;
    if (exponent < to && (bytes[exponent] === 0x2b || bytes[exponent] === 0x2d)) exponent++;
    i = skipDigits(bytes, exponent, to);
    if (i === exponent) return unexpected(bytes, i, to, 'a digit', fault);
  }
  return i;
}

function skipDigits(bytes: Uint8Array, at: number, to: number): number {
  let i = at;
  while (i < to && isDigit(bytes[i])) i++;
  return i;
}

const WORDS = ['true', 'false', 'null'].map((word) => new TextEncoder().encode(word));

/** The end of `true`, `false` or `null`. */
export function scanWord(bytes: Uint8Array, at: number, to: number, fault: JsonFault): number {
  const word = WORDS.find((candidate) => candidate[0] === bytes[at]);
  if (word === undefined) return unexpected(bytes, at, to, 'a value', fault);
  for (let i = 0; i < word.length; i++) {
    if (at + i >= to) return fail(fault, to, END_OF_INPUT);
    if (bytes[at + i] !== word[i]) return unexpected(bytes, at + i, to, `"${String.fromCharCode(...word)}"`, fault);
  }
  return at + word.length;
}

/** The end of a string, number or word. */
export function scanScalar(bytes: Uint8Array, at: number, to: number, fault: JsonFault): number {
  if (at >= to) return fail(fault, to, END_OF_INPUT);
  const byte = bytes[at]!;
  if (byte === QUOTE) return scanString(bytes, at, to, fault);
  if (byte === 0x2d || isDigit(byte)) return scanNumber(bytes, at, to, fault);
  return scanWord(bytes, at, to, fault);
}

/** The end of the value at `at`, every byte checked. Keeps the open brackets on a list, so depth costs no stack. */
export function skipStrict(bytes: Uint8Array, at: number, to: number, fault: JsonFault): number {
  const open: number[] = [];
  let i = skipSpace(bytes, at, to);
  for (;;) {
    const byte = i < to ? bytes[i]! : 0;
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      const close = byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY;
      i = skipSpace(bytes, i + 1, to);
      if (i < to && bytes[i] === close) {
        i++;
      } else {
        open.push(close);
        if (close === CLOSE_OBJECT) i = scanKey(bytes, i, to, fault);
        if (i < 0) return -1;
        continue;
      }
    } else {
      i = scanScalar(bytes, i, to, fault);
      if (i < 0) return -1;
    }
    i = afterValue(bytes, i, to, open, fault);
    if (i < 0 || open.length === 0) return i;
  }
}

/** Closes what ends after a value; the start of the next value, or the end when nothing is open any more. */
function afterValue(bytes: Uint8Array, at: number, to: number, open: number[], fault: JsonFault): number {
  let i = at;
  while (open.length > 0) {
    const close = open.at(-1)!;
    i = skipSpace(bytes, i, to);
    if (i < to && bytes[i] === COMMA) {
      i = skipSpace(bytes, i + 1, to);
      return close === CLOSE_OBJECT ? scanKey(bytes, i, to, fault) : i;
    }
    if (i >= to || bytes[i] !== close) return unexpected(bytes, i, to, `"," or "${String.fromCharCode(close)}"`, fault);
    open.pop();
    i++;
  }
  return i;
}

/** A key and its colon; the start of the value. */
export function scanKey(bytes: Uint8Array, at: number, to: number, fault: JsonFault): number {
  if (at >= to || bytes[at] !== QUOTE) return unexpected(bytes, at, to, 'a key in double quotes', fault);
  const end = scanString(bytes, at, to, fault);
  if (end < 0) return -1;
  return scanColon(bytes, end, to, fault);
}

/** The colon behind a key; the start of the value. */
export function scanColon(bytes: Uint8Array, at: number, to: number, fault: JsonFault): number {
  const colon = skipSpace(bytes, at, to);
  if (colon >= to || bytes[colon] !== COLON) return unexpected(bytes, colon, to, '":" after the key', fault);
  return skipSpace(bytes, colon + 1, to);
}

/** The end of the value at `at` in a text that was checked before. */
export function skipTrusted(bytes: Uint8Array, at: number): number {
  let i = at;
  let depth = 0;
  for (;;) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      i = skipTrustedString(bytes, i);
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      depth++;
      i++;
      continue;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      depth--;
      i++;
    } else if (depth > 0) {
      i++;
      continue;
    } else {
      return skipTrustedWord(bytes, i);
    }
    if (depth === 0) return i;
  }
}

/** The end of the string at `at` in a text that was checked before. */
export function skipTrustedString(bytes: Uint8Array, at: number): number {
  let i = at + 1;
  for (;;) {
    const byte = bytes[i]!;
    if (byte === QUOTE) return i + 1;
    i += byte === BACKSLASH ? 2 : 1;
  }
}

/** The end of a number or word: the next byte that cannot belong to one. */
export function skipTrustedWord(bytes: Uint8Array, at: number): number {
  let i = at;
  while (i < bytes.length) {
    const byte = bytes[i]!;
    if (byte <= 0x20 || byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) break;
    i++;
  }
  return i;
}
