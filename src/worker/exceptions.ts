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

/** Rows that the rule fits; of a sequence or sample, those that fill any stage. */
export function ruledRows(rule: RunnableRule, { evidence }: SearchResult): Bitmap {
  if (rule.join === null) return evidence.clauses[0]!.true;
  return rule.plan.filters.map((filter) => evidence.clauses[filter]!.true).reduce(or, emptyBitmap(0));
}

export function exceptionUses(found: ExceptionEvidence | null, ruled: Bitmap, live: Bitmap): readonly ExceptionUse[] {
  return (found?.items ?? []).map(({ name, state, conditions, rows, problems }) => {
    const fits = rows === null ? emptyBitmap(0) : and(rows, live);
    const counts = { fits: countShared(fits, live), takes: countShared(fits, ruled) };
    return { name, state, conditions, ...counts, rows: fits, problems };
  });
}
