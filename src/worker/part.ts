/** A part of the rule by itself: a condition and its events, or a value and what comes out of it. */
import { compileRule, type Evaluator, isRunnable, parse, runSearch, typeOf, valuesOfExpression } from '../eql/index.ts';
import type { Dataset } from '../events/index.ts';
import type { EngineOptions, PartResult } from './protocol.ts';

/** `text` is an expression as it stands in the rule. */
export function evaluatePart(text: string, dataset: Dataset, evaluator: Evaluator, options: EngineOptions): PartResult {
  const { schema } = dataset;
  const asCondition = `any where ${text}`;
  const { query, problems } = parse(asCondition);
  const [broken] = problems;
  if (broken !== undefined || query.kind !== 'event') return { kind: 'none', reason: 'it is no whole expression' };
  const { condition } = query.filter;
  const type = typeOf(condition, { schema });
  if (type === 'boolean' || condition.kind === 'and' || condition.kind === 'or' || condition.kind === 'not') {
    const rule = compileRule(asCondition, schema, options);
    if (!isRunnable(rule)) {
      return { kind: 'none', reason: rule.problems.find(({ severity }) => severity === 'error')?.message ?? '' };
    }
    const { evidence } = runSearch(rule, dataset, schema, evaluator, options);
    return { kind: 'condition', rows: evidence.matches };
  }
  const values = valuesOfExpression(condition, dataset, { schema });
  return values === null ? { kind: 'none', reason: 'it reads more than one field' } : { kind: 'values', ...values };
}
