/**
 * Sets of texts as automata, and texts that lie in some of them and outside others: what a field must hold so that these
 * conditions on it are true and those are not. The automata are read side by side, letter by letter, shortest texts
 * first; when every state that they can be in together has been seen and none fits, no text does, and that is a proof.
 */
import { type Nfa, buildNfa } from './nfa.ts';
import { parseRegex } from './parse.ts';
import { Refusal } from './problem.ts';
import { type Subset, Subsets } from './subsets.ts';
import {
  ANY_CHARACTER,
  ANY_STRING,
  EMPTY_STRING,
  LAST_POINT,
  NO_STRING,
  type CharClass,
  type RegexNode,
  choice,
  literal,
  repeat,
  row,
} from './tree.ts';

export interface Language {
  readonly nfa: Nfa;
  readonly subsets: Subsets;
}

/** What a language is made of; `either` and `inRow` put several together. */
export type LanguageNode = RegexNode;
export { ANY_STRING, NO_STRING, choice as either, row as inRow };

/** Null when that would take too much room. */
export function languageOf(node: LanguageNode, insensitive: boolean): Language | null {
  try {
    const nfa = buildNfa(node, insensitive);
    return { nfa, subsets: new Subsets(nfa) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

export function textNode(text: string): LanguageNode {
  return row(Array.from(text, (character) => literal(character.codePointAt(0)!)));
}

/** The texts that a pattern of `:`, `like` or `like~` fits. */
export function wildcardNode(pattern: string): LanguageNode {
  return row(
    Array.from(pattern, (character) => {
      if (character === '*') return ANY_STRING;
      return character === '?' ? ANY_CHARACTER : literal(character.codePointAt(0)!);
    }),
  );
}

/** Null for one that is none; a rule with it does not run. */
export function regexNode(pattern: string): LanguageNode | null {
  try {
    return parseRegex(pattern);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** The texts before a text in the order of code points, or behind it. */
export function besideNode(text: string, side: 'before' | 'behind'): LanguageNode {
  const points = Array.from(text, (character) => character.codePointAt(0)!);
  const longer = row([ANY_CHARACTER, ANY_STRING]);
  return points.reduceRight<RegexNode>(
    (rest, point) => {
      const other = side === 'before' ? range(0, point - 1) : range(point + 1, LAST_POINT);
      const options: RegexNode[] = [row([literal(point), rest])];
      if (other !== null) options.push(row([other, ANY_STRING]));
      if (side === 'before') options.push(EMPTY_STRING);
      return choice(options);
    },
    side === 'before' ? NO_STRING : longer,
  );
}

/** Texts of so many characters, each of one UTF-16 unit. */
export function lengthNode(least: number, most: number): LanguageNode {
  return most < least ? NO_STRING : repeat(range(0, 0xffff)!, Math.max(0, least), most);
}

function range(from: number, to: number): CharClass | null {
  return from > to ? null : { kind: 'class', negated: false, members: [{ from, to, folds: false }] };
}

/** How the texts ended: there are no more that differ in kind, or the budget is spent. */
export type TextsEnd = 'all' | 'limit';

/**
 * Texts that every one of `required` holds and none of `forbidden`, shortest first, one for each state that the automata
 * can be in together.
 * @param most states looked at
 */
export function* textsIn(
  required: readonly Language[],
  forbidden: readonly Language[],
  most: number,
): Generator<string, TextsEnd> {
  const languages = [...required, ...forbidden];
  const letters = lettersOf(languages);
  const seen = new States();
  const first: Place = { subsets: languages.map(({ subsets }) => subsets.start()), before: null, letter: 0 };
  seen.add(first.subsets);
  const open = [first];
  for (let at = 0; at < open.length; at++) {
    if (at === most) return 'limit';
    const place = open[at]!;
    if (place.subsets.every((subset, i) => subset.accepts === i < required.length)) yield textTo(place, letters);
    for (const [letter, { parts }] of letters.entries()) {
      const subsets = languages.map((language, i) => language.subsets.move(place.subsets[i]!, parts[i]!));
      if (subsets.some((subset, i) => i < required.length && isDead(subset)) || !seen.add(subsets)) continue;
      open.push({ subsets, before: place, letter });
    }
  }
  return 'all';
}

/** A state of all automata, and how it was reached. */
interface Place {
  readonly subsets: readonly Subset[];
  readonly before: Place | null;
  readonly letter: number;
}

function isDead({ states, accepts }: Subset): boolean {
  return states.length === 0 && !accepts;
}

/** A letter of all alphabets together: its number in each, and a character that stands for it. */
interface JointLetter {
  readonly character: string;
  readonly parts: readonly number[];
}

/** Characters that look natural in a value; others stand for a letter only where none of these does. */
const NATURAL = 'abcdefghijklmnopqrstuvwxyz0123456789-_./ ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function lettersOf(languages: readonly Language[]): readonly JointLetter[] {
  const starts = new Set(languages.flatMap(({ nfa }) => nfa.alphabet.starts));
  const points = [...Array.from(NATURAL, (character) => character.codePointAt(0)!), ...starts].filter(isCharacter);
  const found = new Map<string, JointLetter>();
  for (const point of points) {
    const parts = languages.map(({ nfa }) => nfa.alphabet.letterOf(point));
    const name = parts.join();
    if (!found.has(name)) found.set(name, { character: String.fromCodePoint(point), parts });
  }
  return [...found.values()];
}

/** Half of a pair is no character of a JSON text in UTF-8. */
function isCharacter(point: number): boolean {
  return point < 0xd800 || point > 0xdfff;
}

function textTo(place: Place, letters: readonly JointLetter[]): string {
  let text = '';
  for (let at: Place = place; at.before !== null; at = at.before) text = letters[at.letter]!.character + text;
  return text;
}

/** States that were seen; a subset is named by a number of its own. */
class States {
  readonly #names = new Map<Subset, number>();
  readonly #seen = new Set<string>();

  /** False for one that was there. */
  add(subsets: readonly Subset[]): boolean {
    const name = subsets.map((subset) => this.#nameOf(subset)).join();
    if (this.#seen.has(name)) return false;
    this.#seen.add(name);
    return true;
  }

  #nameOf(subset: Subset): number {
    let name = this.#names.get(subset);
    if (name === undefined) this.#names.set(subset, (name = this.#names.size));
    return name;
  }
}
