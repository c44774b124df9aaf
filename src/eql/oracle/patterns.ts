/**
 * The two pattern languages, matched the slowest obvious way (eql.md 4.4 to 4.6). Wildcards try every split. A regular
 * expression becomes a tree, and `ends` answers for a tree and a starting place *all* places where a match can end; the
 * complement and the intersection of Lucene are then set operations.
 */
import { foldCharacter } from './values.ts';

/** Mistakes that a mutant can switch on. */
export interface PatternHabits {
  /** `*` matches the empty run, too. */
  readonly starMatchesEmpty: boolean;
  /** `?` matches no more than one character, and no less. */
  readonly questionNeedsOne: boolean;
  /** `?` and `.` take a whole code point. */
  readonly wholeCodePoints: boolean;
  /** A regular expression has to match the whole value. */
  readonly anchored: boolean;
  /** Ranges of a class stay case sensitive under `regex~`. */
  readonly rangesKeepCase: boolean;
}

export const PATTERN_HABITS: PatternHabits = {
  starMatchesEmpty: true,
  questionNeedsOne: true,
  wholeCodePoints: true,
  anchored: true,
  rangesKeepCase: true,
};

const characters = (text: string, habits: PatternHabits): string[] =>
  habits.wholeCodePoints ? [...text] : text.split('');

function sameCharacter(a: string, b: string, insensitive: boolean): boolean {
  return insensitive ? foldCharacter(a) === foldCharacter(b) : a === b;
}

export function matchesWildcard(value: string, pattern: string, insensitive: boolean, habits: PatternHabits): boolean {
  const text = characters(value, habits);
  const shape = characters(pattern, habits);
  const matches = (t: number, p: number): boolean => {
    const wanted = shape[p];
    if (wanted === undefined) return t === text.length;
    if (wanted === '*') {
      for (let end = t + (habits.starMatchesEmpty ? 0 : 1); end <= text.length; end++) {
        if (matches(end, p + 1)) return true;
      }
      return false;
    }
    if (wanted === '?' && !habits.questionNeedsOne && matches(t, p + 1)) return true;
    if (t === text.length) return false;
    return (wanted === '?' || sameCharacter(wanted, text[t]!, insensitive)) && matches(t + 1, p + 1);
  };
  return matches(0, 0);
}

// --- Regular expressions ------------------------------------------------------------------------------------------

type Test = (character: string, insensitive: boolean, habits: PatternHabits) => boolean;

type Node =
  | { readonly kind: 'character'; readonly test: Test }
  | { readonly kind: 'sequence' | 'either' | 'both'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly item: Node; readonly least: number; readonly most: number }
  | { readonly kind: 'complement'; readonly item: Node }
  | { readonly kind: 'interval'; readonly low: string; readonly high: string }
  | { readonly kind: 'nothing' };

const exactly =
  (wanted: string): Test =>
  (character, insensitive) =>
    sameCharacter(character, wanted, insensitive);
const anything: Test = () => true;

const CLASSES: Record<string, RegExp> = {
  d: /^[0-9]$/,
  D: /^[^0-9]$/u,
  w: /^[A-Za-z0-9_]$/,
  W: /^[^A-Za-z0-9_]$/u,
  s: /^[ \t\n\r]$/,
  S: /^[^ \t\n\r]$/u,
};

/** What a backslash and the character after it stand for. */
function escaped(character: string): Test {
  const named = CLASSES[character];
  return named === undefined ? exactly(character) : (other) => named.test(other);
}

