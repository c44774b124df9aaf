/**
 * A clause in the words of the field: "any argument is exactly `"-i"` or `"-it"`"; how its operator treats case,
 * wildcards and missing fields, from the tables of operators and functions; and what surprises people in this clause.
 * Backquotes set off what stands in the rule. Whatever is said is so for every event, whatever its values.
 */
import type { Call } from '../syntax/ast.ts';
import type { Clause } from '../syntax/clauses.ts';
import { comparisonMeaning, membershipMeaning, PATTERN_OPERATORS } from '../syntax/operators.ts';
import { fieldsOf } from '../syntax/visit.ts';
import { FUNCTIONS, functionNamed } from './functions.ts';
import { asBoolean, givesNull, isText, isValue, mirrored } from './readingForms.ts';
import { trapsOf } from './traps.ts';
import { wordsOf } from './readingWords.ts';

export interface Reading {
  /** What it asks; empty for a clause that is not written yet. */
  readonly words: string;
  /** How it is evaluated: case, wildcards, missing fields. Empty for groups. */
  readonly meaning: string;
  /** What is easily taken for something else here. */
  readonly traps: readonly string[];
}

/** `clauses`: all of the rule, by number. */
export function readingOf(clause: Clause, clauses: readonly Clause[]): Reading {
  return { words: wordsOf(clause, clauses), meaning: meaningOf(clause), traps: trapsOf(clause, clauses) };
}

/** In the words of the tables; empty for groups, and for leaves that need none. */
function meaningOf({ kind, expression }: Clause): string {
  if (kind !== 'leaf' || expression === undefined || fieldsOf(expression).length === 0) return '';
  switch (expression.kind) {
    case 'comparison': {
      const { left, operator, right } = mirrored(expression);
      const boolean = asBoolean(expression);
      if (boolean !== null) return boolean.operand.kind === 'call' ? callMeaning(boolean.operand, boolean.holds) : '';
      return givesNull(left) && isValue(right) ? comparisonMeaning(operator, isText(right)) : '';
    }
    case 'membership': {
      const { subject, items, negated, insensitive } = expression;
      return givesNull(subject) && items.some(isValue) ? membershipMeaning(negated, insensitive) : '';
    }
    case 'pattern':
      return givesNull(expression.subject) ? PATTERN_OPERATORS[expression.operator].meaning : '';
    case 'call':
      return callMeaning(expression, true);
    default:
      return '';
  }
}

function callMeaning(call: Call, holds: boolean): string {
  const name = functionNamed(call.name);
  if (name === null) return '';
  return `${holds ? 'Some' : 'No'} value fits: ${FUNCTIONS[name].summary}`;
}
