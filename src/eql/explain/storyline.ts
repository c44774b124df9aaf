/**
 * A sequence or sample as a picture in time: a lane for each key tuple with a mark for each event that fits a filter,
 * and bands over the events that belong together, complete or not, each with its ending in words. Bounded, with the
 * totals said: the lanes that came furthest first, and of a long lane the events around the one that is asked for.
 */
import { hasBit } from '../evaluate/bitmap.ts';
import { type Ending, rowsOfPending } from '../evaluate/fates.ts';
import type { Joined, JoinPlan, JoinStage } from '../evaluate/join.ts';
import type { RunnableRule, SearchResult } from '../evaluate/search.ts';
import { type JoinedQuery, stagesOf } from '../syntax/ast.ts';
import type { Candidate } from './candidates.ts';
import { endingInWords, type FateWords } from './fateWords.ts';
import { keyNames, type KeyTuple, keyTexts } from './keyTexts.ts';
import { type LaneFacts, LaneMarks, type Mark } from './lanes.ts';
import { type FateContext, fateWordsOf, joinedBits } from './stages.ts';

export interface Storyline {
  readonly kind: 'sequence' | 'sample';
  /** In the order of the query, the until filter last. */
  readonly filters: readonly StorylineFilter[];
  /** The fields at each place of the keys. */
  readonly keyNames: readonly string[];
  /** Milliseconds; null without a limit. */
  readonly maxspan: number | null;
  readonly lanes: readonly Lane[];
  /** How many there are, shown or not. */
  readonly laneCount: number;
  /** Events that fit some filter. */
  readonly eventCount: number;
  /** Of those, the ones in no lane: without a value for a join key or, in a sequence, without a timestamp. */
  readonly unseenCount: number;
}

export interface StorylineFilter {
  /** Number of its clause. */
  readonly clause: number;
  /** `stage 2`, `missing stage 2`, `until`. */
  readonly name: string;
  readonly kind: 'stage' | 'missing' | 'until';
}

export interface Lane {
  readonly keys: KeyTuple;
  /** In the order of time. */
  readonly marks: readonly Mark[];
  readonly markCount: number;
  /** By the time of their first event. */
  readonly bands: readonly Band[];
  readonly bandCount: number;
  readonly completeCount: number;
  /** Numbers of the filters that no event of the lane fits; until and missing-event filters left out. */
  readonly lacking: readonly number[];
}

export interface Band {
  /** Each with the number of the filter that it fills. */
  readonly events: readonly { readonly row: number; readonly filter: number }[];
  readonly ending: Ending;
  /** Number of the filter that it waited for; null for a band with all its events. */
  readonly awaited: number | null;
  /** The event that ended it or came instead of the awaited one; null for a complete band, and where nothing came. */
  readonly by: { readonly row: number; readonly time: number; readonly isOfLane: boolean } | null;
  /** The ending as a sentence. */
  readonly words: string;
}

/** What a picture can hold. */
export interface StorylineLimits {
  readonly lanes: number;
  readonly marks: number;
}

export const STORYLINE_LIMITS: StorylineLimits = { lanes: 1000, marks: 10_000 };

/** Marks of one lane that are shown, however many or few lanes there are. */
const LEAST_MARKS = 20;
const MOST_MARKS = 2000;

/**
 * @param around a row whose lanes, and whose part of them, are among what is shown
 * @returns null for an event query, and for a run that failed
 */
export function storylineOf(
  rule: RunnableRule,
  result: SearchResult,
  context: FateContext,
  around: number | null = null,
  limits = STORYLINE_LIMITS,
): Storyline | null {
  const { join, query } = rule;
  if (join === null || query.kind === 'event' || result.problem !== null) return null;
  const { evaluator, options, table } = context;
  const filters = filtersOf(rule, query);
  const keys = evaluator.keysOf(join);
  const stages = filters.map(({ clause }) => stageOf(join, clause));
  const isSequence = join.kind === 'sequence';
  const marks = new LaneMarks(stages, keys, evaluator.timeline(options), joinedBits(result, table), isSequence);
  const words = fateWordsOf(rule, result, context);
  const bundles = bundlesOf(words?.candidates.all ?? result.allJoined);
  const numbers = join.stages
    .filter(({ missing }) => !missing)
    .map((stage) => filters.findIndex(({ clause }) => clause === stage.clause));
  const textsOf = keyTexts(join, table, keys.space);
  const tuples = chosenLanes(marks, bundles, around, limits.lanes);
  const share = Math.floor(limits.marks / Math.max(1, tuples.length));
  const most = Math.min(MOST_MARKS, Math.max(LEAST_MARKS, share));
  const shown = marks.marksOf(new Set(tuples), windowOf(marks, around, most));
  const lanes = tuples.map((tuple): Lane => {
    const { markCount, filled } = marks.lanes.get(tuple)!;
    const found = bundles.get(tuple) ?? [];
    const rows = new Set(shown.get(tuple)!.map(({ row }) => row));
    const inside = found.filter((each) => eventsOf(each).every((row) => rows.has(row)));
    return {
      keys: textsOf(tuple),
      marks: shown.get(tuple)!,
      markCount,
      bands: inside.slice(0, most).map((each) => bandOf(each, numbers, words, isDropped(each, result))),
      bandCount: found.length,
      completeCount: found.filter((each) => isComplete(each) && !isDropped(each, result)).length,
      lacking: [...filters.keys()].filter((number) => filters[number]!.kind === 'stage' && !filled.includes(number)),
    };
  });
  return {
    kind: join.kind,
    filters,
    keyNames: keyNames(join),
    maxspan: join.maxspan,
    lanes,
    laneCount: marks.lanes.size,
    eventCount: marks.eventCount,
    unseenCount: marks.unseenCount,
  };
}

