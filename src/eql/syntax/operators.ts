/**
 * The operators of eql.md 2.2 and 4.1 as tables: what the parser looks for, how tightly each binds (the printers set
 * parentheses by it), how it is evaluated, and what a person should know of it.
 */
import type { ArithmeticOperator, ComparisonOperator, PatternOperator } from './ast.ts';

/** Higher binds tighter. */
export const PRECEDENCE = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  sign: 7,
  predicate: 8,
  primary: 9,
} as const;

interface Meaning {
  /** What it asks of a field, for hover texts: case, wildcards, missing fields. */
  readonly meaning: string;
}

const NEVER_MISSING = 'Not true when the field is missing.';
const ALSO_MISSING = 'Also true when the field is missing.';

export const COMPARISONS: Readonly<Record<ComparisonOperator, Meaning & { readonly mirrored: ComparisonOperator }>> = {
  '==': {
    mirrored: '==',
    meaning: `Some value is equal; case counts, and * and ? stand for themselves. ${NEVER_MISSING}`,
  },
  '!=': { mirrored: '!=', meaning: `No value is equal. ${ALSO_MISSING}` },
  '<': { mirrored: '>', meaning: `Some value is less. ${NEVER_MISSING}` },
  '<=': { mirrored: '>=', meaning: `Some value is less or equal. ${NEVER_MISSING}` },
  '>': { mirrored: '<', meaning: `Some value is greater. ${NEVER_MISSING}` },
  '>=': { mirrored: '<=', meaning: `Some value is greater or equal. ${NEVER_MISSING}` },
};

/** A comparison by whether it is with a text: only a text has letters and wildcards. */
export function comparisonMeaning(operator: ComparisonOperator, withText: boolean): string {
  return operator === '==' && !withText ? `Some value is equal. ${NEVER_MISSING}` : COMPARISONS[operator].meaning;
}

/** `in` by whether it is negated and whether it ignores case. */
export function membershipMeaning(negated: boolean, insensitive: boolean): string {
  const what = `${negated ? 'No' : 'Some'} value is in the list${insensitive ? ', ignoring case' : ''}; * and ? stand for themselves.`;
  return `${what} ${negated ? ALSO_MISSING : NEVER_MISSING}`;
}

const WILDCARDS = '* is any run of characters, ? exactly one.';

export const PATTERN_OPERATORS: Readonly<
  Record<PatternOperator, Meaning & { readonly insensitive: boolean; readonly language: 'wildcard' | 'regex' }>
> = {
  ':': {
    insensitive: true,
    language: 'wildcard',
    meaning: `Some value fits, ignoring case; ${WILDCARDS} ${NEVER_MISSING}`,
  },
  like: {
    insensitive: false,
    language: 'wildcard',
    meaning: `Some value fits, and case counts; ${WILDCARDS} ${NEVER_MISSING}`,
  },
  'like~': {
    insensitive: true,
    language: 'wildcard',
    meaning: `Some value fits, ignoring case; ${WILDCARDS} ${NEVER_MISSING}`,
  },
  regex: {
    insensitive: false,
    language: 'regex',
    meaning: `The regular expression fits some value as a whole, and case counts. ${NEVER_MISSING}`,
  },
  'regex~': {
    insensitive: true,
    language: 'regex',
    meaning: `The regular expression fits some value as a whole, ignoring case. ${NEVER_MISSING}`,
  },
};

export const ARITHMETIC: Readonly<Record<ArithmeticOperator, { readonly precedence: number }>> = {
  '+': { precedence: PRECEDENCE.sum },
  '-': { precedence: PRECEDENCE.sum },
  '*': { precedence: PRECEDENCE.product },
  '/': { precedence: PRECEDENCE.product },
  '%': { precedence: PRECEDENCE.product },
};

export function isComparison(text: string): text is ComparisonOperator {
  return Object.hasOwn(COMPARISONS, text);
}

export function isPatternOperator(text: string): text is PatternOperator {
  return Object.hasOwn(PATTERN_OPERATORS, text);
}
