/**
 * Other rules over the events in hand, one after the other, each with its own options and exceptions. They share their
 * leaves among themselves and keep the rule in hand out of it, whose leaves stay where they are.
 */
import {
  compileRule,
  countBits,
  Evaluator,
  Exceptions,
  firstRunTimeError,
  isRunnable,
  runSearch,
} from '../eql/index.ts';
import type { Dataset } from '../events/index.ts';
import type { EngineOptions, RuleVerdict } from './protocol.ts';

export class RuleMatcher {
  readonly #dataset: Dataset;
  readonly #evaluator: Evaluator;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    this.#evaluator = new Evaluator(dataset);
  }

  match(query: string, options: EngineOptions): RuleVerdict {
    const { schema } = this.#dataset;
    const rule = compileRule(query, schema, options);
    const error = rule.problems.find(({ severity }) => severity === 'error');
    if (!isRunnable(rule)) return { matches: null, removed: 0, problem: error?.message ?? 'it cannot be run' };
    const { exceptions } = options;
    const removal =
      exceptions === undefined ? null : new Exceptions(exceptions).over(this.#dataset, schema, this.#evaluator);
    const result = runSearch(rule, this.#dataset, schema, this.#evaluator, options, removal);
    const failed = result.problem ?? firstRunTimeError(rule, result.evidence, this.#evaluator);
    return {
      matches: result.evidence.matches,
      removed: countBits(result.removed),
      problem: failed === null ? null : failed.message,
    };
  }
}
