/**
 * The EQL engine: a rule's text to a tree, its problems, and a verdict of every clause on every event.
 *
 *   const rule = compileRule(text, schema, { eventCategoryField: 'event.category' });
 *   if (isRunnable(rule)) runSearch(rule, table, schema, new Evaluator(table), options);
 *
 * Knows nothing of pages, workers or where events come from: `Schema` and `EventTable` are what it asks for.
 */
export { formatQuery } from './syntax/format.ts';
export { parse } from './syntax/parser.ts';
export { clausesOf } from './syntax/clauses.ts';
export type { Problem } from './syntax/problem.ts';
export { check } from './check/checker.ts';
export { type LintFacts, type LintParts, lint } from './check/lints/lint.ts';
export { type ErrorReason, errorReason } from './check/reason.ts';
export type { Schema } from './check/schema.ts';
export * from './evaluate/bitmap.ts';
export { type ExceptionEvidence, type ExceptionSettings, Exceptions, type ItemUse } from './exceptions/exceptions.ts';
export { readInstants } from './evaluate/date.ts';
export { type ClauseBits, Evaluator } from './evaluate/evaluator.ts';
export type { Joined } from './evaluate/join.ts';
export { planQuery } from './evaluate/plan.ts';
export {
  type CompiledRule,
  type RunnableRule,
  type SearchOptions,
  type SearchResult,
  DEFAULT_SEARCH,
  compileRule,
  firstRunTimeError,
  isRunnable,
  runSearch,
} from './evaluate/search.ts';
export { compareScalars, textOf } from './evaluate/values.ts';
export { answerFor, shortAnswer } from './explain/answer.ts';
export { blockersOf, isLeafClause } from './explain/blockers.ts';
export { blockersInWords, explain, explanationMarkdown } from './explain/record.ts';
export { type ClauseFinding, inspectRow } from './explain/inspect.ts';
export { storylineOf } from './explain/storyline.ts';
export { typeOf } from './check/scope.ts';
export { valuesOfExpression } from './explain/expressionValues.ts';
export { entriesOf } from './explain/entries.ts';
export { valuesOfField, valuesUnder } from './explain/fieldValues.ts';
export { type NearMisses, nearMissesOf } from './explain/nearMisses.ts';
export { type CoveredEnding, coverageOf } from './coverage/coverage.ts';
export { type Decision, decisionsOf } from './explain/decides.ts';
