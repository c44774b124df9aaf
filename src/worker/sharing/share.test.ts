/** What is shared, over the real engine: sizes, proofs, and what must not be in it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examples } from '../../scenario/examples/index.ts';
import { CHAT_LENGTH, SAFE_LENGTH } from '../../scenario/link/limits.ts';
import { scenarios } from '../../scenario/link/arbitrary.ts';
import { canonical } from '../../scenario/link/canonical.ts';
import { decodeLink } from '../../scenario/link/link.ts';
import { searchSettings } from '../../scenario/search.ts';
import { emptyScenario, type JsonObject, readScenario, type Scenario } from '../../scenario/scenario.ts';
import { Engine } from '../engine.ts';
import { bitmapOf, type RunEvidence, type Shared, type ShareOrder, type TableState } from '../protocol.ts';
import { namingOf } from './reads.ts';
import { tell } from './tell.ts';
import { differences, type Judgement } from './verdicts.ts';

const RUNS = Number(process.env['EQL_SHARES'] ?? 40);

const example = examples[0]!.scenario();

function opened(scenario: Scenario): { readonly engine: Engine; readonly table: TableState } {
  const engine = new Engine();
  const options = searchSettings(scenario, 0);
  const answer = engine.answer({ id: 1, kind: 'open', events: scenario.events, options });
  if (answer.kind !== 'table') throw new Error(answer.kind);
  return { engine, table: answer.table };
}

function judged(scenario: Scenario): Judgement & { readonly evidence: RunEvidence } {
  const { engine, table } = opened(scenario);
  const answer = engine.answer({ id: 2, kind: 'run', run: 1, rule: scenario.rule.query });
  if (answer.kind !== 'evidence') throw new Error(answer.kind);
  return { table, evidence: answer.evidence };
}

type Wishes = Partial<ShareOrder> & { readonly only?: readonly number[] };

function share(scenario: Scenario, { only, ...wishes }: Wishes = {}): Shared {
  const { engine } = opened(scenario);
  const order: ShareOrder = {
    scenario: { ...scenario, events: [] },
    rows: bitmapOf(scenario.events.length, only ?? scenario.events.keys()),
    notes: scenario.events.map(({ id: _id, text: _text, ...note }, row) => ({ row, ...note })),
    columns: [],
    selected: null,
    form: 'complete',
    redaction: null,
    as: 'link',
    ...wishes,
  };
  const answer = engine.answer({ id: 3, kind: 'share', order });
  if (answer.kind !== 'shared') throw new Error(answer.kind);
  return answer.shared;
}

function scenarioIn({ payload }: Shared): Scenario {
  const reading = decodeLink(payload!);
  if ('problem' in reading) throw new Error(reading.problem.message);
  return reading.scenario;
}

const redaction = { seed: 1, left: [], words: [] };

describe('the built-in scenario', () => {
  test('is within the limits: all of it 8,000 characters, slim 2,000', () => {
    const { lengths } = share(example);
    expect(lengths.complete).toBeLessThanOrEqual(8_000);
    expect(lengths.slim).toBeLessThanOrEqual(CHAT_LENGTH);
  });

  test('slim has the same verdict of every clause, and of each event only what is read', () => {
    const slim = scenarioIn(share(example, { form: 'slim' }));
    expect(differences(judged(example), judged(slim))).toEqual([]);
    expect(JSON.parse(slim.events[0]!.text)).toEqual({
      '@timestamp': '2026-01-20T09:02:11.406Z',
      container: { id: 'a95461edab5d172744e652e70e4f3e475a0a7ea77f90801049507f040206a6b9' },
      event: { category: ['process'], type: ['start'], action: 'exec' },
      host: { os: { type: 'linux' } },
      orchestrator: { namespace: 'shop', resource: { name: 'storefront-7c9f6d58b4-x2lqk' } },
      process: {
        name: 'dash',
        args: ['sh', '-c', 'test -S /run/php-fpm.sock'],
        interactive: false,
        entry_leader: { same_as_process: true },
      },
      user: { id: '0' },
    });
    expect(slim.events.map(({ note }) => note)).toEqual(example.events.map(({ note }) => note));
  });

  test('redacted names no host, pod or person, and has the same verdicts', () => {
    const shared = share(example, { redaction });
    const redacted = scenarioIn(shared);
    expect(differences(judged(example), judged(redacted))).toEqual([]);
    const text = JSON.stringify(redacted);
    for (const name of ['worker-a', 'ledger-db', 'mara', '10.20.0.11', 'storefront']) expect(text).not.toContain(name);
    expect(shared.secretCount).toBe(0);
  });

  test('1,000 events of its kind fit a link that every browser opens, slim', () => {
    const events = Array.from({ length: 1000 }, (_, i) => ({
      id: `#${i}`,
      text: example.events[i % 24]!.text.replaceAll(/"pid": \d+/g, `"pid": ${1000 + i}`),
    }));
    const { lengths } = share({ ...example, events }, { form: 'slim', notes: [] });
    expect(lengths.slim).toBeLessThan(SAFE_LENGTH);
  });
});

describe('a choice of events', () => {
  test('holds these alone, with their ids, labels and notes, and the selected one by its id', () => {
    const shared = share(example, { only: [3, 10], selected: 10 });
    const scenario = scenarioIn(shared);
    expect(scenario.events.map(({ id, label }) => [id, label])).toEqual(
      [example.events[3]!, example.events[10]!].map(({ id, label }) => [id, label]),
    );
    expect(shared.selected).toBe(example.events[10]!.id);
    expect(share(example, { only: [3], selected: 10 }).selected).toBeNull();
  });

  test('is a file, too', () => {
    const { file } = share(example, { as: 'file', only: [3] });
    const { scenario } = readScenario(new TextDecoder().decode(file!));
    expect(scenario!.events.map(({ id }) => id)).toEqual([example.events[3]!.id]);
  });
});

const rule = (query: string, events: readonly object[], rest: Partial<Scenario> = {}): Scenario => ({
  ...emptyScenario,
  rule: { query },
  events: events.map((event, i) => ({ id: `#${i}`, text: JSON.stringify(event) })),
  ...rest,
});

describe('redaction keeps', () => {
  const valuesOf = (scenario: Scenario) => share(scenario, { redaction }).redaction!;

  test('what the rule names', () => {
    const values = valuesOf(rule('any where host.name == "ledger-1"', [{ host: { name: 'ledger-1' } }]));
    expect(values).toMatchObject([{ value: 'ledger-1', replacement: null, kept: 'named' }]);
  });

  test('what an exception and its value lists name', () => {
    const values = valuesOf(
      rule('any where true', [{ host: { name: 'ledger-1' }, user: { name: 'mara' }, container: { name: 'vault-2' } }], {
        exceptions: [{ entries: [{ field: 'host.name', type: 'match', operator: 'included', value: 'ledger-1' }] }],
        valueLists: { people: { type: 'keyword', values: ['mara'] } },
      }),
    );
    expect(values.filter(({ kept }) => kept === 'named').map(({ value }) => value)).toEqual(['ledger-1', 'mara']);
    expect(values.find(({ value }) => value === 'vault-2')?.replacement).toMatch(/^[a-z]{5}-\d$/);
  });

  test('what only the shape of a value tells an exception', () => {
    const values = valuesOf(
      rule('any where true', [{ host: { name: 'ledger-1', os: { type: 'linux' } } }, { host: { name: 'web-2' } }], {
        exceptions: [
          {
            name: 'Ledgers',
            os_types: ['linux'],
            entries: [{ field: 'host.name', type: 'wildcard', operator: 'included', value: '?e*' }],
          },
        ],
      }),
    );
    expect(values).toContainEqual({
      value: 'ledger-1',
      kind: 'host',
      replacement: null,
      places: 0,
      kept: 'changes a verdict',
      clause: 'the exception “Ledgers”',
    });
  });

  test('a value whose stand-in would change a verdict, and says of which clause', () => {
    const values = valuesOf(
      rule('any where length(host.name) == 8 and host.name regex "l.*"', [{ host: { name: 'ledger-1' } }]),
    );
    expect(values).toMatchObject([{ value: 'ledger-1', kept: 'changes a verdict', clause: 'host.name regex "l.*"' }]);
  });

  test('the piece of a value that a wildcard asks for', () => {
    const [value] = valuesOf(rule('any where host.name like "*-prod-*"', [{ host: { name: 'ledger-prod-1' } }]));
    expect(value!.replacement).toMatch(/^(?!ledger)[a-z]{6}-prod-\d$/);
  });

  test('an address on its side of every block', () => {
    const [value] = valuesOf(
      rule('any where cidrMatch(source.ip, "8.8.0.0/16") and not cidrMatch(source.ip, "8.8.4.0/24")', [
        { source: { ip: '8.8.8.8' } },
      ]),
    );
    expect(value!.replacement).toMatch(/^8\.8\.(?!4\.)/);
  });

  test('which events belong together in a sequence', () => {
    const event = (name: string, second: number) => ({
      '@timestamp': `2026-01-01T00:00:0${second}.000Z`,
      host: { name },
    });
    const scenario = rule('sequence by host.name [any where true] [any where true]', [
      event('ledger-1', 0),
      event('ledger-2', 1),
      event('ledger-1', 2),
    ]);
    const redacted = scenarioIn(share(scenario, { redaction }));
    expect(judged(redacted).evidence.joinedCount).toBe(1);
    expect(JSON.stringify(redacted)).not.toContain('ledger');
  });

  test('what the author leaves, and replaces what the author adds', () => {
    const scenario = rule('any where true', [{ host: { name: 'ledger-1' }, message: 'Operation Kestrel' }]);
    const order = { seed: 1, left: ['ledger-1'], words: ['kestrel'] };
    const text = JSON.stringify(scenarioIn(share(scenario, { redaction: order })));
    expect(text).toContain('ledger-1');
    expect(text.toLowerCase()).not.toContain('kestrel');
  });

  test('nothing in the file either', () => {
    const scenario = rule('any where true', [{ user: { name: 'mara' }, message: 'mara was here' }], { title: 'Mara' });
    const { file } = share(scenario, { redaction, as: 'file' });
    expect(new TextDecoder().decode(file!).toLowerCase()).not.toContain('mara');
  });
});

test('secrets are named with their place', () => {
  const scenario = rule('any where true', [{ process: { args: ['mysql', '--password', 'hunter2'] } }], {
    description: 'ask mara@shop.test',
  });
  expect(share(scenario).secrets).toEqual([
    { kind: 'e-mail address', value: 'mara@shop.test', part: 'description' },
    { kind: 'password', value: 'hunter2', part: 'event', event: '#0', path: 'process.args' },
  ]);
});

/** Random events whose values are worth hiding, under rules that ask for them in many ways. */
const names = fc.constantFrom('ledger-1', 'ledger-2', 'Ledger-1', 'mara', 'mara.k', 'kestrel', '10.20.0.1', '8.8.4.4');
const texts = fc.oneof(
  names,
  names.map((name) => `ssh ${name}@ledger-1 -i`),
  names.map((name) => btoa(`curl http://${name}/x`)),
  names.map((name) => JSON.stringify({ name })),
);
const documents = fc.record(
  {
    '@timestamp': fc.integer({ min: 0, max: 50 }).map((second) => new Date(1.7e12 + second * 1000).toISOString()),
    event: fc.record({ category: fc.constantFrom('process', 'file') }),
    host: fc.record({ name: names, ip: fc.array(fc.constantFrom('10.20.0.1', '8.8.4.4', 'fe80::1')) }),
    user: fc.record({ name: fc.oneof(names, fc.array(names, { maxLength: 2 })) }),
    'process.args': fc.array(texts, { maxLength: 3 }),
    message: texts,
    labels: fc.dictionary(names, texts, { maxKeys: 2 }),
  },
  { requiredKeys: ['event'] },
);
const conditions = fc.oneof(
  fc.constantFrom(
    'true',
    'host.name == user.name',
    'host.name != "ledger-1"',
    'user.name in~ ("MARA", "x")',
    'process.args like "*@ledger*"',
    'message regex ".*[aeiou]{2}.*"',
    'length(host.name) > 5',
    'cidrMatch(host.ip, "10.0.0.0/8")',
    'startsWith~(message, "SSH")',
    'endsWith(host.name, "1")',
    'user.name >= "m"',
    '?labels.mara == null',
    'stringContains(message, user.name)',
    'indexOf(message, "a") > 4',
  ),
);
const rules = fc.oneof(
  fc.tuple(conditions, conditions).map(([a, b]) => `any where ${a} and not (${b})`),
  fc.tuple(conditions, conditions).map(([a, b]) => `sequence by host.name [any where ${a}] [process where ${b}]`),
);
const exceptions = fc.subarray<JsonObject>([
  { name: 'a', entries: [{ field: 'host.name', type: 'match', operator: 'included', value: 'ledger-2' }] },
  {
    name: 'b',
    os_types: ['linux'],
    entries: [{ field: 'user.name', type: 'wildcard', operator: 'excluded', value: 'm*' }],
  },
  { name: 'c', entries: [{ field: 'host.ip', type: 'match_any', operator: 'included', value: ['10.0.0.0/8'] }] },
]);
const cases = fc
  .tuple(rules, fc.array(documents, { maxLength: 6 }), texts, exceptions)
  .map(([query, events, note, items]): Scenario => ({
    ...rule(query, events),
    exceptions: items,
    title: note,
    rule: { query, name: note, false_positives: [`${note} of mara`] },
    events: events.map((event, i) => ({ id: `${i} ${note}`, text: JSON.stringify(event), note })),
  }));

