/** Events made for a rule: what is still to be covered, what was made, and what is to be known of each of them. */
import {
  coverageOf,
  compileRule,
  type CoveredEnding,
  type ExceptionEvidence,
  Evaluator,
  isEmpty,
  isRunnable,
  runSearch,
} from '../eql/index.ts';
import type { Dataset } from '../events/index.ts';
import {
  type Earlier,
  type Made,
  type Order,
  type PointName,
  solveInTurns,
  type SolveOptions,
} from '../events/generate/index.ts';
import type { Span } from '../text/span.ts';
import type { EngineOptions, RuleOrder, Solved } from './protocol.ts';

/** Null for a rule with errors. */
export async function solveFor(
  rule: string,
  order: RuleOrder,
  dataset: Dataset,
  options: EngineOptions,
  exceptions: ExceptionEvidence | null,
  { onProgress, shouldCancel }: SolveOptions,
): Promise<Made | null | 'cancelled'> {
  const { mapping, fields, timestampField, eventCategoryField } = options;
  const setting = {
    schema: dataset.schema,
    mapping: { mapping, fields, timestampField, eventCategoryField },
    options,
  };
  return solveInTurns(rule, fullOrder(rule, order, dataset, options, exceptions), setting, {
    ...(onProgress && { onProgress }),
    ...(shouldCancel && { shouldCancel }),
  });
}

function fullOrder(
  rule: string,
  { onlyMissing, ...order }: RuleOrder,
  dataset: Dataset,
  options: EngineOptions,
  exceptions: ExceptionEvidence | null,
): Order {
  const after = earlierEvents(dataset, options);
  if (!onlyMissing) return { ...order, covered: [], usedEntries: [], after };
  const { covered, usedEntries, endings, hasMatch } = coveredNow(rule, dataset, options, exceptions);
  const missing = order.endings === 'all' ? ENDINGS : order.endings;
  return {
    ...order,
    // Another way to match shows in a leaf that was never seen to decide.
    ways: order.ways && !hasMatch,
    covered,
    usedEntries,
    endings: missing.filter((ending) => !endings.has(ending)),
    after,
  };
}

/** Times beyond this are typing errors, and no events can come after them. */
const LATEST = Date.UTC(9000, 0);
const NANOSECONDS = 1_000_000n;

/** Null without events. */
function earlierEvents(dataset: Dataset, { timestampField }: EngineOptions): Earlier | null {
  if (dataset.rowCount === 0) return null;
  let lastTime = 0;
  for (const value of dataset.column(timestampField).values) {
    const time = typeof value === 'bigint' ? Number(value / NANOSECONDS) : 0;
    if (time > lastTime && time < LATEST) lastTime = time;
  }
  return lastTime === 0 ? null : { count: dataset.rowCount, lastTime };
}

const ENDINGS: readonly CoveredEnding[] = ['complete', 'expired', 'until', 'missing'];

/** What the events of the dataset cover. */
function coveredNow(text: string, dataset: Dataset, options: EngineOptions, exceptions: ExceptionEvidence | null) {
  const { schema } = dataset;
  const rule = compileRule(text, schema, options);
  const covered: PointName[] = [];
  const usedEntries: Span[] = [];
  const endings = new Set<CoveredEnding>();
  if (!isRunnable(rule)) return { covered, usedEntries, endings, hasMatch: false };
  const result = runSearch(rule, dataset, schema, new Evaluator(dataset), options, exceptions);
  const coverage = coverageOf(rule, result, dataset);
  for (const { clause, whenTrue, whenFalse, entries } of coverage.leaves) {
    if (whenTrue > 0) covered.push({ clause, verdict: true });
    if (whenFalse > 0) covered.push({ clause, verdict: false });
    for (const { span, count } of entries) if (count > 0) usedEntries.push(span);
  }
  for (const { ending, count } of coverage.endings) if (count > 0) endings.add(ending);
  return { covered, usedEntries, endings, hasMatch: !isEmpty(result.evidence.matches) };
}

/** What the page is told of made events. */
export function solvedOf({ sets, points, leaves, endings, entries, without, refused }: Made): Solved {
  const counts: Record<string, number> = {};
  for (const { purpose, events } of sets) counts[purpose] = (counts[purpose] ?? 0) + events.length;
  const notes = sets.flatMap(({ says, events }) =>
    events.map((_, i) => (events.length === 1 ? says : `${says} Event ${i + 1} of ${events.length}.`)),
  );
  return {
    counts,
    notes,
    isMatch: sets.flatMap(({ isMatch }) => isMatch),
    points,
    leaves,
    endings,
    entries,
    without,
    refused,
  };
}
