/**
 * A set of event rows, one bit for each row: bit `row & 31` of word `row >>> 5`. `and`, `or` and `not` of clauses are
 * word operations on these, and the population count of a clause is its count over all events. A bitmap is a plain
 * `Uint32Array`, so that it can be transferred between threads; bits at or above the row count are always 0.
 */
export type Bitmap = Uint32Array<ArrayBuffer>;

/** Words that `rows` bits need. */
export function wordsFor(rows: number): number {
  return (rows + 31) >>> 5;
}

export function emptyBitmap(rows: number): Bitmap {
  return new Uint32Array(wordsFor(rows));
}

export function fullBitmap(rows: number): Bitmap {
  const bitmap = emptyBitmap(rows).fill(0xffffffff);
  const rest = rows & 31;
  if (rest !== 0) bitmap[bitmap.length - 1] = (1 << rest) - 1;
  return bitmap;
}

export function bitmapOf(rows: number, members: Iterable<number>): Bitmap {
  const bitmap = emptyBitmap(rows);
  for (const row of members) setBit(bitmap, row, true);
  return bitmap;
}

export function hasBit(bitmap: Bitmap, row: number): boolean {
  return ((bitmap[row >>> 5]! >>> (row & 31)) & 1) === 1;
}

export function setBit(bitmap: Bitmap, row: number, on: boolean): void {
  const mask = 1 << (row & 31);
  if (on) bitmap[row >>> 5]! |= mask;
  else bitmap[row >>> 5]! &= ~mask;
}

/** The same bits with room for more rows; the bitmap itself when there is room already. */
export function growBitmap(bitmap: Bitmap, rows: number): Bitmap {
  const words = wordsFor(rows);
  if (bitmap.length >= words) return bitmap;
  const grown = new Uint32Array(Math.max(words, Math.ceil(bitmap.length * 1.5)));
  grown.set(bitmap);
  return grown;
}

export function and(a: Bitmap, b: Bitmap): Bitmap {
  return zip(a, b, (x, y) => x & y);
}

export function or(a: Bitmap, b: Bitmap): Bitmap {
  return zip(a, b, (x, y) => x | y);
}

export function xor(a: Bitmap, b: Bitmap): Bitmap {
  return zip(a, b, (x, y) => x ^ y);
}

/** The rows of `a` that are not in `b`. */
export function andNot(a: Bitmap, b: Bitmap): Bitmap {
  return zip(a, b, (x, y) => x & ~y);
}

/** All rows below `rows` that are not in the bitmap. */
export function not(bitmap: Bitmap, rows: number): Bitmap {
  return andNot(fullBitmap(rows), bitmap);
}

function zip(a: Bitmap, b: Bitmap, combine: (x: number, y: number) => number): Bitmap {
  const out = new Uint32Array(Math.max(a.length, b.length));
  for (let i = 0; i < out.length; i++) out[i] = combine(a[i] ?? 0, b[i] ?? 0);
  return out;
}

export function isEmpty(bitmap: Bitmap): boolean {
  for (const word of bitmap) if (word !== 0) return false;
  return true;
}

/** How many rows the bitmap holds. */
export function countBits(bitmap: Bitmap): number {
  let count = 0;
  for (let i = 0; i < bitmap.length; i++) count += wordCount(bitmap[i]!);
  return count;
}

/** How many rows two bitmaps share, without making their intersection. */
export function countShared(a: Bitmap, b: Bitmap): number {
  let count = 0;
  const words = Math.min(a.length, b.length);
  for (let i = 0; i < words; i++) count += wordCount(a[i]! & b[i]!);
  return count;
}

function wordCount(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** The rows of the bitmap, ascending. */
export function* rowsOf(bitmap: Bitmap): Generator<number> {
  for (let i = 0; i < bitmap.length; i++) {
    let word = bitmap[i]!;
    while (word !== 0) {
      const low = word & -word;
      yield i * 32 + (31 - Math.clz32(low));
      word ^= low;
    }
  }
}

/** Rows of the bitmap that follow one another, as few runs as there are: the first row, and the row after the last. */
export function* runsOf(bitmap: Bitmap): Generator<readonly [first: number, end: number]> {
  let first = -1;
  for (let i = 0; i < bitmap.length; i++) {
    const word = bitmap[i]!;
    // Where nothing begins or ends, it is not looked at bit by bit.
    if (word === (first < 0 ? 0 : 0xffffffff)) continue;
    for (let bit = 0; bit < 32; bit++) {
      const isIn = ((word >>> bit) & 1) === 1;
      if (isIn === first >= 0) continue;
      if (!isIn) yield [first, i * 32 + bit];
      first = isIn ? i * 32 + bit : -1;
    }
  }
  if (first >= 0) yield [first, bitmap.length * 32];
}

/**
 * Rank and select over one bitmap: a list of a hundred thousand rows reads the rows of its window without an array of
 * all of them. Running counts are kept for every block of 16 words, so both questions cost a few dozen steps.
 */
export class BitmapIndex {
  readonly count: number;
  readonly #bitmap: Bitmap;
  readonly #before: Uint32Array;

  constructor(bitmap: Bitmap) {
    this.#bitmap = bitmap;
    this.#before = new Uint32Array(Math.max(1, (bitmap.length + 15) >>> 4));
    let count = 0;
    for (let i = 0; i < bitmap.length; i++) {
      if ((i & 15) === 0) this.#before[i >>> 4] = count;
      count += wordCount(bitmap[i]!);
    }
    this.count = count;
  }

  /** How many rows of the bitmap lie below `row`. */
  rank(row: number): number {
    const word = row >>> 5;
    if (word >= this.#bitmap.length) return this.count;
    let count = this.#before[word >>> 4]!;
    for (let i = word & ~15; i < word; i++) count += wordCount(this.#bitmap[i]!);
    return count + wordCount(this.#bitmap[word]! & ((1 << (row & 31)) - 1));
  }

  /** The row at a place of the list, counted from 0; -1 past the end. */
  select(place: number): number {
    if (place < 0 || place >= this.count) return -1;
    let low = 0;
    let high = this.#before.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#before[middle]! <= place) low = middle;
      else high = middle - 1;
    }
    let rest = place - this.#before[low]!;
    for (let i = low * 16; ; i++) {
      const here = wordCount(this.#bitmap[i]!);
      if (rest < here) return i * 32 + nthBit(this.#bitmap[i]!, rest);
      rest -= here;
    }
  }
}

function nthBit(word: number, n: number): number {
  let rest = word;
  for (let i = 0; i < n; i++) rest &= rest - 1;
  return 31 - Math.clz32(rest & -rest);
}
