/**
 * Stories hang together: whatever two events say of one process, container or node, they say the same, and what leads
 * what follows from who forked whom. Checked over a thousand seeds on the finished documents alone, never on what they
 * were made from.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileRule, DEFAULT_SEARCH, Evaluator, hasBit, isRunnable, runSearch } from '../../../eql/index.ts';
import seedRule from '../../../scenario/examples/seed-rule/seed-rule.json' with { type: 'json' };
import { withoutTerminal } from '../../../scenario/examples/index.ts';
import { createDataset, readSource } from '../../index.ts';
import { groupLabels } from './actor.ts';
import { type ActorName, actorNamed, actors } from './actors/index.ts';
import { defaultKnobs, type Knobs } from './knobs.ts';
import { noteText } from './note.ts';
import { type Label, type SituationId, situations } from './situations.ts';
import { type PresetName, presets } from './presets.ts';
import { firstStoryLength, foretell, type GeneratedEvent, generateStories } from './stories.ts';

const SEEDS = Number(process.env['STORY_SEEDS'] ?? 1_000);

/** A short run in which everybody acts. */
function knobsOf(seed: number, knobs: Partial<Knobs> = {}): Knobs {
  const shares = { merged: (seed % 5) / 4, steps: (seed % 3) / 2, noise: (seed % 4) / 5 };
  const mix = { work: 1, operators: 1, intruders: 1 };
  return { ...defaultKnobs, mix, count: 30, span: 300, ...shares, ...knobs, seed: `seed ${seed}` };
}

interface Mention {
  readonly pid: number;
  readonly entity_id: string;
  readonly name: string;
  readonly executable: string;
  readonly args?: readonly string[];
  readonly interactive: boolean;
  readonly start: string;
  readonly same_as_process?: boolean;
}

interface Own extends Mention {
  readonly end?: string;
  readonly parent: Mention;
  readonly entry_leader: Mention & { readonly entry_meta: { readonly type: string } };
  readonly session_leader: Mention;
  readonly group_leader: Mention;
}

interface Read {
  readonly '@timestamp': string;
  readonly event: {
    readonly id: string;
    readonly action: string | readonly string[];
    readonly category: readonly string[];
    readonly ingested: string;
  };
  readonly host: { readonly name: string; readonly boot: { readonly id: string }; readonly pid_ns_ino: string };
  readonly container: { readonly id: string };
  readonly orchestrator: unknown;
  readonly process: Own;
}

const LEADERS = ['entry_leader', 'session_leader', 'group_leader'] as const;

const RUNTIME = /^(?:runc|containerd-shim)/;

/** What is wrong with a run of stories; every check names what it saw. */
function complaints(events: readonly GeneratedEvent[]): readonly string[] {
  const found: string[] = [];
  const check = (isRight: boolean, what: string) => void (isRight || found.push(what));
  const ids = new Set<string>();
  const facts = new Map<string, string>();
  /** The same key always has the same facts. */
  const agree = (key: string, value: unknown) => {
    const text = JSON.stringify(value);
    check((facts.get(key) ?? text) === text, `${key}: ${facts.get(key)} is now ${text}`);
    facts.set(key, text);
  };
  /** Entity id -> its last exec. */
  const known = new Map<string, Read>();
  let last = '';
  for (const { text } of events) {
    const read = JSON.parse(text) as Read;
    const { event, host, process } = read;
    const time = read['@timestamp'];
    check(time >= last, `${event.id} is before the one before it`);
    check(event.ingested > (process.end ?? time), `${event.id} was ingested before it happened`);
    check(!ids.has(event.id), `${event.id} is there twice`);
    check(process.start <= time, `${event.id} is before its process`);
    check(process.end === undefined || process.end >= time, `${event.id} ends before it begins`);
    last = time;
    ids.add(event.id);
    agree(`container ${read.container.id}`, [read.container, read.orchestrator, host]);
    agree(`entity ${process.entity_id}`, read.container.id);
    for (const mention of [process, process.parent, ...LEADERS.map((role) => process[role])]) {
      agree(`${host.name} ${mention.pid}`, [mention.entity_id, mention.start]);
      const seconds = Math.floor(Date.parse(mention.start) / 1000);
      const id = [host.pid_ns_ino, host.boot.id, mention.pid, seconds].join('__');
      check(atob(mention.entity_id) === id, `${event.id}: entity id of ${mention.pid}`);
      check(mention.executable.endsWith(`/${mention.name}`), `${event.id}: name of ${mention.pid}`);
      check(mention.start <= process.start, `${event.id}: ${mention.pid} is younger`);
    }
    for (const role of LEADERS) {
      const leader = process[role];
      check(leader.same_as_process === (leader.pid === process.pid), `${event.id}: same_as_process of ${role}`);
      const own = known.get(leader.entity_id)?.process;
      // A file event does not say how its own process was called, but its leaders' arguments are those of their execs.
      if (own !== undefined && leader.pid !== process.pid)
        check(imageOf(leader) === imageOf(own), `${event.id}: ${role} is ${imageOf(leader)}, was ${imageOf(own)}`);
    }
    for (const complaint of kinship(read, known.get(process.parent.entity_id))) found.push(`${event.id}: ${complaint}`);
    const isExec = event.category[0] === 'process' && [event.action].flat().includes('exec');
    if (isExec) known.set(process.entity_id, read);
  }
  return found;
}

