/**
 * The story hangs together: whatever two events say of one process, one container or one node, they say the same.
 * These tests read only the finished documents, never the tables that they were built from.
 */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../scenario.ts';
import { storyEvents } from './story.ts';

/** A process as an event mentions it: itself, as parent, or as one of the leaders. */
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
  readonly entry_leader: Mention;
  readonly session_leader: Mention;
  readonly group_leader: Mention;
}

interface Read {
  readonly id: string;
  readonly time: string;
  readonly host: { readonly name: string; readonly boot: { readonly id: string }; readonly pid_ns_ino: string };
  readonly container: unknown;
  readonly orchestrator: unknown;
  readonly process: Own;
}

/** Undoes the differences of shape: dotted keys become nested objects, lone values lists where the story reads lists. */
function nested(doc: JsonObject): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(doc)) {
    const parts = key.split('.');
    const last = parts.pop() ?? key;
    let place = result;
    for (const part of parts) place = (place[part] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
  return result;
}

function listed(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]) as readonly string[];
}

const events: readonly Read[] = storyEvents().map(({ id, doc }) => {
  const { '@timestamp': time, host, container, orchestrator, process } = nested(doc);
  return { id, time, host, container, orchestrator, process } as Read;
});

const LEADERS = ['entry_leader', 'session_leader', 'group_leader'] as const;

/** Every mention of a process that stands in another place than the event's own process. */
const mentions = events.flatMap((event) =>
  (['parent', ...LEADERS] as const).map((role) => ({ event, role, mention: event.process[role] })),
);

const key = (event: Read, { pid }: Mention) => `${event.host.name}/${pid}`;

const everyProcess = [
  ...events.map((event) => ({ event, mention: event.process as Mention })),
  ...mentions.map(({ event, mention }) => ({ event, mention })),
];

