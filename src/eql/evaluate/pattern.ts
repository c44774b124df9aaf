/**
 * Wildcard patterns (eql.md 4.4, 4.5): `*` stands for any run of characters, `?` for exactly one, and the whole value
 * must fit. A pattern is compiled once and tried on every distinct value of a column, so two forms are made:
 *
 * - *pieces*, when there is no `?`: the texts between the stars. The first must start the value, the last must end it,
 *   the others must follow one another in between, each at its first place after the one before. A piece that has to be
 *   searched for has at most 64 units, so a value costs at most 64 comparisons for each of its characters.
 * - a *chain*, for everything else: the pattern as a row of places, one bit each, that move together at every character.
 *   A value of n characters against a pattern of m costs n * ceil((m + 1) / 32) word operations, whatever the two are.
 *
 * Neither ever goes back. A character is a code point; a lone surrogate is a character of its own.
 */
export interface Matcher {
  test(value: string): boolean;
}

type Test = (value: string) => boolean;

/**
 * How one kind of text compares ignoring case (eql.md 4.1): Unicode simple case folding, one code point to one code
 * point. `É` folds to `é` and the Kelvin sign to `k`; `ß` does not equal `ss`, nor the dotless `ı` the letter `i`.
 */
export function foldCase(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  let folded = '';
  for (const character of text) folded += foldCharacter(character);
  return folded;
}

/** A matcher of whole values for a pattern of `:`, `like` or `like~` (eql.md 4.4, 4.5). No escape exists. */
export function compileWildcard(pattern: string, insensitive: boolean): Matcher {
  const pieces = pattern.includes('?') ? undefined : compilePieces(pattern.split('*'), insensitive);
  return pieces ?? comparing((folded) => new Chain(folded).test, pattern, insensitive);
}

export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

/**
 * A matcher of the values that consist of these pieces with any text between each two; one piece is plain equality.
 * Undefined where that would not be linear (a long piece to search for) or not exact (half a surrogate pair).
 */
export function compilePieces(pieces: readonly string[], insensitive: boolean): Matcher | undefined {
  const [first = '', ...rest] = insensitive ? pieces.map(foldCase) : pieces;
  const last = rest.pop();
  if (last === undefined) return comparing((text) => (value) => value === text, first, insensitive);
  const middle = rest.filter((piece) => piece !== '');
  if (middle.some((piece) => piece.length > LONGEST_SEARCH)) return undefined;
  if ([first, ...middle, last].some((piece) => LONE_SURROGATE.test(piece))) return undefined;
  const test: Test = (value) => {
    const end = value.length - last.length;
    if (end < first.length || !value.startsWith(first) || !value.endsWith(last)) return false;
    let from = first.length;
    for (const piece of middle) {
      const at = value.indexOf(piece, from);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return from <= end;
  };
  return { test: insensitive ? (value) => test(foldCase(value)) : test };
}

/** Folds the pattern once and each value as it comes, so that a test itself never thinks of case. */
function comparing(compile: (pattern: string) => Test, pattern: string, insensitive: boolean): Matcher {
  if (!insensitive) return { test: compile(pattern) };
  const test = compile(foldCase(pattern));
  return { test: (value) => test(foldCase(value)) };
}

/** Longest text looked for with `indexOf`, which may compare the whole of it at every place of the value. */
const LONGEST_SEARCH = 64;

const NOT_ASCII = /\P{ASCII}/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Lower case of the upper case is the simple folding of every character but these. The dotless i folds to itself,
 * though its upper case is I; the others have an upper case of several characters, and so no single one to go by.
 */
const FOLDED_APART: ReadonlyMap<string, string> = new Map([
  ['\u0131', '\u0131'],
  ['\u1fd3', '\u0390'],
  ['\u1fe3', '\u03b0'],
  ['\ufb05', '\ufb06'],
]);

function foldCharacter(character: string): string {
  const apart = FOLDED_APART.get(character);
  if (apart !== undefined) return apart;
  const upper = oneOr(character, character.toUpperCase());
  return oneOr(upper, upper.toLowerCase());
}

/** What a character is mapped to if that is one character, else the character itself. */
function oneOr(character: string, mapped: string): string {
  const first = mapped.codePointAt(0)!;
  return mapped.length === (first > 0xffff ? 2 : 1) ? mapped : character;
}

/**
 * A pattern without its stars is a row of items, each one character or `?`. Place i lies before item i; the last place
 * lies after all items. A set bit means: the characters read so far may lead to this place. Reading a character moves
 * every place whose item fits it one on, and leaves alone the places where a star stands, which may stay.
 */
export class Chain {
  /** Word operations done so far over all values: what the tests measure. */
  steps = 0;
  private readonly words: number;
  private readonly lastPlace: number;
  private readonly stars: Uint32Array;
  /** The items that are `?`, and so fit a character that the pattern does not name. */
  private readonly anything: Uint32Array;
  /** For each character named, the items that fit it. */
  private readonly fitting = new Map<number, Uint32Array>();

  constructor(pattern: string) {
    const characters = Array.from(pattern);
    this.lastPlace = characters.filter((character) => character !== '*').length;
    this.words = (this.lastPlace + 32) >>> 5;
    this.stars = new Uint32Array(this.words);
    this.anything = new Uint32Array(this.words);
    let place = 0;
    for (const character of characters) {
      if (character === '*') setBit(this.stars, place);
      else if (character === '?') setBit(this.anything, place++);
      else setBit(this.itemsFor(character.codePointAt(0)!), place++);
    }
    for (const items of this.fitting.values()) for (let w = 0; w < this.words; w++) items[w]! |= this.anything[w]!;
  }

  readonly test = (value: string): boolean => {
    const places = new Uint32Array(this.words);
    places[0] = 1;
    for (let at = 0; at < value.length; at++) {
      const point = value.codePointAt(at)!;
      if (point > 0xffff) at++;
      if (!this.read(places, this.fitting.get(point) ?? this.anything)) return false;
    }
    return ((places[this.lastPlace >>> 5]! >>> (this.lastPlace & 31)) & 1) === 1;
  };

  /** Moves the places over one character; false when none is left. */
  private read(places: Uint32Array, fits: Uint32Array): boolean {
    let carry = 0;
    let left = 0;
    for (let w = 0; w < this.words; w++) {
      const moving = places[w]! & fits[w]!;
      const now = (moving << 1) | carry | (places[w]! & this.stars[w]!);
      carry = moving >>> 31;
      places[w] = now;
      left |= now;
    }
    this.steps += this.words;
    return left !== 0;
  }

  private itemsFor(point: number): Uint32Array {
    let items = this.fitting.get(point);
    if (items === undefined) this.fitting.set(point, (items = new Uint32Array(this.words)));
    return items;
  }
}

function setBit(words: Uint32Array, bit: number): void {
  words[bit >>> 5]! |= 1 << (bit & 31);
}
