/** One rule over one dataset, as every command runs it. */
import {
  Evaluator,
  type ExceptionEvidence,
  type ExceptionSettings,
  Exceptions,
  type RunnableRule,
  type SearchOptions,
  type SearchResult,
  type ErrorReason,
  compileRule,
  errorReason,
  firstRunTimeError,
  isRunnable,
  runSearch,
} from '../eql/index.ts';
import type { Dataset } from '../events/index.ts';

export interface Session {
  readonly dataset: Dataset;
  readonly rule: RunnableRule;
  readonly evaluator: Evaluator;
  readonly result: SearchResult;
  readonly options: SearchOptions;
  /** Null where there is none. */
  readonly exceptions: ExceptionEvidence | null;
}

export type SessionResult =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly error: ErrorReason };

/** Compiles and runs. A run-time error that decides an event is the error of the whole search, as in Elasticsearch. */
export function runRule(
  query: string,
  dataset: Dataset,
  options: SearchOptions,
  settings: ExceptionSettings | null = null,
): SessionResult {
  const { schema } = dataset;
  if (query.trim() === '') {
    return { ok: false, error: { type: 'action_request_validation_exception', reason: 'query is null or empty' } };
  }
  const rule = compileRule(query, schema, options);
  if (!isRunnable(rule)) {
    return {
      ok: false,
      error: errorReason(rule.problems, query) ?? { type: 'exception', reason: 'the rule cannot be run' },
    };
  }
  const evaluator = new Evaluator(dataset);
  const removal = settings === null ? null : new Exceptions(settings).over(dataset, schema, evaluator);
  const result = runSearch(rule, dataset, schema, evaluator, options, removal);
  const failed = result.problem ?? firstRunTimeError(rule, result.evidence, evaluator);
  if (failed !== null) return { ok: false, error: { type: 'illegal_argument_exception', reason: failed.message } };
  return { ok: true, session: { dataset, rule, evaluator, result, options, exceptions: removal } };
}
