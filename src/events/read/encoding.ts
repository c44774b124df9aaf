/** Sources in UTF-8 or UTF-16, with a byte order mark or without, as UTF-8. */
import { encode } from '../columns/bytes.ts';
import type { Pace } from './pace.ts';

export interface Utf8 {
  readonly bytes: Uint8Array;
  /** Where the text starts, behind a byte order mark. */
  readonly from: number;
  /** What it was before. */
  readonly encoding: 'UTF-8' | 'UTF-16';
}

/** Bytes that are converted in one go; even. */
const STEP = 1 << 20;

export async function asUtf8(bytes: Uint8Array, pace: Pace): Promise<Utf8 | 'cancelled'> {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8') return { bytes, from: hasUtf8Mark(bytes) ? 3 : 0, encoding: 'UTF-8' };
  const decoder = new TextDecoder(encoding);
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let at = 0; at < bytes.length; at += STEP) {
    const isLast = at + STEP >= bytes.length;
    const part = encode(decoder.decode(bytes.subarray(at, at + STEP), { stream: !isLast }));
    parts.push(part);
    length += part.length;
    // One step after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    if (pace.due && (await pace.rest({ phase: 'unpacking', bytesRead: at, bytesTotal: bytes.length, events: 0 }))) {
      return 'cancelled';
    }
  }
  return { bytes: join(parts, length), from: 0, encoding: 'UTF-16' };
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** By the mark; without one, every other byte of UTF-16 that begins with an ASCII character is zero. */
function encodingOf([first, second, third, fourth]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (second === 0 && fourth === 0 && first !== 0 && third !== 0) return 'utf-16le';
  if (first === 0 && third === 0 && second !== 0 && fourth !== 0) return 'utf-16be';
  return 'utf-8';
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
