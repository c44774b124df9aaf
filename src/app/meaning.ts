/** What a leaf of a rule asks, in the words of the tables of operators and functions: for hover texts. */
import { FUNCTIONS, functionNamed } from '../eql/check/functions.ts';
import type { Expression } from '../eql/syntax/ast.ts';
import type { Clause } from '../eql/syntax/clauses.ts';
import { COMPARISONS, membershipMeaning, PATTERN_OPERATORS } from '../eql/syntax/operators.ts';

/** Empty for groups, and for leaves that need no words. */
export function meaningOf({ kind, expression }: Clause): string {
  if (kind !== 'leaf' || expression === undefined) return '';
  switch (expression.kind) {
    case 'comparison':
      return comparisonMeaning(expression.operator, [expression.left, expression.right]);
    case 'membership':
      return membershipMeaning(expression.negated, expression.insensitive);
    case 'pattern':
      return PATTERN_OPERATORS[expression.operator].meaning;
    case 'call': {
      const name = functionNamed(expression.name);
      return name === null ? '' : `Some value fits: ${FUNCTIONS[name].summary}`;
    }
    default:
      return '';
  }
}

function comparisonMeaning(operator: keyof typeof COMPARISONS, sides: readonly Expression[]): string {
  const withNull = sides.some((side) => side.kind === 'literal' && side.value === null);
  if (withNull && operator === '==') return 'The field has no value.';
  if (withNull && operator === '!=') return 'The field has a value.';
  return COMPARISONS[operator].meaning;
}