function filtersOf(rule: RunnableRule, query: JoinedQuery): readonly StorylineFilter[] {
  return stagesOf(query).map((stage, place) => {
    const kind = stage === query.until ? 'until' : stage.missing ? 'missing' : 'stage';
    const name = { until: 'until', missing: `missing stage ${place + 1}`, stage: `stage ${place + 1}` }[kind];
    return { clause: rule.clauses[0]!.children[place]!, name, kind };
  });
}

function stageOf({ stages, until }: JoinPlan, clause: number): JoinStage {
  return stages.find((stage) => stage.clause === clause) ?? until!;
}

/** A candidate of a sequence, or a complete sample. */
type Found = Candidate | Joined;

function bundlesOf(all: readonly Found[]): ReadonlyMap<number, readonly Found[]> {
  const bundles = new Map<number, Found[]>();
  for (const found of all) {
    const bundle = bundles.get(found.tuple);
    if (bundle === undefined) bundles.set(found.tuple, [found]);
    else bundle.push(found);
  }
  return bundles;
}

function isComplete(found: Found): boolean {
  return 'rows' in found || found.ending === 'completed';
}

/** Complete, and taken away whole by an exception. */
function isDropped(found: Found, { dropped, removal }: SearchResult): boolean {
  return dropped.length > 0 && isComplete(found) && eventsOf(found).some((row) => hasBit(removal!.rows, row));
}

function eventsOf(found: Found): readonly number[] {
  return 'rows' in found ? found.rows.filter((row) => row !== null) : rowsOfPending(found.pending);
}

/** The lanes that came furthest, and those of the row that is asked for. */
function chosenLanes(
  marks: LaneMarks,
  bundles: ReadonlyMap<number, readonly Found[]>,
  around: number | null,
  most: number,
): readonly number[] {
  const ranked = Array.from(marks.lanes.values(), (lane) => ({ lane, reach: reachOf(lane, bundles.get(lane.tuple)) }));
  ranked.sort((a, b) => b.reach - a.reach || a.lane.first - b.lane.first);
  const first = ranked.slice(0, most).map(({ lane }) => lane.tuple);
  const asked = around === null ? [] : marks.tuplesOf(around).filter((tuple) => !first.includes(tuple));
  return [...first, ...asked];
}

/** How many terms its furthest candidate filled, a complete one most; of a lane without any, how many filters. */
function reachOf({ filled }: LaneFacts, bundle: readonly Found[] = []): number {
  if (bundle.some(isComplete)) return Infinity;
  if (bundle.length === 0) return filled.length;
  return bundle.reduce((most, found) => Math.max(most, 'rows' in found ? 0 : found.pending.stage + 1), 0);
}

/** The first marks of a lane, or those around a row that comes later. */
function windowOf(
  marks: LaneMarks,
  around: number | null,
  most: number,
): (tuple: number, row: number, index: number) => boolean {
  const from = new Map<number, number>();
  if (around !== null) {
    marks.marksOf(new Set(marks.tuplesOf(around)), (tuple, row, index) => {
      if (row === around && index >= most) from.set(tuple, index - (most >> 1));
      return false;
    });
  }
  return (tuple, _row, index) => {
    const start = from.get(tuple) ?? 0;
    return index >= start && index < start + most;
  };
}

const DROPPED = 'Complete, and dropped: an exception fits one of its events.';

function bandOf(found: Found, numbers: readonly number[], words: FateWords | null, dropped: boolean): Band {
  const events = eventsOf(found).map((row, term) => ({ row, filter: numbers[term]! }));
  const awaited = numbers[events.length] ?? null;
  if (dropped) return { events, ending: 'completed', awaited, by: null, words: DROPPED };
  if ('rows' in found || words === null) return { events, ending: 'completed', awaited, by: null, words: 'Complete.' };
  const { ending } = found;
  return { events, ending, awaited, by: causeOf(found, words), words: endingInWords(found, words) };
}

function causeOf(candidate: Candidate, { candidates }: FateWords): Band['by'] {
  const { milliseconds } = candidates.parts.timeline;
  const instead = candidates.insteadOf(candidate);
  if (candidate.ending === 'completed' || (candidate.ending === 'waiting' && instead === null)) return null;
  const row = instead?.row ?? candidates.endedBy(candidate);
  return { row, time: milliseconds[row]!, isOfLane: instead?.kind !== 'key' };
}
