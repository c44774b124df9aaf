/**
 * A leaf as it is evaluated: which fields it reads, and whether one binding of them makes it true (eql.md 3.3). The name
 * of a leaf is its canonical text with the types of its fields: equal names, equal bitmaps.
 */
import type { ComparisonOperator, Expression, Field, Literal, PatternOperator } from '../syntax/ast.ts';
import type { Span } from '../../text/span.ts';
import { PATTERN_OPERATORS } from '../syntax/operators.ts';
import { entriesAlone } from '../syntax/entries.ts';
import { printExpression, printField, printCategory } from '../syntax/printer.ts';
import type { Scope } from '../check/scope.ts';
import { type Scalar, familyOf } from '../check/types.ts';
import { isCidr } from './address.ts';
import { matcherOf } from './matcher.ts';
import { foldCase } from './pattern.ts';
import { type Frame, compileScript, constantValue } from './script.ts';
import { type TermField, type ValueTest, termTest } from './term.ts';

export interface Leaf {
  /** Equal keys are equal leaves, whatever the text around them. */
  readonly key: string;
  /** Path of the field in each slot of the frame; a field that stands twice has two slots (3.3). */
  readonly places: readonly string[];
  /** True for a binding that makes the leaf true. Throws a `Fault` for a run-time error. */
  readonly test: (frame: Frame) => boolean;
  /** The entries of an `in`, `:`, `like` or `regex` list, to tell which of them a value fits. */
  readonly entries: readonly Entry[];
  readonly question: Question;
  /** Of a list that tests what a function gives: each entry as a leaf of its own. */
  readonly alone: readonly EntryLeaf[];
}

export interface EntryLeaf {
  readonly span: Span;
  /** Compiled when it is asked for. */
  readonly leaf: () => Leaf;
}

/** What is asked of the fields, for whoever makes values that fit. */
export type Question =
  | { readonly kind: 'order'; readonly operator: Exclude<ComparisonOperator, '!='>; readonly constant: Scalar }
  | { readonly kind: 'in'; readonly constants: readonly Scalar[]; readonly insensitive: boolean }
  | { readonly kind: 'pattern'; readonly operator: PatternOperator; readonly patterns: readonly string[] }
  /** Is the expression null, or true? */
  | { readonly kind: 'null' | 'script'; readonly expression: Expression }
  /** A test that no operator of EQL makes. */
  | { readonly kind: 'named' };

export interface Entry {
  readonly span: Span;
  readonly test: ValueTest;
}

const NO_ENTRIES: readonly Entry[] = [];
const NONE_ALONE: readonly EntryLeaf[] = [];

function termField(field: Pick<Field, 'path'>, scope: Scope): TermField {
  const fact = scope.schema.field(field.path);
  return { path: field.path, type: fact?.type ?? 'keyword', declared: fact?.declared ?? false };
}

function keyOf(text: string, fields: readonly TermField[]): string {
  return `${text}\n${fields.map((field) => `${field.type}${field.declared ? '' : '?'}`).join(',')}`;
}

function valueLeaf(
  text: string,
  field: TermField,
  test: ValueTest,
  entries: readonly Entry[],
  question: Question,
): Leaf {
  return {
    question,
    key: keyOf(text, [field]),
    places: [field.path],
    test: ([value]) => value !== null && value !== undefined && test(value),
    entries,
    alone: NONE_ALONE,
  };
}

/** A test that no operator of EQL makes; `name` and the field tell it from every other leaf. */
export function namedLeaf(name: string, path: string, test: ValueTest, scope: Scope): Leaf {
  return valueLeaf(`${printField({ path, optional: false })} ${name}`, termField({ path }, scope), test, NO_ENTRIES, {
    kind: 'named',
  });
}

/** The category test of a filter: exact, any value (2.3). */
export function categoryLeaf(path: string, category: string, scope: Scope): Leaf {
  const field = termField({ path }, scope);
  const text = `${printField({ path, optional: false })} == ${printCategory(category)}`;
  const question = { kind: 'order', operator: '==', constant: category } as const;
  return valueLeaf(text, field, (value) => value === category, NO_ENTRIES, question);
}

