/**
 * The oracle for samples: eql.md 8, by brute force. For each key tuple that every filter knows, all combinations of one
 * event for each filter are tried, the first filter's event changing slowest, and the first ones with distinct events
 * are kept.
 *
 * Section 8 leaves open which events are fetched where a filter has more than are needed. Here they come in the order of
 * storage, as without a sort in Elasticsearch, and combinations in the order in which its backtracking by filter finds
 * them. The limit on fetched events, filters + max_samples_per_key - 1, then changes nothing: at most filters - 1 of them
 * can be taken already, so as many as are wanted remain, and every combination of the first samples is among them.
 */
import type { Stage } from '../syntax/ast.ts';
import { type KeyHabits, type Tuple, KEY_HABITS, compareTuples, keyFields, tuplesOf } from './keyTuples.ts';
import type { Joined, JudgedEvents } from './sequenceOracle.ts';

export interface SampleHabits extends KeyHabits {
  readonly distinct: 'all' | 'neighbours' | 'not asked';
  readonly search: 'all' | 'greedy';
  readonly tupleOrder: 'ascending' | 'descending' | 'null last' | 'of occurrence';
  readonly eventOrder: 'filters' | 'storage';
  /** Which combination comes first. */
  readonly slowest: 'first filter' | 'last filter';
  readonly perKey: 'asked' | 'one' | 'all';
  readonly sizeCounts: 'samples' | 'keys';
}

export const SAMPLE_HABITS: SampleHabits = {
  ...KEY_HABITS,
  distinct: 'all',
  search: 'all',
  tupleOrder: 'ascending',
  eventOrder: 'filters',
  slowest: 'first filter',
  perKey: 'asked',
  sizeCounts: 'samples',
};

export interface SampleAnswer {
  readonly all: readonly Joined[];
  readonly returned: readonly Joined[];
  /** Common tuples without any assignment of distinct events. */
  readonly lonely: number;
  /** Combinations that were tried and passed over since an event stood in them twice, of tuples that have a sample. */
  readonly backtracked: number;
}

export function findSamples(
  { query, events, request, passes }: JudgedEvents,
  habits: SampleHabits = SAMPLE_HABITS,
): SampleAnswer {
  const found = new Map<string, Tuple>();
  const eventsOf = (filter: Stage): ReadonlyMap<string, readonly number[]> => {
    const fields = keyFields(query, filter, habits);
    const byTuple = new Map<string, number[]>();
    for (const [row, event] of events.entries()) {
      if (!passes.get(filter)![row]!) continue;
      for (const tuple of tuplesOf(fields, event, request, habits)) {
        found.set(tuple.name, found.get(tuple.name) ?? tuple);
        byTuple.set(tuple.name, [...(byTuple.get(tuple.name) ?? []), row]);
      }
    }
    return byTuple;
  };
  const filters = query.stages.map(eventsOf);
  const common = inOrder(
    [...found.values()].filter(({ name }) => filters.every((byTuple) => byTuple.has(name))),
    habits,
  );

  const wanted = habits.perKey === 'asked' ? (request.maxSamplesPerKey ?? 1) : habits.perKey === 'one' ? 1 : Infinity;
  let lonely = 0;
  let backtracked = 0;
  const all = common.flatMap((tuple): readonly Joined[] => {
    const choices = filters.map((byTuple) => byTuple.get(tuple.name)!);
    const kept: (readonly number[])[] = [];
    let passedOver = 0;
    for (const combination of combinations(choices, habits)) {
      if (kept.length >= wanted) break;
      if (isDistinct(combination, habits)) kept.push(combination);
      else passedOver += 1;
      if (habits.search === 'greedy' && kept.length === 0) break;
    }
    if (kept.length === 0) lonely += 1;
    else backtracked += passedOver;
    return kept.map((rows) => ({
      tuple,
      rows: habits.eventOrder === 'filters' ? rows : rows.toSorted((a, b) => a - b),
      expanded: filters.some((byTuple, place) =>
        [...byTuple].some(([name, others]) => name !== tuple.name && others.includes(rows[place]!)),
      ),
    }));
  });
  const size = request.size ?? 10;
  const names = common.slice(0, size).map(({ name }) => name);
  const returned =
    habits.sizeCounts === 'samples' ? all.slice(0, size) : all.filter(({ tuple }) => names.includes(tuple.name));
  return { all, returned, lonely, backtracked };
}

function inOrder(tuples: readonly Tuple[], { tupleOrder }: SampleHabits): readonly Tuple[] {
  if (tupleOrder === 'of occurrence') return tuples;
  const nulls = ({ values }: Tuple): number => values.filter((value) => value === null).length;
  return tuples.toSorted((a, b) => {
    if (tupleOrder === 'null last' && nulls(a) !== nulls(b)) return nulls(a) - nulls(b);
    return tupleOrder === 'descending' ? compareTuples(b, a) : compareTuples(a, b);
  });
}

/** All ways to take one event of each list. */
function* combinations(choices: readonly (readonly number[])[], habits: SampleHabits): Generator<readonly number[]> {
  if (choices.length === 0) {
    yield [];
    return;
  }
  if (habits.slowest === 'last filter') {
    for (const row of choices.at(-1)!) {
      for (const others of combinations(choices.slice(0, -1), habits)) yield [...others, row];
    }
    return;
  }
  for (const row of choices[0]!) {
    for (const others of combinations(choices.slice(1), habits)) yield [row, ...others];
  }
}

function isDistinct(rows: readonly number[], { distinct }: SampleHabits): boolean {
  if (distinct === 'not asked') return true;
  if (distinct === 'neighbours') return rows.every((row, place) => place === 0 || rows[place - 1] !== row);
  return new Set(rows).size === rows.length;
}
