/**
 * Parses a Lucene regular expression with all optional operators on (eql.md 4.6). From loosest to tightest: `|`, `&`,
 * items in a row, repeats after an item, `~` before one, then a class or a single item. So `~a*` repeats `~a`.
 *
 * Lucene reads an item wherever one must stand, and an operator that cannot be one there is a character: `|a` is the text
 * `|a`, `*` is a star, and a lone `]` or `}` is itself. Only at the end of the expression is a missing item a mistake.
 * Likewise `[]a]` has the members `]` and `a`, and `[a-]` asks for a range up to `]`.
 */
import { interval } from './interval.ts';
import { Refusal, TOO_COMPLEX, TOO_DEEP } from './problem.ts';
import { ANY_CHARACTER, ANY_STRING, EMPTY_STRING, LAST_POINT, NO_STRING } from './tree.ts';
import { both, choice, literal, repeat, row } from './tree.ts';
import type { ClassMember, RegexNode } from './tree.ts';

/** Groups within groups, and repeats of one item. Rules use few; the limits keep the stack of the recursion small. */
const DEEPEST_GROUP = 200;
const MOST_REPEATS = 5;

/** Characters of a `<n-m>`; its digits nest, and only leading zeros could make it longer. */
const WIDEST_INTERVAL = 100;

const LARGEST_INTEGER = 0x7fffffff;

const DIGITS = [span('0', '9')];
const WORD = [span('0', '9'), span('A', 'Z'), span('_', '_'), span('a', 'z')];
const SPACE = [span('\t', '\n'), span('\r', '\r'), span(' ', ' ')];

/** What the letters that may follow a backslash stand for. Any other ASCII letter there is an error. */
const PREDEFINED: ReadonlyMap<string, readonly ClassMember[]> = new Map([
  ['d', DIGITS],
  ['D', allBut(DIGITS)],
  ['w', WORD],
  ['W', allBut(WORD)],
  ['s', SPACE],
  ['S', allBut(SPACE)],
]);

/** The tree of an expression; throws a `Refusal` if it is not one. */
export function parseRegex(pattern: string): RegexNode {
  return new Parser(pattern).parse();
}

class Parser {
  private pos = 0;
  private depth = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  parse(): RegexNode {
    if (this.text === '') return EMPTY_STRING;
    const node = this.parseChoice();
    if (this.more()) this.fail(`end-of-string expected at position ${this.pos}`);
    return node;
  }

  private parseChoice(): RegexNode {
    const options = [this.parseBoth()];
    while (this.match('|')) options.push(this.parseBoth());
    return choice(options);
  }

  private parseBoth(): RegexNode {
    const parts = [this.parseRow()];
    while (this.match('&')) parts.push(this.parseRow());
    return both(parts);
  }

  private parseRow(): RegexNode {
    const items = [this.parseRepeat()];
    while (this.more() && !this.peek(')|&')) items.push(this.parseRepeat());
    return row(items);
  }

  private parseRepeat(): RegexNode {
    let node = this.parseExcept();
    for (let repeats = 0; this.peek('?*+{'); repeats++) {
      if (repeats === MOST_REPEATS) this.fail(TOO_DEEP);
      if (this.match('?')) node = repeat(node, 0, 1);
      else if (this.match('*')) node = repeat(node, 0, Infinity);
      else if (this.match('+')) node = repeat(node, 1, Infinity);
      else node = this.parseCount(node);
    }
    return node;
  }

  /** `{n}`, `{n,}` or `{n,m}`. */
  private parseCount(item: RegexNode): RegexNode {
    const start = this.pos++;
    const min = this.parseInteger();
    if (min === undefined) return this.fail(`integer expected at position ${this.pos}`);
    const max = this.match(',') ? (this.parseInteger() ?? Infinity) : min;
    this.expect('}');
    if (min > max) this.fail(`invalid repetition range(out of order): ${min}..${max}`, start);
    return repeat(item, min, max);
  }

  private parseInteger(): number | undefined {
    const start = this.pos;
    while (this.peek('0123456789')) this.pos++;
    if (start === this.pos) return undefined;
    const digits = this.text.slice(start, this.pos);
    if (Number(digits) > LARGEST_INTEGER) this.fail(`For input string: "${digits}"`, start);
    return Number(digits);
  }

  private parseExcept(): RegexNode {
    let negated = false;
    while (this.match('~')) negated = !negated;
    const item = this.match('[') ? this.parseClass() : this.parseSimple();
    return negated ? { kind: 'except', item } : item;
  }

