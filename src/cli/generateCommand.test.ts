import { describe, expect, it, test } from 'vitest';
import { actors, presets, situations } from '../events/generate/index.ts';
import { runCommand } from './commands.ts';

interface Line {
  readonly event: { readonly id: string };
  readonly _generated: {
    readonly story: number;
    readonly actor: string;
    readonly situation?: string;
    readonly label?: string;
    readonly note: string;
  };
}

async function generated(...args: readonly string[]): Promise<readonly Line[]> {
  const { lines, exit } = await runCommand(['generate', ...args]);
  expect(exit).toBe(0);
  return [...(lines ?? [])].map((line) => JSON.parse(line) as Line);
}

it('tells one story of an actor, whole', async () => {
  const events = await generated('--story', 'second-shell', '--seed', '4');
  expect(events.every(({ _generated: it }) => it.story === 1 && it.actor === 'second-shell')).toBe(true);
  const told = events.map(({ _generated: it }) => `${it.situation} ${it.label}`);
  expect(told).toContain('b1 undefined');
  expect(told).toContain('b3 alert');
  expect(told).toContain('b4 benign');
});

it('tells so many events of a preset', async () => {
  const events = await generated('--story', 'quiet', '--count', '40');
  expect(events).toHaveLength(40);
  expect(events.every(({ _generated: it }) => it.note.includes(`story ${it.story}.`))).toBe(true);
});

it('tells the same again, and something else with another seed', async () => {
  const [one, again, other] = await Promise.all(
    ['1', '1', '2'].map((seed) => generated('--story', 'everybody', '--count', '50', '--seed', seed)),
  );
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
});

it('takes knobs as the page shows them', async () => {
  const knobs = '{"stories":1,"seed":"x","count":30,"mix":{"nsenter":1},"noise":0}';
  const events = await generated('--story', knobs);
  expect(events).toHaveLength(30);
  expect(new Set(events.map(({ _generated: it }) => it.actor))).toEqual(new Set(['nsenter']));
});

it('makes its lines while they are taken', async () => {
  const { lines } = await runCommand(['generate', '--story', 'everybody', '--count', '1000000']);
  const [first] = lines ?? [];
  expect(first).toContain('"_generated"');
});

it('lists what can be told', async () => {
  const { output, exit } = await runCommand(['generate', '--story', 'list']);
  expect(exit).toBe(0);
  const names = output.split('\n').map((line) => line.split(' ')[0]);
  for (const { name } of actors) expect(names).toContain(name);
  for (const name of [...Object.keys(presets), ...Object.keys(situations)]) expect(names).toContain(name);
});

describe('refuses', () => {
  test.each([
    [[], 'One of --query, --query-file and --story is needed.'],
    [['--story', 'nobody'], 'There is no story [nobody]; --story list names them all.'],
    [['--story', 'ash', '--count', '0'], 'count must be a whole number from 1 to 1000000.'],
    [['--story', 'ash', '--count', '2000000'], 'count must be a whole number from 1 to 1000000.'],
    [['--story', '{"stories":1,"noise":7}'], 'noise must be a number from 0 to 1.'],
    [['--story', '{"stories":'], /^The knobs are not JSON: /],
    [['--story', 'ash', 'more'], '[more] is one argument too many.'],
  ])('%j', async (args, message) => {
    const { errors, exit } = await runCommand(['generate', ...args]);
    expect(exit).toBe(2);
    expect(errors?.[0]).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });
});
