/** The exceptions of the last run as the page is told of them: what each takes away, over all events. */
import {
  and,
  type Bitmap,
  countShared,
  emptyBitmap,
  type ExceptionEvidence,
  or,
  type RunnableRule,
  type SearchResult,
} from '../eql/index.ts';
import type { ExceptionUse } from './protocol.ts';

/** Of a sequence or sample, an event that fills any stage counts as one that the rule fits. */
export function exceptionUses(
  found: ExceptionEvidence | null,
  rule: RunnableRule,
  { evidence }: SearchResult,
  live: Bitmap,
): readonly ExceptionUse[] {
  const fitting = rule.plan.filters.map((filter) => evidence.clauses[filter]!.true);
  const ruled = rule.join === null ? evidence.clauses[0]!.true : fitting.reduce(or, emptyBitmap(0));
  return (found?.items ?? []).map(({ name, state, rows, problems }) => {
    const fits = rows === null ? emptyBitmap(0) : and(rows, live);
    return { name, state, fits: countShared(fits, live), takes: countShared(fits, ruled), rows: fits, problems };
  });
}
