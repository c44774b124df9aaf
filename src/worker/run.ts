/** One run of a rule over the events: what the page is told of it, and what the worker keeps to answer questions. */
import {
  and,
  andNot,
  type Bitmap,
  bitmapOf,
  type ClauseBits,
  compileRule,
  countBits,
  countShared,
  type Decision,
  decisionsOf,
  emptyBitmap,
  type Evaluator,
  firstRunTimeError,
  isEmpty,
  isLeafClause,
  isRunnable,
  or,
  runSearch,
  type SearchResult,
} from '../eql/index.ts';
import type { Dataset } from '../events/index.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { exceptionUses, ruledRows } from './exceptions.ts';
import type { FinishedRun } from './inspection.ts';
import type { ClauseEvidence, EngineOptions, RunEvidence } from './protocol.ts';
import type { RequestOf } from './queue.ts';

export interface RunSetting {
  readonly dataset: Dataset;
  readonly evaluator: Evaluator;
  readonly options: EngineOptions;
  readonly findExceptions: () => FinishedRun['exceptions'];
}

export interface Run {
  readonly evidence: RunEvidence;
  /** Null where the rule cannot be run. */
  readonly finished: FinishedRun | null;
}

export function runRule(
  { run, rule: text }: RequestOf<'run'>,
  { dataset, evaluator, options, findExceptions }: RunSetting,
): Run {
  const started = performance.now();
  const { schema, rowCount, live } = dataset;
  const rule = compileRule(text, schema, options);
  const diagnostics = [...rule.problems, ...schema.diagnostics.map(asWarning)];
  const none = emptyBitmap(rowCount);
  if (!isRunnable(rule)) {
    const nothing = {
      matches: none,
      errors: none,
      nearMisses: none,
      partial: none,
      joinedCount: null,
      returned: none,
      matchCount: 0,
      removed: none,
      removedCount: 0,
      exceptions: [],
    };
    const spent = performance.now() - started;
    const evidence = { run, diagnostics, clauses: [], ...nothing, liveCount: countBits(live), changedClauses: 0 };
    return { evidence: { ...evidence, evaluateMs: spent }, finished: null };
  }
  const exceptions = findExceptions();
  const result = runSearch(rule, dataset, schema, evaluator, options, exceptions);
  const { evidence, removed } = result;
  const ruled = ruledRows(rule, result);
  const decisions = decisionsOf(rule.clauses, evidence, dataset).map((decision) => without(decision, removed));
  const evaluateMs = performance.now() - started;
  if (result.problem !== null) diagnostics.push(result.problem);
  const failing = firstRunTimeError(rule, evidence, evaluator);
  if (failing !== null) {
    const { span, message } = failing;
    const hint = `A search fails with this on event "${dataset.idOf(failing.row)}". The others keep their verdicts.`;
    diagnostics.push({ code: 'eql/run-time', severity: 'warning', span, message, hint });
  }
  const finished = { run, text, rule, result, exceptions, evaluator, options, rowCount };
  const told: RunEvidence = {
    run,
    diagnostics,
    clauses: evidence.clauses.map((bits, id) =>
      clauseEvidence(bits, decisions[id]!, isLeafClause(rule.clauses[id]!), live),
    ),
    matches: evidence.matches,
    errors: evidence.errors,
    // How far an event is from a sequence no flipped leaf of its own can say.
    nearMisses: rule.join === null ? decisions.map(({ soleBlocker }) => soleBlocker).reduce(or, none) : none,
    partial: result.partial,
    joinedCount: rule.join === null ? null : result.allJoined.length,
    returned: returnedRows(result, rowCount),
    matchCount: countBits(evidence.matches),
    liveCount: countBits(live),
    removed,
    removedCount: countShared(removed, ruled),
    exceptions: exceptionUses(exceptions, ruled, live),
    evaluateMs,
    changedClauses: evidence.evaluatedLeaves,
  };
  return { evidence: told, finished };
}

/** The rows of what a search returns; often all that match. */
function returnedRows({ events, joined }: SearchResult, rowCount: number): Bitmap {
  return bitmapOf(rowCount, [...events, ...joined.flatMap((found) => found.rows.filter((row) => row !== null))]);
}

/** What exceptions take away no flip of a clause brings in. */
function without(decision: Decision, removed: Bitmap): Decision {
  if (isEmpty(removed)) return decision;
  const { say, soleBlocker, aloneResponsible } = decision;
  return {
    ...decision,
    say: andNot(say, removed),
    soleBlocker: andNot(soleBlocker, removed),
    aloneResponsible: andNot(aloneResponsible, removed),
  };
}

/** A type that Elasticsearch does not know concerns the scenario; the rule can be run without it. */
function asWarning(problem: Diagnostic): Diagnostic {
  return { ...problem, severity: 'warning' };
}

/** Copies, for the live rows alone: the evaluator goes on working with its own. */
function clauseEvidence(
  { true: isTrue, empty, error, counts }: ClauseBits,
  { say, soleBlocker, aloneResponsible, role }: Decision,
  isLeaf: boolean,
  live: Bitmap,
): ClauseEvidence {
  const missing = empty === null ? null : andNot(and(empty, live), error === null ? isTrue : or(isTrue, error));
  return {
    true: and(isTrue, live),
    ...(missing !== null && { missing }),
    ...(error !== null && { error: and(error, live) }),
    counts: {
      ...counts,
      'sole blocker': countBits(soleBlocker),
      'alone responsible': countBits(aloneResponsible),
    },
    ...(isLeaf && !isEmpty(say) && { decides: say }),
    ...(!isEmpty(soleBlocker) && { soleBlocker }),
    ...(!isEmpty(aloneResponsible) && { aloneResponsible }),
    role,
  };
}
