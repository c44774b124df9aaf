import { describe, expect, it, test } from 'vitest';
import { DEFAULT_SEARCH, Evaluator, compileRule, coverageOf, isRunnable, runSearch } from '../../../eql/index.ts';
import { examples } from '../../../scenario/examples/index.ts';
import { createDataset } from '../../columns/dataset.ts';
import { DEFAULT_ORDER, type Made, type Order, type Progress } from './order.ts';
import { solveRule } from './solve.ts';

const MAPPING = { mapping: 'open' } as const;

function steps(rule: string, order: Partial<Order> = {}): Generator<Progress, Made | null> {
  const { schema } = createDataset(MAPPING);
  return solveRule(rule, { ...DEFAULT_ORDER, ...order }, { schema, mapping: MAPPING, options: DEFAULT_SEARCH });
}

function made(rule: string, order: Partial<Order> = {}): Made {
  const run = steps(rule, order);
  for (;;) {
    const { done, value } = run.next();
    if (done !== true) continue;
    if (value === null) throw new Error('the rule has errors');
    return value;
  }
}

type Values = Readonly<Record<string, unknown>>;

/** The values of some fields of a document. */
function pick(text: string, ...paths: readonly string[]): Values {
  const dataset = createDataset(MAPPING);
  dataset.append([{ text }]);
  return Object.fromEntries(paths.map((path) => [path, dataset.values(0, path)]));
}

function says({ sets }: Made): readonly string[] {
  return sets.map((set) => set.says);
}

/** Points that cannot be covered, and why. */
function impossible({ points }: Made): readonly string[] {
  return points.flatMap(({ verdict, state, reason }) =>
    state === 'impossible' ? [`${String(verdict)}: ${reason}`] : [],
  );
}

describe('the seed rule', () => {
  test.each(examples.map((example) => example.scenario()).map(({ title, rule }) => [title, rule.query] as const))(
    '%s: every leaf is shown true and false with nothing else changed, by fewer than 25 events',
    (_, query) => {
      const { sets, points, leaves, without, refused } = made(query);
      expect(sets.length).toBeLessThanOrEqual(25);
      expect(points.map(({ state }) => state)).toEqual(points.map(() => 'made'));
      expect(leaves.map(({ pair }) => pair)).toEqual(leaves.map(() => 'unique cause'));
      expect([without, refused]).toEqual([[], 0]);

      const dataset = createDataset(MAPPING);
      dataset.append(sets.flatMap(({ events }) => events.map((text) => ({ text }))));
      const rule = compileRule(query, dataset.schema, DEFAULT_SEARCH);
      if (!isRunnable(rule)) throw new Error('the rule has errors');
      const result = runSearch(rule, dataset, dataset.schema, new Evaluator(dataset), DEFAULT_SEARCH);
      const { covered, points: all } = coverageOf(rule, result, dataset);
      expect(covered).toBe(all);
    },
  );

  it('takes a shell and a flag from different elements, which no one value could be', () => {
    const [match] = made('process where process.args in ("sh", "bash") and process.args in ("-i", "-it")').sets;
    expect(pick(match!.events[0]!, 'process.args')['process.args']).toEqual(['bash', '-i']);
  });
});

