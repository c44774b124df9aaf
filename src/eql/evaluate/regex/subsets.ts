/**
 * Runs an automaton that may be in many states at once. All states it is in together are one *subset*; from a subset a
 * letter leads to one subset. Subsets and ways between them are found when first needed and kept, so most characters of
 * a value cost one look in a table, and no character ever costs more than one visit to each state of the automaton:
 * time is linear in the value whatever the expression.
 *
 * An expression can have exponentially many subsets. What is kept is therefore bounded: when it is full, everything is
 * forgotten and found anew.
 */
import { contains } from './alphabet.ts';
import type { Nfa } from './nfa.ts';

/** All states that one string leads to. Those that read nothing and are not final have been followed and left out. */
export interface Subset {
  readonly states: Uint16Array;
  readonly accepts: boolean;
  /** Where each letter leads, as far as is known. */
  readonly next: (Subset | undefined)[];
}

/** Most numbers kept, over the states and letters of all subsets; and most subsets. */
const MOST_KEPT = 1_000_000;
const MOST_SUBSETS = 2_000;

export class Subsets {
  /** States visited so far: what the tests measure, and what bounds the work on `~` and `&`. */
  steps = 0;
  private readonly nfa: Nfa;
  private readonly finals: ReadonlySet<number>;
  private first: Subset | undefined;
  private byHash = new Map<number, Subset[]>();
  private count = 0;
  private kept = 0;

  /** The subset being made: its states, the states seen on the way, and a hash that does not depend on their order. */
  private readonly states: Uint16Array;
  private size = 0;
  private hash = 0;
  private readonly seen: Uint32Array;
  private round = 0;
  private readonly pending: number[] = [];

  constructor(nfa: Nfa) {
    this.nfa = nfa;
    this.finals = new Set(nfa.finals);
    this.states = new Uint16Array(nfa.next.length);
    this.seen = new Uint32Array(nfa.next.length);
  }

  /** The subset of the empty string. */
  start(): Subset {
    if (this.first !== undefined) return this.first;
    this.begin();
    this.reach(this.nfa.start);
    return (this.first = this.finish());
  }

  move(from: Subset, letter: number): Subset {
    return from.next[letter] ?? (from.next[letter] = this.find(from, letter));
  }

  /** Whether a whole value is accepted. */
  readonly test = (value: string): boolean => {
    const { alphabet } = this.nfa;
    let subset = this.start();
    for (let at = 0; at < value.length; at++) {
      const point = value.codePointAt(at)!;
      if (point > 0xffff) at++;
      const letter = alphabet.letterOf(point);
      let to = subset.next[letter];
      if (to === undefined) {
        // A subset that is forgotten is still good to go on from; it is only not found again.
        if (this.isFull()) this.forget();
        to = this.move(subset, letter);
      }
      subset = to;
      if (subset.states.length === 0) break;
    }
    return subset.accepts;
  };

  private find(from: Subset, letter: number): Subset {
    const { nfa } = this;
    const sample = nfa.alphabet.samples[letter]!;
    this.begin();
    this.steps += from.states.length;
    for (const state of from.states) {
      const reads = nfa.reads[state];
      if (reads !== undefined && contains(reads, sample)) this.reach(nfa.next[state]!);
    }
    return this.finish();
  }

  private begin(): void {
    this.round++;
    this.size = 0;
    this.hash = 0;
  }

  /** Adds a state, or if it reads nothing, those it leads to. */
  private reach(target: number): void {
    const { nfa, pending, seen } = this;
    pending.push(target);
    for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
      if (state < 0 || seen[state] === this.round) continue;
      seen[state] = this.round;
      this.steps++;
      if (nfa.reads[state] !== undefined || this.finals.has(state)) {
        this.states[this.size++] = state;
        this.hash = (this.hash + Math.imul(state + 1, 0x9e3779b1)) | 0;
      } else {
        pending.push(nfa.other[state]!, nfa.next[state]!);
      }
    }
  }

  /** The subset just made, or the one with the same states that was made before. */
  private finish(): Subset {
    const alike = this.byHash.get(this.hash) ?? [];
    const known = alike.find((subset) => this.isMade(subset));
    if (known !== undefined) return known;
    const states = this.states.slice(0, this.size);
    const reached = this.nfa.finals.every((final) => states.includes(final));
    const subset: Subset = { states, accepts: reached !== this.nfa.negated, next: [] };
    if (alike.push(subset) === 1) this.byHash.set(this.hash, alike);
    this.count++;
    this.kept += states.length + this.nfa.alphabet.size;
    return subset;
  }

  private isMade({ states }: Subset): boolean {
    return states.length === this.size && states.every((state) => this.seen[state] === this.round);
  }

  private isFull(): boolean {
    return this.kept > MOST_KEPT || this.count > MOST_SUBSETS;
  }

  private forget(): void {
    this.byHash = new Map();
    this.first = undefined;
    this.count = 0;
    this.kept = 0;
  }
}
