/**
 * Searching the texts of events for words, letter case ignored. Nothing is decoded to find where a word might stand: its
 * bytes are looked for (`scan.ts`). Outside ASCII that can find too much, so a text found this way is decoded and
 * compared.
 */
import { type Bitmap, emptyBitmap, fullBitmap, rowsOf, setBit } from '../../eql/index.ts';
import { decode } from './bytes.ts';
import { type Needle, needlesOf } from './pattern.ts';
import { eachRowWith, fourByFour, type Fours } from './scan.ts';
import type { TextStore } from './store.ts';

/** A word of a search. */
interface Word {
  /** In lower case. */
  readonly text: string;
  /** One of them stands in every text that holds the word. Null: that cannot be told of a text by its bytes. */
  readonly needles: readonly Needle[] | null;
  /** A text in which a needle stands holds the word. */
  readonly isSure: boolean;
}

/**
 * Rows whose text holds every word.
 * @param words separated by white space; none are in every text
 * @param among the rows that are asked for; all unless told
 */
export function findRows(texts: TextStore, words: string, among: Bitmap = fullBitmap(texts.rowCount)): Bitmap {
  // The longest word first: it is mostly the rarest. The others are looked for where it stands.
  return wordsOf(words, texts)
    .toSorted((a, b) => b.text.length - a.text.length)
    .reduce((found, word) => rowsWith(word, texts, found), among);
}

/** Rows of a rehearsal. Fewer are searched in no time, however cold the code. */
const REHEARSED = 1 << 15;

/**
 * Searches some of the texts, if there are many, for nothing: the first search that somebody waits for then finds its
 * code compiled, and takes two thirds of the time.
 * @returns whether there were enough
 */
export function rehearse(texts: TextStore): boolean {
  if (texts.rowCount <= REHEARSED) return false;
  // Every fourth row, too: the second word of a search is looked for in some rows here and there.
  const half = REHEARSED >>> 6;
  findRows(
    texts,
    'e -i',
    emptyBitmap(texts.rowCount)
      .fill(0xffffffff, 0, half)
      .fill(0x11111111, half, 2 * half),
  );
  return true;
}

function wordsOf(words: string, texts: TextStore): readonly Word[] {
  const usual = usualBytes(texts);
  return words
    .toLowerCase()
    .split(/\s+/)
    .filter((text) => text !== '')
    .map((text) => ({ text, needles: needlesOf(text, usual), isSure: /^[\x21-\x7e]*$/.test(text) }));
}

/** Of some rows, those whose text holds a word. */
function rowsWith(word: Word, texts: TextStore, among: Bitmap): Bitmap {
  const found = emptyBitmap(texts.rowCount);
  let taken = -1;
  const take = (row: number): void => {
    // A long text that is full of the word is decoded once.
    if (row === taken) return;
    taken = row;
    if (word.isSure || includes(texts, row, word)) setBit(found, row, true);
  };
  if (word.needles === null) for (const row of rowsOf(among)) take(row);
  for (const needle of word.needles ?? []) {
    let fours: Fours | null = null;
    for (const run of texts.runs(among)) {
      if (fours?.bytes !== run.bytes) fours = fourByFour(run.bytes);
      eachRowWith(needle, run, fours, take);
    }
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

function includes(texts: TextStore, row: number, { text }: Word): boolean {
  return decode(texts.bytes(row), texts.from(row), texts.to(row)).toLowerCase().includes(text);
}