describe('what is made for a rule', () => {
  it('says of each event what it is for', () => {
    expect(
      says(made('process where process.name == "curl" and (user.id == "0" or container.name == "proxy")')),
    ).toEqual([
      'Matches by `user.id == "0"`.',
      'Matches by `container.name == "proxy"`.',
      'No match: kept out by `event.category == "process"` alone.',
      'No match: kept out by `process.name == "curl"` alone.',
      'No match: kept out by each of `user.id == "0"` and `container.name == "proxy"`.',
    ]);
  });

  it('changes as little as it can: a near miss differs from a match in what its leaf reads', () => {
    const { sets } = made('process where process.name == "curl" and user.id == "0"');
    const [match, ...misses] = sets.map(({ events }) => JSON.parse(events[0]!) as Values);
    const sections = misses.map((miss) =>
      Object.keys(miss).filter(
        (key) => !['@timestamp', 'event'].includes(key) && JSON.stringify(miss[key]) !== JSON.stringify(match![key]),
      ),
    );
    expect(sections).toEqual([[], ['process'], ['user']]);
  });

  it('keeps an event coherent: the program’s path and arguments follow its name', () => {
    const [match] = made('process where process.name == "xmrig"').sets;
    const { 'process.executable': executable, 'process.args': args } = pick(
      match!.events[0]!,
      'process.executable',
      'process.args',
    );
    expect(executable).toEqual([expect.stringMatching(/\/xmrig$/)]);
    expect(args).toEqual(['xmrig']);
  });

  it('gives a leader that is the process itself the ids of the process', () => {
    const [match] = made('process where process.entry_leader.same_as_process == true and process.name == "zsh"').sets;
    const { 'process.pid': pid, 'process.entry_leader.pid': leader } = pick(
      match!.events[0]!,
      'process.pid',
      'process.entry_leader.pid',
    );
    expect(leader).toEqual(pid);
  });

  it('makes only what is not covered yet', () => {
    const rule = 'process where process.name == "curl" and user.id == "0"';
    const all = made(rule).points.map(({ clause, verdict }) => ({ clause, verdict }));
    const covered = all.filter(({ clause, verdict }) => verdict || clause !== 4);
    expect(says(made(rule, { ways: false, covered }))).toEqual(['No match: kept out by `user.id == "0"` alone.']);
  });

  it('makes no entry that is used already', () => {
    const rule = 'process where process.name in ("bash", "zsh", "fish")';
    const usedEntries = ['"bash"', '"fish"'].map((text) => ({
      from: rule.indexOf(text),
      to: rule.indexOf(text) + text.length,
    }));
    const order = { ways: false, points: false, entries: true, usedEntries };
    expect(says(made(rule, order))).toEqual(['Matches by the entry `"zsh"`.']);
  });

  it('comes after the events that are there, under names of its own', () => {
    const after = { count: 7, lastTime: Date.parse('2026-06-01T10:00:00.250Z') };
    const texts = made('process where process.name == "curl"', { after }).sets.flatMap(({ events }) => events);
    expect(texts.map((text) => pick(text, 'event.id')['event.id'])).toEqual([
      ['made-0008'],
      ['made-0009'],
      ['made-0010'],
    ]);
    const times = texts.map((text) => (JSON.parse(text) as Values)['@timestamp'] as string);
    expect(times[0]! > '2026-06-01T10:00:00.250Z').toBe(true);
    expect(times).toEqual(times.toSorted());
  });

  it('makes only what was asked for one leaf', () => {
    const { sets, points } = made('process where process.name == "curl" and user.id == "0"', {
      ways: false,
      clauses: [4],
    });
    expect(sets.map(({ clause, matches }) => [clause, matches])).toEqual([
      [4, true],
      [4, false],
    ]);
    expect(points).toHaveLength(2);
  });

  it('is the same for the same seed, to the byte, and another for another', () => {
    const rule = 'process where process.name == "curl" and user.id == "0"';
    const texts = (seed: string): readonly string[] => made(rule, { seed }).sets.flatMap(({ events }) => events);
    expect(texts('1')).toEqual(texts('1'));
    expect(texts('2')).not.toEqual(texts('1'));
  });

  it('can be stopped between two steps', () => {
    const run = steps('process where process.name == "curl" and user.id == "0"');
    const { total } = run.next().value as Progress;
    expect(run.next().value).toEqual({ done: 1, total });
    expect(run.return(null)).toEqual({ done: true, value: null });
  });

  it('is nothing for a rule with errors', () => {
    expect(steps('process where').next()).toEqual({ done: true, value: null });
  });
});

