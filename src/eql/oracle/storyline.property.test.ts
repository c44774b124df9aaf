/** The storyline of random sequences and samples: each mark, band and cause is what the oracle says, and nothing is left out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDataset } from '../../events/index.ts';
import { type Band, type Storyline, storylineOf } from '../explain/storyline.ts';
import { compileRule, Evaluator, isRunnable, runSearch } from '../index.ts';
import { type Stage, stagesOf } from '../syntax/ast.ts';
import { anySampleCase, anySequenceCase, type JoinCase } from './generateSequences.ts';
import { joinedQueryOf } from './joinedEngine.ts';
import { keyFields, tuplesOf } from './keyTuples.ts';
import { findSamples } from './sampleOracle.ts';
import { type EndedSequence, findSequences, type JudgedEvents, judgeEvents } from './sequenceOracle.ts';
import { fieldValues, type Instant, millisecondsOf, textOf, type Value } from './values.ts';

const SEED = 20_260_614;
const CASES = Number(process.env['STORYLINE_CASES'] ?? 400);

function storylineWithEngine(given: JoinCase): Storyline {
  const { rule: text, events, types, mapping, tiebreakerField, size, resultPosition, maxSamplesPerKey } = given;
  const dataset = createDataset({ mapping, fields: types });
  dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
  const times = { timestampField: '@timestamp', eventCategoryField: 'event.category', tiebreakerField };
  const options = { ...times, size, resultPosition, maxSamplesPerKey };
  const rule = compileRule(text, dataset.schema, options);
  if (!isRunnable(rule)) throw new Error(rule.problems.map(({ message }) => message).join('\n'));
  const evaluator = new Evaluator(dataset);
  const result = runSearch(rule, dataset, dataset.schema, evaluator, options);
  const context = { table: dataset, evaluator, options, nameOf: (row: number) => dataset.idOf(row) };
  return storylineOf(rule, result, context, null, { lanes: 1e6, marks: 1e9 })!;
}

/** The slow and obvious answers that a storyline is held to. */
class Facts {
  readonly #judged: JudgedEvents;
  readonly terms: readonly Stage[];
  /** Positive terms, with runs multiplied out. */
  readonly positive: readonly Stage[];

  constructor(judged: JudgedEvents) {
    this.#judged = judged;
    this.terms = stagesOf(judged.query);
    this.positive = judged.query.stages.flatMap((term) =>
      term.missing ? [] : Array.from({ length: term.runs }, () => term),
    );
  }

