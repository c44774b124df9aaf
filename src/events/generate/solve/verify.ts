/**
 * The last word: sets of events are run by the real engine, under the real mapping, all together and in the order in which
 * they are offered. A set whose events have other verdicts than it claims, be it one of a single condition, is not offered.
 */
import { hasBit } from '../../../eql/evaluate/bitmap.ts';
import { Evaluator } from '../../../eql/evaluate/evaluator.ts';
import {
  type SearchOptions,
  type SearchResult,
  compileRule,
  isRunnable,
  runSearch,
} from '../../../eql/evaluate/search.ts';
import { createDataset } from '../../columns/dataset.ts';
import type { SchemaOptions } from '../../schema/schema.ts';
import type { Problem } from './problem.ts';

export interface Claimed {
  readonly events: readonly {
    readonly text: string;
    readonly stage: number;
    /** By condition; those of its stage are claimed. */
    readonly verdicts: readonly (boolean | null)[];
  }[];
  /** The event matches, or the sequence or sample is complete. */
  readonly matches: boolean;
}

/** Rounds in which sets that are not as claimed are left out, and the others are run again without them. */
const MOST_ROUNDS = 6;

/** Of some sets those that hold together, by their numbers. */
export function confirmed(
  sets: readonly Claimed[],
  problem: Problem,
  mapping: SchemaOptions,
  options: SearchOptions,
): readonly number[] {
  let kept = [...sets.keys()];
  for (let round = 0; round < MOST_ROUNDS && kept.length > 0; round++) {
    const good = confirmedOnce(
      kept.map((number) => sets[number]!),
      problem,
      mapping,
      options,
    );
    if (good.length === kept.length) return kept;
    kept = good.map((place) => kept[place]!);
  }
  return [];
}

function confirmedOnce(
  sets: readonly Claimed[],
  problem: Problem,
  mapping: SchemaOptions,
  options: SearchOptions,
): readonly number[] {
  const dataset = createDataset(mapping);
  dataset.append(sets.flatMap(({ events }) => events));
  const rule = compileRule(problem.rule.text, dataset.schema, options);
  if (!isRunnable(rule)) return [];
  const result = runSearch(rule, dataset, dataset.schema, new Evaluator(dataset), options);
  let first = 0;
  return sets.flatMap((set, number) => {
    const rows = set.events.map((_, i) => first + i);
    first += rows.length;
    return rows.every((row) => hasBit(dataset.live, row)) && isAsClaimed(set, rows, problem, result) ? [number] : [];
  });
}

function isAsClaimed(set: Claimed, rows: readonly number[], problem: Problem, result: SearchResult): boolean {
  const { evidence } = result;
  const isMatch = (row: number): boolean => hasBit(evidence.matches, row);
  const asWhole = set.matches
    ? rows.every((row, i) => problem.stages[set.events[i]!.stage]!.role !== 'event' || isMatch(row))
    : !rows.some(isMatch);
  if (!asWhole || rows.some((row) => hasBit(evidence.errors, row))) return false;
  return rows.every((row, i) =>
    problem.conditions.every(({ index, stage, clauses }) => {
      if (stage !== set.events[i]!.stage) return true;
      const { true: isTrue, error } = evidence.clauses[clauses[0]!]!;
      const verdict = error !== null && hasBit(error, row) ? null : hasBit(isTrue, row);
      return verdict === set.events[i]!.verdicts[index];
    }),
  );
}