describe('for random scenarios', () => {
  test('slim keeps every verdict of every clause', () => {
    fc.assert(
      fc.property(fc.oneof(cases, scenarios), (scenario) => {
        const shared = share(scenario, { form: 'slim' });
        expect(differences(judged(scenario), judged(scenarioIn(shared)))).toEqual([]);
        expect(shared.slimProblem).toBeNull();
      }),
      { numRuns: RUNS },
    );
  });

  test('redaction keeps every verdict of every clause, and nothing that it replaced is left anywhere', () => {
    fc.assert(
      fc.property(cases, fc.nat(), (scenario, seed) => {
        const shared = share(scenario, { redaction: { ...redaction, seed } });
        const redacted = scenarioIn(shared);
        expect(differences(judged(scenario), judged(redacted))).toEqual([]);
        // Of the file all but the query and the names of fields that everybody knows.
        const { isFieldName } = namingOf(scenario);
        const rest = { ...redacted, rule: { ...redacted.rule, query: '' } };
        const left = JSON.stringify(rest, (_, value: unknown) => {
          if (typeof value !== 'string') return value;
          return value.startsWith('{')
            ? value.replace(/"([^"\\]+)":/g, (all, name: string) => (isFieldName(name) ? '' : all))
            : value;
        }).toLowerCase();
        for (const { value, replacement } of shared.redaction!) {
          if (replacement === null) continue;
          for (const form of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]) {
            expect(left).not.toContain(form.toLowerCase());
          }
          for (const [run] of left.matchAll(/[a-z0-9+/]{16,}={0,2}/g)) expect(atobOrNothing(run)).not.toContain(value);
        }
        // The same order gives the same result.
        expect(share(scenario, { redaction: { ...redaction, seed } }).payload).toBe(shared.payload);
      }),
      { numRuns: RUNS },
    );
  });
});

