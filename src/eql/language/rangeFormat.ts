/**
 * Formatting as edits. The formatter changes white space and where comments stand, and brackets where they are needless
 * or help; the other tokens stay, and each gap between two of them is one edit. Of a part of the text, the edits inside it
 * are taken, and it grows while they would change what is said (half a pair of brackets, a comment that leaves the part).
 */
import type { Span } from '../../text/span.ts';
import { formatQuery } from '../syntax/format.ts';
import { lex } from '../syntax/lexer.ts';
import { parse } from '../syntax/parser.ts';
import { printQuery } from '../syntax/printer.ts';
import type { Token } from '../syntax/tokens.ts';
import type { Edit } from './alike.ts';
import { pairsOf } from './tree.ts';

/** Empty where nothing is to be done, or the text has errors. */
export function formatEdits(text: string, range: Span = { from: 0, to: text.length }): readonly Edit[] {
  const { text: formatted, problems } = formatQuery(text);
  if (problems.length > 0 || formatted === text) return [];
  const whole: Edit = { from: 0, to: text.length, insert: formatted };
  const edits = gapEdits(text, formatted);
  if (edits === null) return [whole];
  const said = saidBy(text);
  for (const part of growing(text, range)) {
    const inside = edits.filter(({ from, to }) => part.from <= from && to <= part.to);
    if (saidBy(applied(text, inside)) === said) return inside;
  }
  return edits;
}

export function applied(text: string, edits: readonly Edit[]): string {
  let at = 0;
  let result = '';
  for (const { from, to, insert } of edits) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** What a text says: its canonical form and its comments. */
function saidBy(text: string): string {
  const { query, tokens, problems } = parse(text);
  const comments = tokens.flatMap(({ kind, text: comment }) => (kind === 'comment' ? [comment] : []));
  return problems.length > 0 ? '' : [printQuery(query), ...comments].join('\n');
}

/** The range, then with each pair of brackets around it. */
function growing(text: string, range: Span): readonly Span[] {
  const outer = pairsOf(lex(text).tokens).filter(({ from, to }) => from < range.to && range.from < to);
  const spans = [range];
  for (const { from, to } of outer) {
    const last = spans.at(-1)!;
    spans.push({ from: Math.min(from, last.from), to: Math.max(to, last.to) });
  }
  return [...spans, { from: 0, to: text.length }];
}

/** Null where the texts differ in more than gaps: a name without its back-ticks. */
function gapEdits(before: string, after: string): readonly Edit[] | null {
  const pairs = aligned(codeOf(before), codeOf(after));
  if (pairs === null) return null;
  const edits: Edit[] = [];
  let at = { before: 0, after: 0 };
  for (const [old, now] of pairs) {
    const insert = after.slice(at.after, now.from);
    if (before.slice(at.before, old.from) !== insert) edits.push({ from: at.before, to: old.from, insert });
    at = { before: old.to, after: now.to };
  }
  return edits;
}

function codeOf(text: string): readonly Token[] {
  return lex(text).tokens.filter(({ kind }) => kind !== 'comment');
}

/** The tokens that both texts have, in pairs; null where something other than brackets differs. */
function aligned(before: readonly Token[], after: readonly Token[]): readonly (readonly [Token, Token])[] | null {
  const pairs: (readonly [Token, Token])[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    const [old, now] = [before[i]!, after[j]!];
    if (old.text === now.text && old.kind === now.kind) {
      pairs.push([old, now]);
      i++;
      j++;
    } else if (isBracket(old)) i++;
    else if (isBracket(now)) j++;
    else return null;
  }
  return i === before.length && j === after.length ? pairs : null;
}

function isBracket({ text }: Token): boolean {
  return text === '(' || text === ')';
}
