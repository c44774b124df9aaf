/** The tree of a query by place: which nodes hold an offset, and which tokens and brackets lie around it. */
import type { Span } from '../../text/span.ts';
import { type EventFilter, type Expression, type Query, stagesOf } from '../syntax/ast.ts';
import type { Token } from '../syntax/tokens.ts';
import { nodesOf } from '../syntax/visit.ts';

export function filtersOf(query: Query): readonly EventFilter[] {
  return query.kind === 'event' ? [query.filter] : stagesOf(query).map(({ filter }) => filter);
}

/** Every node of every condition, key and pipe, parents first. */
export function* nodesIn(query: Query): Generator<Expression> {
  for (const { condition } of filtersOf(query)) yield* nodesOf(condition);
  if (query.kind !== 'event') {
    yield* query.by?.fields ?? [];
    for (const { by } of stagesOf(query)) yield* by?.fields ?? [];
  }
  for (const { args } of query.pipes) for (const argument of args) yield* nodesOf(argument);
}

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