function atobOrNothing(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}

describe('generated events', () => {
  const generated: readonly JsonObject[] = [{ stories: 1, seed: 'share', count: 3000 }];
  const told = [...tell(generated[0]!)!.events()].map(({ text, label, note }, i) => ({
    id: `#${i + example.events.length}`,
    text,
    note,
    ...(label !== null && { label }),
  }));
  const scenario: Scenario = { ...example, events: [...example.events, ...told], generated };

  test('cost a link next to nothing, and open as they were', () => {
    const shared = share(scenario);
    expect(shared.payload!.length - share(example).payload!.length).toBeLessThan(400);
    const reading = decodeLink(shared.payload!, tell);
    expect(reading).toEqual({ scenario: canonical(scenario) });
    expect(shared).toMatchObject({ secretCount: share(example).secretCount });
  });

  test('are as private as any other once they are noted or edited', () => {
    const [first, second, ...others] = told;
    const noted = { ...first!, note: 'token ghp_16C7e42F292c6912E7710c838347Ae178B4a' };
    const edited = { ...second!, text: '{"process":{"args":["mysql","--password=hunter2-and-more"]}}' };
    const { secrets } = share({ ...scenario, events: [noted, edited, ...others] });
    expect(secrets.map(({ event }) => event)).toEqual(expect.arrayContaining([noted.id, edited.id]));
  });

  test('are written down where they are redacted, and their knobs are not', () => {
    const few = { ...scenario, events: told.slice(0, 20) };
    expect(scenarioIn(share(few, { redaction }))).not.toHaveProperty('generated');
    const file = new TextDecoder().decode(share(few, { redaction, as: 'file' }).file!);
    expect(file).not.toContain('"generated"');
  });
});
