/**
 * The explanation of every container situation under both published forms of the seed rule. Expected is what the
 * description of the situations says of each: whether the process is its own entry leader, has a terminal, is a shell by
 * name and by arguments, and was asked to be interactive.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDataset } from '../../events/index.ts';
import { examples } from '../../scenario/examples/index.ts';
import {
  DEFAULT_SEARCH,
  Evaluator,
  answerFor,
  blockersOf,
  compileRule,
  hasBit,
  isRunnable,
  nearMissesOf,
  rowsOf,
  runSearch,
} from '../index.ts';

const file = join(process.env['EQL_SHARED'] ?? '../shared', 'data/container-scenarios.ndjson');

/** How a clause of the seed rule is named in the table. */
const NAMES: readonly (readonly [name: string, start: string])[] = [
  ['not a shell', 'process.name in'],
  ['entry leader', 'process.entry_leader.same_as_process'],
  ['no terminal', 'process.interactive'],
  ['no shell argument', 'process.args in ("sh"'],
  ['no -i', 'process.args in ("-i"'],
];

/** What keeps each situation out of the form of January; that of July does not ask for a terminal. */
const EXPECTED: Readonly<Record<string, string>> = {
  a1: 'not a shell, entry leader, no terminal, no shell argument, no -i',
  a2: 'entry leader, no terminal, no -i',
  a3: 'entry leader, no -i',
  b1: 'entry leader, no -i',
  b2: 'entry leader',
  b3: '',
  b4: 'not a shell, no shell argument, no -i',
  c1: 'entry leader, no terminal, no -i',
  c2: 'no terminal',
  c3: 'entry leader, no terminal',
  d1: 'no terminal, no -i',
  d2: 'no terminal',
  d3: 'no terminal',
  d4: 'no terminal, no -i',
  d5: 'no -i',
  d6: '',
  d7: 'no -i',
  d8: '',
  e1: 'entry leader, no terminal, no -i',
  e2: 'no terminal',
  e3: '',
  e4: 'no terminal',
  e5: '',
  f1: 'entry leader, no terminal, no -i',
  f2: 'no terminal',
  g1: '',
  g2: 'no terminal',
  g3: 'no terminal, no shell argument',
  g4: 'no shell argument',
  h1: 'entry leader, no terminal, no -i',
  h2: 'no terminal, no -i',
  h3: 'no terminal',
  h4: 'entry leader, no terminal, no -i',
  h5: 'entry leader, no -i',
  h6: 'entry leader, no -i',
  h7: 'not a shell',
  h8: 'no -i',
  h9: '',
  h10: 'no -i',
  h11: '',
  h12: 'no terminal',
  h13: 'entry leader, no shell argument, no -i',
  h14: 'no shell argument',
};

interface Situation {
  readonly _scenario: { readonly id: string };
}

describe.skipIf(!existsSync(file))('what keeps a container situation out', () => {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const ids = lines.map((line) => (JSON.parse(line) as Situation)._scenario.id);

  /** By situation: the clauses of its one smallest blocker set, and whether it matches. */
  function keptOutBy(example: string) {
    const dataset = createDataset();
    dataset.append(lines.map((text) => ({ text })));
    const query = examples.find(({ id }) => id === example)!.scenario().rule.query;
    const rule = compileRule(query, dataset.schema, DEFAULT_SEARCH);
    if (!isRunnable(rule)) throw new Error(rule.problems[0]?.message);
    const evidence = new Evaluator(dataset).evaluate(rule.plan);
    return Object.fromEntries(
      ids.map((id, row) => {
        const { sets, total } = blockersOf(rule.clauses, evidence, row);
        expect([total, hasBit(evidence.matches, row)], id).toEqual([1, sets[0]!.length === 0]);
        const names = sets[0]!.map((clause) => {
          const { text } = rule.clauses[clause]!;
          return NAMES.find(([, start]) => text.startsWith(start))?.[0] ?? text;
        });
        return [id, names.join(', ')] as const;
      }),
    );
  }

  test('all of them are in the table', () => expect(ids.toSorted()).toEqual(Object.keys(EXPECTED).toSorted()));

  test('in the form of January', () => expect(keptOutBy('january-2026')).toEqual(EXPECTED));

  test('in the form of July, which does not ask for a terminal', () => {
    const withoutTerminal = (names: string) =>
      names
        .split(', ')
        .filter((name) => name !== 'no terminal')
        .join(', ');
    const expected = Object.fromEntries(Object.entries(EXPECTED).map(([id, names]) => [id, withoutTerminal(names)]));
    expect(keptOutBy('july-2026')).toEqual(expected);
  });
});

describe('on the built-in examples', () => {
  test.each(examples.map(({ id, scenario }) => [id, scenario()] as const))(
    'every near miss of %s names its clause',
    (_id, { rule: { query }, events }) => {
      const dataset = createDataset();
      dataset.append(events.map(({ text }) => ({ text })));
      const rule = compileRule(query, dataset.schema, DEFAULT_SEARCH);
      if (!isRunnable(rule)) throw new Error(rule.problems[0]?.message);
      const evaluator = new Evaluator(dataset);
      const result = runSearch(rule, dataset, dataset.schema, evaluator, DEFAULT_SEARCH);
      const { distances, groups } = nearMissesOf(rule.clauses, result.evidence, dataset.live);
      const near = [...rowsOf(distances[0]!)];
      expect(near.length).toBeGreaterThan(0);
      for (const row of near) {
        const [clause] = groups.find(({ rows }) => hasBit(rows, row))!.blockers;
        const { text } = rule.clauses[clause!]!;
        const context = { table: dataset, evaluator, options: DEFAULT_SEARCH, nameOf: String };
        const { sentence, deciding, blockers } = answerFor(rule, result, row, context);
        expect(sentence).toMatch(/^Kept out by one clause: /);
        expect(sentence).toContain(text.slice(0, 50));
        expect([deciding, blockers?.size]).toEqual([[clause], 1]);
      }
    },
  );
});
