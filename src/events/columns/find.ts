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
  const compiled = needles.map(compile);
  return (bytes, from, to) => compiled.every((word) => holds(bytes, from, to, word));
}

/** A word in ASCII, made ready to be looked for by its last byte (Horspool): most bytes of a text are never looked at. */
interface CompiledWord {
  /** In lower case. */
  readonly bytes: Uint8Array;
  /** Byte of the text -> how far the word can move when its end stands there; 0 where its last byte fits. */
  readonly skip: Uint32Array;
  /** How far it moves when its last byte fitted and the others did not. */
  readonly step: number;
}

function compile(word: string): CompiledWord {
  const bytes = new TextEncoder().encode(word);
  const last = bytes.length - 1;
  const toEnd = (byte: number): number => last - bytes.lastIndexOf(byte, last - 1);
  const skip = Uint32Array.from(LOWER, (lower) => (lower === bytes[last] ? 0 : toEnd(lower)));
  return { bytes, skip, step: toEnd(bytes[last]!) };
}

/** Whether a word stands in a text, in any letter case. */
function holds(bytes: Uint8Array, from: number, to: number, { bytes: word, skip, step }: CompiledWord): boolean {
  const last = word.length - 1;
  let end = from + last;
  while (end < to) {
    const move = skip[bytes[end]!]!;
    if (move !== 0) {
      end += move;
      continue;
    }
    let k = last - 1;
    while (k >= 0 && LOWER[bytes[end - last + k]!] === word[k]) k--;
    if (k < 0) return true;
    end += step;
  }
  return false;
}

/** Byte -> the same, ASCII capitals in lower case. */
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
