import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAMES, anyCondition } from '../../../eql/oracle/booleanRules.ts';
import { filterOf } from '../../../eql/oracle/compare.ts';
import { FIELD_TYPES, anyEvents } from '../../../eql/oracle/generateEvents.ts';
import { anyRule } from '../../../eql/oracle/generateRules.ts';
import { judge } from '../../../eql/oracle/oracle.ts';
import { DEFAULT_SEARCH, Evaluator, compileRule, coverageOf, isRunnable, runSearch } from '../../../eql/index.ts';
import { createDataset } from '../../columns/dataset.ts';
import { DEFAULT_ORDER, type Made } from './order.ts';
import { solveRule } from './solve.ts';

/** EQL_SOLVE tries more rules; the seed is fast-check's. */
const RULES = Number(process.env['EQL_SOLVE'] ?? 25);
const PATIENCE = 60_000;

type Fields = Readonly<Record<string, string>>;

function made(rule: string, fields: Fields): Made {
  const mapping = { mapping: 'closed', fields } as const;
  const { schema } = createDataset(mapping);
  const steps = solveRule(
    rule,
    { ...DEFAULT_ORDER, edges: true, entries: true },
    { schema, mapping, options: DEFAULT_SEARCH },
  );
  for (;;) {
    const { done, value } = steps.next();
    if (done !== true) continue;
    if (value === null) throw new Error(`the rule has errors: ${rule}`);
    return value;
  }
}

/** Leaves and verdicts that some of these events cover: `3 true`. */
function coveredBy(rule: string, fields: Fields, events: readonly object[]): ReadonlySet<string> {
  const dataset = createDataset({ mapping: 'closed', fields });
  dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
  const compiled = compileRule(rule, dataset.schema, DEFAULT_SEARCH);
  if (!isRunnable(compiled)) throw new Error(`the rule has errors: ${rule}`);
  const result = runSearch(compiled, dataset, dataset.schema, new Evaluator(dataset), DEFAULT_SEARCH);
  const { leaves } = coverageOf(compiled, result, dataset);
  return new Set(
    leaves.flatMap(({ clause, whenTrue, whenFalse }) => [
      ...(whenTrue > 0 ? [`${clause} true`] : []),
      ...(whenFalse > 0 ? [`${clause} false`] : []),
    ]),
  );
}

const nameOf = ({ clause, verdict }: Made['points'][number]): string => `${clause} ${String(verdict)}`;

/** Integers that a JavaScript number cannot hold are texts, which the oracle reads as the same. */
function eventOf(text: string): object {
  return JSON.parse(text.replaceAll(/:(-?\d{16,})(?=[,}])/g, ':"$1"')) as object;
}

/** A field that only the made events have would be mapped for the engine, and not for the oracle. */
const mappedRule = anyRule.filter((rule) => !rule.includes('nowhere'));

describe('random rules over every kind of leaf', () => {
  const census = { events: 0, made: 0, impossible: 0, open: 0, refused: 0 };

  it(
    'the oracle says of every event that is offered what the event claims',
    () => {
      const property = fc.property(mappedRule, (rule) => {
        const { sets, points, refused } = made(rule, FIELD_TYPES);
        const filter = filterOf(rule);
        for (const { says, matches, events } of sets) {
          const [text] = events;
          const [verdict] = judge(filter, eventOf(text!), { types: FIELD_TYPES, mapping: 'closed' });
          expect(verdict!.true, `${rule}\n${says}\n${text}`).toBe(matches);
          census.events++;
        }
        census.refused += refused;
        for (const { state } of points) if (state !== 'covered') census[state]++;
      });
      fc.assert(property, { numRuns: RULES });
    },
    PATIENCE,
  );

  it('most points are made, or proved to be impossible; many random leaves compute what is never so', () => {
    const points = census.made + census.impossible + census.open;
    process.stdout.write(`\n${JSON.stringify(census)}\n`);
    expect(census.events).toBeGreaterThan(RULES);
    expect((census.made + census.impossible) / points).toBeGreaterThan(0.8);
    expect(census.refused / census.events).toBeLessThan(0.02);
  });

  it(
    'no random event covers a point that was proved to be impossible',
    () => {
      let impossible = 0;
      const property = fc.property(anyRule, fc.array(anyEvents, { minLength: 12, maxLength: 12 }), (rule, events) => {
        const covered = coveredBy(rule, FIELD_TYPES, events.flat());
        const proved = made(rule, FIELD_TYPES).points.filter(({ state }) => state === 'impossible');
        impossible += proved.length;
        expect(
          proved.map(nameOf).filter((name) => covered.has(name)),
          rule,
        ).toEqual([]);
      });
      fc.assert(property, { numRuns: RULES });
      expect(impossible).toBeGreaterThan(0);
    },
    PATIENCE,
  );
});

describe('random conditions over a few boolean fields', () => {
  const FIELDS = Object.fromEntries(NAMES.map((name) => [name, 'boolean']));
  const EVERY = Array.from({ length: 2 ** NAMES.length }, (_, choice) =>
    Object.fromEntries(NAMES.map((name, i) => [name, ((choice >>> i) & 1) === 1])),
  );

  it(
    'covers exactly the points that some choice of truth values covers, and proves that the others are impossible',
    () => {
      const property = fc.property(anyCondition, (condition) => {
        const rule = `any where ${condition}`;
        const covered = coveredBy(rule, FIELDS, EVERY);
        const { points } = made(rule, FIELDS);
        for (const point of points) {
          expect(point.state, `${rule} ${nameOf(point)}`).toBe(covered.has(nameOf(point)) ? 'made' : 'impossible');
        }
      });
      fc.assert(property, { numRuns: RULES });
    },
    PATIENCE,
  );
});
