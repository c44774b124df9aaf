/**
 * One event under a sequence or sample: which stages it fills, and what became of it there. The fates are those of the
 * search itself; for one event they are found again with only its own kept.
 */
import { and, hasBit } from '../evaluate/bitmap.ts';
import type { EventTable } from '../evaluate/column.ts';
import type { Evaluator } from '../evaluate/evaluator.ts';
import type { Fate } from '../evaluate/fates.ts';
import type { JoinPlan } from '../evaluate/join.ts';
import type { RunnableRule, SearchOptions, SearchResult } from '../evaluate/search.ts';
import { findSequences } from '../evaluate/sequence.ts';
import { stagesOf } from '../syntax/ast.ts';

/** A filter of a sequence or sample, as a person counts it. */
export interface StageFacts {
  /** Number of its clause. */
  readonly clause: number;
  /** `stage 2 of 3`, `the until filter`, `missing stage 2 of 3`. */
  readonly name: string;
}

export function stagesOfRule(rule: RunnableRule): readonly StageFacts[] {
  const { query, clauses } = rule;
  if (query.kind === 'event') return [];
  const count = query.stages.length;
  return stagesOf(query).map((stage, place) => {
    const name =
      stage === query.until ? 'the until filter' : `${stage.missing ? 'missing ' : ''}stage ${place + 1} of ${count}`;
    return { clause: clauses[0]!.children[place]!, name };
  });
}

/** The filters that an event fits. */
export function stagesFilled(rule: RunnableRule, result: SearchResult, row: number): readonly StageFacts[] {
  return stagesOfRule(rule).filter((stage) => hasBit(result.evidence.clauses[stage.clause]!.true, row));
}

export interface FateContext {
  readonly table: EventTable;
  readonly evaluator: Evaluator;
  readonly options: SearchOptions;
  /** How the page names an event. */
  readonly nameOf: (row: number) => string;
}

/** What an event of a sequence did, in one sentence; it fills a stage and is part of nothing complete. */
export function fateOf(rule: RunnableRule, result: SearchResult, row: number, context: FateContext): string {
  if (rule.join === null || rule.join.kind !== 'sequence') return 'The other filters have no event with the same keys.';
  const { evaluator, options, table } = context;
  const bitsOf = (clause: number) => and(result.evidence.clauses[clause]!.true, table.live);
  const found = findSequences(rule.join, evaluator.keysOf(rule.join), evaluator.timeline(options), bitsOf, row);
  const fates = found.fates().filter((fate) => fate.rows.includes(row));
  const last = fates.at(-1);
  if (last === undefined) return withoutCandidate(rule.join, result, row);
  return inWords(last, row, rule.join, context);
}

function withoutCandidate(join: JoinPlan, result: SearchResult, row: number): string {
  const positive = join.stages.filter((stage) => !stage.missing);
  const fits = positive.filter((stage) => hasBit(result.evidence.clauses[stage.clause]!.true, row));
  const onlyForbidden = fits.length === 0;
  if (onlyForbidden) return 'It can only end or forbid a sequence.';
  if (fits.includes(positive[0]!)) return 'A join key of it has no value, so the sequence does not see it.';
  return 'No sequence with its keys was waiting for it.';
}

function inWords(fate: Fate, row: number, join: JoinPlan, { nameOf }: FateContext): string {
  const length = join.stages.filter((stage) => !stage.missing).length;
  const reached = fate.rows.length;
  const by = nameOf(fate.by);
  switch (fate.cause) {
    case 'started':
    case 'advanced':
      return `Its sequence waits for event ${reached + 1} of ${length}: no later event with the same keys fits.`;
    case 'replaced':
      return `A newer event took its place: ${by}.`;
    case 'expired':
      return `Event ${reached + 1} of ${length} (${by}) came ${duration(fate.over)} after maxspan.`;
    case 'until':
      return `Its sequence was ended by until: ${by}.`;
    case 'missing':
      return `Its sequence is forbidden by a missing-event term: ${by} occurred.`;
    case 'completed':
      return fate.rows.includes(row) ? 'Its sequence is complete.' : '';
  }
}

const UNITS: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1000, 's'],
];

/** `12 s`, `1.5 h`, `20 ms`; under a millisecond, `less than 1 ms`. */
export function duration(milliseconds: number): string {
  if (milliseconds === 0) return 'less than 1 ms';
  const [size, unit] = UNITS.find(([least]) => milliseconds >= least) ?? [1, 'ms'];
  return `${Number((milliseconds / size).toFixed(1))} ${unit}`;
}
