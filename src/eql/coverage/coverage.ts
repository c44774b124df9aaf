/**
 * How much of a rule the present events exercise, like the coverage of code by tests. A leaf is covered when some event
 * shows it true and some event shows it false *while it decides*, that is where the verdict would change with it (modified
 * condition/decision coverage, the masking form: what else differs between the two events has no say). An entry of a list
 * is used when it is what a deciding leaf met. Of a sequence, what completes and what breaks it count as well.
 */
import type { Span } from '../../text/span.ts';
import { type Bitmap, and, andNot, countBits, countShared } from '../evaluate/bitmap.ts';
import type { EventTable } from '../evaluate/column.ts';
import type { RunnableRule, SearchResult } from '../evaluate/search.ts';
import { isLeafClause } from '../explain/blockers.ts';
import { decisionsOf } from '../explain/decides.ts';
import { fieldEntriesOf } from '../explain/entries.ts';
import type { Clause } from '../syntax/clauses.ts';

export interface LeafCoverage {
  /** Of equal leaves of a filter the first. */
  readonly clause: number;
  readonly text: string;
  /** Number of its filter, from 0. */
  readonly stage: number;
  /** Events on which it is true and decides, and on which it is false and decides. */
  readonly whenTrue: number;
  readonly whenFalse: number;
  /** In the order of the text; none without a list. */
  readonly entries: readonly EntryCoverage[];
}

export interface EntryCoverage {
  /** In the rule. */
  readonly span: Span;
  /** Events that hold it while the leaf decides. */
  readonly count: number;
}

/**
 * | ending   | of a sequence or sample                                             |
 * |----------|---------------------------------------------------------------------|
 * | complete | all events came                                                     |
 * | expired  | an event came after maxspan                                         |
 * | until    | `until` ended it                                                    |
 * | missing  | an event came that must not                                         |
 */
export type CoveredEnding = 'complete' | 'expired' | 'until' | 'missing';

export interface EndingCoverage {
  readonly ending: CoveredEnding;
  readonly count: number;
}

export interface Coverage {
  /** In the order of the rule. */
  readonly leaves: readonly LeafCoverage[];
  /** Those that the rule can have; none for an event query. */
  readonly endings: readonly EndingCoverage[];
  /** Two for each leaf, one for each ending. */
  readonly points: number;
  readonly covered: number;
  readonly entries: number;
  readonly usedEntries: number;
}

export function coverageOf(rule: RunnableRule, result: SearchResult, table: EventTable): Coverage {
  const { evidence, removed } = result;
  const decisions = decisionsOf(rule.clauses, evidence, table);
  const leaves = distinctLeaves(rule).map(({ clause, stage }): LeafCoverage => {
    const say = andNot(decisions[clause.id]!.say, removed);
    const isTrue = evidence.clauses[clause.id]!.true;
    return {
      clause: clause.id,
      text: clause.text,
      stage,
      whenTrue: countShared(say, isTrue),
      whenFalse: countBits(andNot(say, isTrue)),
      entries: entriesUnder(rule, clause, say, table),
    };
  });
  const endings = endingsOf(rule, result);
  const entries = leaves.flatMap((leaf) => leaf.entries);
  const points = [
    ...leaves.flatMap(({ whenTrue, whenFalse }) => [whenTrue, whenFalse]),
    ...endings.map(({ count }) => count),
  ];
  return {
    leaves,
    endings,
    points: points.length,
    covered: points.filter((count) => count > 0).length,
    entries: entries.length,
    usedEntries: entries.filter(({ count }) => count > 0).length,
  };
}

/** The leaves of each filter, equal ones once. */
function distinctLeaves({
  clauses,
  plan,
}: RunnableRule): readonly { readonly clause: Clause; readonly stage: number }[] {
  return plan.filters.flatMap((filter, stage) => {
    const byText = new Map<string, Clause>();
    const walk = (clause: Clause): void => {
      if (isLeafClause(clause) && !byText.has(clause.text)) byText.set(clause.text, clause);
      for (const child of clause.children) walk(clauses[child]!);
    };
    walk(clauses[filter]!);
    return [...byText.values()].map((clause) => ({ clause, stage }));
  });
}

/** A list of one is no list. */
function entriesUnder(rule: RunnableRule, { id }: Clause, say: Bitmap, table: EventTable): readonly EntryCoverage[] {
  const entries = fieldEntriesOf(rule, id, table);
  return entries.length < 2 ? [] : entries.map(({ span, rows }) => ({ span, count: countBits(and(rows, say)) }));
}

function endingsOf({ join }: RunnableRule, { allJoined, sequence }: SearchResult): readonly EndingCoverage[] {
  if (join === null) return [];
  const endings: EndingCoverage[] = [{ ending: 'complete', count: allJoined.length }];
  if (sequence === null) return endings;
  const { expired, until, missing } = sequence.fateCounts;
  const isChain = join.stages.filter((stage) => !stage.missing).length > 1;
  if (join.maxspan !== null && isChain) endings.push({ ending: 'expired', count: expired });
  if (join.until !== null && isChain) endings.push({ ending: 'until', count: until });
  if (join.stages.some((stage) => stage.missing)) endings.push({ ending: 'missing', count: missing });
  return endings;
}