test.each([
  [
    'a clause and its negation',
    'process.pid == 7 and not process.pid == 7',
    'these two clauses exclude each other: `process.pid == 7` and not `process.pid == 7`',
  ],
  [
    'a list inside a forbidden pattern',
    'process.name in ("bash", "sh") and not process.name like "*sh"',
    'these two clauses exclude each other: `process.name in ("bash", "sh")` and not `process.name like "*sh"`',
  ],
  [
    'two ranges',
    'not process.pid > 3 and process.pid >= 4',
    'these two clauses exclude each other: not `process.pid > 3` and `process.pid >= 4`',
  ],
  [
    'three that exclude each other only together',
    'process.name like "b*" and not process.name like "b?*" and not process.name == "b"',
    'these 3 clauses exclude each other: `process.name like "b*"`, not `process.name like "b?*"` and not `process.name == "b"`',
  ],
  [
    'what is missing and has a value',
    'user.id == null and user.id == "0"',
    'these two clauses exclude each other: `user.id == null` and `user.id == "0"`',
  ],
  ['a constant', 'process.name == "a" and false', 'it is the same on every event'],
  ['a match with a constant', 'process.name == "a" and false', 'No match: some clause is never true.'],
  ['what a null swallows', 'process.name == "a" and null', 'null is written there, so it never decides'],
])('%s: proved to be impossible', (_, condition, reason) => {
  const { sets, points, without } = made(`any where ${condition}`);
  expect(sets.filter(({ matches }) => matches)).toEqual([]);
  expect([...points.map((point) => point.reason ?? ''), ...without].join('\n')).toContain(reason);
});

test('two conditions that can only be true together are told apart by events, or it is proved that they cannot be', () => {
  const found = made('any where process.name == "a" and process.name in ("a", "b")');
  expect(impossible(found)).toEqual([
    'false: these two clauses exclude each other: `process.name == "a"` and not `process.name in ("a", "b")`',
  ]);
});

test('many patterns on one field are told apart one by one: those that others imply are proved so, the rest are made', () => {
  const patterns = Array.from({ length: 24 }, (_, i) => `process.args like "*${i}*x"`);
  const { points } = made(`any where ${patterns.join(' or ')}`, { ways: false });
  const impossibleTexts = points.filter(({ state }) => state === 'impossible').map(({ reason }) => reason);
  expect(points.filter(({ state }) => state === 'open')).toEqual([]);
  // Whatever fits `*10*x` to `*23*x` fits `*1*x` or another one as well; the ten with one digit stand alone.
  expect(impossibleTexts).toHaveLength(14);
  expect(impossibleTexts.every((reason) => reason!.startsWith('these two clauses exclude each other: '))).toBe(true);
});

test('a field that by itself cannot be two things is given two values', () => {
  const { sets, points } = made('any where process.name == "a" and not process.name == "b" or process.name == "c"');
  expect(points.every(({ state }) => state === 'made')).toBe(true);
  expect(sets.some(({ events }) => JSON.stringify(pick(events[0]!, 'process.name')).includes('","'))).toBe(true);
});