/** Who leads the process, worked out from its parent and its own place in its session. */
function kinship({ process, event, container }: Read, forkedBy: Read | undefined): readonly string[] {
  const { entry_leader: entry, session_leader: session, group_leader: group } = process;
  const found: string[] = [];
  const isFork = event.action === 'fork';
  const opensSession = session.pid === process.pid;
  const opensEntry = opensSession && (RUNTIME.test(process.parent.name) || process.parent.name === 'sshd');
  if (opensEntry !== (entry.pid === process.pid)) found.push('entry leader');
  if (opensEntry && entry.entry_meta.type !== (process.parent.name === 'sshd' ? 'sshd' : 'container'))
    found.push('entry type');
  if (opensSession && group.pid !== process.pid) found.push('a session leader leads its group');
  if (forkedBy === undefined) return found;
  const { process: parent } = forkedBy;
  if (container.id !== forkedBy.container.id) found.push('container is not that of the parent');
  if (imageOf(process.parent) !== imageOf(parent)) found.push(`parent is ${imageOf(process.parent)}`);
  if (!opensEntry && entry.pid !== parent.entry_leader.pid) found.push('entry is not that of the parent');
  if (!opensSession && session.pid !== parent.session_leader.pid) found.push('session is not that of the parent');
  if (!opensSession && process.interactive !== parent.interactive) found.push('terminal is not that of the parent');
  if (opensSession) return found;
  const isJob = !isFork && isPrompt(parent);
  if (group.pid !== (isJob ? process.pid : parent.group_leader.pid)) found.push(`group, job ${isJob}`);
  return found;
}

function imageOf({ executable, args }: Mention): string {
  return [executable, ...(args ?? [])].join(' ');
}

/** A shell with job control: it has a terminal, and reads commands from it. */
function isPrompt({ interactive, args = [] }: Own): boolean {
  return (
    interactive &&
    /^-?(?:\/\S*\/)?(?:ba|k|a)?sh(?: -i| -li)?(?: -c .*)?$/.test(args.join(' ')) &&
    !/^\S+ -c/.test(args.join(' '))
  );
}

/** Every story of every seed, told once. */
const told: readonly (readonly GeneratedEvent[])[] = Array.from({ length: SEEDS }, (_, seed) => [
  ...generateStories(knobsOf(seed)),
]);
const all = told.flat();

describe(`over ${SEEDS} seeds`, () => {
  test('times, ids, leaders, parents, containers and nodes agree', { timeout: 60_000 }, () => {
    const wrong = told.flatMap((events, seed) => complaints(events).map((complaint) => `seed ${seed}: ${complaint}`));
    expect(wrong.slice(0, 10)).toEqual([]);
  });

  test('there are as many events as asked for', () => {
    expect(told.filter((events) => events.length !== 30)).toEqual([]);
  });

  test('everybody acts, and every situation is told', () => {
    expect(new Set(all.map(({ actor }) => actor)).size).toBe(actors.length);
    const tells = new Set(all.flatMap(({ situation }) => situation ?? []));
    expect([...tells].toSorted()).toEqual(Object.keys(situations).toSorted());
  });

  test('an actor tells the situations that it names, and no others', { timeout: 60_000 }, () => {
    for (const { name, tells } of actors) {
      const seen = new Set(wholeStories(name, 24).flatMap(({ situation }) => situation ?? []));
      expect([...seen].toSorted(), name).toEqual(tells.toSorted());
    }
  });

  test('a label is that of the situation, else of the group', () => {
    for (const { actor, situation, label } of all) {
      const ofGroup = groupLabels[actorNamed(actor)!.group];
      const wanted = situation === null ? ofGroup : situations[situation].label;
      expect(label, `${actor} ${situation}`).toBe(wanted === 'as the story' ? ofGroup : wanted);
    }
  });

  test('each has a note of at most 200 characters that names actor and story', () => {
    const notes = new Set(all.map(({ actor, says }) => noteText(actorNamed(actor)!.title, 123_456, says)));
    for (const note of notes) {
      expect(note).toMatch(/^\S.*, story 123456\.(?: .*\.)?$/);
      expect(note.length, note).toBeLessThanOrEqual(200);
    }
  });
});

