/**
 * Sets of characters, and the few *letters* that an expression can tell apart. An automaton over all 1,114,112 code points
 * would be absurd, but an expression names a handful of sets, and two characters that lie in the same ones are alike to
 * it. `[a-z]+\.exe` knows five letters: `e`, `x`, the rest of a to z, the full stop, and everything else.
 */
import { foldCase } from '../pattern.ts';
import { LAST_POINT } from './tree.ts';
import type { CharClass, Literal } from './tree.ts';

/** Code points as ranges, flat: first and last (included) of each range, ascending and apart. */
export type CharSet = readonly number[];

/** The characters that a literal or a class fits, under `regex~` (`insensitive`) or `regex`; see eql.md 4.6. */
export function charactersOf(node: Literal | CharClass, insensitive: boolean): CharSet {
  if (node.kind === 'literal') return merged(insensitive ? casesOf(node.point).map(alone) : [alone(node.point)]);
  const ranges = node.members.flatMap((member) =>
    member.folds && insensitive ? casesOf(member.from).map(alone) : [[member.from, member.to] as const],
  );
  return node.negated ? complement(merged(ranges)) : merged(ranges);
}

export function contains(set: CharSet, point: number): boolean {
  let low = 0;
  let high = set.length >>> 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (point > set[2 * middle + 1]!) low = middle + 1;
    else high = middle;
  }
  return 2 * low < set.length && point >= set[2 * low]!;
}

/** The letters of a list of sets, numbered from 0. Each character is of one letter. */
export class Alphabet {
  readonly size: number;
  /** A character of each letter, to ask a set whether it holds the letter. */
  readonly samples: readonly number[];
  /** Where characters of another letter may begin, ascending from 0. */
  readonly starts: readonly number[];
  private readonly letters: Uint32Array;
  private readonly asciiLetters = new Uint32Array(128);

  constructor(sets: Iterable<CharSet>) {
    const distinct = new Map(Array.from(sets, (set) => [set.join(), set]));
    const starts = new Set([0]);
    for (const set of distinct.values()) {
      for (let i = 0; i < set.length; i += 2) starts.add(set[i]!).add(set[i + 1]! + 1);
    }
    this.starts = [...starts].filter((start) => start <= LAST_POINT).sort((a, b) => a - b);
    this.letters = this.refine(distinct.values());
    const samples: number[] = [];
    this.letters.forEach((letter, piece) => (samples[letter] = this.starts[piece]!));
    this.samples = samples;
    this.size = samples.length;
    for (let point = 0; point < 128; point++) this.asciiLetters[point] = this.letters[this.pieceOf(point)]!;
  }

  letterOf(point: number): number {
    return point < 128 ? this.asciiLetters[point]! : this.letters[this.pieceOf(point)]!;
  }

  /** The characters of the letters that have the same key, by key. Letters without a key are left out. */
  charactersBy<Key>(keyOf: (letter: number) => Key | undefined): ReadonlyMap<Key, CharSet> {
    const ranges = new Map<Key, (readonly [number, number])[]>();
    this.letters.forEach((letter, piece) => {
      const key = keyOf(letter);
      if (key === undefined) return;
      const range = [this.starts[piece]!, (this.starts[piece + 1] ?? LAST_POINT + 1) - 1] as const;
      const others = ranges.get(key);
      if (others === undefined) ranges.set(key, [range]);
      else others.push(range);
    });
    return new Map(Array.from(ranges, ([key, group]) => [key, merged(group)]));
  }

  /**
   * Gives every piece of the code points, from one start to the next, its letter. All begin alike; each set takes the
   * pieces that lie in it apart from those of the same letter that do not.
   */
  private refine(sets: Iterable<CharSet>): Uint32Array {
    const letters = new Uint32Array(this.starts.length);
    let next = 1;
    for (const set of sets) {
      const apart = new Map<number, number>();
      for (let i = 0; i < set.length; i += 2) {
        for (let p = this.pieceOf(set[i]!); p < letters.length && this.starts[p]! <= set[i + 1]!; p++) {
          const letter = letters[p]!;
          if (!apart.has(letter)) apart.set(letter, next++);
          letters[p] = apart.get(letter)!;
        }
      }
    }
    // Letters that were wholly renamed left gaps in the numbers.
    const numbers = new Map<number, number>();
    for (const letter of letters) if (!numbers.has(letter)) numbers.set(letter, numbers.size);
    return letters.map((letter) => numbers.get(letter)!);
  }

  /** The last piece that starts at or before a point. */
  private pieceOf(point: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! <= point) low = middle;
      else high = middle;
    }
    return low;
  }
}

function alone(point: number): readonly [number, number] {
  return [point, point];
}

function merged(ranges: readonly (readonly [number, number])[]): CharSet {
  const set: number[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const end = set.length - 1;
    if (end > 0 && from <= set[end]! + 1) set[end] = Math.max(set[end]!, to);
    else set.push(from, to);
  }
  return set;
}

function complement(set: CharSet): CharSet {
  const gaps: number[] = [];
  let from = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (set[i]! > from) gaps.push(from, set[i]! - 1);
    from = set[i + 1]! + 1;
  }
  if (from <= LAST_POINT) gaps.push(from, LAST_POINT);
  return gaps;
}

/** All characters that fold like this one, itself among them. */
function casesOf(point: number): readonly number[] {
  casesByFolded ??= groupCases();
  return casesByFolded.get(foldCase(String.fromCodePoint(point))) ?? [point];
}

let casesByFolded: ReadonlyMap<string, readonly number[]> | undefined;

/** Characters with an upper and a lower case all lie below this one. */
const CASED_BELOW = 0x20000;

/** Every folded character with the characters that fold to it, made when the first `regex~` needs it. */
function groupCases(): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  const points = Array.from({ length: CASED_BELOW }, (_, point) => String.fromCodePoint(point)).join('');
  for (const [character] of points.matchAll(/\p{Changes_When_Casemapped}/gu)) {
    const folded = foldCase(character);
    const group = groups.get(folded);
    if (group === undefined) groups.set(folded, [character.codePointAt(0)!]);
    else group.push(character.codePointAt(0)!);
  }
  return groups;
}
