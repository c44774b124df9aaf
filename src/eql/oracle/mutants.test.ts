import { afterAll, describe, expect, it } from 'vitest';
import type { EventFilter } from '../syntax/ast.ts';
import { CONSTRUCTS } from './census.ts';
import { differencesOf, filterOf } from './compare.ts';
import { type EngineAnswer, evaluateWithEngine } from './engine.ts';
import { type Case, sampleCases } from './generate.ts';
import { FIELD_TYPES } from './generateEvents.ts';
import { MUTANTS } from './mutants.ts';
import { judge } from './oracle.ts';
import { SEMANTICS } from './semantics.ts';

/** Few of the property's 10,000 cases have to do. */
const CASES = 4000;
const SEED = 20_260_302;

interface Prepared extends Case {
  readonly filter: EventFilter;
  readonly answer: EngineAnswer;
}

const cases: readonly Prepared[] = sampleCases(SEED, CASES).map((given) => ({
  ...given,
  filter: filterOf(given.rule),
  answer: evaluateWithEngine(given.rule, given.events, FIELD_TYPES, given.mapping),
}));

/** Where the engine differs from the oracle, or from a spoiled copy of it. */
function differencesIn({ rule, events, mapping, filter, answer }: Prepared, semantics = SEMANTICS): readonly string[] {
  const verdicts = events.map((event) => judge(filter, event, { types: FIELD_TYPES, mapping, semantics }));
  return differencesOf(rule, events, answer, verdicts);
}

describe('a bug planted in each operator and function is found by the random cases', () => {
  const found: string[] = [];
  // On a case where the oracle itself differs a mutant proves nothing.
  const sound = cases.filter((given) => differencesIn(given).length === 0);

  it('has a mutant for every operator and function', () => {
    const spoiled = new Set(MUTANTS.map(({ construct }) => construct));
    expect(CONSTRUCTS.filter((construct) => !spoiled.has(construct))).toEqual([]);
  });

  it('finds nothing where there is no bug', () => {
    expect(cases.flatMap((given) => differencesIn(given))).toEqual([]);
  });

  it.each(MUTANTS)('$construct: $bug', ({ construct, bug, semantics }) => {
    const at = sound.findIndex((given) => differencesIn(given, semantics).length > 0);
    expect(at).toBeGreaterThanOrEqual(0);
    found.push(`${String(at + 1).padStart(6)}  ${construct}: ${bug}`);
  });

  afterAll(() => process.stdout.write(`\nmutants found after so many cases:\n${found.toSorted().join('\n')}\n\n`));
});
