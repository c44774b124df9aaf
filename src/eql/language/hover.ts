/**
 * What there is to say of the word at an offset: a field with its type and what the events hold of it, an operator with
 * how it treats case, wildcards and several values, a function, a value, a keyword.
 */
import { slice, type Span } from '../../text/span.ts';
import { type FunctionFacts, FUNCTIONS, functionNamed } from '../check/functions.ts';
import type { Expression, Field, Literal } from '../syntax/ast.ts';
import { writeString } from '../syntax/literals.ts';
import { PATTERN_OPERATORS } from '../syntax/operators.ts';
import { parse, type Parsed } from '../syntax/parser.ts';
import type { Token } from '../syntax/tokens.ts';
import { filtersOf, nodesIn, partsOf } from '../syntax/visit.ts';
import { typeWords } from './completeFields.ts';
import { signatureOf } from './completeFunctions.ts';
import { operatorMeaning } from './completeOperators.ts';
import type { HeldValues, Knowledge } from './knowledge.ts';
import { meaningOf } from './meanings.ts';
import { holds, tokenAt } from './tree.ts';

export interface HoverText {
  readonly span: Span;
  /** What is spoken of, as code. */
  readonly title: string;
  /** Sentences, one a line. */
  readonly lines: readonly string[];
}

/** Null where there is nothing to say. */
export function hoverAt(text: string, offset: number, knowledge: Knowledge): HoverText | null {
  const parsed = parse(text);
  const token = tokenAt(parsed.tokens, offset);
  if (token === null || token.kind === 'comment') return null;
  const category = filtersOf(parsed.query).find(({ category }) => category !== null && holds(category.span, offset));
  if (category?.category) return categoryHover(category.category.value, category.category.span, knowledge);
  const node = nodeOf(parsed, token);
  if (node?.kind === 'field') return fieldHover(node, knowledge);
  if (node?.kind === 'literal') return literalHover(text, node, parsed, knowledge);
  if (node?.kind === 'call' && holds(node.nameSpan, token.from)) return functionHover(node);
  const operator = node === null ? null : operatorHover(node, token, text);
  if (operator !== null) return operator;
  const meaning =
    token.kind === 'identifier' || token.kind === 'keyword' || token.text === '![' ? meaningOf(token.text) : null;
  return meaning === null ? null : { span: token, title: token.text, lines: [meaning] };
}

/** The field that stands at an offset, or that a value there is compared with; null for none. */
export function fieldAt(text: string, offset: number, eventCategoryField: string): string | null {
  const parsed = parse(text);
  const token = tokenAt(parsed.tokens, offset);
  if (token === null) return null;
  if (filtersOf(parsed.query).some(({ category }) => category !== null && holds(category.span, offset))) {
    return eventCategoryField;
  }
  const node = nodeOf(parsed, token);
  if (node?.kind === 'field') return node.path;
  return node?.kind === 'literal' ? comparedField(node, parsed) : null;
}

/** The smallest node that a token lies in. */
function nodeOf({ query }: Parsed, token: Token): Expression | null {
  let best: Expression | null = null;
  for (const node of nodesIn(query)) {
    if (node.span.from <= token.from && token.to <= node.span.to) best = node;
  }
  return best;
}

/** The node that has another as a part. */
function above(node: Expression, { query }: Parsed): Expression | null {
  for (const other of nodesIn(query)) if (partsOf(other).includes(node)) return other;
  return null;
}

function comparedField(node: Literal, parsed: Parsed): string | null {
  const outer = above(node, parsed);
  const subject = outer === null ? undefined : partsOf(outer).find(({ kind }) => kind === 'field');
  return subject?.kind === 'field' ? subject.path : null;
}

function fieldHover({ path, nameSpan, optional }: Field, knowledge: Knowledge): HoverText {
  const folded = optional ? ['With the question mark it counts as null where no mapping has it.'] : [];
  return { span: nameSpan, title: path, lines: [...fieldLines(path, knowledge), ...folded] };
}

/** What a field is, its type, and what the events hold of it. */
export function fieldLines(path: string, { schema, notes, values, events }: Knowledge): readonly string[] {
  const fact = schema.field(path);
  const known = notes(path);
  const held = values(path);
  if (fact === undefined) {
    return ['No event has this field and no field list names it; it counts as missing in every event.'];
  }
  const description = known?.description ? [known.description] : [];
  if (fact.type === 'object') return [...description, objectLine(path, schema)];
  return [
    ...description,
    `Type ${typeWords(fact, known)}${fact.declared ? '' : ', read off its values'}.`,
    ...(held === undefined ? [] : heldLines(held, events)),
  ];
}

function objectLine(path: string, schema: Knowledge['schema']): string {
  const below = [...schema.paths()].filter((other) => other.startsWith(`${path}.`)).length;
  return `An object: ${below === 1 ? '1 field is' : `${below} fields are`} known below it.`;
}

