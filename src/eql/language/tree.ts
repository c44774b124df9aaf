/** A text by place: which tokens and brackets lie around an offset. */
import type { Span } from '../../text/span.ts';
import type { Token } from '../syntax/tokens.ts';

export function holds({ from, to }: Span, offset: number): boolean {
  return from <= offset && offset <= to;
}

/** The token at an offset; at a border the word before the sign, else the one that begins there. Null in white space. */
export function tokenAt(tokens: readonly Token[], offset: number): Token | null {
  const touching = tokens.filter((token) => token.kind !== 'end' && holds(token, offset));
  return touching.find(({ kind }) => kind !== 'punctuation') ?? touching.at(-1) ?? null;
}

/** A pair of brackets: from before the opening to behind the closing one. */
export interface Pair extends Span {
  /** Between the brackets. */
  readonly inner: Span;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '![': ']' };

/** The pairs of brackets, inner before outer; what is not closed is none. */
export function pairsOf(tokens: readonly Token[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'punctuation') continue;
    if (Object.hasOwn(CLOSING, token.text)) open.push(token);
    if (token.text !== ')' && token.text !== ']') continue;
    const at = open.findLastIndex(({ text }) => CLOSING[text] === token.text);
    if (at < 0) continue;
    const [opening] = open.splice(at);
    pairs.push({ from: opening!.from, to: token.to, inner: { from: opening!.to, to: token.from } });
  }
  return pairs;
}
