/** Walks over expressions, and over the whole of a query. */
import { type EventFilter, type Expression, type Field, type Query, stagesOf } from './ast.ts';

/** The direct parts of an expression, in the order of the text. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'field':
    case 'absent':
      return [];
    case 'call':
      return expression.args;
    case 'negative':
    case 'not':
      return [expression.operand];
    case 'arithmetic':
    case 'comparison':
      return [expression.left, expression.right];
    case 'membership':
      return [expression.subject, ...expression.items];
    case 'pattern':
      return [expression.subject, ...expression.patterns];
    case 'and':
    case 'or':
      return expression.operands;
  }
}

/** How many nodes stand above one another; 1 for a literal. */
export function heightOf(expression: Expression): number {
  return 1 + partsOf(expression).reduce((highest, part) => Math.max(highest, heightOf(part)), 0);
}

/** Every node below and including the expression, parents first. */
export function* nodesOf(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* nodesOf(part);
}

/** The fields that stand in an expression, one entry for each place. */
export function fieldPlaces(expression: Expression): readonly Field[] {
  return [...nodesOf(expression)].filter((node): node is Field => node.kind === 'field');
}

/** Paths of the fields that an expression reads, each once, in the order of the text. */
export function fieldsOf(expression: Expression): readonly string[] {
  return [...new Set(fieldPlaces(expression).map((field) => field.path))];
}

export function filtersOf(query: Query): readonly EventFilter[] {
  return query.kind === 'event' ? [query.filter] : stagesOf(query).map(({ filter }) => filter);
}

/** Every node of every condition, key and pipe, parents first. */
export function* nodesIn(query: Query): Generator<Expression> {
  for (const { condition } of filtersOf(query)) yield* nodesOf(condition);
  if (query.kind !== 'event') {
    yield* query.by?.fields ?? [];
    for (const { by } of stagesOf(query)) yield* by?.fields ?? [];
  }
  for (const { args } of query.pipes) for (const argument of args) yield* nodesOf(argument);
}
