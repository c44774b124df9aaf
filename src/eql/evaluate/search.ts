/**
 * A rule's text made ready to run: tree, clauses, problems of every class, plan. The page, the worker and the command
 * line all go through here, so they number the same clauses and say the same things.
 */
import type { Span } from '../../text/span.ts';
import { check } from '../check/checker.ts';
import type { Schema } from '../check/schema.ts';
import type { ClauseBits, Evaluator, Evidence } from './evaluator.ts';
import type { EventTable } from './column.ts';
import { rowsOf } from './bitmap.ts';
import { leavesOf } from './evaluator.ts';
import { type ResultOptions, cutResults, inOrder } from './order.ts';
import { type QueryPlan, planQuery } from './plan.ts';
import type { Query } from '../syntax/ast.ts';
import { type Clause, clausesOf } from '../syntax/clauses.ts';
import { parse } from '../syntax/parser.ts';
import type { Problem } from '../syntax/problem.ts';

export interface SearchOptions extends ResultOptions {
  readonly eventCategoryField: string;
}

export interface CompiledRule {
  readonly text: string;
  readonly query: Query;
  readonly clauses: readonly Clause[];
  readonly problems: readonly Problem[];
  /** Null when a problem is an error: there is nothing to run. */
  readonly plan: QueryPlan | null;
}

export function compileRule(
  text: string,
  schema: Schema,
  options: Pick<SearchOptions, 'eventCategoryField'>,
): CompiledRule {
  const { query, problems: syntax } = parse(text);
  const clauses = clausesOf(query, options.eventCategoryField);
  const problems = [...syntax, ...check(query, text, schema, options)];
  if (problems.some((found) => found.severity === 'error')) return { text, query, clauses, problems, plan: null };
  const plan = planQuery(clauses, schema);
  problems.push(...plan.problems);
  return { text, query, clauses, problems, plan: plan.problems.length === 0 ? plan : null };
}

/** A rule without errors. */
export type RunnableRule = CompiledRule & { readonly plan: QueryPlan };

export function isRunnable(rule: CompiledRule): rule is RunnableRule {
  return rule.plan !== null;
}

export interface SearchResult {
  readonly evidence: Evidence;
  /** Rows that a search returns, ascending by ordinal, after size and pipes. */
  readonly returned: readonly number[];
}

/** One evaluation of a compiled rule, and what a search would print of it. */
export function runSearch(
  rule: RunnableRule,
  table: EventTable,
  schema: Schema,
  evaluator: Evaluator,
  options: SearchOptions,
): SearchResult {
  const evidence = evaluator.evaluate(rule.plan);
  const ordered = inOrder(evidence.matches, table, options);
  return { evidence, returned: cutResults(ordered, rule.query, options, { schema }) };
}

/** A run-time error that decides the verdict of an event: a search fails with it (eql.md 9, class R). */
export interface RunTimeError {
  readonly row: number;
  readonly message: string;
  readonly span: Span;
}

/** The first of the run-time errors of a result; null when there is none. */
export function firstRunTimeError(rule: RunnableRule, evidence: Evidence, evaluator: Evaluator): RunTimeError | null {
  for (const row of rowsOf(evidence.errors)) {
    for (const clause of rule.clauses) {
      const message = faultOf(rule.plan, clause, evidence.clauses[clause.id]!, evaluator, row);
      if (message !== null) return { row, message, span: clause.span };
    }
  }
  return null;
}

/** Why a leaf failed on a row; null where it did not. */
export function faultOf(
  plan: QueryPlan,
  clause: Clause,
  bits: ClauseBits,
  evaluator: Evaluator,
  row: number,
): string | null {
  if (bits.error === null) return null;
  for (const leaf of leavesOf(plan.clauses[clause.id]!.plan)) {
    const message = evaluator.stateOf(leaf).faultOn(row);
    if (message !== null) return message;
  }
  return null;
}
