/**
 * A rule's text made ready to run, and one run of it: tree, clauses, problems of every class, plan, results. The page,
 * the worker and the command line all go through here, so they number the same clauses and say the same things.
 */
import type { Span } from '../../text/span.ts';
import { check } from '../check/checker.ts';
import type { Schema } from '../check/schema.ts';
import type { Query } from '../syntax/ast.ts';
import { type Clause, clausesOf } from '../syntax/clauses.ts';
import { parse } from '../syntax/parser.ts';
import { type Problem, problem } from '../syntax/problem.ts';
import { Fault } from './arithmetic.ts';
import { type Bitmap, and, andNot, emptyBitmap, hasBit, isEmpty, or, rowsOf, setBit } from './bitmap.ts';
import type { EventTable } from './column.ts';
import { type ClauseBits, type Evaluator, type Evidence, countsOf, leavesOf } from './evaluator.ts';
import { type JoinPlan, type Joined, planJoin } from './join.ts';
import { type ResultOptions, cutResults } from './order.ts';
import { type QueryPlan, planQuery } from './plan.ts';
import type { Removal } from './removal.ts';
import { findSamples } from './sample.ts';
import { type SequenceResult, type StageBits, findSequences } from './sequence.ts';

export interface SearchOptions extends ResultOptions {
  readonly eventCategoryField: string;
  readonly maxSamplesPerKey: number;
}

/** What a search has when it says nothing (eql.md 11). */
export const DEFAULT_SEARCH: SearchOptions = {
  timestampField: '@timestamp',
  eventCategoryField: 'event.category',
  tiebreakerField: null,
  size: 10,
  maxSamplesPerKey: 1,
  resultPosition: 'tail',
};

export interface CompiledRule {
  readonly text: string;
  readonly query: Query;
  readonly clauses: readonly Clause[];
  readonly problems: readonly Problem[];
  /** Null when a problem is an error: there is nothing to run. */
  readonly plan: QueryPlan | null;
  /** Of a sequence or sample. */
  readonly join: JoinPlan | null;
}

/** A rule without errors. */
export type RunnableRule = CompiledRule & { readonly plan: QueryPlan };

export function compileRule(
  text: string,
  schema: Schema,
  options: Pick<SearchOptions, 'eventCategoryField'>,
): CompiledRule {
  const { query, problems: syntax } = parse(text);
  const clauses = clausesOf(query, options.eventCategoryField);
  const problems = [...syntax, ...check(query, text, schema, options)];
  const failed = { text, query, clauses, problems, plan: null, join: null };
  if (hasError(problems)) return failed;
  const plan = planQuery(clauses, schema);
  problems.push(...plan.problems);
  if (hasError(problems)) return failed;
  const join = query.kind === 'event' ? null : planJoin(query, clauses, schema);
  return { text, query, clauses, problems, plan, join };
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some((found) => found.severity === 'error');
}

export function isRunnable(rule: CompiledRule): rule is RunnableRule {
  return rule.plan !== null;
}

export interface SearchResult {
  /**
   * Of a sequence or sample, `matches` and the root clause hold the events of all complete ones. What exceptions take away
   * is not in `matches` and `errors`; the clauses keep their verdicts on it.
   */
  readonly evidence: Evidence;
  /** Of an event query: rows that a search returns, ascending by ordinal, after size and pipes. */
  readonly events: readonly number[];
  /** Of a sequence or sample: what a search returns. */
  readonly joined: readonly Joined[];
  /** All complete sequences or samples, whatever is returned of them. */
  readonly allJoined: readonly Joined[];
  /** Rows that fill a stage and belong to nothing complete. */
  readonly partial: Bitmap;
  /** Sequences or samples that exceptions took away whole. */
  readonly dropped: readonly Joined[];
  /** The exceptions that were given. */
  readonly removal: Removal | null;
  /** Live rows that they took away: those that fit, or those of nothing but dropped sequences. */
  readonly removed: Bitmap;
  /** What became of the candidates of a sequence. */
  readonly sequence: SequenceResult | null;
  /** An error of the whole run, such as too many join keys. */
  readonly problem: Problem | null;
}

/** One evaluation of a compiled rule, and what a search would print of it. */
export function runSearch(
  rule: RunnableRule,
  table: EventTable,
  schema: Schema,
  evaluator: Evaluator,
  options: SearchOptions,
  removal: Removal | null = null,
): SearchResult {
  const nothing = emptyBitmap(table.rowCount);
  const removed = removal === null ? nothing : and(removal.rows, table.live);
  const isBefore = rule.join === null || removal?.reading === 'events';
  const evidence = withoutRows(evaluator.evaluate(rule.plan), isBefore ? removed : nothing);
  const timeline = evaluator.timeline(options);
  const common = { events: [], joined: [], allJoined: [], dropped: [], partial: nothing, removal, sequence: null };
  if (rule.join === null) {
    const ordered = timeline.ordered(evidence.matches);
    const events = cutResults(ordered, rule.query, options, { schema });
    return { ...common, evidence, events, removed, problem: null };
  }
  const { join } = rule;
  const keys = evaluator.keysOf(join);
  const bitsOf = stageBits(evidence, table, removal);
  try {
    const sequence = join.kind === 'sequence' ? findSequences(join, keys, timeline, bitsOf) : null;
    const found = sequence?.sequences ?? findSamples(join, keys, bitsOf, options.maxSamplesPerKey);
    const dropped = isBefore ? [] : found.filter(({ rows }) => touches(rows, removed));
    const allJoined = dropped.length === 0 ? found : found.filter(({ rows }) => !touches(rows, removed));
    const joined =
      sequence === null ? allJoined.slice(0, options.size) : cutResults(allJoined, rule.query, options, { schema });
    const matches = eventsOf(allJoined, table);
    const gone = isBefore ? removed : andNot(eventsOf(dropped, table), matches);
    const filled = join.stages.filter((stage) => !stage.missing).map((stage) => bitsOf(stage.clause));
    const partial = andNot(andNot(filled.reduce(or, nothing), matches), gone);
    return {
      ...common,
      evidence: withRoot(evidence, matches, table),
      joined,
      allJoined,
      dropped,
      partial,
      removed: gone,
      sequence,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const found = problem('R', 'run-time', rule.query.span, error.message);
    return { ...common, evidence: withRoot(evidence, nothing, table), removed, problem: found };
  }
}

/** The events that fit each filter, as a sequence sees them: without those that exceptions take away before it is built. */
export function stageBits({ clauses }: Evidence, { live }: EventTable, removal: Removal | null): StageBits {
  const seen = removal?.reading === 'events' ? andNot(live, removal.rows) : live;
  return (clause) => and(clauses[clause]!.true, seen);
}

function withoutRows(evidence: Evidence, rows: Bitmap): Evidence {
  if (isEmpty(rows)) return evidence;
  return { ...evidence, matches: andNot(evidence.matches, rows), errors: andNot(evidence.errors, rows) };
}

function touches(rows: Joined['rows'], removed: Bitmap): boolean {
  return rows.some((row) => row !== null && hasBit(removed, row));
}

function eventsOf(joined: readonly Joined[], table: EventTable): Bitmap {
  const events = emptyBitmap(table.rowCount);
  for (const { rows } of joined) for (const row of rows) if (row !== null) setBit(events, row, true);
  return events;
}

function withRoot(evidence: Evidence, matches: Bitmap, table: EventTable): Evidence {
  const root: ClauseBits = {
    true: matches,
    empty: null,
    error: null,
    counts: countsOf(matches, table.live),
    never: false,
  };
  return { ...evidence, matches, clauses: [root, ...evidence.clauses.slice(1)] };
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