/** `field == constant` and the orderings. */
export function orderLeaf(
  field: Field,
  operator: Exclude<ComparisonOperator, '!='>,
  constant: Scalar,
  scope: Scope,
): Leaf {
  const term = termField(field, scope);
  const text = `${printField({ path: field.path, optional: false })} ${operator} ${printConstant(constant)}`;
  return valueLeaf(text, term, termTest(term, operator, constant), NO_ENTRIES, { kind: 'order', operator, constant });
}

/** `field in (…)` and `field in~ (…)`; null items are left out before. */
export function inLeaf(field: Field, items: readonly Expression[], insensitive: boolean, scope: Scope): Leaf {
  const term = termField(field, scope);
  const constants = items.map((item) => constantValue(item, scope)!);
  const entries = items.map((item, place) => ({
    span: item.span,
    test: entryTest(term, constants[place]!, insensitive),
  }));
  const operator = insensitive ? 'in~' : 'in';
  const text = `${printField({ path: field.path, optional: false })} ${operator} (${constants.map(printConstant).join(', ')})`;
  const test = textSet(term, constants, insensitive) ?? anyEntry(entries);
  return valueLeaf(text, term, test, entries, { kind: 'in', constants, insensitive });
}

/** Texts in a keyword field are looked up, so that a long list costs no more than a short one. */
function textSet(field: TermField, constants: readonly Scalar[], insensitive: boolean): ValueTest | null {
  if (familyOf(field.type) !== 'string') return null;
  const texts = constants.filter((constant) => typeof constant === 'string');
  // A block of addresses is no text to look up.
  if (texts.length < constants.length || (!field.declared && !insensitive && texts.some(isCidr))) return null;
  const wanted = new Set(insensitive ? texts.map(foldCase) : texts);
  return (value) => typeof value === 'string' && wanted.has(insensitive ? foldCase(value) : value);
}

function entryTest(field: TermField, constant: Scalar, insensitive: boolean): ValueTest {
  if (!insensitive || typeof constant !== 'string') return termTest(field, '==', constant);
  const wanted = foldCase(constant);
  return (value) => typeof value === 'string' && foldCase(value) === wanted;
}

/** `field : …`, `like`, `regex`. A value that is no text fits no pattern. */
export function patternLeaf(field: Field, operator: PatternOperator, patterns: readonly Literal[], scope: Scope): Leaf {
  const term = termField(field, scope);
  const { language, insensitive } = PATTERN_OPERATORS[operator];
  const entries = patterns.map((pattern) => {
    const matcher = matcherOf(String(pattern.value), language, insensitive);
    return { span: pattern.span, test: (value: Scalar) => typeof value === 'string' && matcher.test(value) };
  });
  const text = `${printField({ path: field.path, optional: false })} ${operator} (${patterns.map(printExpression).join(', ')})`;
  const texts = patterns.map((pattern) => String(pattern.value));
  return valueLeaf(text, term, anyEntry(entries), entries, { kind: 'pattern', operator, patterns: texts });
}

function anyEntry(entries: readonly Entry[]): ValueTest {
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return only.test;
  return (value) => entries.some((entry) => entry.test(value));
}

/** `expression == null`: true where some binding gives null; on a bare field, where it has no value (3.4). */
export function nullLeaf(expression: Expression, scope: Scope): Leaf {
  const script = compileScript(expression, scope);
  const fields = script.places.map((place) => termField(place, scope));
  return {
    key: keyOf(`${printExpression(expression)} == null`, fields),
    places: fields.map((field) => field.path),
    test: (frame) => script.run(frame) === null,
    entries: NO_ENTRIES,
    alone: NONE_ALONE,
    question: { kind: 'null', expression },
  };
}

/** Everything else: a function, a sum, a comparison of them. */
export function scriptLeaf(expression: Expression, scope: Scope): Leaf {
  const script = compileScript(expression, scope);
  const fields = script.places.map((place) => termField(place, scope));
  return {
    key: keyOf(printExpression(expression), fields),
    places: fields.map((field) => field.path),
    test: (frame) => script.run(frame) === true,
    entries: NO_ENTRIES,
    alone: entriesAlone(expression).map((entry) => ({ span: entry.span, leaf: () => scriptLeaf(entry.alone, scope) })),
    question: { kind: 'script', expression },
  };
}

function printConstant(value: Scalar): string {
  return printExpression({ kind: 'literal', span: { from: 0, to: 0 }, value });
}
