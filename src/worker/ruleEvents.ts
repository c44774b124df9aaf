/** Events made for a rule: what is still to be covered, what was made, and what is to be known of each of them. */
import { coverageOf, compileRule, type CoveredEnding, Evaluator, isRunnable, runSearch } from '../eql/index.ts';
import type { Dataset } from '../events/index.ts';
import { type Made, type Order, type PointName, solveInTurns, type SolveOptions } from '../events/generate/index.ts';
import type { EngineOptions, RuleOrder, Solved } from './protocol.ts';

/** Null for a rule with errors. */
export async function solveFor(
  rule: string,
  order: RuleOrder,
  dataset: Dataset,
  options: EngineOptions,
  { onProgress, shouldCancel }: SolveOptions,
): Promise<Made | null | 'cancelled'> {
  const { mapping, fields, timestampField, eventCategoryField } = options;
  const setting = {
    schema: dataset.schema,
    mapping: { mapping, fields, timestampField, eventCategoryField },
    options,
  };
  return solveInTurns(rule, fullOrder(rule, order, dataset, options), setting, {
    ...(onProgress && { onProgress }),
    ...(shouldCancel && { shouldCancel }),
  });
}

function fullOrder(
  rule: string,
  { onlyMissing, ...order }: RuleOrder,
  dataset: Dataset,
  options: EngineOptions,
): Order {
  if (!onlyMissing) return { ...order, covered: [] };
  const { covered, endings } = coveredNow(rule, dataset, options);
  const missing = order.endings === 'all' ? ENDINGS : order.endings;
  return { ...order, covered, endings: missing.filter((ending) => !endings.has(ending)) };
}

const ENDINGS: readonly CoveredEnding[] = ['complete', 'expired', 'until', 'missing'];

/** What the events of the dataset cover. */
function coveredNow(text: string, dataset: Dataset, options: EngineOptions) {
  const { schema } = dataset;
  const rule = compileRule(text, schema, options);
  const covered: PointName[] = [];
  const endings = new Set<CoveredEnding>();
  if (!isRunnable(rule)) return { covered, endings };
  const result = runSearch(rule, dataset, schema, new Evaluator(dataset), options);
  const coverage = coverageOf(rule, result, dataset);
  for (const { clause, whenTrue, whenFalse } of coverage.leaves) {
    if (whenTrue > 0) covered.push({ clause, verdict: true });
    if (whenFalse > 0) covered.push({ clause, verdict: false });
  }
  for (const { ending, count } of coverage.endings) if (count > 0) endings.add(ending);
  return { covered, endings };
}

/** What the page is told of made events. */
export function solvedOf({ sets, points, leaves, without, refused }: Made): Solved {
  const counts: Record<string, number> = {};
  for (const { purpose, events } of sets) counts[purpose] = (counts[purpose] ?? 0) + events.length;
  const notes = sets.flatMap(({ says, events }) =>
    events.map((_, i) => (events.length === 1 ? says : `${says} Event ${i + 1} of ${events.length}.`)),
  );
  return { counts, notes, points, leaves, without, refused };
}