  get rows(): readonly number[] {
    return [...this.#judged.events.keys()];
  }

  time(row: number): bigint | null {
    const { events, request } = this.#judged;
    const [time] = fieldValues(events[row]!, '@timestamp', request.types['@timestamp']!);
    return time === undefined ? null : (time as Instant).nanos;
  }

  passes(term: Stage, row: number): boolean {
    return this.#judged.passes.get(term)![row]!;
  }

  /** The key tuples with which a term sees an event, as text. */
  tuples(term: Stage, row: number): readonly string[] {
    const { query, events, request } = this.#judged;
    if (!this.passes(term, row)) return [];
    return tuplesOf(keyFields(query, term), events[row]!, request).map(({ values }) => keysText(values));
  }
}

function keysText(values: readonly Value[]): string {
  return JSON.stringify(values.map((value) => (value === null ? null : keyText(value))));
}

function keyText(value: Exclude<Value, null>): string {
  if (typeof value !== 'object') return String(value);
  if (value.kind === 'real') return String(value.value);
  if (value.kind !== 'instant') return textOf(value);
  const milliseconds = millisecondsOf(value);
  const rest = value.nanos - milliseconds * 1_000_000n;
  const iso = new Date(Number(milliseconds)).toISOString();
  return rest === 0n ? iso : `${iso.slice(0, -1)}${rest.toString().padStart(6, '0')}Z`;
}

/** `["x"] 4: 0,2`: key, row and the filters that it fits. */
function marksOf(line: Storyline): readonly string[] {
  return line.lanes.flatMap(({ keys, marks }) =>
    marks.map(({ row, fits }) => `${JSON.stringify(keys)} ${row}: ${fits.join()}`),
  );
}

function marksByFacts(facts: Facts, needsTime: boolean): readonly string[] {
  return facts.rows.flatMap((row) => {
    if (needsTime && facts.time(row) === null) return [];
    const fits = facts.terms.map((term) => facts.tuples(term, row));
    return [...new Set(fits.flat())].map((keys) => {
      const numbers = [...fits.keys()].filter((number) => fits[number]!.includes(keys));
      return `${keys} ${row}: ${numbers.join()}`;
    });
  });
}

interface KeyedBand extends Band {
  readonly keys: string;
}

function bandsOf(line: Storyline): readonly KeyedBand[] {
  return line.lanes.flatMap(({ keys, bands }) => bands.map((band) => ({ ...band, keys: JSON.stringify(keys) })));
}

function bandText({ keys, events, ending }: KeyedBand): string {
  return `${keys} ${events.map(({ row }) => row).join()} ${ending}`;
}

/** What is claimed of the event that ended a band or came instead; an empty text where it is all true. */
function falseCause(band: KeyedBand, facts: Facts, ended: readonly EndedSequence[], maxspan: bigint | null): string {
  const { keys, events, ending, by } = band;
  const next = facts.positive[events.length];
  const last = events.at(-1)!.row;
  const first = events[0]!.row;
  const after = (row: number): bigint => facts.time(row)! - facts.time(last)!;
  const isLate = (row: number): boolean => maxspan !== null && facts.time(row)! - facts.time(first)! > maxspan;
  const sees = (term: Stage, row: number): boolean => facts.tuples(term, row).includes(keys);
  const advancedNothing = (row: number): boolean => ended.every((it) => it.events[events.length] !== row);
  switch (ending) {
    case 'completed':
      return by === null ? '' : 'a complete one has no cause';
    case 'replaced':
      return sees(facts.positive[events.length - 1]!, by!.row) && after(by!.row) >= 0n ? '' : 'not replaced by that';
    case 'expired':
      return sees(next!, by!.row) && isLate(by!.row) ? '' : 'not too late';
    case 'until':
      return sees(facts.terms.at(-1)!, by!.row) && after(by!.row) >= 0n ? '' : 'not ended by that';
    case 'missing':
      return facts.terms.some((term) => term.missing && sees(term, by!.row)) ? '' : 'not forbidden';
    case 'waiting': {
      if (by === null) return '';
      if (facts.terms.some((term) => sees(term, by.row) && term === facts.terms.at(-1)) && /until/.test(band.words))
        return '';
      if (!facts.passes(next!, by.row) || !advancedNothing(by.row)) return 'fits not, or went on elsewhere';
      if (by.isOfLane) return sees(next!, by.row) && after(by.row) <= 0n ? '' : 'not of these keys, or not before';
      return !sees(next!, by.row) && after(by.row) >= 0n && !isLate(by.row)
        ? ''
        : 'of these keys, or not within maxspan';
    }
  }
}

/** A later event that nobody went on with and that only its keys keep out, by the clock alone. */
function hasOtherKey(band: KeyedBand, facts: Facts, ended: readonly EndedSequence[], maxspan: bigint | null): boolean {
  const next = facts.positive[band.events.length];
  if (band.ending !== 'waiting' || next === undefined || next === facts.positive[band.events.length - 1]) return false;
  const last = facts.time(band.events.at(-1)!.row)!;
  const first = facts.time(band.events[0]!.row)!;
  return facts.rows.some((row) => {
    const time = facts.time(row);
    if (time === null || time <= last || (maxspan !== null && time - first > maxspan)) return false;
    return facts.passes(next, row) && ended.every((it) => it.events[band.events.length] !== row);
  });
}

describe('the storyline of a random sequence', () => {
  it(`has every event, every candidate with its end, and a true cause, in ${CASES} cases`, () => {
    const causes = new Map<string, number>();
    const property = fc.property(anySequenceCase, (given) => {
      const query = joinedQueryOf(given.rule);
      const judged = judgeEvents(query, given.events, given);
      const { ended } = findSequences(judged);
      const facts = new Facts(judged);
      const maxspan = query.maxspan === null ? null : BigInt(query.maxspan.milliseconds) * 1_000_000n;
      const line = storylineWithEngine(given);
      const bands = bandsOf(line);
      expect(marksOf(line).toSorted()).toEqual(marksByFacts(facts, true).toSorted());
      expect(bands.map(bandText).toSorted()).toEqual(
        ended.map(({ tuple, events, ending }) => `${keysText(tuple.values)} ${events.join()} ${ending}`).toSorted(),
      );
      for (const band of bands) {
        expect([band, falseCause(band, facts, ended, maxspan)]).toEqual([band, '']);
        const isNamed =
          band.ending === 'waiting' && band.by !== null && (!band.by.isOfLane || /until/.test(band.words));
        if (hasOtherKey(band, facts, ended, maxspan)) expect([band, isNamed]).toEqual([band, true]);
        const cause =
          band.ending === 'waiting' && band.by !== null ? `waiting, ${band.words.split(' ')[0]}` : band.ending;
        causes.set(cause, (causes.get(cause) ?? 0) + 1);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: CASES });
    for (const cause of [
      'waiting, Key',
      'waiting, Ended',
      'waiting, Waits',
      'expired',
      'until',
      'missing',
      'replaced',
    ]) {
      expect([cause, (causes.get(cause) ?? 0) > CASES / 20]).toEqual([cause, true]);
    }
  });
});

describe('the storyline of a random sample', () => {
  it(`has every event, and every sample, in ${CASES} cases`, () => {
    const property = fc.property(anySampleCase, (given) => {
      const judged = judgeEvents(joinedQueryOf(given.rule), given.events, given);
      const facts = new Facts(judged);
      const line = storylineWithEngine(given);
      expect(marksOf(line).toSorted()).toEqual(marksByFacts(facts, false).toSorted());
      expect(bandsOf(line).map(bandText).toSorted()).toEqual(
        findSamples(judged)
          .all.map(({ tuple, rows }) => `${keysText(tuple.values)} ${rows.join()} completed`)
          .toSorted(),
      );
      for (const { keys, lacking } of line.lanes) {
        const name = JSON.stringify(keys);
        const without = facts.terms.filter((term) =>
          facts.rows.every((row) => !facts.tuples(term, row).includes(name)),
        );
        expect(lacking.map((number) => facts.terms[number])).toEqual(without);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: CASES });
  });
});