/** One story of an actor for each of some seeds. */
function wholeStories(name: ActorName, seeds: number): readonly GeneratedEvent[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const knobs: Knobs = { ...defaultKnobs, seed: String(seed), mix: { [name]: 1 }, noise: 0 };
    return [...generateStories({ ...knobs, count: firstStoryLength(knobs) })];
  }).flat();
}

test('one story is told whole, with nothing of another', () => {
  for (const { name } of actors) {
    const events = wholeStories(name, 1);
    expect(events.length, name).toBeGreaterThan(0);
    expect(
      events.every(({ story, actor }) => story === 1 && actor === name),
      name,
    ).toBe(true);
    expect(complaints(events), name).toEqual([]);
  }
});

/** Facts of the situation's class: the verdict of the rule's forms of January and July 2026, where not "no" twice. */
const JULY_ONLY: readonly SituationId[] = ['c2', 'd2', 'd3', 'e2', 'e4', 'f2', 'g2', 'h3', 'h12'];
const BOTH: readonly SituationId[] = ['b3', 'd6', 'd8', 'e3', 'e5', 'g1', 'h9', 'h11'];

describe('verdicts of the seed rule', () => {
  const texts = all.map(({ text }) => ({ text }));
  const dataset = createDataset();
  dataset.append(texts);

  function matchesOf(query: string): (row: number) => boolean {
    const rule = compileRule(query, dataset.schema, DEFAULT_SEARCH);
    if (!isRunnable(rule)) throw new Error('The seed rule cannot be run.');
    const { evidence } = runSearch(rule, dataset, dataset.schema, new Evaluator(dataset), DEFAULT_SEARCH);
    return (row) => hasBit(evidence.matches, row);
  }

  test.each([
    ['January', seedRule.query, BOTH],
    ['July', withoutTerminal(seedRule.query), [...BOTH, ...JULY_ONLY]],
  ])('the form of %s finds its situations and nothing else', (_, query, found) => {
    const isMatch = matchesOf(query);
    const wrong = all.filter(
      ({ situation }, row) => isMatch(row) !== (situation !== null && found.includes(situation)),
    );
    expect(wrong.map(({ actor, situation, text }) => `${actor} ${situation} ${text}`).slice(0, 3)).toEqual([]);
  });

  test('every document is one that Elasticsearch would take', () => {
    expect(texts.filter((_, row) => !hasBit(dataset.live, row))).toEqual([]);
  });
});

