/**
 * Searching the texts of events for words, letter case ignored. Words in ASCII are looked for in the bytes; with any other
 * word, texts are compared as lower-cased strings.
 */
import { decode } from './bytes.ts';

/** Whether a text (UTF-8 bytes) holds all words of a search. */
export type WordTest = (bytes: Uint8Array, from: number, to: number) => boolean;

/** @param words separated by white space; none match every text */
export function wordTest(words: string): WordTest {
  const needles = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const plain = needles.every((word) => /^[\x20-\x7e]*$/.test(word));
  if (!plain) {
    return (bytes, from, to) => {
      const text = decode(bytes, from, to).toLowerCase();
      return needles.every((word) => text.includes(word));
    };
  }
  const encoded = needles.map((word) => new TextEncoder().encode(word));
  return (bytes, from, to) => encoded.every((word) => holds(bytes, from, to, word));
}

/** Whether a lower-case ASCII word stands in a text, in any letter case. */
function holds(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  const length = word.length;
  const first = LOWER[word[0]!]!;
  const last = to - length;
  for (let i = from; i <= last; i++) {
    if (LOWER[bytes[i]!] !== first) continue;
    let k = 1;
    while (k < length && LOWER[bytes[i + k]!] === word[k]) k++;
    if (k === length) return true;
  }
  return false;
}

/** Byte -> the same, ASCII capitals in lower case. */
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
