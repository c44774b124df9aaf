/**
 * Sets of texts as automata, and texts that lie in some of them and outside others: what a field must hold so that these
 * conditions on it are true and those are not. The automata are read side by side, letter by letter, shortest texts
 * first; when every state that they can be in together has been seen and none fits, no text does, and that is a proof.
 */
import { Alphabet, type CharSet } from './alphabet.ts';
import { Nfa, buildNfa } from './nfa.ts';
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
  row,
} from './tree.ts';

export interface Language {
  readonly nfa: Nfa;
  readonly subsets: Subsets;
  /** States from which any text is accepted. */
  readonly ends: ReadonlySet<number>;
  /** What is known of subsets: nothing that follows changes whether they accept. */
  readonly fates: Map<Subset, Fate>;
}

/** Everything is accepted from here, nothing is, or it depends. */
type Fate = 'all' | 'none' | 'open';

/** What a language is made of; `either` and `inRow` put several together. */
export type LanguageNode = RegexNode;
export { ANY_STRING, NO_STRING, choice as either, row as inRow };

/** Null when that would take too much room. */
export function languageOf(node: LanguageNode, insensitive: boolean): Language | null {
  try {
    return finished(buildNfa(node, insensitive));
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function finished(nfa: Nfa): Language {
  return { nfa, subsets: new Subsets(nfa), ends: endsOf(nfa), fates: new Map() };
}

/** States that read any character, lead back to themselves, and may stop at every time: a star at the end. */
function endsOf(nfa: Nfa): ReadonlySet<number> {
  const ends = new Set<number>();
  for (const [state, reads] of nfa.reads.entries()) {
    if (reads?.[0] !== 0 || reads[1] !== LAST_POINT) continue;
    const reached = withoutReading(nfa, nfa.next[state]!);
    if (reached.has(state) && nfa.finals.every((final) => reached.has(final))) ends.add(state);
  }
  return ends;
}

function withoutReading(nfa: Nfa, from: number): ReadonlySet<number> {
  const reached = new Set([from]);
  for (const state of reached) {
    if (nfa.reads[state] !== undefined) continue;
    for (const next of [nfa.next[state]!, nfa.other[state]!]) if (next >= 0) reached.add(next);
  }
  return reached;
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

/**
 * The texts whose length in UTF-16 units is one that is wanted; null where that would take too much room.
 * @param most lengths from here on are all alike
 */
export function lengthLanguage(most: number, isWanted: (length: number) => boolean): Language | null {
  if (most >= LONGEST) return null;
  const small: CharSet = [0, 0xffff];
  const large: CharSet = [0x10000, LAST_POINT];
  const nfa = new Nfa(new Alphabet([small, large]), false);
  const final = nfa.fork([]);
  nfa.finals.push(final);
  // From the longest to the shortest; the longest leads back to itself.
  const longest = nfa.add(undefined, -1, isWanted(most) ? final : -1);
  nfa.next[longest] = nfa.add([0, LAST_POINT], longest);
  const states = [longest];
  for (let length = most - 1; length >= 0; length--) {
    const after = (units: number): number => states[Math.max(0, most - length - units)]!;
    const ways = [nfa.add(small, after(1)), nfa.add(large, after(2))];
    states.push(nfa.fork(isWanted(length) ? [...ways, final] : ways));
  }
  nfa.start = states.at(-1)!;
  return finished(nfa);
}

/** Longest text that is counted out. */
const LONGEST = 4_000;

function range(from: number, to: number): CharClass | null {
  return from > to ? null : { kind: 'class', negated: false, members: [{ from, to, folds: false }] };
}

/** How the texts ended: there are no more that differ in kind, or the budget is spent. */
export type TextsEnd = 'all' | 'limit';

/**
 * Texts that every one of `required` holds and none of `forbidden`, shortest first, one for each state that the automata
 * can be in together.
 * @param most states looked at
 * @param onlyNatural texts of ASCII letters, digits and signs of paths alone: what there is besides is not claimed
 */
export function* textsIn(
  required: readonly Language[],
  forbidden: readonly Language[],
  most: number,
  onlyNatural = false,
): Generator<string, TextsEnd> {
  const languages = [...required, ...forbidden];
  const letters = lettersOf(languages, onlyNatural);
  const seen = new States();
  const start = languages.map((language, i) => progress(language, language.subsets.start(), i < required.length));
  const open: Place[] = start.includes('lost') ? [] : [{ states: start, before: null, letter: 0 }];
  seen.add(start);
  for (let at = 0; at < open.length; at++) {
    if (at === most) return 'limit';
    const place = open[at]!;
    if (place.states.every((state, i) => isSettled(state) || state.accepts === i < required.length)) {
      yield textTo(place, letters);
    }
    for (const [letter, { parts }] of letters.entries()) {
      const states: State[] = [];
      for (const [i, state] of place.states.entries()) {
        const language = languages[i]!;
        const next = isSettled(state)
          ? state
          : progress(language, language.subsets.move(state, parts[i]!), i < required.length);
        if (next === 'lost') break;
        states.push(next);
      }
      if (states.length === languages.length && seen.add(states)) open.push({ states, before: place, letter });
    }
  }
  return onlyNatural ? 'limit' : 'all';
}

/** Where an automaton is. `won`: as it should be, whatever comes; `lost`: never as it should be. */
type State = Subset | 'won' | 'lost';

/** A state of all automata, and how it was reached. */
interface Place {
  readonly states: readonly State[];
  readonly before: Place | null;
  readonly letter: number;
}

function isSettled(state: State): state is 'won' | 'lost' {
  return typeof state === 'string';
}

function progress({ ends, fates }: Language, subset: Subset, isRequired: boolean): State {
  let fate = fates.get(subset);
  if (fate === undefined) fates.set(subset, (fate = fateOf(subset, ends)));
  if (fate === 'open') return subset;
  return (fate === 'all') === isRequired ? 'won' : 'lost';
}

function fateOf({ states, accepts }: Subset, ends: ReadonlySet<number>): Fate {
  if (states.length === 0 && !accepts) return 'none';
  return ends.size > 0 && states.some((state) => ends.has(state)) ? 'all' : 'open';
}

/** A letter of all alphabets together: its number in each, and a character that stands for it. */
interface JointLetter {
  readonly character: string;
  readonly parts: readonly number[];
}

/** Characters that look natural in a value; others stand for a letter only where none of these does. */
const NATURAL = 'abcdefghijklmnopqrstuvwxyz0123456789-_./ ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function lettersOf(languages: readonly Language[], onlyNatural: boolean): readonly JointLetter[] {
  const starts = new Set(onlyNatural ? [] : languages.flatMap(({ nfa }) => nfa.alphabet.starts));
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

/** States that were seen: a tree of the states of one automaton after the other, in which every node has a number. */
class States {
  readonly #names = new Map<State, number>();
  readonly #nodes = new Map<number, number>();

  /** False for one that was there. */
  add(states: readonly State[]): boolean {
    let node = 0;
    let isNew = false;
    for (const state of states) {
      const edge = node * MOST_NAMES + this.#nameOf(state);
      const next = this.#nodes.get(edge);
      isNew = next === undefined;
      if (next === undefined) this.#nodes.set(edge, (node = this.#nodes.size + 1));
      else node = next;
    }
    return isNew;
  }

  #nameOf(state: State): number {
    let name = this.#names.get(state);
    if (name === undefined) this.#names.set(state, (name = this.#names.size));
    return name;
  }
}

/** Far more states than a search can see; numbers of edges stay exact. */
const MOST_NAMES = 2 ** 24;
