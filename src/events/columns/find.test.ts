/** Searching: against lower-cased strings, wherever the bytes lie, and what cases there are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitmapOf, rowsOf } from '../../eql/index.ts';
import { findRows } from './find.ts';
import { TextStore } from './store.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** One buffer with a byte between texts, as a file has it; `offset`: where the buffer begins in a larger one. */
function storeOf(texts: readonly string[], offset = 0): TextStore {
  const store = new TextStore();
  const joined = encode(texts.join('\n'));
  const bytes = new Uint8Array(joined.length + offset).subarray(offset);
  bytes.set(joined);
  let from = 0;
  for (const text of texts) {
    const to = from + encode(text).length;
    store.append({ bytes, from, to });
    from = to + 1;
  }
  return store;
}

const found = (texts: readonly string[], words: string, offset = 0) => [
  ...rowsOf(findRows(storeOf(texts, offset), words)),
];

function expected(texts: readonly string[], words: string): number[] {
  const all = words.toLowerCase().split(/\s+/);
  return [...texts.entries()]
    .filter(([, text]) => all.every((word) => text.toLowerCase().includes(word)))
    .map(([row]) => row);
}

// Few letters, so that words nearly fit, overlap and repeat; some have cases of several lengths.
const anyText = fc.string({
  unit: fc.constantFrom('a', 'A', 'b', 'é', 'å', 'Å', 'ς', 'Σ', 'İ', ' ', '"'),
  maxLength: 12,
});
const anyWords = fc.string({ unit: fc.constantFrom('a', 'B', 'b', 'É', 'Å', 'σ', '\u0307', '"', ' '), maxLength: 9 });

test('rows are those whose text, in lower case, includes every word in lower case', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 8 }), anyWords, fc.nat(3), (texts, words, offset) => {
      expect(found(texts, words, offset)).toEqual(expected(texts, words));
    }),
    { numRuns: 3000 },
  );
});

test('the same over many rows', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 60, maxLength: 300 }), anyWords, fc.nat(3), (texts, words, offset) => {
      expect(found(texts, words, offset)).toEqual(expected(texts, words));
    }),
    { numRuns: 300 },
  );
});

test('of the rows that are asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyText, fc.boolean()), { minLength: 1, maxLength: 100 }),
      anyWords,
      (rows, words) => {
        const texts = rows.map(([text]) => text);
        const isAsked = (row: number) => rows[row]![1];
        const among = bitmapOf(rows.length, [...rows.keys()].filter(isAsked));
        expect([...rowsOf(findRows(storeOf(texts), words, among))]).toEqual(expected(texts, words).filter(isAsked));
      },
    ),
    { numRuns: 500 },
  );
});

test('a long text that is full of a word outside ASCII, or of what only seems to be one, does not hang', () => {
  const million = 1_000_000;
  expect(found(['é'.repeat(million), 'e'], 'É')).toEqual([0]);
  // Each byte of it is one of ÿ or Ÿ.
  expect(found(['ø'.repeat(million), 'Ÿ'], 'ÿ')).toEqual([1]);
});

test('rows stay found that were written anew, behind the others', () => {
  const texts = Array.from({ length: 100 }, (_, row) => `text ${row}`);
  const store = storeOf(texts);
  for (const row of [3, 50, 51]) store.replace(row, store.write(encode('changed')));
  expect([...rowsOf(findRows(store, 'changed'))]).toEqual([3, 50, 51]);
  expect([...rowsOf(findRows(store, '5 text'))]).toEqual([
    5, 15, 25, 35, 45, 52, 53, 54, 55, 56, 57, 58, 59, 65, 75, 85, 95,
  ]);
});

describe('a word', () => {
  test.each<[string, string, boolean]>([
    ['SH', '/bin/bash', true],
    ['bash', 'BASH', true],
    ['straße', 'STRASSE', false],
    ['ångström', '\u212BNGSTRÖM', true],
    ['οδος', 'ΟΔΟΣ', true],
    ['οδος', 'ΟΔΟΣα', false],
    ['istanbul', 'Istanbul', true],
    ['İstanbul', 'İSTANBUL', true],
    ['日本', '日本語', true],
    ['ab', 'a', false],
  ])('%s in %s: %s', (word, text, is) => {
    expect(found([text], word)).toEqual(is ? [0] : []);
    expect(text.toLowerCase().includes(word.toLowerCase())).toBe(is);
  });

  test('does not stand across two texts', () => {
    expect(found(['a"', '"b'], '""')).toEqual([]);
    const lines = Array.from({ length: 200 }, () => 'ab');
    expect(found(lines, 'ba')).toEqual([]);
    expect(found(lines, 'ab')).toHaveLength(200);
  });
});