describe('events', () => {
  test('there are 20 to 26, with unique ids and event.id', () => {
    expect(events.length).toBeGreaterThanOrEqual(20);
    expect(events.length).toBeLessThanOrEqual(26);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const sensorIds = storyEvents().map(({ doc }) => (nested(doc)['event'] as { id: string }).id);
    expect(new Set(sensorIds).size).toBe(events.length);
  });

  test('times ascend, have milliseconds, and span about half an hour of January 2026', () => {
    const times = events.map(({ time }) => time);
    for (const time of times) expect(time).toMatch(/^2026-01-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(new Set(times).size).toBe(times.length);
    expect(times.toSorted()).toEqual(times);
    const minutes = (Date.parse(times.at(-1) ?? '') - Date.parse(times[0] ?? '')) / 60_000;
    expect(minutes).toBeGreaterThan(25);
    expect(minutes).toBeLessThan(35);
  });

  test('each has a note of one to three sentences, and none is longer than 200 characters', () => {
    for (const { id, note } of storyEvents()) {
      expect(note, `note of ${id}`).toMatch(/^\S.*\.$/);
      expect(note.length, `note of ${id}`).toBeLessThanOrEqual(200);
    }
  });

  test('one has dotted keys, one has lone values, one does not know its container', () => {
    const docs = storyEvents().map(({ doc }) => doc);
    expect(docs.filter((doc) => 'container.id' in doc)).toHaveLength(1);
    expect(docs.filter((doc) => (doc['event'] as JsonObject)['category'] === 'process')).toHaveLength(1);
    expect(events.filter(({ container }) => container === undefined).map(({ id }) => id)).toEqual(['node-shell-first']);
  });
});

describe('processes', () => {
  test('same_as_process is true exactly where the pids are equal', () => {
    for (const { id, process } of events)
      for (const role of LEADERS)
        expect(process[role].same_as_process, `${id} ${role}`).toBe(process[role].pid === process.pid);
  });

  test('a pid of a node has one entity id, one start and one terminal', () => {
    const seen = new Map<string, unknown>();
    for (const { event, mention } of everyProcess) {
      const facts = { id: mention.entity_id, start: mention.start, interactive: mention.interactive };
      const known = seen.get(key(event, mention)) ?? facts;
      expect(facts, `${event.id} ${mention.pid}`).toEqual(known);
      seen.set(key(event, mention), known);
    }
  });

  test('an entity id holds namespace, boot, pid and start', () => {
    for (const { event, mention } of everyProcess) {
      const seconds = Math.floor(Date.parse(mention.start) / 1000);
      const parts = [event.host.pid_ns_ino, event.host.boot.id, mention.pid, seconds];
      expect(atob(mention.entity_id), `a process in ${event.id}`).toBe(parts.join('__'));
    }
  });

  test('a parent or leader is what its own last event said', () => {
    const image = ({ name, executable, args }: Mention) => ({ name, executable, args: args && listed(args) });
    let compared = 0;
    for (const { event, role, mention } of mentions) {
      const own = events.findLast(
        (other) => other.time <= event.time && key(other, other.process) === key(event, mention),
      );
      if (own === undefined) continue;
      compared++;
      expect(image(mention), `${event.id} ${role}`).toEqual(image(own.process));
    }
    expect(compared).toBeGreaterThan(20);
  });

  test('a process without events of its own is described alike everywhere', () => {
    const own = new Set(events.map((event) => key(event, event.process)));
    const seen = new Map<string, unknown>();
    for (const { event, role, mention } of mentions.filter((one) => !own.has(key(one.event, one.mention)))) {
      const facts = { name: mention.name, executable: mention.executable, args: mention.args && listed(mention.args) };
      const known = seen.get(key(event, mention)) ?? facts;
      expect(facts, `${event.id} ${role}`).toEqual(known);
      seen.set(key(event, mention), known);
    }
  });

  test('nothing happens before it starts: event, parent, leaders, end', () => {
    for (const { id, time, process } of events) {
      expect(process.start <= time, `start of ${id}`).toBe(true);
      if (process.end !== undefined) expect(process.end > time, `end of ${id}`).toBe(true);
      for (const role of ['parent', ...LEADERS] as const)
        expect(process[role].start <= process.start, `${id} ${role}`).toBe(true);
    }
  });

  test('pids of a node rise with their start', () => {
    const unique = new Map(everyProcess.map(({ event, mention }) => [key(event, mention), { event, mention }]));
    for (const host of new Set(events.map((event) => event.host.name))) {
      const here = [...unique.values()].filter(({ event }) => event.host.name === host).map(({ mention }) => mention);
      const byStart = here.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start)).map(({ pid }) => pid);
      expect(byStart, `pids of ${host}`).toEqual(byStart.toSorted((a, b) => a - b));
    }
  });

  test('name is the base name of executable', () => {
    for (const { event, mention } of everyProcess)
      expect(mention.executable.endsWith(`/${mention.name}`), `a process in ${event.id}`).toBe(true);
  });
});

describe('places', () => {
  test('one entry into a container means one container and one pod', () => {
    const seen = new Map<string, string>();
    for (const event of events.filter(({ container }) => container !== undefined)) {
      const entry = key(event, event.process.entry_leader);
      const place = (event.container as { id: string }).id;
      expect(place, `container of ${event.id}`).toMatch(/^[0-9a-f]{64}$/);
      expect(seen.get(entry) ?? place, `container of ${event.id}`).toBe(place);
      seen.set(entry, place);
    }
  });

  test('a container has one name, image and pod wherever it is seen', () => {
    const seen = new Map<string, unknown>();
    const flat = (value: unknown) => JSON.stringify(value).replace(/[[\]]/g, '');
    for (const { id, container, orchestrator, host } of events.filter((event) => event.container !== undefined)) {
      const place = (container as { id: string }).id;
      const facts = [flat(container), flat(orchestrator), flat(host)];
      expect(seen.get(place) ?? facts, `place of ${id}`).toEqual(facts);
      seen.set(place, facts);
    }
  });
});
