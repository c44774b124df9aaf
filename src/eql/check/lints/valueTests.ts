/** The leaves that hold a field against constants, in one form: what most lints look at. */
import type { Span } from '../../../text/span.ts';
import type { Expression, Field, Literal } from '../../syntax/ast.ts';
import type { Clause } from '../../syntax/clauses.ts';
import { PATTERN_OPERATORS } from '../../syntax/operators.ts';

/** `field == "a"`, `field in ("a", "b")`, `field like ("a*")` and the like; never `<`, regular expressions or null. */
export interface ValueTest {
  readonly field: Field;
  /** The whole of it. */
  readonly span: Span;
  readonly items: readonly Literal[];
  /** Written as a list in parentheses, so that an entry can go. */
  readonly isList: boolean;
  /** `!=` and `not in`: true when none of the constants fits. */
  readonly negated: boolean;
  readonly ignoresCase: boolean;
  readonly expandsWildcards: boolean;
}

/** Most lints look at the same clauses. */
const known = new WeakMap<readonly Clause[], readonly ValueTest[]>();

export function valueTestsOf(clauses: readonly Clause[]): readonly ValueTest[] {
  const before = known.get(clauses);
  if (before !== undefined) return before;
  const tests = clauses.flatMap(({ kind, expression }) => {
    const test = kind === 'leaf' && expression !== undefined ? valueTest(expression) : null;
    return test === null ? [] : [test];
  });
  known.set(clauses, tests);
  return tests;
}

export function valueTest(expression: Expression): ValueTest | null {
  const { span } = expression;
  switch (expression.kind) {
    case 'comparison': {
      const { left, operator, right } = expression;
      if (left.kind !== 'field' || !isValue(right) || (operator !== '==' && operator !== '!=')) return null;
      const negated = operator === '!=';
      return { ...EXACT, field: left, span, items: [right], negated };
    }
    case 'membership': {
      const { subject, items, negated, insensitive } = expression;
      if (subject.kind !== 'field' || !items.every(isValue)) return null;
      return { ...EXACT, field: subject, span, items, isList: true, negated, ignoresCase: insensitive };
    }
    case 'pattern': {
      const { subject, patterns, operator } = expression;
      const { insensitive, language } = PATTERN_OPERATORS[operator];
      if (subject.kind !== 'field' || language === 'regex' || !patterns.every(isValue)) return null;
      // A list ends in its parenthesis, a single pattern in itself.
      const isList = patterns.length > 0 && span.to > patterns.at(-1)!.span.to;
      const common = { field: subject, span, items: patterns, isList, negated: false };
      return { ...common, ignoresCase: insensitive, expandsWildcards: true };
    }
    default:
      return null;
  }
}

const EXACT = { isList: false, negated: false, ignoresCase: false, expandsWildcards: false } as const;

function isValue(expression: Expression): expression is Literal {
  return expression.kind === 'literal' && expression.value !== null;
}

/** Two constants with the same key are one value for the test. */
export function keyOf({ value }: Literal, ignoresCase: boolean): string {
  const text = String(value);
  return `${typeof value} ${ignoresCase ? text.toLowerCase() : text}`;
}

/** Takes an entry and its comma out of a list of two or more. */
export function withoutEntry(items: readonly Literal[], place: number): Span {
  const { span } = items[place]!;
  const before = items[place - 1];
  if (before !== undefined) return { from: before.span.to, to: span.to };
  return { from: span.from, to: items[place + 1]!.span.from };
}
