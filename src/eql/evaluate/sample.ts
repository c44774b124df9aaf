/**
 * Samples (eql.md 8): events that share their keys, in any order of time. For each filter the key tuples among its
 * matches are collected; a tuple that all filters have gives up to `maxSamplesPerKey` choices of distinct events, one
 * for each filter, found by backtracking in the order of the filters.
 */
import { rowsOf } from './bitmap.ts';
import type { JoinPlan, Joined } from './join.ts';
import type { QueryKeys } from './keys.ts';
import type { StageBits } from './sequence.ts';

/** All samples, by ascending keys, null first. */
export function findSamples(
  plan: JoinPlan,
  queryKeys: QueryKeys,
  bitsOf: StageBits,
  maxSamplesPerKey: number,
): readonly Joined[] {
  const { space } = queryKeys;
  const most = plan.stages.length + maxSamplesPerKey - 1;
  const stages = plan.stages.map((stage) => {
    const keys = queryKeys.of(stage.keys);
    const byTuple = new Map<number, number[]>();
    for (const row of rowsOf(bitsOf(stage.clause))) {
      for (const tuple of keys.of(row)) {
        const rows = byTuple.get(tuple);
        if (rows === undefined) byTuple.set(tuple, [row]);
        else if (rows.length < most) rows.push(row);
      }
    }
    return byTuple;
  });
  const [first, ...others] = stages;
  if (first === undefined) return [];
  const common = [...first.keys()].filter((tuple) => others.every((byTuple) => byTuple.has(tuple)));
  common.sort((a, b) => space.compare(a, b));
  return common.flatMap((tuple) => {
    const candidates = stages.map((byTuple) => byTuple.get(tuple)!);
    return choices(candidates, maxSamplesPerKey).map((rows) => ({ tuple, keys: space.valuesOf(tuple), rows }));
  });
}

/** Up to `most` ways to choose one row of each list, all distinct. */
function choices(candidates: readonly (readonly number[])[], most: number): readonly (readonly number[])[] {
  const found: number[][] = [];
  const chosen: number[] = [];
  const choose = (): void => {
    if (chosen.length === candidates.length) {
      found.push([...chosen]);
      return;
    }
    for (const row of candidates[chosen.length]!) {
      if (found.length >= most) return;
      if (chosen.includes(row)) continue;
      chosen.push(row);
      choose();
      chosen.pop();
    }
  };
  choose();
  return found;
}
