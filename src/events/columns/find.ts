/**
 * Searching the texts of events for words, letter case ignored. Nothing is decoded to find where a word might stand: of
 * its bytes, one that is rare in these texts is looked for, four places of the text at a time, and where it stands the
 * others are compared. Outside ASCII that can find too much, so a text found this way is decoded and compared.
 */
import { and, type Bitmap, countBits, emptyBitmap, fullBitmap, rowsOf, setBit } from '../../eql/index.ts';
import { decode } from './bytes.ts';
import { type Anchor, patternsOf, type Pattern, anchorOf } from './pattern.ts';
import type { TextRun, TextStore } from './store.ts';

/** A word of a search. */
interface Word {
  /** In lower case. */
  readonly text: string;
  /** One of them stands in every text that holds the word. Null: that cannot be told of a text by its bytes. */
  readonly patterns: readonly Pattern[] | null;
  /** A text in which a pattern stands holds the word. */
  readonly isSure: boolean;
}

/** Texts are looked at one by one where fewer than one in so many may hold the words. */
const FEW = 16;

/**
 * Rows whose text holds every word.
 * @param words separated by white space; none are in every text
 */
export function findRows(texts: TextStore, words: string): Bitmap {
  const { rowCount } = texts;
  let found = fullBitmap(rowCount);
  // The longest word first: it is mostly the rarest.
  for (const word of wordsOf(words).toSorted((a, b) => b.text.length - a.text.length)) {
    if (countBits(found) * FEW > rowCount) found = and(found, rowsWith(texts, word));
    else for (const row of rowsOf(found)) if (!isIn(texts, row, word)) setBit(found, row, false);
  }
  return found;
}

function wordsOf(words: string): readonly Word[] {
  return words
    .toLowerCase()
    .split(/\s+/)
    .filter((text) => text !== '')
    .map((text) => ({ text, patterns: patternsOf(text), isSure: /^[\x21-\x7e]*$/.test(text) }));
}

function rowsWith(texts: TextStore, word: Word): Bitmap {
  const found = emptyBitmap(texts.rowCount);
  if (word.patterns === null) {
    for (let row = 0; row < texts.rowCount; row++) if (includes(texts, row, word)) setBit(found, row, true);
    return found;
  }
  const take = (row: number) => {
    if (word.isSure || includes(texts, row, word)) setBit(found, row, true);
  };
  const usual = usualBytes(texts);
  for (const pattern of word.patterns) {
    const anchor = anchorOf(pattern, usual);
    for (const run of texts.runs()) eachRowWith(pattern, anchor, run, take);
  }
  return found;
}

/** Bytes that are counted to learn which are rare. */
const SAMPLE = 1 << 15;

/** Byte -> how often it stands in some of the texts. */
function usualBytes(texts: TextStore): Uint32Array {
  const counts = new Uint32Array(256);
  const every = Math.max(1, Math.floor(texts.textBytes / SAMPLE));
  for (let row = 0; row < texts.rowCount; row += every) {
    const end = Math.min(texts.to(row), texts.from(row) + SAMPLE);
    for (let at = texts.from(row); at < end; at++) counts[texts.bytes(row)[at]!]!++;
  }
  return counts;
}

function isIn(texts: TextStore, row: number, word: Word): boolean {
  const { patterns, isSure } = word;
  if (patterns === null) return includes(texts, row, word);
  return patterns.some((pattern) => standsIn(pattern, texts, row)) && (isSure || includes(texts, row, word));
}

function includes(texts: TextStore, row: number, { text }: Word): boolean {
  return decode(texts.bytes(row), texts.from(row), texts.to(row)).toLowerCase().includes(text);
}

function standsIn(pattern: Pattern, texts: TextStore, row: number): boolean {
  const bytes = texts.bytes(row);
  const last = texts.to(row) - pattern.length;
  for (let start = texts.from(row); start <= last; start++) if (fitsAt(pattern, bytes, start)) return true;
  return false;
}

function fitsAt({ length, fits }: Pattern, bytes: Uint8Array, start: number): boolean {
  for (let place = 0; place < length; place++) if (fits[place * 256 + bytes[start + place]!] === 0) return false;
  return true;
}

/** In each of four bytes: the lowest and the highest bit. */
const LOWEST = 0x0101_0101;
const HIGHEST = 0x8080_8080;

/** The bytes from a place on, the last few left out. */
function fourByFour(bytes: Uint8Array, from: number): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset + from, (bytes.length - from) >> 2);
}

/** Visits the rows of a run in which a pattern stands, each once. Bytes between two texts belong to neither. */
function eachRowWith(
  pattern: Pattern,
  { place, ignored, value }: Anchor,
  { bytes, places, first, end }: TextRun,
  visit: (row: number) => void,
): void {
  const { length } = pattern;
  let row = first;
  /** The anchor stands here. Returns where it may stand next. */
  const settle = (at: number): number => {
    const start = at - place;
    if (!fitsAt(pattern, bytes, start)) return at + 1;
    while (places[row * 3 + 2]! <= start) row++;
    const to = places[row * 3 + 2]!;
    if (start < places[row * 3 + 1]! || start + length > to) return at + 1;
    visit(row);
    return to + place;
  };
  // Four bytes are one number where they lie at a multiple of four.
  const shift = (4 - (bytes.byteOffset & 3)) & 3;
  const fours = bytes.length < 4 + shift ? new Int32Array() : fourByFour(bytes, shift);
  const ignoredFour = Math.imul(ignored, LOWEST);
  const valueFour = Math.imul(value, LOWEST);
  const stop = places[end * 3 - 1]! - (length - 1 - place);
  let at = places[first * 3 + 1]! + place;
  while (at < stop) {
    const isWhole = ((at - shift) & 3) === 0 && at + 4 <= stop && at >= shift;
    let beyond = Math.min(at + 1, stop);
    if (isWhole) {
      const most = (stop - shift) >> 2;
      let four = (at - shift) >> 2;
      for (; four < most; four++) {
        // A byte is zero where the anchor may stand; the borrow makes its highest bit one.
        const other = (fours[four]! | ignoredFour) ^ valueFour;
        if (((other - LOWEST) & ~other & HIGHEST) !== 0) break;
      }
      at = four * 4 + shift;
      beyond = Math.min(at + 4, stop);
    }
    while (at < beyond) at = (bytes[at]! | ignored) === value ? settle(at) : at + 1;
  }
}
