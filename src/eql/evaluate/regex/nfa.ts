/**
 * An automaton that may be in several states at once, as Thompson builds it: the tree is walked from its end to its
 * start, and each node is given the state to go on to. A state either reads one character of a set and goes on, or reads
 * nothing and goes on to two states at most; a final state goes nowhere.
 *
 * `~` and `&` cannot be said that way. Their operands are built apart, turned into an automaton that is in one state at a
 * time (see `subsets.ts`), and copied back with other states accepting. That is what Lucene does with them, and as in
 * Lucene it can take too much; so both the number of states and the work are limited, for the whole expression.
 */
import { Alphabet, charactersOf } from './alphabet.ts';
import type { CharSet } from './alphabet.ts';
import { Refusal, TOO_COMPLEX } from './problem.ts';
import { Subsets } from './subsets.ts';
import type { Subset } from './subsets.ts';
import type { Both, CharClass, Except, Literal, RegexNode, Repeat } from './tree.ts';

/** States of one automaton, counted repeats written out; twice what Lucene grants one repeat. */
const MOST_STATES = 20_000;
/** Steps spent on `~` and `&`. */
const MOST_WORK = 5_000_000;

const NOWHERE = -1;

/** The states, as columns. */
export class Nfa {
  readonly alphabet: Alphabet;
  /** What a state reads; undefined if it reads nothing. */
  readonly reads: (CharSet | undefined)[] = [];
  readonly next: number[] = [];
  /** The second way on of a state that reads nothing. */
  readonly other: number[] = [];
  /** A string is accepted that leads to all of these at once; there is one but for the parts of a `&`. */
  readonly finals: number[] = [];
  /** Accepts the strings that it otherwise would not: the operand of a `~`. */
  readonly negated: boolean;
  start = NOWHERE;

  constructor(alphabet: Alphabet, negated: boolean) {
    this.alphabet = alphabet;
    this.negated = negated;
  }

  add(reads: CharSet | undefined, next: number, other = NOWHERE): number {
    if (this.next.length === MOST_STATES) throw new Refusal(TOO_COMPLEX, 0);
    this.reads.push(reads);
    this.next.push(next);
    return this.other.push(other) - 1;
  }

  /** A state that leads to each of these without reading. */
  fork(targets: readonly number[]): number {
    let state = targets.at(-1) ?? this.add(undefined, NOWHERE);
    for (let i = targets.length - 2; i >= 0; i--) state = this.add(undefined, targets[i]!, state);
    return state;
  }
}

/** The automaton of an expression; throws a `Refusal` if that takes too much. */
export function buildNfa(tree: RegexNode, insensitive: boolean): Nfa {
  return new Builder(tree, insensitive).automaton([tree], false);
}

class Builder {
  private readonly sets = new Map<RegexNode, CharSet>();
  private readonly alphabet: Alphabet;
  private readonly copies = new Map<RegexNode, readonly Subset[]>();
  private work = 0;

  constructor(tree: RegexNode, insensitive: boolean) {
    for (const leaf of leavesOf(tree)) this.sets.set(leaf, charactersOf(leaf, insensitive));
    this.alphabet = new Alphabet(this.sets.values());
  }

  automaton(parts: readonly RegexNode[], negated: boolean): Nfa {
    const nfa = new Nfa(this.alphabet, negated);
    const starts = parts.map((part) => {
      const final = nfa.add(undefined, NOWHERE);
      nfa.finals.push(final);
      return this.build(nfa, part, final);
    });
    nfa.start = nfa.fork(starts);
    return nfa;
  }

  /** Adds the states of a node that lead to `next`; returns the first of them. */
  private build(nfa: Nfa, node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'literal':
      case 'class':
        return nfa.add(this.sets.get(node), next);
      case 'row':
        return node.items.reduceRight((after, item) => this.build(nfa, item, after), nfa.add(undefined, next));
      case 'choice':
        return nfa.fork(node.options.map((option) => this.build(nfa, option, next)));
      case 'repeat':
        return this.buildRepeat(nfa, node, next);
      case 'both':
      case 'except':
        return this.copy(nfa, this.deterministic(node), next);
    }
  }

  private buildRepeat(nfa: Nfa, { item, min, max }: Repeat, next: number): number {
    let start = next;
    if (max === Infinity) {
      start = nfa.add(undefined, NOWHERE, next);
      nfa.next[start] = this.build(nfa, item, start);
    } else {
      for (let i = min; i < max; i++) start = nfa.add(undefined, this.build(nfa, item, start), next);
    }
    for (let i = 0; i < min; i++) start = this.build(nfa, item, start);
    return start;
  }

  /** The states of `~` or `&`, one at a time, without those from which nothing is accepted. */
  private deterministic(node: Both | Except): readonly Subset[] {
    const known = this.copies.get(node);
    if (known !== undefined) return known;
    const nfa = node.kind === 'both' ? this.automaton(node.parts, false) : this.automaton([node.item], true);
    const subsets = new Subsets(nfa);
    const found = new Set([subsets.start()]);
    const before = new Map<Subset, Subset[]>();
    for (const from of found) {
      for (let letter = 0; letter < this.alphabet.size; letter++) {
        const steps = subsets.steps;
        const to = subsets.move(from, letter);
        this.work += 1 + subsets.steps - steps;
        if (this.work > MOST_WORK || found.size > MOST_STATES) throw new Refusal(TOO_COMPLEX, 0);
        found.add(to);
        const others = before.get(to);
        if (others === undefined) before.set(to, [from]);
        else if (others.at(-1) !== from) others.push(from);
      }
    }
    const alive = new Set([...found].filter((subset) => subset.accepts));
    for (const subset of alive) for (const from of before.get(subset) ?? []) alive.add(from);
    const kept = [...found].filter((subset) => alive.has(subset));
    this.copies.set(node, kept);
    return kept;
  }

  private copy(nfa: Nfa, subsets: readonly Subset[], next: number): number {
    const heads = new Map(subsets.map((subset) => [subset, nfa.add(undefined, NOWHERE)]));
    for (const [subset, head] of heads) {
      const ways = Array.from(
        this.alphabet.charactersBy((letter) => heads.get(subset.next[letter]!)),
        ([to, characters]) => nfa.add(characters, to),
      );
      if (subset.accepts) ways.push(next);
      nfa.next[head] = nfa.fork(ways);
    }
    // The start is the first subset found; if even that leads nowhere, no string is accepted.
    return heads.values().next().value ?? nfa.fork([]);
  }
}

function* leavesOf(node: RegexNode): Generator<Literal | CharClass> {
  switch (node.kind) {
    case 'literal':
    case 'class':
      yield node;
      return;
    case 'row':
      for (const item of node.items) yield* leavesOf(item);
      return;
    case 'choice':
      for (const option of node.options) yield* leavesOf(option);
      return;
    case 'both':
      for (const part of node.parts) yield* leavesOf(part);
      return;
    case 'repeat':
    case 'except':
      yield* leavesOf(node.item);
  }
}