  private parseClass(): RegexNode {
    const negated = this.match('^');
    const members = [...this.parseMember()];
    while (this.more() && !this.peek(']')) members.push(...this.parseMember());
    this.expect(']');
    return { kind: 'class', negated, members };
  }

  private parseMember(): readonly ClassMember[] {
    const start = this.pos;
    const escaped = this.parseEscape();
    if (typeof escaped === 'object') return escaped;
    // A backslash that is itself escaped cannot start a range; any other character can.
    if (escaped === BACKSLASH) return [{ from: escaped, to: escaped, folds: true }];
    const from = escaped ?? this.next();
    if (!this.match('-')) return [{ from, to: from, folds: true }];
    this.match('\\');
    const to = this.next();
    if (from > to) this.fail(`invalid range: from (${from}) cannot be > to (${to})`, start);
    return [{ from, to, folds: false }];
  }

  private parseSimple(): RegexNode {
    if (this.match('.')) return ANY_CHARACTER;
    if (this.match('#')) return NO_STRING;
    if (this.match('@')) return ANY_STRING;
    if (this.match('"')) return row(Array.from(this.upTo('"'), (character) => literal(character.codePointAt(0)!)));
    if (this.match('(')) return this.parseGroup();
    if (this.peek('<')) return this.parseInterval();
    const escaped = this.parseEscape();
    if (typeof escaped === 'object') return { kind: 'class', negated: false, members: escaped };
    return literal(escaped ?? this.next());
  }

  private parseGroup(): RegexNode {
    if (this.match(')')) return EMPTY_STRING;
    if (++this.depth > DEEPEST_GROUP) this.fail(TOO_DEEP);
    const node = this.parseChoice();
    this.depth--;
    this.expect(')');
    return node;
  }

  private parseInterval(): RegexNode {
    const start = this.pos++;
    const name = this.upTo('>');
    if (!name.includes('-')) return this.fail(`'${name}' not found`, start);
    const [, low = '', high = ''] = /^(\d+)-(\d+)$/.exec(name) ?? [];
    if (low === '' || Math.max(Number(low), Number(high)) > LARGEST_INTEGER) {
      return this.fail(`interval syntax error at position ${this.pos - 1}`, this.pos - 1);
    }
    if (name.length > WIDEST_INTERVAL) this.fail(TOO_COMPLEX, start);
    return interval(low, high);
  }

  /** A backslash and what follows: the members of a predefined class, or a character; undefined without a backslash. */
  private parseEscape(): readonly ClassMember[] | number | undefined {
    const start = this.pos;
    if (!this.match('\\')) return undefined;
    const point = this.next();
    const letter = String.fromCodePoint(point);
    const members = PREDEFINED.get(letter);
    if (members !== undefined) return members;
    if (/[a-z]/i.test(letter)) this.fail(`invalid character class \\${letter}`, start);
    return point;
  }

  /** The text before the next `mark`, which is passed. */
  private upTo(mark: string): string {
    const start = this.pos;
    const end = this.text.indexOf(mark, start);
    this.pos = end < 0 ? this.text.length : end;
    this.expect(mark);
    return this.text.slice(start, end);
  }

  private next(): number {
    const point = this.text.codePointAt(this.pos);
    if (point === undefined) return this.fail('unexpected end-of-string');
    this.pos += point > 0xffff ? 2 : 1;
    return point;
  }

  private more(): boolean {
    return this.pos < this.text.length;
  }

  private peek(characters: string): boolean {
    return this.more() && characters.includes(this.text[this.pos]!);
  }

  private match(character: string): boolean {
    if (this.text[this.pos] !== character) return false;
    this.pos++;
    return true;
  }

  private expect(character: string): void {
    if (!this.match(character)) this.fail(`expected '${character}' at position ${this.pos}`);
  }

  private fail(message: string, offset = this.pos): never {
    throw new Refusal(message, offset);
  }
}

const BACKSLASH = 0x5c;

function span(from: string, to: string): ClassMember {
  return { from: from.codePointAt(0)!, to: to.codePointAt(0)!, folds: false };
}

/** The ranges between ranges that are ascending and apart. */
function allBut(members: readonly ClassMember[]): ClassMember[] {
  const gaps: ClassMember[] = [];
  let from = 0;
  for (const member of members) {
    if (member.from > from) gaps.push({ from, to: member.from - 1, folds: false });
    from = member.to + 1;
  }
  gaps.push({ from, to: LAST_POINT, folds: false });
  return gaps;
}
