/**
 * Bugs, one in each rule of sequences and samples in turn, planted into a copy of the oracle. They are the mistakes that
 * people make. If the random cases could not tell such an evaluator from the engine, they could not find the same bug in
 * the engine either.
 *
 * Two mistakes are none: a sequence that stays in its slot though it came too late, or though an until event ended it,
 * is only dropped again by each later event, since time and until events do not go back.
 */
import { nameOf } from './keyTuples.ts';
import { type SampleHabits, SAMPLE_HABITS } from './sampleOracle.ts';
import { type SequenceHabits, SEQUENCE_HABITS } from './sequenceOracle.ts';
import { type Value, foldCase } from './values.ts';

export interface JoinMutant<Habits> {
  /** The section of eql.md whose rule it spoils. */
  readonly section: string;
  readonly bug: string;
  readonly habits: Habits;
}

const sequence = (section: string, bug: string, change: Partial<SequenceHabits>): JoinMutant<SequenceHabits> => ({
  section,
  bug,
  habits: { ...SEQUENCE_HABITS, ...change },
});

const sample = (section: string, bug: string, change: Partial<SampleHabits>): JoinMutant<SampleHabits> => ({
  section,
  bug,
  habits: { ...SAMPLE_HABITS, ...change },
});

const ignoringCase = (value: Value): string => nameOf(typeof value === 'string' ? foldCase(value) : value);

const byType = (value: Value): string =>
  `${typeof value === 'object' && value !== null ? value.kind : ''}${nameOf(value)}`;

const asDouble = (value: Value): string =>
  typeof value === 'object' && value?.kind === 'whole' ? String(Number(value.value)) : nameOf(value);