describe('the checks', () => {
  test('find what does not agree', () => {
    const events = told.find((run) => run.some(({ situation }) => situation === 'b4'))!;
    const change = (index: number, edit: (text: string) => string) =>
      complaints(events.map((event, i) => (i === index ? { ...event, text: edit(event.text) } : event)));
    const exec = events.findIndex(({ situation }) => situation === 'b4');
    const flipped = change(exec, (text) => text.replace('"same_as_process":false', '"same_as_process":true'));
    expect(flipped).not.toEqual([]);
    expect(change(exec, (text) => text.replace(/"container":\{"id":"./, '"container":{"id":"x'))).not.toEqual([]);
    expect(change(exec, (text) => text.replace(/"@timestamp":"20/, '"@timestamp":"19'))).not.toEqual([]);
    expect(change(exec, (text) => text.replace(/("parent":\{"pid":)\d+/, '$17'))).not.toEqual([]);
  });
});

/** What was told when version 1 was written. If one of these changes, it is not version 1 any more. */
const GOLDEN: Readonly<Record<PresetName, string>> = {
  intrusion: 'dda6e8a445adcc2d',
  quiet: 'dfa34b886a6b1cac',
  builds: 'd3202a8f8be35d07',
  'break-in': '193ec9ca7689752c',
  everybody: 'e8f167fbb0de5e53',
};

describe('the same knobs', () => {
  const digest = (knobs: Knobs) => {
    const hash = createHash('sha256');
    for (const { text, story, actor, situation, label } of generateStories(knobs)) {
      hash.update([text, story, actor, situation, label].join('\n'));
    }
    return hash.digest('hex').slice(0, 16);
  };

  test('tell the same, byte for byte; another seed tells something else', () => {
    expect(digest(knobsOf(7))).toBe(digest(knobsOf(7)));
    expect(digest(knobsOf(7))).not.toBe(digest(knobsOf(8)));
  });

  test.each(Object.entries(GOLDEN))('tell what they always told: %s', (name, expected) => {
    expect(digest({ ...defaultKnobs, ...presets[name as PresetName].knobs, seed: 'golden', count: 250 })).toBe(
      expected,
    );
  });

  test('a longer run begins like a shorter one with the same pace', () => {
    const short = [...generateStories(knobsOf(3, { count: 100, span: 1000 }))];
    const long = [...generateStories(knobsOf(3, { count: 200, span: 2000 }))];
    expect(long.slice(0, 80)).toEqual(short.slice(0, 80));
  });
});

describe('a forecast', () => {
  test.each([1, 30, 500])('of %i events counts what comes', (count) => {
    const knobs = { ...defaultKnobs, count };
    const events = [...generateStories(knobs)];
    const counted = foretell(knobs);
    expect(counted.estimated).toBe(false);
    expect(counted.events).toBe(events.length);
    const labelled = (label: Label) => events.filter((event) => event.label === label).length;
    // The end of the stream cuts off whichever stories are under way, not the last one alone.
    expect(Math.abs(counted.alert - labelled('alert'))).toBeLessThanOrEqual(5);
    expect(Math.abs(counted.benign - labelled('benign'))).toBeLessThanOrEqual(10);
  });

  test('of many events says that it estimates', () => {
    expect(foretell({ ...defaultKnobs, count: 100_000 })).toMatchObject({ events: 100_000, estimated: true });
  });
});

const file = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data/container-scenarios.ndjson');

/** The label of each class of the shared scenarios. */
const CLASS_LABELS: Readonly<Record<string, Label | null>> = {
  attack: 'alert',
  suspicious: 'alert',
  missed: 'alert',
  'true positive or operator': 'alert',
  'operator or intruder': null,
  benign: 'benign',
  'benign here': 'benign',
  operator: 'benign',
  'false positive': 'benign',
};

/** Where a story tells a situation in another place: same as entry leader, entry type, terminal. */
const TOLD_OTHERWISE: Readonly<Record<string, string>> = {
  'ssh-login b4': '[false,"sshd",true]',
  'reverse-shell-terminal d1': '[false,"container",true]',
};

describe.skipIf(!existsSync(file))('the shared scenarios', () => {
  interface Scenario extends Read {
    readonly _scenario: {
      readonly id: SituationId;
      readonly class: string;
      readonly seed_rule_2026_01: boolean;
      readonly seed_rule_2026_07_29: boolean;
    };
  }
  const scenarios = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Scenario)
    : [];

  test('have the labels and verdicts that are held here', () => {
    expect(scenarios).toHaveLength(43);
    for (const { _scenario: it } of scenarios) {
      expect(situations[it.id].label, it.id).toBe(CLASS_LABELS[it.class]);
      expect(BOTH.includes(it.id), it.id).toBe(it.seed_rule_2026_01);
      expect(BOTH.includes(it.id) || JULY_ONLY.includes(it.id), it.id).toBe(it.seed_rule_2026_07_29);
    }
  });

  test('are told with the same entry leader, terminal and entry type', () => {
    const facts = ({ process: { entry_leader: entry, interactive } }: Read) =>
      JSON.stringify([entry.same_as_process, entry.entry_meta.type, interactive]);
    const wanted = new Map(scenarios.map((scenario) => [scenario._scenario.id as string, facts(scenario)]));
    for (const { situation, text, actor } of all) {
      if (situation === null || !wanted.has(situation)) continue;
      const told = TOLD_OTHERWISE[`${actor} ${situation}`] ?? wanted.get(situation);
      expect(facts(JSON.parse(text) as Read), `${actor} ${situation}`).toBe(told);
    }
  });
});

test('readers leave out what an event was generated for', async () => {
  const bytes = new TextEncoder().encode('{"a":1,"_generated":{"story":1}}\n{"a":2,"_generated":{"story":1}}\n');
  const { events } = await readSource({ name: 'x', bytes });
  const dataset = createDataset();
  dataset.append(events);
  expect([dataset.text(0), dataset.text(1)]).toEqual(['{"a":1}', '{"a":2}']);
});
