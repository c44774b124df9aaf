/**
 * The parser's place in the tokens, and its complaints. A token is complained of once, however many rules stumble over
 * it; and reading always moves on, so a broken text costs linear time.
 */
import type { Span } from '../../text/span.ts';
import { MAX_PROBLEMS, type Problem, type ProblemDetails, problem, tooLarge } from './problem.ts';
import { KEYWORDS, type Token } from './tokens.ts';

/** Nesting that a query may have before it counts as too large (eql.md 11, "nesting depth"). */
export const MAX_DEPTH = 250;

export class Cursor {
  readonly problems: Problem[];
  readonly #tokens: readonly Token[];
  readonly #text: string;
  #at = 0;
  #depth = 0;
  #tooDeep = false;
  /** Class and place of each problem. */
  readonly #known: Set<string>;

  constructor(text: string, tokens: readonly Token[], problems: readonly Problem[]) {
    this.#text = text;
    this.#tokens = tokens.filter((token) => token.kind !== 'comment' && token.kind !== 'unknown');
    this.problems = [...problems];
    this.#known = new Set(problems.map(placeOf));
  }

  get token(): Token {
    return this.#tokens[this.#at]!;
  }

  peek(ahead: number): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  /** Where the last token read ends. */
  get lastEnd(): number {
    return this.#at === 0 ? 0 : this.#tokens[this.#at - 1]!.to;
  }

  get atEnd(): boolean {
    return this.token.kind === 'end';
  }

  next(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  /** Is the token this keyword or sign? A string or quoted name of the same text is not. */
  is(text: string): boolean {
    const { token } = this;
    return token.text === text && (token.kind === 'keyword' || token.kind === 'punctuation');
  }

  isOneOf(texts: readonly string[]): boolean {
    return texts.some((text) => this.is(text));
  }

  /** Reads the keyword or sign if it is next. */
  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  /** Reads the keyword or sign, or complains. */
  expect(text: string): boolean {
    if (this.accept(text)) return true;
    this.mismatch(`'${text}'`);
    return false;
  }

  textOf(span: Span): string {
    return this.#text.slice(span.from, span.to);
  }

  /** Complains that the token is not what the grammar needs here. */
  mismatch(expecting: string, details?: ProblemDetails): void {
    const { token } = this;
    const shown = token.kind === 'end' ? '<EOF>' : token.text;
    this.complain(
      problem('S', 'syntax', spanOf(token), `mismatched input '${shown}' expecting ${expecting}`, {
        ...hintFor(token),
        ...details,
      }),
    );
  }

  complain(found: Problem): void {
    const place = placeOf(found);
    if (this.#tooDeep || this.#known.has(place) || this.problems.length >= MAX_PROBLEMS) return;
    this.#known.add(place);
    this.problems.push(found);
  }

  /** Reads on to a token at which the grammar can go on; brackets are skipped in pairs. */
  skipTo(stops: readonly string[]): void {
    let open = 0;
    while (!this.atEnd) {
      if (open === 0 && this.isOneOf(stops)) return;
      if (this.isOneOf(['(', '[', '!['])) open++;
      if (this.isOneOf([')', ']'])) open = Math.max(0, open - 1);
      this.next();
    }
  }

  /** Reads one level deeper, unless the query is too deep already. */
  nested<T>(read: () => T, otherwise: () => T): T {
    if (this.#depth >= MAX_DEPTH) {
      this.giveUp();
      return otherwise();
    }
    this.#depth++;
    const result = read();
    this.#depth--;
    return result;
  }

  /** The query is too deep to go on: says so, once, and reads to the end. */
  giveUp(): void {
    if (!this.#tooDeep) this.problems.push(tooLarge(this.#text));
    this.#tooDeep = true;
    while (!this.atEnd) this.next();
  }
}

function placeOf(found: Problem): string {
  return `${found.problemClass} ${found.span.from}`;
}

export function spanOf(token: Token): Span {
  return { from: token.from, to: token.to };
}

function hintFor(token: Token): ProblemDetails {
  const lower = token.text.toLowerCase();
  if (token.kind !== 'identifier' || lower === token.text || !KEYWORDS.has(lower)) return {};
  return {
    hint: `Keywords are written in lower case: ${lower}`,
    fixes: [{ title: `Write ${lower}`, span: spanOf(token), replacement: lower }],
  };
}
