/**
 * What the examples promise: each event's verdict under both forms of the seed rule, and for each clause an event that
 * this clause alone keeps out. The rule is written here a second time, as ten plain predicates over the document, so that
 * neither the engine nor the query text is needed to know what is right.
 */
import { describe, expect, test } from 'vitest';
import { type JsonObject, type JsonValue, readScenario, writeScenario } from '../scenario.ts';
import { examples, withoutTerminal } from './index.ts';
import seedRule from './seed-rule/seed-rule.json' with { type: 'json' };
import { storyEvents } from './story.ts';

/** All values of a field, whether its path is nested, dotted or both; a lone value is a list of one. */
function valuesOf(doc: JsonObject, path: string): JsonValue[] {
  return Object.entries(doc).flatMap(([key, value]) => {
    if (key === path) return Array.isArray(value) ? (value as JsonValue[]) : [value];
    const inside = path.startsWith(`${key}.`) && typeof value === 'object' && value !== null && !Array.isArray(value);
    return inside ? valuesOf(value as JsonObject, path.slice(key.length + 1)) : [];
  });
}

const BARE = ['sh', 'dash', 'bash', 'zsh', 'fish', 'busybox'];
const SHELL_NAMES = ['bash', 'dash', 'sh', 'tcsh', 'csh', 'zsh', 'ksh', 'fish', 'busybox'];
const SHELL_ARGS = ['', '/bin/', '/usr/bin/', '/usr/local/bin/'].flatMap((folder) => BARE.map((name) => folder + name));

/** Each clause is true if any value of its field is one of these; `null` takes any value at all. */
const clauses: Record<string, { field: string; accepts: JsonValue[] | null }> = {
  category: { field: 'event.category', accepts: ['process'] },
  'host.os.type': { field: 'host.os.type', accepts: ['linux'] },
  'event.type': { field: 'event.type', accepts: ['start'] },
  'event.action': { field: 'event.action', accepts: ['exec'] },
  'process.name': { field: 'process.name', accepts: SHELL_NAMES },
  same_as_process: { field: 'process.entry_leader.same_as_process', accepts: [false] },
  interactive: { field: 'process.interactive', accepts: [true] },
  'container.id': { field: 'container.id', accepts: null },
  'args: shell': { field: 'process.args', accepts: SHELL_ARGS },
  'args: -i': { field: 'process.args', accepts: ['-i', '-it'] },
};

const JANUARY = Object.keys(clauses);
const JULY = JANUARY.filter((name) => name !== 'interactive');

function failing(doc: JsonObject, names: readonly string[]): string[] {
  return names.filter((name) => {
    const clause = clauses[name];
    if (clause === undefined) throw new Error(`No clause ${name}.`);
    return !valuesOf(doc, clause.field).some((value) => clause.accepts?.includes(value) ?? true);
  });
}

const mark = (doc: JsonObject, names: readonly string[]) => (failing(doc, names).length === 0 ? 'match' : '-');

test('every event has its verdict under both forms', () => {
  const table = storyEvents().map(({ id, doc, label }) =>
    [id.padEnd(20), mark(doc, JANUARY).padEnd(8), mark(doc, JULY).padEnd(8), label ?? '-'].join(''),
  );
  expect(['event               January July    label', ...table].join('\n')).toBe(
    `
event               January July    label
probe               -       -       benign
ci-make-test        match   match   benign
cache-sed           -       match   benign
notebook-terminal   match   match   benign
operator-exec       -       -       -
operator-bash-i     match   match   alert
operator-session    -       -       -
operator-ksh-i      -       -       alert
toolbox-install     match   match   benign
web-bash-c          -       -       alert
web-reverse-shell   -       match   alert
web-script-closed   match   match   alert
web-script-shell    match   match   alert
web-shell-fork      -       -       -
web-token-read      -       -       -
web-busybox-blocked -       -       -
ledger-check        -       match   benign
cache-sh-i          match   match   alert
ledger-exec-bash-i  -       -       -
ledger-bash-li      -       -       alert
node-shell-first    -       -       alert
node-shell-nsenter  -       -       alert
node-shell-bash-i   match   match   alert
ingress-bash-i      -       -       alert
`.trim(),
  );
});

describe('a near miss for each clause: the event fails this clause and no other', () => {
  const nearMisses: [clause: string, events: string[]][] = [
    ['category', ['operator-session']],
    ['host.os.type', ['ingress-bash-i']],
    ['event.type', ['web-busybox-blocked']],
    ['event.action', ['web-shell-fork']],
    ['process.name', ['node-shell-nsenter']],
    ['same_as_process', ['ledger-exec-bash-i']],
    ['interactive', ['cache-sed', 'web-reverse-shell', 'ledger-check']],
    ['container.id', ['node-shell-first']],
    ['args: shell', ['operator-ksh-i']],
    ['args: -i', ['ledger-bash-li']],
  ];

  test('the table names every clause', () => {
    expect(nearMisses.map(([clause]) => clause)).toEqual(JANUARY);
  });

  test.each(nearMisses)('%s: %j', (clause, events) => {
    const found = storyEvents().filter(({ doc }) => failing(doc, JANUARY).join() === clause);
    expect(found.map(({ id }) => id)).toEqual(events);
  });
});

describe('the two forms', () => {
  test('the query has one line for each clause and leads with and', () => {
    const lines = seedRule.query.split('\n').filter((line) => /^(process where|\s+and) /.test(line));
    expect(lines).toHaveLength(9);
    expect(seedRule.query).toBe(seedRule.query.trim());
  });

  test('July is January without the line about the terminal', () => {
    const july = withoutTerminal(seedRule.query);
    expect(july).not.toContain('process.interactive');
    expect(seedRule.query.split('\n').length - july.split('\n').length).toBe(1);
    expect(july.replace(/\s+/g, '')).toBe(
      seedRule.query.replace(/\s+/g, '').replace('andprocess.interactive==true', ''),
    );
  });

  test('both are offered, January first, July with January as its baseline', () => {
    const [january, july] = examples.map((example) => example.scenario());
    expect(examples.map(({ id }) => id)).toEqual(['january-2026', 'july-2026']);
    expect(january?.rule.query).toBe(seedRule.query);
    expect(january?.baseline).toBeNull();
    expect(july?.rule.query).toBe(withoutTerminal(seedRule.query));
    expect(july?.baseline).toEqual({ query: seedRule.query });
  });

  test.each(examples)('$id: licence and author travel with the rule', (example) => {
    const { rule } = example.scenario();
    expect(rule).toMatchObject({ license: 'Elastic License v2', author: ['Elastic'], language: 'eql', type: 'eql' });
  });

  test.each(examples)('$id: comes back whole from a scenario file, and is new at every call', (example) => {
    const scenario = example.scenario();
    expect(readScenario(writeScenario(scenario))).toMatchObject({ scenario });
    expect(example.scenario()).toEqual(scenario);
    expect(example.scenario().rule).not.toBe(scenario.rule);
  });

  test.each(examples)('$id: the summary counts right', (example) => {
    const counted = /(\d+) events/.exec(example.summary)?.[1];
    if (counted !== undefined) expect(Number(counted)).toBe(example.scenario().events.length);
  });
});
