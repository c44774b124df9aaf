/**
 * Searching the texts of events for words, letter case ignored. Nothing is decoded to find where a word might stand: its
 * bytes are looked for in those of many texts at once, from its end (Horspool), so that most bytes are never looked at.
 * A letter stands for all its cases. Outside ASCII that can be too much, so a text found this way is decoded and compared.
 */
import { and, type Bitmap, countBits, emptyBitmap, fullBitmap, rowsOf, setBit } from '../../eql/index.ts';
import { decode } from './bytes.ts';
import { patternsOf, type Pattern } from './pattern.ts';
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
const FEW = 4;

/**
 * Rows whose text holds every word.
 * @param words separated by white space; none are in every text
 */
export function findRows(texts: TextStore, words: string): Bitmap {
  const { rowCount } = texts;
  let found = fullBitmap(rowCount);
  // The longest word first: it is the quickest to look for, and mostly the rarest.
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
  for (const run of texts.runs()) for (const pattern of word.patterns) eachRowWith(pattern, run, take);
  return found;
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
  const { length, skip, again } = pattern;
  const bytes = texts.bytes(row);
  const to = texts.to(row);
  let at = texts.from(row) + length - 1;
  while (at < to) {
    const byte = bytes[at]!;
    const move = skip[byte]!;
    if (move === 0 && fitsAt(pattern, bytes, at)) return true;
    at += move === 0 ? again[byte]! : move;
  }
  return false;
}

/** Whether all of a pattern fits where its last byte does. */
function fitsAt({ length, fits }: Pattern, bytes: Uint8Array, at: number): boolean {
  const start = at - length + 1;
  let place = length - 2;
  while (place >= 0 && fits[place * 256 + bytes[start + place]!] === 1) place--;
  return place < 0;
}

/** Runs with fewer rows are gone through in one go. */
const ENOUGH_ROWS = 64;

/**
 * Visits the rows of a run in which a pattern stands, each once. Every step waits for the one before, so four parts of the
 * run are gone through side by side: a processor does in one wait what it would do in four.
 */
function eachRowWith(pattern: Pattern, run: TextRun, visit: (row: number) => void): void {
  const { bytes, first, end } = run;
  const { skip, again, nearly } = pattern;
  const quarter = end - first < ENOUGH_ROWS ? 0 : (end - first) >> 2;
  const rest = new Part(pattern, run, first, end - 4 * quarter, visit);
  rest.finish(rest.at);
  if (quarter === 0) return;
  const part = (n: number) => new Part(pattern, run, end - n * quarter, end - (n - 1) * quarter, visit);
  const [p, q, r, s] = [part(4), part(3), part(2), part(1)];
  let { at: a } = p;
  let { at: b } = q;
  let { at: c } = r;
  let { at: d } = s;
  while (a < p.stop && b < q.stop && c < r.stop && d < s.stop) {
    const e = skip[bytes[a]!]!;
    const f = skip[bytes[b]!]!;
    const g = skip[bytes[c]!]!;
    const h = skip[bytes[d]!]!;
    if (e === 0) a = nearly[bytes[a - 1]!] === 0 ? a + again[bytes[a]!]! : p.settle(a);
    else a += e;
    if (f === 0) b = nearly[bytes[b - 1]!] === 0 ? b + again[bytes[b]!]! : q.settle(b);
    else b += f;
    if (g === 0) c = nearly[bytes[c - 1]!] === 0 ? c + again[bytes[c]!]! : r.settle(c);
    else c += g;
    if (h === 0) d = nearly[bytes[d - 1]!] === 0 ? d + again[bytes[d]!]! : s.settle(d);
    else d += h;
  }
  p.finish(a);
  q.finish(b);
  r.finish(c);
  s.finish(d);
}

/** Some rows of a run, and how far they have been gone through. Bytes between two texts belong to neither. */
class Part {
  /** Where the pattern may end first. */
  readonly at: number;
  readonly stop: number;
  readonly #pattern: Pattern;
  readonly #run: TextRun;
  readonly #visit: (row: number) => void;
  #row: number;

  constructor(pattern: Pattern, run: TextRun, first: number, end: number, visit: (row: number) => void) {
    this.#pattern = pattern;
    this.#run = run;
    this.#visit = visit;
    this.#row = first;
    this.stop = end > first ? run.places[end * 3 - 1]! : 0;
    this.at = end > first ? run.places[first * 3 + 1]! + pattern.length - 1 : 0;
  }

  /** The last byte of the pattern fits here. Returns where to look next. */
  settle(at: number): number {
    const { bytes, places } = this.#run;
    const { length, again } = this.#pattern;
    if (!fitsAt(this.#pattern, bytes, at)) return at + again[bytes[at]!]!;
    while (at >= places[this.#row * 3 + 2]!) this.#row++;
    if (at - length + 1 < places[this.#row * 3 + 1]!) return at + again[bytes[at]!]!;
    this.#visit(this.#row);
    return places[this.#row * 3 + 2]! + length - 1;
  }

  finish(from: number): void {
    const { bytes } = this.#run;
    const { skip } = this.#pattern;
    let at = from;
    while (at < this.stop) {
      const move = skip[bytes[at]!]!;
      at = move === 0 ? this.settle(at) : at + move;
    }
  }
}