class RegexReader {
  readonly #text: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#text = [...pattern];
  }

  read(): Node {
    const node = this.#either();
    if (this.#at < this.#text.length) throw new Error(`left over at ${this.#at}`);
    return node;
  }

  #next(): string {
    const character = this.#text[this.#at++];
    if (character === undefined) throw new Error('pattern ends too early');
    return character;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #upTo(character: string): string {
    const from = this.#at;
    while (this.#next() !== character);
    return this.#text.slice(from, this.#at - 1).join('');
  }

  #either(): Node {
    const parts = [this.#both()];
    while (this.#take('|')) parts.push(this.#both());
    return { kind: 'either', parts };
  }

  #both(): Node {
    const parts = [this.#sequence()];
    while (this.#take('&')) parts.push(this.#sequence());
    return { kind: 'both', parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#text.length && !['|', '&', ')'].includes(this.#text[this.#at]!)) parts.push(this.#repeat());
    return { kind: 'sequence', parts };
  }

  #repeat(): Node {
    let item = this.#item();
    for (;;) {
      if (this.#take('?')) item = { kind: 'repeat', item, least: 0, most: 1 };
      else if (this.#take('*')) item = { kind: 'repeat', item, least: 0, most: Infinity };
      else if (this.#take('+')) item = { kind: 'repeat', item, least: 1, most: Infinity };
      else if (this.#take('{')) {
        const [least, most] = this.#upTo('}').split(',');
        item = {
          kind: 'repeat',
          item,
          least: Number(least),
          most: most === undefined ? Number(least) : most === '' ? Infinity : Number(most),
        };
      } else return item;
    }
  }

  #item(): Node {
    const character = this.#next();
    switch (character) {
      case '(': {
        const inner = this.#either();
        if (!this.#take(')')) throw new Error('open group');
        return inner;
      }
      case '[':
        return { kind: 'character', test: this.#class() };
      case '.':
        return { kind: 'character', test: anything };
      case '@':
        return { kind: 'repeat', item: { kind: 'character', test: anything }, least: 0, most: Infinity };
      case '#':
        return { kind: 'nothing' };
      case '~':
        return { kind: 'complement', item: this.#item() };
      case '<': {
        const [low = '', high = ''] = this.#upTo('>').split('-');
        return { kind: 'interval', low, high };
      }
      case '"': {
        const parts = [...this.#upTo('"')].map((letter): Node => ({ kind: 'character', test: exactly(letter) }));
        return { kind: 'sequence', parts };
      }
      case '\\':
        return { kind: 'character', test: escaped(this.#next()) };
      default:
        return { kind: 'character', test: exactly(character) };
    }
  }

  #class(): Test {
    const negated = this.#take('^');
    const members: Test[] = [];
    while (!this.#take(']')) {
      const from = this.#next();
      if (from === '\\') members.push(escaped(this.#next()));
      else if (this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']') {
        this.#at += 1;
        members.push(range(from, this.#next()));
      } else members.push(exactly(from));
    }
    return (character, insensitive, habits) =>
      members.some((member) => member(character, insensitive, habits)) !== negated;
  }
}

function range(from: string, to: string): Test {
  const inside = (character: string) =>
    from.codePointAt(0)! <= character.codePointAt(0)! && character.codePointAt(0)! <= to.codePointAt(0)!;
  return (character, insensitive, habits) =>
    inside(character) ||
    (insensitive && !habits.rangesKeepCase && (inside(character.toLowerCase()) || inside(character.toUpperCase())));
}

function inInterval(text: string, low: string, high: string): boolean {
  if (!/^[0-9]+$/.test(text) || (low.length === high.length && text.length !== low.length)) return false;
  return BigInt(low) <= BigInt(text) && BigInt(text) <= BigInt(high);
}

export function matchesRegex(value: string, pattern: string, insensitive: boolean, habits: PatternHabits): boolean {
  const text = characters(value, habits);
  const everywhere = text.map((_, i) => i).concat(text.length);
  // Nested repeats ask the same again and again.
  const known = new Map<Node, Map<number, ReadonlySet<number>>>();
  const ends = (node: Node, from: number): ReadonlySet<number> => {
    const places = known.get(node) ?? new Map<number, ReadonlySet<number>>();
    known.set(node, places);
    const found = places.get(from) ?? endsOnce(node, from);
    places.set(from, found);
    return found;
  };
  const endsOnce = (node: Node, from: number): ReadonlySet<number> => {
    const later = everywhere.slice(from);
    switch (node.kind) {
      case 'character':
        return new Set(from < text.length && node.test(text[from]!, insensitive, habits) ? [from + 1] : []);
      case 'sequence':
        return node.parts.reduce<ReadonlySet<number>>((places, part) => step(places, part), new Set([from]));
      case 'either':
        return new Set(node.parts.flatMap((part) => [...ends(part, from)]));
      case 'both':
        return new Set(later.filter((end) => node.parts.every((part) => ends(part, from).has(end))));
      case 'complement': {
        const inner = ends(node.item, from);
        return new Set(later.filter((end) => !inner.has(end)));
      }
      case 'interval':
        return new Set(later.filter((end) => inInterval(text.slice(from, end).join(''), node.low, node.high)));
      case 'nothing':
        return new Set();
      case 'repeat': {
        let places: ReadonlySet<number> = new Set([from]);
        const found = new Set<number>(node.least === 0 ? [from] : []);
        // Past one more round than there are characters, nothing new can turn up.
        const rounds = Math.min(node.most, node.least + text.length + 1);
        for (let round = 1; round <= rounds && places.size > 0; round++) {
          places = step(places, node.item);
          if (round >= node.least) for (const place of places) found.add(place);
        }
        return found;
      }
    }
  };
  const step = (places: ReadonlySet<number>, node: Node): ReadonlySet<number> =>
    new Set([...places].flatMap((place) => [...ends(node, place)]));

  const tree = new RegexReader(pattern).read();
  if (habits.anchored) return ends(tree, 0).has(text.length);
  return everywhere.some((from) => ends(tree, from).size > 0);
}
