/**
 * A word made ready to be looked for in UTF-8, letter case ignored: for each byte of it, which bytes fit there. Cases of
 * one letter can differ in length (`å` and the sign for ångström), so that a word is several patterns.
 */

export interface Pattern {
  /** In bytes. */
  readonly length: number;
  /** Place * 256 + byte -> 1 where the byte fits there. */
  readonly fits: Uint8Array;
  /** Byte of the text -> how far the word can move when its end stands there; 0 where its last byte fits. */
  readonly skip: Uint32Array;
  /** The same for bytes that fit the end, when another place did not fit. */
  readonly again: Uint32Array;
  /** 1 for the bytes that fit the place before the end; all, where there is none. */
  readonly nearly: Uint8Array;
}

/** More are not worth it: texts are decoded instead. */
const MOST_PATTERNS = 8;

/**
 * @param word in lower case, not empty
 * @returns null where bytes do not tell
 */
export function patternsOf(word: string): readonly Pattern[] | null {
  // A capital I with a dot becomes two characters.
  if (word.includes('\u0307')) return null;
  let patterns: (readonly (readonly number[])[])[] = [[]];
  for (const character of word) {
    const forms = formsOf(character);
    patterns = patterns.flatMap((before) => forms.map((places) => [...before, ...places]));
    if (patterns.length > MOST_PATTERNS) return null;
  }
  return patterns.map(compile);
}

/** The cases of a character, those of one length together: for each byte, which there are. */
function formsOf(character: string): readonly (readonly (readonly number[])[])[] {
  const byLength = new Map<number, number[][]>();
  for (const form of casesOf(character)) {
    const bytes = new TextEncoder().encode(form);
    const places = byLength.get(bytes.length) ?? Array.from(bytes, () => []);
    for (const [place, byte] of bytes.entries()) places[place]!.push(byte);
    byLength.set(bytes.length, places);
  }
  return [...byLength.values()];
}

function casesOf(character: string): readonly string[] {
  if (character <= '\x7f') return [character, character.toUpperCase()];
  // Which of the two small sigmas a capital one becomes depends on what stands around it.
  if (character === 'σ' || character === 'ς') return ['σ', 'ς', 'Σ'];
  return [character, ...(capitals().get(character) ?? [])];
}

let known: Map<string, readonly string[]> | null = null;

/** Character outside ASCII in lower case -> what else becomes it. */
function capitals(): Map<string, readonly string[]> {
  if (known !== null) return known;
  known = new Map();
  // Letters that have cases lie below.
  for (let code = 0x80; code < 0x1_f000; code++) {
    const character = String.fromCodePoint(code);
    const lower = character.toLowerCase();
    if (lower !== character) known.set(lower, [...(known.get(lower) ?? []), character]);
  }
  return known;
}

function compile(places: readonly (readonly number[])[]): Pattern {
  const length = places.length;
  const last = length - 1;
  const fits = new Uint8Array(length * 256);
  for (const [place, bytes] of places.entries()) for (const byte of bytes) fits[place * 256 + byte] = 1;
  const again = Uint32Array.from({ length: 256 }, (_, byte) => {
    let place = last - 1;
    while (place >= 0 && fits[place * 256 + byte] === 0) place--;
    return last - place;
  });
  const skip = again.map((move, byte) => (fits[last * 256 + byte] === 1 ? 0 : move));
  const nearly = last === 0 ? new Uint8Array(256).fill(1) : fits.subarray((last - 1) * 256, last * 256);
  return { length, fits, skip, again, nearly };
}
