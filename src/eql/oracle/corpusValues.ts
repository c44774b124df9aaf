/**
 * Values that a rule's own constants suggest: the constant, what just misses it, and what a pattern stands for. Seeded,
 * so that the same rule always gets the same ones.
 */
import type { Expression, Literal, PatternOperator } from '../syntax/ast.ts';
import { nodesOf } from '../syntax/visit.ts';
import { type FieldKind, readAddress, textOf } from './values.ts';

/** Numbers that look random and come again with the same seed (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  one<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

/** Values of each type that no constant suggests. Numbers and booleans become text in a keyword field. */
const UNRELATED: Readonly<Partial<Record<FieldKind, readonly unknown[]>>> = {
  keyword: ['', 'zzz', 'É', 'a\nb', '*', '?', '\\', 5, true, 'a', 'ab', 'a.b', 'A.B', 'AB.', 'ab$', 'x'.repeat(60)],
  long: [0, -1, 7, '42', 100_000, '9007199254740993'],
  double: [0, 0.5, -1.5, '7', 1e6],
  boolean: [true, false, 'true'],
  ip: ['203.0.113.7', '2001:db8::7', '::', '10.9.8.7', '192.168.77.1'],
};

export function unrelatedValues(kind: FieldKind): readonly unknown[] {
  return UNRELATED[kind] ?? [];
}

/** What the constants of a leaf suggest for a field of the given type that it reads. */
export function suggestedValues(leaf: Expression, kind: FieldKind, chance: Chance): readonly unknown[] {
  const nodes = [...nodesOf(leaf)];
  const patterns = nodes.flatMap((node) => (node.kind === 'pattern' ? node.patterns : []));
  const constants = nodes.filter(
    (node): node is Literal => node.kind === 'literal' && node.value !== null && !patterns.includes(node),
  );
  const values = constants.flatMap(({ value }) => nearConstant(value!, kind));
  for (const node of nodes) {
    if (node.kind !== 'pattern') continue;
    for (const { value } of node.patterns) {
      if (value !== null) values.push(...fromPattern(node.operator, String(value), chance));
    }
  }
  return values.length === 0 ? unrelatedValues(kind) : [...new Set(values)];
}

function nearConstant(value: boolean | bigint | number | string, kind: FieldKind): unknown[] {
  switch (kind) {
    case 'boolean':
      return [true, false];
    case 'long':
    case 'double': {
      const number = Number(value);
      if (Number.isNaN(number)) return [];
      const step = Number.isInteger(number) ? 1 : 0.01;
      return [number, String(number), number + step, number - step];
    }
    case 'ip':
      return typeof value === 'string' ? nearAddress(value) : [];
    default:
      // A number beside a text field is a length, mostly.
      return typeof value === 'string' ? nearText(value) : textsOfLength(Number(value));
  }
}

/** Texts of about so many code units; the last ones have half as many characters. */
function textsOfLength(length: number): string[] {
  const lengths = [length, length + 1, length - 1].filter((count) => count >= 0 && count <= 2000);
  const pairs = [Math.ceil(length / 2), Math.floor(length / 2)].filter((count) => count >= 0 && count <= 1000);
  return [...lengths.map((count) => 'x'.repeat(count)), ...pairs.map((count) => '🐳'.repeat(count))];
}

function nearText(text: string): string[] {
  return [text, `${text}x`, otherCase(text), `x${text}`, text.slice(0, -1), text.slice(1), `x${text}x`];
}

function otherCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

/** Both ends of a block and their neighbours outside; of a single address itself and the next ones. */
function nearAddress(block: string): string[] {
  const [network = '', length] = block.split('/');
  const base = readAddress(network);
  if (base === null) return [];
  const width = BigInt((network.includes(':') ? 128 : 32) - Number(length ?? (network.includes(':') ? 128 : 32)));
  const first = (base.bits >> width) << width;
  const last = first + (1n << width) - 1n;
  const inRange = [first, last, first - 1n, last + 1n].filter((bits) => bits >= 0n && bits < 1n << 128n);
  return [...new Set(inRange)].map((bits) => textOf({ kind: 'address', bits }));
}

// --- Patterns -----------------------------------------------------------------------------------------------------

