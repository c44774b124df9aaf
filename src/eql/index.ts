/**
 * The EQL engine: a rule's text to a tree, its problems, and a verdict of every clause on every event.
 *
 *   const { query, problems } = parse(text);
 *   const clauses = clausesOf(query, 'event.category');
 *   const errors = check(query, text, schema, { eventCategoryField: 'event.category' });
 *   const evidence = new Evaluator(table).evaluate(planQuery(clauses, schema));
 *
 * Knows nothing of pages, workers or where events come from: `Schema` and `EventTable` are what it asks for.
 */
export { type Parsed, parse } from './syntax/parser.ts';
export { type Clause, clausesOf } from './syntax/clauses.ts';
export type { Query } from './syntax/ast.ts';
export type { Problem } from './syntax/problem.ts';
export { check } from './check/checker.ts';
export { type ErrorReason, errorReason } from './check/reason.ts';
export type { FieldFact, Schema } from './check/schema.ts';
export { type Family, type FieldType, FIELD_TYPES, type Scalar, familyOf, isFieldType } from './check/types.ts';
export { type ClauseBits, type Evidence, Evaluator } from './evaluate/evaluator.ts';
export { type QueryPlan, planQuery } from './evaluate/plan.ts';
export type { Column, EventTable } from './evaluate/column.ts';
export * from './evaluate/bitmap.ts';
export { compareScalars } from './evaluate/values.ts';
export { type ResultOptions, cutResults, inOrder } from './evaluate/order.ts';
