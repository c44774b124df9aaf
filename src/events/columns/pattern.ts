/**
 * A word made ready to be looked for in UTF-8, letter case ignored: for each byte of it, which bytes fit there. Cases of
 * one letter can differ in length (`å` and the sign for ångström), so that a word is several patterns.
 */

interface Pattern {
  /** In bytes. */
  readonly length: number;
  /** Place * 256 + byte -> 1 where the byte fits there. */
  readonly fits: Uint8Array;
}

/** A pattern and its anchor: at `place`, a text's byte is `value` once the bits are set in which cases differ. */
export interface Needle extends Pattern {
  readonly place: number;
  readonly ignored: number;
  readonly value: number;
}

/** More are not worth it: texts are decoded instead. */
const MOST_PATTERNS = 8;

/**
 * @param word in lower case, not empty
 * @param usual byte -> how often it stands in texts
 * @returns null where bytes do not tell
 */
export function needlesOf(word: string, usual: Uint32Array): readonly Needle[] | null {
  return patternsOf(word)?.map((pattern) => ({ ...pattern, ...anchorOf(pattern, usual) })) ?? null;
}

function patternsOf(word: string): readonly Pattern[] | null {
  // A capital I with a dot becomes two characters.
  if (word.includes('\u0307')) return null;
  let patterns: readonly (readonly (readonly number[])[])[] = [[]];
  for (const character of word) {
    const forms = formsOf(character);
    patterns = patterns.flatMap((before) => forms.map((places) => [...before, ...places]));
    if (patterns.length > MOST_PATTERNS) return null;
  }
  return patterns.map((places) => {
    const fits = new Uint8Array(places.length * 256);
    for (const [place, bytes] of places.entries()) for (const byte of bytes) fits[place * 256 + byte] = 1;
    return { length: places.length, fits };
  });
}

/** The byte of a pattern that is met least. */
function anchorOf({ length, fits }: Pattern, usual: Uint32Array): Omit<Needle, keyof Pattern> {
  let least: Omit<Needle, keyof Pattern> | null = null;
  let fewest = Infinity;
  for (let place = 0; place < length; place++) {
    const fitting = [...fits.subarray(place * 256, place * 256 + 256).keys()].filter(
      (byte) => fits[place * 256 + byte],
    );
    const ignored = fitting.reduce((bits, byte) => bits | (byte ^ fitting[0]!), 0);
    const value = fitting[0]! | ignored;
    const met = usual.reduce((sum, count, byte) => ((byte | ignored) === value ? sum + count : sum), 0);
    if (met >= fewest) continue;
    fewest = met;
    least = { place, ignored, value };
  }
  return least!;
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
