/** Expand selection: the spans around an offset that mean something by themselves, each inside the next. */
import type { Span } from '../../text/span.ts';
import { stagesOf } from '../syntax/ast.ts';
import { parse } from '../syntax/parser.ts';
import { filtersOf, nodesIn } from '../syntax/visit.ts';
import { holds, pairsOf, tokenAt } from './tree.ts';

/** A word, a string without and with its quotes, an operand, the inside of brackets, a clause, a stage, the rule. */
export function selectionsAt(text: string, offset: number): readonly Span[] {
  const { query, tokens } = parse(text);
  const token = tokenAt(tokens, offset);
  const stages = query.kind === 'event' ? [] : stagesOf(query);
  const spans = [
    ...(token === null ? [] : [insideQuotes(text, token), token]),
    ...[...nodesIn(query)].map(({ span }) => span),
    ...pairsOf(tokens).flatMap((pair) => [pair.inner, pair]),
    ...filtersOf(query).flatMap(({ span, category }) => (category === null ? [span] : [span, category.span])),
    ...stages.map(({ span }) => span),
    { from: 0, to: text.length },
  ];
  const around = spans.map((span) => trimmed(text, span)).filter((span) => span.to > span.from && holds(span, offset));
  const chain: Span[] = [];
  for (const { from, to } of around.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
    const last = chain.at(-1);
    if (last !== undefined && (from > last.from || to < last.to || to - from === last.to - last.from)) continue;
    chain.push({ from, to });
  }
  return chain;
}

function insideQuotes(text: string, { from, to }: Span): Span {
  const quotes = text.startsWith('"""', from) ? 3 : /["'`]/.test(text[from] ?? '') ? 1 : 0;
  return to - from > 2 * quotes ? { from: from + quotes, to: to - quotes } : { from, to };
}

function trimmed(text: string, { from, to }: Span): Span {
  const within = text.slice(from, to);
  return { from: from + within.length - within.trimStart().length, to: to - within.length + within.trimEnd().length };
}