export const SEQUENCE_MUTANTS: readonly JoinMutant<SequenceHabits>[] = [
  // --- The order of events
  sequence('7.2', 'digits below the millisecond are ignored', { timeInOrder: 'milliseconds' }),
  sequence('7.2', 'the tiebreaker is ignored', { tiebreaker: 'ignored' }),
  sequence('7.2', 'a missing tiebreaker sorts first', { tiebreaker: 'missing first' }),
  sequence('7.2', 'the tiebreaker sorts downwards', { tiebreaker: 'descending' }),
  sequence('7.2', 'events without a timestamp take part', { timeless: 'first' }),
  // --- Keys
  sequence('7.3', 'null joins null without a question mark', { missingKey: 'null for all' }),
  sequence('7.3', 'null never joins', { missingKey: 'hides all' }),
  sequence('7.3', 'only the first value of a key counts', { several: 'first' }),
  sequence('7.3', 'only the last value of a key counts', { several: 'last' }),
  sequence('7.3', 'several keys pair their values by position', { product: 'by position' }),
  sequence('7.3', 'keys ignore case', { nameOf: ignoringCase }),
  sequence('7.3', 'numbers of two types never join', { nameOf: byType }),
  sequence('7.3', 'whole numbers lose digits', { nameOf: asDouble }),
  sequence('7.3', "the term's own keys stand before those of the head", { headFirst: false }),
  // --- Matching
  sequence('7.4', 'maxspan is exclusive', { tooLate: (distance, maxspan) => distance >= maxspan }),
  sequence('7.4', 'maxspan is measured in whole milliseconds', {
    tooLate: (distance, maxspan) => distance / 1_000_000n > maxspan / 1_000_000n,
  }),
  sequence('7.4', 'maxspan is measured from the event before', { spanFrom: 'previous' }),
  sequence('7.4', 'a sequence that was advanced waits on', { advanced: 'kept' }),
  sequence('7.4', 'an until at the last event does not end it', { untilFrom: (until, last) => until > last }),
  sequence('7.4', 'an until at the closing event ends it', { untilTo: (until, current) => until <= current }),
  sequence('7.4', 'an until before the last event ends it', { untilFrom: () => true }),
  sequence('7.4', 'until asks no keys', { untilKeys: 'any' }),
  sequence('7.5', 'until with a bang is no until', { untilBang: 'no until' }),
  sequence('7.5', 'runs of until ask for that many', { untilRuns: 'that many' }),
  sequence('7.4', 'a newer first event does not replace', { firstSlot: 'older' }),
  sequence('7.4', 'a newer sequence does not replace at later stages', { laterSlots: 'older' }),
  sequence('7.4', 'the stages are asked upwards', { stageOrder: 'ascending' }),
  sequence('7.4', 'runs are ignored', { runs: 'ignored' }),
  sequence('7.4', 'results are ordered by their first event', { resultOrder: 'by first' }),
  sequence('7.4', 'results are ordered by their keys', { resultOrder: 'by tuple' }),
  sequence('7.4', 'results at one event are ordered by falling keys', { resultOrder: 'unsorted tuples' }),
  // --- Missing events
  sequence('7.6', 'a missing event at the earlier neighbour rejects', {
    inside: (from, at, to) => from <= at && at < to,
  }),
  sequence('7.6', 'a missing event at the later neighbour rejects', {
    inside: (from, at, to) => from < at && at <= to,
  }),
  sequence('7.6', 'a missing event between is never looked for', { inside: () => false }),
  sequence('7.6', 'a missing event at the first event rejects', { before: (at, first) => at <= first }),
  sequence('7.6', 'a missing event at the last event rejects', { behind: (at, last) => at >= last }),
  sequence('7.6', 'a missing event at the limit does not reject', { free: (window, maxspan) => window >= maxspan }),
  sequence('7.6', 'the leading check is measured to the first event', { leadingTo: 'first' }),
  sequence('7.6', 'the trailing check is measured from the last event', { trailingFrom: 'last' }),
  sequence('7.6', 'the two ends are checked apart', { bothEnds: 'each alone' }),
  sequence('7.6', 'the farthest missing event counts', { nearest: 'farthest' }),
  sequence('7.6', 'only the first of adjacent missing terms counts', { adjacent: 'first' }),
  sequence('7.6', 'missing events ask no keys', { missingKeys: 'any' }),
  sequence('7.6', 'missing events ask no filter', { missingCategory: 'ignored' }),
  sequence('7.6', 'missing events are compared to the nanosecond', { missingTime: (time) => time }),
  sequence('7.8', 'placeholders are left out', { placeholders: 'left out' }),
  // --- Size and pipes
  sequence('6', 'size stands behind the pipes', { sizeFirst: false }),
  sequence('6', 'the first pipe does not decide from which end', { firstPipeDecides: false }),
  sequence('6', 'head takes the latest', { headTakes: 'latest' }),
];

export const SAMPLE_MUTANTS: readonly JoinMutant<SampleHabits>[] = [
  sample('7.3', 'null joins null without a question mark', { missingKey: 'null for all' }),
  sample('7.3', 'null never joins', { missingKey: 'hides all' }),
  sample('8', 'only the first value of a key counts', { several: 'first' }),
  sample('8', 'several keys pair their values by position', { product: 'by position' }),
  sample('7.3', 'keys ignore case', { nameOf: ignoringCase }),
  sample('7.3', 'numbers of two types never join', { nameOf: byType }),
  sample('8', 'events need not be distinct', { distinct: 'not asked' }),
  sample('8', 'only neighbouring events are distinct', { distinct: 'neighbours' }),
  sample('8', 'no backtracking', { search: 'greedy' }),
  sample('8', 'keys come downwards', { tupleOrder: 'descending' }),
  sample('8', 'null comes last', { tupleOrder: 'null last' }),
  sample('8', 'keys come as they occur', { tupleOrder: 'of occurrence' }),
  sample('8', 'events are listed as stored', { eventOrder: 'storage' }),
  sample('8', 'backtracking from the last filter', { slowest: 'last filter' }),
  sample('8', 'one sample for each key', { perKey: 'one' }),
  sample('8', 'all samples for each key', { perKey: 'all' }),
  sample('8', 'size counts keys', { sizeCounts: 'keys' }),
];
