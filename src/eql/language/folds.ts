/** What can be folded: brackets that span lines, comments of several lines, and the condition of an event query. */
import type { Span } from '../../text/span.ts';
import { lex } from '../syntax/lexer.ts';
import type { Token } from '../syntax/tokens.ts';
import { pairsOf } from './tree.ts';

export interface Fold extends Span {
  readonly kind: 'brackets' | 'comment';
}

/** From the line that stays to the last one that goes; in the order of the text. */
export function foldsOf(text: string): readonly Fold[] {
  const { tokens } = lex(text);
  const brackets = pairsOf(tokens).map(({ from, to }): Fold => ({ kind: 'brackets', from, to: lastHidden(text, to) }));
  const folds = [...brackets, ...commentBlocks(text, tokens)];
  return folds
    .filter(({ from, to }) => to > from && text.slice(from, to).includes('\n'))
    .toSorted((a, b) => a.from - b.from || b.to - a.to);
}

/** A closing bracket that begins its line stays in sight. */
function lastHidden(text: string, to: number): number {
  const lineStart = text.lastIndexOf('\n', to - 1) + 1;
  return text.slice(lineStart, to - 1).trim() === '' ? lineStart - 1 : to;
}

/** Comments with nothing but white space between them are one block. */
function commentBlocks(text: string, tokens: readonly Token[]): Fold[] {
  const blocks: { kind: 'comment'; from: number; to: number }[] = [];
  for (const { kind, from, to } of tokens) {
    if (kind !== 'comment' || !isAlone(text, from)) continue;
    const last = blocks.at(-1);
    if (last !== undefined && /^\s*$/.test(text.slice(last.to, from))) last.to = to;
    else blocks.push({ kind: 'comment', from, to });
  }
  return blocks;
}

function isAlone(text: string, from: number): boolean {
  return text.slice(text.lastIndexOf('\n', from - 1) + 1, from).trim() === '';
}
