/** Events made for a rule on the command line do what they say, by the command line's own search. */
import { expect, test } from 'vitest';
import { DEFAULT_SEARCH, hasBit } from '../eql/index.ts';
import { createDataset, readSource } from '../events/index.ts';
import { examples } from '../scenario/examples/index.ts';
import { runCommand } from './commands.ts';
import { runRule } from './session.ts';

interface Generated {
  readonly _generated: {
    readonly purpose: string;
    readonly clause?: string;
    readonly matches: boolean;
    readonly note: string;
  };
}

/** The purposes of the events, each with whether the rule matches the event as a file of them is read. */
async function generated(query: string, ...more: readonly string[]) {
  const { output, errors = [], exit } = await runCommand(['generate', '--query', query, ...more]);
  const purposes = output === '' ? [] : output.split('\n').map((line) => (JSON.parse(line) as Generated)._generated);
  const { events } = await readSource({ name: 'generated', bytes: new TextEncoder().encode(output) });
  const dataset = createDataset();
  dataset.append(events);
  const result = runRule(query, dataset, DEFAULT_SEARCH);
  const matches = purposes.map((_, row) => result.ok && hasBit(result.session.result.evidence.matches, row));
  return { purposes, matches, errors, exit };
}

test('the seed rule gets a match, and for each leaf an event that it alone keeps out, in 25 events or fewer', async () => {
  const query = examples[0]!.scenario().rule.query;
  const { purposes, matches, errors, exit } = await generated(query, '--coverage');
  expect(errors.join()).toMatch(/^20 of 20 points covered by \d+ events\.$/);
  expect(exit).toBe(0);
  expect(purposes.length).toBeLessThanOrEqual(25);
  expect(matches).toEqual(purposes.map((purpose) => purpose.matches));
  expect(matches).toContain(true);
  const missed = new Set(purposes.filter((purpose) => !purpose.matches).map(({ clause }) => clause));
  expect(missed.size).toBe(10);
});

test('without coverage, matches alone; at most as many as are asked for', async () => {
  const { purposes, matches } = await generated('process where process.name == "a" or process.name == "b"');
  expect(matches.every(Boolean)).toBe(true);
  expect(purposes.length).toBeGreaterThan(1);
  expect(
    (await generated('process where process.name == "a" or process.name == "b"', '--count', '1')).purposes,
  ).toHaveLength(1);
});

test('equal seeds give equal events', async () => {
  const run = async (seed: string) =>
    (await runCommand(['generate', '--query', 'process where process.pid > 5', '--seed', seed])).output;
  expect(await run('x')).toBe(await run('x'));
});

test('what cannot be is told on standard error', async () => {
  const { exit, errors } = await generated('process where process.pid > 5 and false', '--coverage');
  expect(exit).toBe(1);
  expect(errors.length).toBeGreaterThan(0);
});

test('a query with an error makes nothing', async () => {
  const outcome = await runCommand(['generate', '--query', 'process where']);
  expect(outcome).toMatchObject({ exit: 1, errors: ['The query has an error; check names it.'] });
});
