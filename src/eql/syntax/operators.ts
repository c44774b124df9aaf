/**
 * The operators of eql.md 2.2 and 4.1 as one table: what the parser looks for, how tightly each binds (the printer sets
 * parentheses by it), and what a person should know of it. Higher binds tighter.
 */
import type { ArithmeticOperator, ComparisonOperator, PatternOperator } from './ast.ts';

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

interface OperatorFacts {
  readonly precedence: number;
  /** What it does, for hover texts: case, wildcards, missing fields. */
  readonly meaning: string;
}

export const COMPARISONS: Readonly<
  Record<ComparisonOperator, OperatorFacts & { readonly mirrored: ComparisonOperator }>
> = {
  '==': {
    precedence: 4,
    mirrored: '==',
    meaning: 'equal, case sensitive; `*` and `?` stand for themselves; false when the field is missing',
  },
  '!=': { precedence: 4, mirrored: '!=', meaning: 'no value is equal; true when the field is missing' },
  '<': { precedence: 4, mirrored: '>', meaning: 'some value is less; false when the field is missing' },
  '<=': { precedence: 4, mirrored: '>=', meaning: 'some value is less or equal; false when the field is missing' },
  '>': { precedence: 4, mirrored: '<', meaning: 'some value is greater; false when the field is missing' },
  '>=': { precedence: 4, mirrored: '<=', meaning: 'some value is greater or equal; false when the field is missing' },
};

export const PATTERN_OPERATORS: Readonly<
  Record<PatternOperator, OperatorFacts & { readonly insensitive: boolean; readonly language: 'wildcard' | 'regex' }>
> = {
  ':': {
    precedence: 8,
    insensitive: true,
    language: 'wildcard',
    meaning: 'some value fits, ignoring case; `*` any run, `?` one character',
  },
  like: {
    precedence: 8,
    insensitive: false,
    language: 'wildcard',
    meaning: 'some value fits, case sensitive; `*` any run, `?` one character',
  },
  'like~': {
    precedence: 8,
    insensitive: true,
    language: 'wildcard',
    meaning: 'some value fits, ignoring case; `*` any run, `?` one character',
  },
  regex: {
    precedence: 8,
    insensitive: false,
    language: 'regex',
    meaning: 'the regular expression fits a whole value, case sensitive',
  },
  'regex~': {
    precedence: 8,
    insensitive: true,
    language: 'regex',
    meaning: 'the regular expression fits a whole value, ignoring case',
  },
};

export const ARITHMETIC: Readonly<Record<ArithmeticOperator, OperatorFacts>> = {
  '+': { precedence: 5, meaning: 'sum' },
  '-': { precedence: 5, meaning: 'difference' },
  '*': { precedence: 6, meaning: 'product' },
  '/': { precedence: 6, meaning: 'quotient; of two integers truncated toward zero' },
  '%': { precedence: 6, meaning: 'remainder, with the sign of the dividend' },
};

export function isComparison(text: string): text is ComparisonOperator {
  return Object.hasOwn(COMPARISONS, text);
}

export function isPatternOperator(text: string): text is PatternOperator {
  return Object.hasOwn(PATTERN_OPERATORS, text);
}
