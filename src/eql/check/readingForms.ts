/** The forms in which a leaf can be written, brought to one, so that what is said of it hangs on its meaning alone. */
import type { Comparison, Expression } from '../syntax/ast.ts';
import { COMPARISONS } from '../syntax/operators.ts';
import { fieldPlaces, nodesOf } from '../syntax/visit.ts';
import { FUNCTIONS, functionNamed } from './functions.ts';

type Sides = Pick<Comparison, 'left' | 'operator' | 'right'>;

/** `5 < x` as `x > 5` (eql.md 4.2). */
export function mirrored(comparison: Comparison): Sides {
  const { left, operator, right } = comparison;
  const isBackwards = readsNothing(left) && !readsNothing(right);
  return isBackwards ? { left: right, operator: COMPARISONS[operator].mirrored, right: left } : comparison;
}

export function readsNothing(expression: Expression): boolean {
  return fieldPlaces(expression).length === 0;
}

/** A boolean expression compared with true or false is itself or its negation (3.6); null for any other comparison. */
export function asBoolean(comparison: Comparison): { readonly operand: Expression; readonly holds: boolean } | null {
  const { left, operator, right } = mirrored(comparison);
  if (operator !== '==' && operator !== '!=') return null;
  if (right.kind !== 'literal' || typeof right.value !== 'boolean' || !isBoolean(left)) return null;
  return { operand: left, holds: (operator === '==') === right.value };
}

/** A condition, other than a bare field. */
function isBoolean(expression: Expression): boolean {
  switch (expression.kind) {
    case 'comparison':
    case 'membership':
    case 'pattern':
    case 'not':
    case 'and':
    case 'or':
      return true;
    case 'call': {
      const name = functionNamed(expression.name);
      return name !== null && FUNCTIONS[name].result === 'boolean';
    }
    default:
      return false;
  }
}

export function isLiteral(expression: Expression, value: unknown): boolean {
  return expression.kind === 'literal' && expression.value === value;
}

export function isText(expression: Expression): boolean {
  return expression.kind === 'literal' && typeof expression.value === 'string';
}

/** A constant that cannot be null: literals, and what is computed of numbers. */
export function isValue(expression: Expression): boolean {
  const isNumberOrSign = (kind: Expression['kind']): boolean => kind === 'negative' || kind === 'arithmetic';
  return [...nodesOf(expression)].every((node) =>
    node.kind === 'literal' ? node.value !== null : isNumberOrSign(node.kind),
  );
}

/** What is null on an event without the fields: a field, and what is computed from one in the first place. */
export function givesNull(expression: Expression): boolean {
  switch (expression.kind) {
    case 'field':
      return true;
    case 'negative':
      return givesNull(expression.operand);
    case 'arithmetic':
      return givesNull(expression.left) || givesNull(expression.right);
    case 'call':
      return expression.args[0] !== undefined && givesNull(expression.args[0]);
    default:
      return false;
  }
}
