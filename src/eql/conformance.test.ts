/**
 * The conformance data of the folder that `EQL_SHARED` names (default: `../shared`): Elasticsearch's own test cases, the
 * vectors of the specification, the container scenarios and the published rules. Every case runs through the code of the
 * command line. Without the folder all are skipped; either way they are counted for the closing line of the check.
 */
import { DEFAULT_SEARCH } from './index.ts';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCases } from '../cli/cases.ts';
import { runRule } from '../cli/session.ts';
import { runCases } from '../cli/testCommand.ts';
import { createDataset, loadSources } from '../events/index.ts';
import { withoutTerminal } from '../scenario/examples/index.ts';
import seedRule from '../scenario/examples/seed-rule/seed-rule.json' with { type: 'json' };
import { compileRule, errorReason, hasBit } from './index.ts';

const shared = process.env['EQL_SHARED'] ?? resolve('..', 'shared');
const report = fileURLToPath(new URL('../../node_modules/.cache/eql/conformance.json', import.meta.url));

/** Files of cases, and how many each holds: a case that gets lost is a failure, too. */
const SUITES: readonly (readonly [file: string, cases: number])[] = [
  ['conformance/es-endgame.json', 105],
  ['conformance/es-extra.json', 12],
  ['conformance/es-missing-events.json', 16],
  ['conformance/es-sample.json', 13],
  ['conformance/es-sample-multi.json', 3],
  ['spec/vectors.json', 522],
];
const SCENARIOS = { file: 'data/container-scenarios.ndjson', events: 43 };
const RULES = { file: 'data/rules-visible.json', rules: 547 };

let ran = 0;
let skipped = 0;

/** Declares a test that stands for a number of cases, which are counted as run or as skipped. */
function conformance(name: string, file: string, cases: number, test: (path: string) => Promise<void>): void {
  const path = join(shared, file);
  const present = existsSync(path);
  if (!present) {
    skipped += cases;
    // Hooks do not run when every test is skipped.
    writeReport();
  }
  it.skipIf(!present)(
    name,
    async () => {
      ran += cases;
      await test(path);
    },
    60_000,
  );
}

function writeReport(): void {
  mkdirSync(resolve(report, '..'), { recursive: true });
  writeFileSync(report, JSON.stringify({ ran, skipped }));
}

afterAll(writeReport);

describe('suites', () => {
  for (const [file, count] of SUITES) {
    conformance(`${file}: every one of ${count} cases has the expected result`, file, count, async (path) => {
      const cases = await readCases(path);
      expect(cases).toHaveLength(count);
      const failures = runCases(cases).filter((result) => !result.ok);
      expect(failures.map(({ id, explanation }) => `${id}: ${explanation}`)).toEqual([]);
    });
  }
});

interface ScenarioEvent {
  readonly _scenario: {
    readonly id: string;
    readonly seed_rule_2026_01: boolean;
    readonly seed_rule_2026_07_29: boolean;
  };
}

describe('the seed rule on the container scenarios', () => {
  const forms = [
    { form: 'January 2026', query: seedRule.query, verdict: 'seed_rule_2026_01' },
    { form: 'July 2026', query: withoutTerminal(seedRule.query), verdict: 'seed_rule_2026_07_29' },
  ] as const;

  for (const { form, query, verdict } of forms) {
    const name = `the form of ${form} has the expected verdict on each of ${SCENARIOS.events} events`;
    conformance(name, SCENARIOS.file, SCENARIOS.events, async (path) => {
      const text = readFileSync(path, 'utf8');
      const documents = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as ScenarioEvent);
      const dataset = createDataset();
      await loadSources(dataset, [{ name: SCENARIOS.file, bytes: new TextEncoder().encode(text) }]);
      const result = runRule(query, dataset, DEFAULT_SEARCH);
      if (!result.ok) throw new Error(result.error.reason);
      const { matches } = result.session.result.evidence;
      const got = documents.map(({ _scenario }, row) => `${_scenario.id} ${hasBit(matches, row)}`);
      expect(got).toEqual(documents.map(({ _scenario }) => `${_scenario.id} ${_scenario[verdict]}`));
      expect(got).toHaveLength(SCENARIOS.events);
    });
  }
});

interface PublishedRule {
  readonly rule_id: string;
  readonly query: string;
  readonly event_category_override?: string | null;
}

describe('the published rules', () => {
  /** Rules that Elasticsearch itself would refuse, with the reason. None is known. */
  const refused: Readonly<Record<string, string>> = {};
  const dataset = createDataset();
  let rules: readonly PublishedRule[] = [];

  beforeAll(() => {
    const path = join(shared, RULES.file);
    if (existsSync(path)) rules = JSON.parse(readFileSync(path, 'utf8')) as readonly PublishedRule[];
  });

  conformance(`all ${RULES.rules} of them compile without an error`, RULES.file, RULES.rules, () => {
    const errors = rules.flatMap(({ rule_id, query, event_category_override }) => {
      const eventCategoryField = event_category_override ?? DEFAULT_SEARCH.eventCategoryField;
      const error = errorReason(compileRule(query, dataset.schema, { eventCategoryField }).problems, query);
      return error === null || rule_id in refused ? [] : [`${rule_id}: ${error.type}: ${error.reason}`];
    });
    expect(errors).toEqual([]);
    expect(rules).toHaveLength(RULES.rules);
    return Promise.resolve();
  });
});