describe('edges', () => {
  const { sets } = made('process where process.name == "bash"', { ways: false, points: false, edges: true });

  it('say what was changed and what comes of it', () => {
    expect(says({ sets } as Made).filter((line) => line.startsWith('`process.name`'))).toEqual([
      '`process.name` with letter case changed: `process.name == "bash"` is false, no match.',
      '`process.name` with one character more: `process.name == "bash"` is false, no match.',
      '`process.name` with one character less: `process.name == "bash"` is false, no match.',
      '`process.name` with a space behind it: `process.name == "bash"` is false, no match.',
      '`process.name` with one more element before it: `process.name == "bash"` is true, a match.',
      '`process.name` with field missing: `process.name == "bash"` is false, no match.',
      '`process.name` with null: `process.name == "bash"` is false, no match.',
      '`process.name` with empty array: `process.name == "bash"` is false, no match.',
    ]);
  });

  it('spell nothing in each way there is', () => {
    const written = sets.filter(({ says: line }) => /process\.name` with (?:null|empty)/.test(line));
    const names = written.map(({ events }) => (JSON.parse(events[0]!) as { process: { name: unknown } }).process.name);
    expect(names).toEqual([null, []]);
  });

  test.each([
    ['numbers', 'process.pid > 10', ['one more', 'one less']],
    ['dates', '@timestamp >= "2026-03-02T00:00:00Z"', ['a day later', 'a day earlier', 'a millisecond before that']],
    ['blocks of addresses', 'cidrMatch(host.ip, "10.20.0.0/24")', ['at the edge of 10.20.0.0/24']],
    ['patterns', 'container.id like "a*"', ['nothing where the star stands']],
    ['truth values', 'process.interactive == true', ['the other value']],
  ])('of %s', (_, condition, wanted) => {
    const lines = says(made(`any where ${condition}`, { ways: false, points: false, edges: true })).join('\n');
    for (const words of wanted) expect(lines).toContain(words);
  });
});

test('every entry of a list gets an event that holds it', () => {
  const { sets } = made('any where process.name in ("bash", "zsh", "fish") and user.id != "7"', {
    ways: false,
    points: false,
    entries: true,
  });
  expect(sets.map(({ events }) => pick(events[0]!, 'process.name')['process.name'])).toEqual([
    ['bash'],
    ['zsh'],
    ['fish'],
  ]);
});

describe('sequences', () => {
  const rule = `sequence by host.id with maxspan=5s
    [process where process.name == "curl"]
    ![file where file.name == "ok"]
    [process where process.name == "sh"] by process.parent.entity_id with runs=2
    until [process where process.name == "exit"]`.replace(' by process.parent.entity_id', '');
  const found = made(rule);

  it('come as sets that are complete, or broken in one way', () => {
    const lines = says(found);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Matches.',
        'No match: the event of stage 1 kept out by `process.name == "curl"` alone.',
        'No match: the event of stage 3 kept out by `process.name == "sh"` alone.',
        'Broken by until: `event.category == "process"` is true.',
        'Complete: until is kept out by `process.name == "exit"` alone.',
        'Broken by the event that must not be: `event.category == "file"` is true.',
        'Complete: the event that must not be is kept out by `file.name == "ok"` alone.',
        'Complete: the last event comes exactly 5s after the first.',
        'No match: the last event comes 1 ms after 5s have passed.',
        'No match: one event too few.',
        'No match: `host.id` of the last event is not that of the first.',
      ]),
    );
    expect(found.refused).toBe(0);
  });

  it('say which of their events match: none of a broken one, and not the one that breaks it', () => {
    for (const { matches, events, isMatch } of found.sets) {
      expect(isMatch).toHaveLength(events.length);
      expect(isMatch.some(Boolean)).toBe(matches);
    }
    const kept = found.sets.find(({ says: line }) =>
      line.startsWith('Complete: the event that must not be is kept out'),
    )!;
    expect(kept.isMatch).toEqual([true, false, true, true]);
  });

  it('say which ending they cannot have, and why', () => {
    const { endings, without } = made(`sequence by host.id with maxspan=5s
      [process where process.name == "curl"]
      ![file where file.name == "a" and not file.name == "a"]
      [process where process.name == "sh"]`);
    const reason = 'these two clauses exclude each other: `file.name == "a"` and not `file.name == "a"`';
    expect(endings).toEqual([{ ending: 'missing', state: 'impossible', reason }]);
    expect(without.join()).toContain(reason);
  });

  it('are in the order of time, and share their keys', () => {
    const [match] = found.sets;
    const times = match!.events.map((text) => (JSON.parse(text) as Values)['@timestamp'] as string);
    expect(times).toEqual(times.toSorted());
    expect(match!.events).toHaveLength(3);
    expect(new Set(match!.events.map((text) => JSON.stringify(pick(text, 'host.id')))).size).toBe(1);
  });

  it('take a key from where it is asked for', () => {
    const { sets } = made(`sequence with maxspan=3s
      [file where file.path like "/tmp/*"] by file.path
      [process where event.action == "exec"] by process.executable`);
    const [first, second] = sets[0]!.events;
    expect(pick(second!, 'process.executable')['process.executable']).toEqual(pick(first!, 'file.path')['file.path']);
  });

  it('prove that stages can have no key in common', () => {
    const { sets, without } = made(`sequence
      [process where process.name == "a"] by process.name
      [process where not process.parent.name == "a"] by process.parent.name`);
    expect(sets.some(({ matches }) => matches)).toBe(true);
    expect(without).toEqual([]);
    const none = made(
      'sequence [any where true] by process.interactive [any where not process.interactive == true and not process.interactive == false] by process.interactive',
    );
    expect(none.sets.filter(({ matches }) => matches)).toEqual([]);
    expect(none.points.every(({ state }) => state !== 'open')).toBe(true);
  });

  it('of a sample have keys of their own, so that no set completes another', () => {
    const { sets, refused } = made(
      'sample by host.id [process where process.name == "a"] [file where file.name == "b"]',
    );
    const keys = sets.map(({ events }) => JSON.stringify(pick(events[0]!, 'host.id')));
    expect(new Set(keys).size).toBe(keys.length);
    expect(refused).toBe(0);
  });
});