/** How many of the most frequent values are named. */
const MOST_VALUES = 5;

function heldLines({ filled, distinct, values }: HeldValues, events: number): readonly string[] {
  if (filled === 0) return [`In none of ${number(events)} events.`];
  const named = values.slice(0, MOST_VALUES).map(({ literal, count }) => `${short(literal)} (${number(count)})`);
  const different = distinct === 1 ? '1 value' : `${number(distinct)} different values`;
  const which = distinct > named.length ? 'Most frequent: ' : '';
  return [`In ${number(filled)} of ${number(events)} events, with ${different}.`, `${which}${named.join(', ')}.`];
}

function categoryHover(category: string, span: Span, { eventCategoryField, values, events }: Knowledge): HoverText {
  const held = values(eventCategoryField);
  const count = held?.values.find(({ literal }) => literal === writeString(category))?.count ?? 0;
  const counts = held === undefined ? [] : [`In ${number(count)} of ${number(events)} events.`];
  return {
    span,
    title: category,
    lines: [`Events whose ${eventCategoryField} is exactly this; case counts.`, ...counts],
  };
}

function functionHover({ name, nameSpan, insensitive }: Extract<Expression, { kind: 'call' }>): HoverText | null {
  const registry = functionNamed(name);
  if (registry === null) return null;
  const facts: FunctionFacts = FUNCTIONS[registry];
  const title = `${signatureOf(facts, insensitive)}: ${facts.result}`;
  const cases = facts.tilde ? [insensitive ? 'Ignores case.' : `Case counts; ${facts.name}~ ignores it.`] : [];
  return { span: nameSpan, title, lines: [facts.summary, ...cases] };
}

/** An operator, in its own place between the operands. */
function operatorHover(node: Expression, token: Token, text: string): HoverText | null {
  const parts = partsOf(node);
  switch (node.kind) {
    case 'comparison': {
      const [left, right] = parts;
      const isBetween = left!.span.to <= token.from && token.to <= right!.span.from;
      const withText = right!.kind === 'literal' && typeof right.value === 'string';
      const meaning = isBetween && token.text !== ')' ? operatorMeaning(node.operator, withText) : null;
      return meaning === null ? null : { span: token, title: node.operator, lines: [meaning] };
    }
    case 'membership':
    case 'pattern': {
      if (token.from < node.subject.span.to || (token.kind === 'punctuation' && token.text !== ':')) return null;
      const title =
        node.kind === 'pattern' ? node.operator : `${node.negated ? 'not ' : ''}in${node.insensitive ? '~' : ''}`;
      const from =
        token.text === 'in' && node.kind === 'membership' && node.negated ? wordBefore(text, token.from) : token.from;
      const meaning = operatorMeaning(title, true);
      return meaning === null ? null : { span: { from, to: token.to }, title, lines: [meaning] };
    }
    default:
      return null;
  }
}

/** Where the `not` before an `in` begins. */
function wordBefore(text: string, from: number): number {
  const found = /not\s*$/.exec(text.slice(0, from));
  return found?.index ?? from;
}

function literalHover(text: string, node: Literal, parsed: Parsed, { values, events }: Knowledge): HoverText | null {
  const { value, span } = node;
  const written = slice(text, span);
  const path = comparedField(node, parsed);
  const held = path === null ? undefined : values(path);
  const use = held?.values.find(
    ({ literal }) => literal === (typeof value === 'string' ? writeString(value) : written),
  );
  const lines = [
    ...(typeof value === 'string' ? stringLines(value, written) : []),
    ...patternLines(value, above(node, parsed)),
    ...(value === null ? [meaningOf('null') ?? ''] : []),
    ...(use === undefined ? [] : [`${path} has this value in ${number(use.count)} of ${number(events)} events.`]),
  ];
  return lines.length === 0 ? null : { span, title: written, lines };
}

/** What a string is without its quotes and escapes, where that is not what one sees. */
function stringLines(value: string, written: string): readonly string[] {
  const isPlain = written === `"${value}"` || written === `"""${value}"""`;
  return isPlain ? [] : [`Stands for: ${value}`];
}

function patternLines(value: Literal['value'], outer: Expression | null): readonly string[] {
  if (typeof value !== 'string' || !/[*?]/.test(value)) return [];
  const isExact = outer?.kind === 'membership' || outer?.kind === 'comparison';
  if (isExact) return ['Here * and ? stand for themselves.'];
  const isWildcard = outer?.kind === 'pattern' && PATTERN_OPERATORS[outer.operator].language === 'wildcard';
  return isWildcard ? ['* is any run of characters, ? exactly one.'] : [];
}

/** Longer values are cut. */
const LONGEST = 60;

function short(literal: string): string {
  return literal.length > LONGEST ? `${literal.slice(0, LONGEST)}…` : literal;
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
