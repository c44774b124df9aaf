/** The places that belong together: every mention of a field, function or value, and the operators of one chain. */
import type { Span } from '../../text/span.ts';
import type { Expression, Field, Literal } from '../syntax/ast.ts';
import { writeString } from '../syntax/literals.ts';
import { parse, type Parsed } from '../syntax/parser.ts';
import { printField } from '../syntax/printer.ts';
import type { Token } from '../syntax/tokens.ts';
import { nodesIn } from '../syntax/visit.ts';
import { holds, tokenAt } from './tree.ts';

/** Empty where nothing is like it. */
export function alikeAt(text: string, offset: number): readonly Span[] {
  const parsed = parse(text);
  const token = tokenAt(parsed.tokens, offset);
  if (token === null) return [];
  if (token.text === 'and' || token.text === 'or') return chainOperators(parsed, token);
  const node = nameAt(parsed, offset);
  if (node === null) return [];
  const { query } = parsed;
  return [...nodesIn(query)].filter((other) => isSame(other, node)).map(nameSpanOf);
}

/** What a rename would change; `name` is what a person edits: a path, or the value of a string without its quotes. */
export interface Renamable {
  readonly span: Span;
  readonly name: string;
}

/** Null where there is no field and no string. */
export function renamableAt(text: string, offset: number): Renamable | null {
  const node = nameAt(parse(text), offset);
  if (node?.kind === 'field') return { span: node.nameSpan, name: node.path };
  if (node?.kind === 'literal' && typeof node.value === 'string') return { span: node.span, name: node.value };
  return null;
}

export interface Edit extends Span {
  readonly insert: string;
}

/**
 * The edits that give a field or a value another name everywhere, in the order of the text; null where there is none, or
 * for a field without a name.
 */
export function renamed(text: string, offset: number, name: string): readonly Edit[] | null {
  const parsed = parse(text);
  const node = nameAt(parsed, offset);
  if (node === null || node.kind === 'call' || (node.kind === 'field' && name.trim() === '')) return null;
  const places = [...nodesIn(parsed.query)].filter((other) => isSame(other, node)).map(nameSpanOf);
  const write = (place: Span): string =>
    node.kind === 'field'
      ? printField({ path: name.trim(), optional: false })
      : stringLike(text.slice(place.from, place.to), name);
  return places.toSorted((a, b) => a.from - b.from).map(({ from, to }) => ({ from, to, insert: write({ from, to }) }));
}

/** A value as a string of the same form, where it can be one. */
function stringLike(before: string, value: string): string {
  const isRaw = before.startsWith('"""') && !/"""|[\r\n]|"$/.test(value);
  return isRaw ? `"""${value}"""` : writeString(value);
}

type Named = Field | Literal | Extract<Expression, { kind: 'call' }>;

/** The field, function or string at an offset. */
function nameAt({ query }: Parsed, offset: number): Named | null {
  for (const node of nodesIn(query)) {
    const isNamed = node.kind === 'field' || node.kind === 'call' || isString(node);
    if (isNamed && holds(nameSpanOf(node), offset)) return node as Named;
  }
  return null;
}

function isString(node: Expression): boolean {
  return node.kind === 'literal' && typeof node.value === 'string';
}

function isSame(a: Expression, b: Named): boolean {
  if (b.kind === 'field') return a.kind === 'field' && a.path === b.path;
  if (b.kind === 'call') return a.kind === 'call' && a.name.toLowerCase() === b.name.toLowerCase();
  return a.kind === 'literal' && a.value === b.value;
}

function nameSpanOf(node: Expression): Span {
  return node.kind === 'field' || node.kind === 'call' ? node.nameSpan : node.span;
}

/** The `and`s or `or`s of the chain that one of them is in. */
function chainOperators({ query, tokens }: Parsed, token: Token): readonly Span[] {
  for (const node of nodesIn(query)) {
    if (node.kind !== token.text || !('operands' in node)) continue;
    const operators = tokens.filter(({ kind, text, from }) => {
      const isWord = kind === 'keyword' && text === node.kind && holds(node.span, from);
      return isWord && !node.operands.some(({ span }) => span.from < from && from < span.to);
    });
    if (operators.includes(token)) return operators.map(({ from, to }) => ({ from, to }));
  }
  return [];
}
