/** What must hold together: the parts of an `and`, and the fields that they demand. */
import type { Expression } from '../../syntax/ast.ts';
import { fieldsOf } from '../../syntax/visit.ts';
import { holdsWithoutFields } from '../traps.ts';

/** The parts of an `and`, however deep; any other expression alone. */
export function* conjuncts(expression: Expression): Generator<Expression> {
  if (expression.kind !== 'and') yield expression;
  else for (const operand of expression.operands) yield* conjuncts(operand);
}

/** Fields that every event has on which the condition is true. */
export function demandedFields(condition: Expression): ReadonlySet<string> {
  const demanded = new Set<string>();
  for (const part of conjuncts(condition)) {
    const [path, ...others] = fieldsOf(part);
    if (path !== undefined && others.length === 0 && holdsWithoutFields(part) === false) demanded.add(path);
  }
  return demanded;
}
