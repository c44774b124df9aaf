import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CONSTRUCTS, Census } from './census.ts';
import { differencesOf, filterOf } from './compare.ts';
import { Engine, evaluateWithEngine } from './engine.ts';
import { anyCase, sampleCases, sampleEvents } from './generate.ts';
import { FIELD_TYPES } from './generateEvents.ts';
import { judge } from './oracle.ts';

const BATCHES = 10;
const CASES = 1000;
const SEED = 20_260_301;

describe('the engine and the oracle agree, clause by clause, on random rules and events', () => {
  const census = new Census();

  it.each(Array.from({ length: BATCHES }, (_, batch) => [batch + 1]))(
    `batch %i of ${BATCHES}, ${CASES} cases`,
    (batch) => {
      const property = fc.property(anyCase, ({ rule, events, mapping }) => {
        const filter = filterOf(rule);
        census.addRule(filter, events.length);
        const options = { types: FIELD_TYPES, mapping, onLeaf: census.addLeaf };
        const verdicts = events.map((event) => judge(filter, event, options));
        const answer = evaluateWithEngine(rule, events, FIELD_TYPES, mapping);
        expect(answer.diagnostics).toEqual([]);
        expect(differencesOf(rule, events, answer, verdicts)).toEqual([]);
      });
      fc.assert(property, { seed: SEED + batch, numRuns: CASES });
    },
    60_000,
  );

  afterAll(() => process.stdout.write(`\n${census.table}\n\n`));

  it('has tried everything often enough', () => {
    expect(census.rules).toBeGreaterThanOrEqual(BATCHES * CASES);
    for (const construct of CONSTRUCTS) {
      expect(census.uses.get(construct), `uses of ${construct}`).toBeGreaterThanOrEqual(200);
    }
    expect(census.share(census.severalValues), 'several values').toBeGreaterThanOrEqual(0.3);
    expect(census.share(census.emptyField), 'a field missing').toBeGreaterThanOrEqual(0.2);
    expect(census.share(census.true), 'true').toBeGreaterThanOrEqual(0.2);
    expect(census.share(census.readings - census.true), 'not true').toBeGreaterThanOrEqual(0.2);
    expect(census.errors, 'run-time errors').toBeGreaterThanOrEqual(200);
  });
});

describe('one table, many rules', () => {
  const ROWS = 100;
  const RULES = 120;

  it('agrees on every row, and again after rows were edited', () => {
    const rules = sampleCases(SEED, RULES).map(({ rule }) => rule);
    const events = [...sampleEvents(SEED, ROWS)];
    const engine = new Engine(events, FIELD_TYPES);
    const compare = (): readonly string[] =>
      rules.flatMap((rule) => {
        const filter = filterOf(rule);
        const verdicts = events.map((event) => judge(filter, event, { types: FIELD_TYPES, mapping: 'closed' }));
        return differencesOf(rule, events, engine.evaluate(rule), verdicts);
      });
    expect(compare()).toEqual([]);

    for (const [i, event] of sampleEvents(SEED + 1, 40).entries()) {
      const row = (i * 7) % ROWS;
      events[row] = event;
      engine.replace(row, event);
    }
    expect(compare()).toEqual([]);
  });
});