function fromPattern(operator: PatternOperator, pattern: string, chance: Chance): string[] {
  const isRegex = operator === 'regex' || operator === 'regex~';
  const sample = (): string => (isRegex ? sampleRegex(pattern, chance) : sampleWildcard(pattern, chance));
  const samples = Array.from({ length: isRegex ? 6 : 2 }, sample);
  const [first = ''] = samples;
  const otherCases = [...new Set(samples)].map(otherCase);
  return [...samples, ...otherCases, `${first}x`, `x${first}`, first.slice(0, -1), first.slice(1), pattern];
}

function sampleWildcard(pattern: string, chance: Chance): string {
  const runs = ['', 'x', 'ab', 'a\nb'];
  return pattern.replaceAll('*', () => chance.one(runs)).replaceAll('?', () => chance.one(['x', 'C', '7', 'é', '🐳']));
}

/** Characters to try for `.` and for the complement of a class. */
const LETTERS = ['a', 'x', '7', '-', '_', '.', ' ', '/', '\\', '"', 'Z', '\n'];
const CLASSES: Readonly<Record<string, string>> = { d: '059', w: 'aZ_9', s: ' \t', D: 'a-', W: ' -', S: 'a-' };

/** A text that a regular expression matches: alternatives, groups, classes and repeats; no complement, no interval. */
export function sampleRegex(pattern: string, chance: Chance): string {
  return new RegexSampler(pattern, chance).alternatives();
}

class RegexSampler {
  readonly #pattern: readonly string[];
  readonly #chance: Chance;
  #at = 0;

  constructor(pattern: string, chance: Chance) {
    this.#pattern = [...pattern];
    this.#chance = chance;
  }

  /** Everything up to the end of the group; one alternative is taken. */
  alternatives(): string {
    const found = [this.#sequence()];
    while (this.#take('|')) found.push(this.#sequence());
    return this.#chance.one(found);
  }

  #sequence(): string {
    let text = '';
    while (this.#at < this.#pattern.length && !['|', ')'].includes(this.#pattern[this.#at]!)) text += this.#repeated();
    return text;
  }

  #repeated(): string {
    const from = this.#at;
    const once = this.#item();
    const range = this.#range();
    if (range === null) return once;
    const [least, most] = range;
    const end = this.#at;
    let text = '';
    for (let rounds = least + this.#chance.below(Math.min(most, least + 2) - least + 1); rounds > 0; rounds--) {
      this.#at = from;
      text += this.#item();
    }
    this.#at = end;
    return text;
  }

  #range(): readonly [number, number] | null {
    if (this.#take('*')) return [0, Infinity];
    if (this.#take('+')) return [1, Infinity];
    if (this.#take('?')) return [0, 1];
    if (!this.#take('{')) return null;
    let bounds = '';
    while (!this.#take('}')) bounds += this.#next();
    const [least = '', most] = bounds.split(',');
    return [Number(least), most === undefined ? Number(least) : most === '' ? Infinity : Number(most)];
  }

  #item(): string {
    const character = this.#next();
    switch (character) {
      case '(': {
        const inner = this.alternatives();
        this.#take(')');
        return inner;
      }
      case '[':
        return this.#class();
      case '.':
        return this.#chance.one(LETTERS);
      case '\\':
        return this.#chance.one(escaped(this.#next()));
      case '"': {
        let text = '';
        while (!this.#take('"')) text += this.#next();
        return text;
      }
      default:
        return character;
    }
  }

  #class(): string {
    const negated = this.#take('^');
    const members: string[] = [];
    const ranges: (readonly [string, string])[] = [];
    while (!this.#take(']')) {
      const from = this.#next();
      if (from === '\\') members.push(...escaped(this.#next()));
      else if (this.#pattern[this.#at] === '-' && this.#pattern[this.#at + 1] !== ']') {
        this.#at += 1;
        ranges.push([from, this.#next()]);
      } else members.push(from);
    }
    if (!negated) return this.#chance.one([...members, ...ranges.flat()]);
    const outside = LETTERS.filter(
      (letter) => !members.includes(letter) && !ranges.some(([from, to]) => from <= letter && letter <= to),
    );
    return this.#chance.one(outside);
  }

  #next(): string {
    const character = this.#pattern[this.#at++];
    if (character === undefined) throw new Error('the pattern ends too early');
    return character;
  }

  #take(character: string): boolean {
    if (this.#pattern[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

function escaped(character: string): readonly string[] {
  return [...(CLASSES[character] ?? character)];
}
