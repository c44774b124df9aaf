import type fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type JoinCase, anySampleCase, anySequenceCase, sampleOf } from './generateSequences.ts';
import { joinedQueryOf, searchWithEngine, shownByOracle } from './joinedEngine.ts';
import { findSamples } from './sampleOracle.ts';
import { SAMPLE_MUTANTS, SEQUENCE_MUTANTS } from './sequenceMutants.ts';
import { type Joined, type JudgedEvents, findSequences, judgeEvents } from './sequenceOracle.ts';

/** Few of the property's cases have to do. */
const SEQUENCE_CASES = 1200;
const SAMPLE_CASES = 600;
const SEED = 20_260_304;

interface Answer {
  readonly all: readonly Joined[];
  readonly returned: readonly Joined[];
}

interface Prepared {
  readonly judged: JudgedEvents;
  readonly engine: string;
}

function prepared(arbitrary: fc.Arbitrary<JoinCase>, count: number): readonly Prepared[] {
  return sampleOf(arbitrary, SEED, count).map((given) => {
    const { all, returned } = searchWithEngine(given);
    return {
      judged: judgeEvents(joinedQueryOf(given.rule), given.events, given),
      engine: JSON.stringify([all, returned]),
    };
  });
}

function differs({ engine }: Prepared, { all, returned }: Answer): boolean {
  return engine !== JSON.stringify([all.map(shownByOracle), returned.map(shownByOracle)]);
}

const found: string[] = [];

function expectFound(
  cases: readonly Prepared[],
  mutant: (judged: JudgedEvents) => Answer,
  { section, bug }: { readonly section: string; readonly bug: string },
): void {
  const at = cases.findIndex((given) => differs(given, mutant(given.judged)));
  expect(at, bug).toBeGreaterThanOrEqual(0);
  found.push(`${String(at + 1).padStart(6)}  ${section}: ${bug}`);
}

describe(`a bug planted into each rule of sequences is found by ${SEQUENCE_CASES} random cases`, () => {
  const cases = prepared(anySequenceCase, SEQUENCE_CASES);
  // On a case where the oracle itself differs a mutant proves nothing.
  const sound = cases.filter((given) => !differs(given, findSequences(given.judged)));

  it('finds nothing where there is no bug', () => {
    expect(cases.length - sound.length).toBe(0);
  });

  it.each(SEQUENCE_MUTANTS)(
    '$section: $bug',
    (mutant) => expectFound(sound, (judged) => findSequences(judged, mutant.habits), mutant),
    60_000,
  );
});

describe(`a bug planted into each rule of samples is found by ${SAMPLE_CASES} random cases`, () => {
  const cases = prepared(anySampleCase, SAMPLE_CASES);
  const sound = cases.filter((given) => !differs(given, findSamples(given.judged)));

  it('finds nothing where there is no bug', () => {
    expect(cases.length - sound.length).toBe(0);
  });

  it.each(SAMPLE_MUTANTS)(
    '$section: $bug',
    (mutant) => expectFound(sound, (judged) => findSamples(judged, mutant.habits), mutant),
    60_000,
  );
});

afterAll(() => process.stdout.write(`\nmutants found after so many cases:\n${found.toSorted().join('\n')}\n\n`));
