/**
 * Where bytes stand in texts. Of a needle's bytes the anchor, which is rare, is looked for sixteen places at a time: four
 * numbers of four bytes each. Where it stands, the others are compared.
 */
import type { Needle } from './pattern.ts';
import type { TextRun } from './store.ts';

/** In each of four bytes: the lowest and the highest bit. */
const LOWEST = 0x0101_0101;
const HIGHEST = 0x8080_8080;

/** Bytes, four at a time one number. */
export interface Fours {
  readonly bytes: Uint8Array;
  /** The last few bytes are in none. */
  readonly numbers: Int32Array;
  /** The first byte of the first number: four bytes are one where they lie at a multiple of four. */
  readonly shift: number;
}

export function fourByFour(bytes: Uint8Array): Fours {
  const shift = Math.min(bytes.length, (4 - (bytes.byteOffset & 3)) & 3);
  const count = (bytes.length - shift) >> 2;
  return { bytes, numbers: new Int32Array(bytes.buffer, count === 0 ? 0 : bytes.byteOffset + shift, count), shift };
}

/**
 * Visits the rows of a run in which a needle stands; some of them more than once. Bytes between two texts belong to
 * neither.
 */
export function eachRowWith(
  needle: Needle,
  { bytes, places, first, end }: TextRun,
  { numbers, shift }: Fours,
  visit: (row: number) => void,
): void {
  const { length, place } = needle;
  const ignored = Math.imul(needle.ignored, LOWEST);
  const value = Math.imul(needle.value, LOWEST);
  const begin = places[first * 3 + 1]!;
  const last = places[end * 3 - 1]! - length;
  let row = first;
  /** It stands here, unless that is in two texts or none. */
  const settle = (start: number): void => {
    // Not in order within sixteen bytes.
    while (row > first && places[row * 3 + 1]! > start) row--;
    while (places[row * 3 + 2]! <= start) row++;
    if (start >= places[row * 3 + 1]! && start + length <= places[row * 3 + 2]!) visit(row);
  };
  let start = begin;
  for (; start <= last && start + place < shift; start++) if (fitsAt(needle, bytes, start)) settle(start);
  const most = Math.min(numbers.length - 3, (last + place - shift + 4) >> 2);
  let at = (start + place - shift) >> 2;
  for (; (at = nextSixteen(numbers, at, most, ignored, value)) < most; at += 4) {
    let candidates = candidatesIn(numbers, at, ignored, value);
    for (; candidates !== 0; candidates &= candidates - 1) {
      const bit = 31 - Math.clz32(candidates & -candidates);
      start = (at + (bit & 7)) * 4 + (bit >> 3) + shift - place;
      if (start >= begin && start <= last && fitsAt(needle, bytes, start)) settle(start);
    }
  }
  for (start = Math.max(begin, at * 4 + shift - place); start <= last; start++) {
    if (fitsAt(needle, bytes, start)) settle(start);
  }
}

function fitsAt({ length, fits }: Needle, bytes: Uint8Array, start: number): boolean {
  for (let place = 0; place < length; place++) if (fits[place * 256 + bytes[start + place]!] === 0) return false;
  return true;
}

/** The next sixteen bytes that have a candidate. This loop is what a search over many events takes its time for. */
function nextSixteen(numbers: Int32Array, from: number, most: number, ignored: number, value: number): number {
  let at = from;
  for (; at < most; at += 4) {
    const a = (numbers[at]! | ignored) ^ value;
    const b = (numbers[at + 1]! | ignored) ^ value;
    const c = (numbers[at + 2]! | ignored) ^ value;
    const d = (numbers[at + 3]! | ignored) ^ value;
    if ((zerosIn(a) | zerosIn(b) | zerosIn(c) | zerosIn(d)) !== 0) break;
  }
  return at;
}

/** Of sixteen bytes: bit `8 * b + n` is set where byte `b` of number `n` may be the anchor. */
function candidatesIn(numbers: Int32Array, at: number, ignored: number, value: number): number {
  const a = zerosIn((numbers[at]! | ignored) ^ value);
  const b = zerosIn((numbers[at + 1]! | ignored) ^ value);
  const c = zerosIn((numbers[at + 2]! | ignored) ^ value);
  const d = zerosIn((numbers[at + 3]! | ignored) ^ value);
  return (a >>> 7) | (b >>> 6) | (c >>> 5) | (d >>> 4);
}

/** Of four bytes, the highest bit of each that is zero; above such a one, also of bytes that are one. */
function zerosIn(four: number): number {
  return (four - LOWEST) & ~four & HIGHEST;
}
