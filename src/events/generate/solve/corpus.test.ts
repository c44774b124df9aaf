/**
 * The published rules of the folder that `EQL_SHARED` names (default: `../shared`): each gets a match, and each of its
 * leaves an event that it alone keeps out or lets in, or the proof that there is none. Those of this project's own source
 * are always solved, of the others every 24th; EQL_SOLVE_ALL solves them all, in about a minute.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileRule, DEFAULT_SEARCH, Evaluator, hasBit, isRunnable, runSearch } from '../../../eql/index.ts';
import { createDataset } from '../../columns/dataset.ts';
import { DEFAULT_ORDER, type Made } from './order.ts';
import { solveRule } from './solve.ts';

const file = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data', 'rules-visible.json');
const EVERY = process.env['EQL_SOLVE_ALL'] === undefined ? 24 : 1;
const LEAST_SHARE = 0.95;
const PATIENCE = 600_000;

interface Rule {
  readonly rule_id: string;
  readonly index?: readonly string[];
  readonly query: string;
  readonly event_category_override?: string;
}

function solved({ query, event_category_override: eventCategoryField = 'event.category' }: Rule): Made {
  const mapping = { mapping: 'open', eventCategoryField } as const;
  const { schema } = createDataset(mapping);
  const steps = solveRule(query, DEFAULT_ORDER, {
    schema,
    mapping,
    options: { ...DEFAULT_SEARCH, eventCategoryField },
  });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value!;
  }
}

/** The events of a rule, all together, that the engine sees otherwise than they claim. */
function misjudged({ query, event_category_override: eventCategoryField = 'event.category' }: Rule, { sets }: Made) {
  const options = { ...DEFAULT_SEARCH, eventCategoryField };
  const dataset = createDataset({ mapping: 'open', eventCategoryField });
  const events = sets.flatMap(({ events: texts, isMatch }) => texts.map((text, i) => ({ text, isMatch: isMatch[i]! })));
  dataset.append(events);
  const rule = compileRule(query, dataset.schema, options);
  if (!isRunnable(rule)) throw new Error('the rule has errors');
  const { evidence } = runSearch(rule, dataset, dataset.schema, new Evaluator(dataset), options);
  return events.filter(({ isMatch }, row) => hasBit(evidence.matches, row) !== isMatch);
}

/** What a rule lacks, in words; empty when it is solved. */
function lacks({ rule_id: id }: Rule, { sets, points }: Made): readonly string[] {
  const open = points.filter(({ state }) => state === 'open');
  const lines = open.map(
    ({ clause, verdict, reason }) => `${id}: clause ${clause} ${String(verdict)}: ${reason ?? ''}`,
  );
  return sets.some(({ matches }) => matches) ? lines : [`${id}: no match`, ...lines];
}

describe.skipIf(!existsSync(file))('the published rules', () => {
  let rules: readonly Rule[] = [];

  beforeAll(() => {
    rules = JSON.parse(readFileSync(file, 'utf8')) as readonly Rule[];
  });

  it(
    'of container events are all solved',
    () => {
      const ours = rules.filter(({ index = [] }) => index.some((pattern) => pattern.includes('cloud_defend')));
      const results = ours.map((rule) => ({ rule, made: solved(rule) }));
      expect(ours).toHaveLength(46);
      expect(results.flatMap(({ rule, made }) => lacks(rule, made))).toEqual([]);
      expect(results.flatMap(({ rule, made }) => misjudged(rule, made))).toEqual([]);
      expect(results.map(({ made }) => made.refused).filter((refused) => refused > 0)).toEqual([]);
    },
    PATIENCE,
  );

  it(
    `of every source are solved, ${LEAST_SHARE * 100} % at least`,
    () => {
      const some = rules.filter((_, i) => i % EVERY === 0);
      const results = some.map((rule) => ({ rule, made: solved(rule) }));
      expect(results.flatMap(({ rule, made }) => misjudged(rule, made))).toEqual([]);
      const failed = results.map(({ rule, made }) => lacks(rule, made)).filter((lines) => lines.length > 0);
      process.stdout.write(`\n${some.length - failed.length} of ${some.length} solved\n${failed.flat().join('\n')}\n`);
      expect(1 - failed.length / some.length).toBeGreaterThanOrEqual(LEAST_SHARE);
    },
    PATIENCE,
  );
});
