import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { anySampleCase, anySequenceCase } from './generateSequences.ts';
import { joinedQueryOf, searchWithEngine, shownByOracle } from './joinedEngine.ts';
import { findSamples } from './sampleOracle.ts';
import { JoinCensus } from './sequenceCensus.ts';
import { findSequences, judgeEvents } from './sequenceOracle.ts';

const SEED = 20_260_303;
const CASES = 1000;
const SEQUENCE_BATCHES = 10;
const SAMPLE_BATCHES = 2;

const batches = (count: number): [number][] => Array.from({ length: count }, (_, batch) => [batch + 1]);

/** What has to be tried, and how often at least. */
type Floors = Readonly<Record<string, number>>;

function expectFloors(census: JoinCensus, floors: Floors): void {
  for (const [name, floor] of Object.entries(floors)) {
    expect(census.count(name), name).toBeGreaterThanOrEqual(floor);
  }
}

describe('the engine and the oracle find the same sequences in random streams', () => {
  const census = new JoinCensus();

  it.each(batches(SEQUENCE_BATCHES))(
    `batch %i of ${SEQUENCE_BATCHES}, ${CASES} cases`,
    (batch) => {
      const property = fc.property(anySequenceCase, (given) => {
        const query = joinedQueryOf(given.rule);
        const answer = findSequences(judgeEvents(query, given.events, given));
        census.addSequences(given, query, answer);
        expect(searchWithEngine(given)).toEqual({
          problems: [],
          all: answer.all.map(shownByOracle),
          returned: answer.returned.map(shownByOracle),
          fates: answer.fates,
        });
      });
      fc.assert(property, { seed: SEED + batch, numRuns: CASES });
    },
    60_000,
  );

  afterAll(() => process.stdout.write(`\nsequences\n${census.table}\n\n`));

  it('has tried everything often enough', () => {
    const cases = SEQUENCE_BATCHES * CASES;
    expectFloors(census, {
      cases,
      'cases with a result': 0.3 * cases,
      'cases cut by size or pipes': 1000,
      'with until': 4000,
      'with until by keys': 800,
      'with maxspan': 7000,
      'with runs': 3000,
      'with runs of a missing event': 800,
      'with pipes': 2000,
      'with a tiebreaker': 2000,
      'with nanoseconds': 1000,
      'with one positive term': 1500,
      'with adjacent missing events': 400,
      'pending: replaced': 8000,
      'pending: ended by until': 3000,
      'pending: too late for maxspan': 3000,
      'pending: still waiting': 8000,
      'missing event: rejects in front': 1000,
      'missing event: rejects between': 100,
      'missing event: rejects behind': 1000,
      'missing event: rejects around': 400,
      'missing event: found around accepted': 5000,
      'sequences with runs': 3000,
      'sequences that end in the same event': 1000,
      'sequences against the order of rows': 1000,
      'joined by a null key': 1000,
      'joined by one of several values': 3000,
      'joined by two keys or more': 2000,
      'joined by fields of several types': 800,
    });
  });
});

describe('the engine and the oracle find the same samples among random events', () => {
  const census = new JoinCensus();

  it.each(batches(SAMPLE_BATCHES))(
    `batch %i of ${SAMPLE_BATCHES}, ${CASES} cases`,
    (batch) => {
      const property = fc.property(anySampleCase, (given) => {
        const query = joinedQueryOf(given.rule);
        const answer = findSamples(judgeEvents(query, given.events, given));
        census.addSamples(given, query, answer);
        expect(searchWithEngine(given)).toEqual({
          problems: [],
          all: answer.all.map(shownByOracle),
          returned: answer.returned.map(shownByOracle),
          fates: null,
        });
      });
      fc.assert(property, { seed: SEED - batch, numRuns: CASES });
    },
    60_000,
  );

  afterAll(() => process.stdout.write(`\nsamples\n${census.table}\n\n`));

  it('has tried everything often enough', () => {
    const cases = SAMPLE_BATCHES * CASES;
    expectFloors(census, {
      cases,
      'cases with a result': 0.3 * cases,
      'cases cut by size or pipes': 100,
      'keys without distinct events': 100,
      'combinations passed over': 300,
      'samples against the order of rows': 300,
      'samples beside others of their keys': 200,
      'joined by a null key': 100,
      'joined by one of several values': 300,
      'joined by two keys or more': 100,
      'joined by fields of several types': 50,
    });
  });
});
