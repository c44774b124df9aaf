import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examples } from './examples/index.ts';
import { scenarios } from './link/arbitrary.ts';
import { defaultOptions, emptyScenario, readScenario, type Scenario, writeScenario } from './scenario.ts';

const minimal = { rule: { query: 'any where true' }, events: [] };

function read(file: unknown) {
  return readScenario(typeof file === 'string' ? file : JSON.stringify(file));
}

describe('readScenario', () => {
  test('needs a query and events, and fills in the rest', () => {
    const { scenario, diagnostics } = read(minimal);
    expect(diagnostics).toEqual([]);
    expect(scenario).toEqual({ ...emptyScenario, rule: { query: 'any where true' } });
  });

  test('keeps keys of the rule that it does not know, at any depth', () => {
    const rule = { query: 'any where true', meta: { from: '5m', kibana: [1, null] }, investigation_fields: {} };
    expect(read({ ...minimal, rule }).scenario?.rule).toEqual(rule);
  });

  test('keeps a document as it is written', () => {
    const source =
      '{"events": [{"doc": {"a": 1.0, "b": 12345678901234567890,\n "c": "\\u0041\\"}]"} }], "rule": {"query": ""}}';
    expect(readScenario(source).scenario?.events).toEqual([
      { id: '#0', text: '{"a": 1.0, "b": 12345678901234567890,\n "c": "\\u0041\\"}]"}' },
    ]);
  });

  test('takes the last of two keys of one name, as every reader of JSON does', () => {
    const source = '{"rule":{"query":""},"events":[],"events":[{"doc":{"a":1},"doc":{"b":[2]}}]}';
    expect(readScenario(source).scenario?.events).toEqual([{ id: '#0', text: '{"b":[2]}' }]);
  });

  test('gives an event without an id its position', () => {
    const file = { ...minimal, events: [{ id: 'e1', doc: {} }, { doc: {} }] };
    expect(read(file).scenario?.events.map(({ id }) => id)).toEqual(['e1', '#1']);
  });

  test('fills in the options that are not given', () => {
    const file = { ...minimal, options: { mapping: 'closed', tiebreakerField: null } };
    expect(read(file).scenario?.options).toEqual({ ...defaultOptions, mapping: 'closed' });
  });

  test.each<[unknown, string, string]>([
    [[], 'events', 'events is missing.'],
    [{ ...minimal, options: [] }, 'options', 'options must be an object.'],
    [{ ...minimal, events: [{ doc: {} }, []] }, 'events[1].doc', 'is missing.'],
    [{ ...minimal, fields: ['keyword'] }, 'fields', 'fields must be an object.'],
    [null, '', 'The file must be an object.'],
    [{}, 'rule', 'rule is missing.'],
    [{ ...minimal, rule: {} }, 'rule.query', 'rule.query is missing.'],
    [{ ...minimal, rule: { query: 1 } }, 'rule.query', 'rule.query must be text.'],
    [{ ...minimal, rule: { query: '', risk_score: 101 } }, 'rule.risk_score', 'must be a number from 0 to 100.'],
    [{ ...minimal, rule: { query: '', severity: 'fatal' } }, 'rule.severity', 'must be "low" or "medium" or'],
    [{ ...minimal, rule: { query: '', threat: [1] } }, 'rule.threat[0]', 'must be an object.'],
    [{ ...minimal, version: 2 }, 'version', 'The file is of version 2; version 1 is the highest'],
    [{ version: 3 }, 'version', 'The file is of version 3'],
    [{ ...minimal, version: 0 }, 'version', 'version must be 1.'],
    [{ ...minimal, version: '1' }, 'version', 'version must be 1.'],
    [{ ...minimal, format: 'kql' }, 'format', 'must be "eql-scenario".'],
    [{ ...minimal, events: {} }, 'events', 'events must be a list.'],
    [{ ...minimal, events: [{}] }, 'events[0].doc', 'events[0].doc is missing.'],
    [{ ...minimal, events: [{ doc: [] }] }, 'events[0].doc', 'must be an object.'],
    [
      { ...minimal, events: [{ doc: {} }, { doc: {}, label: 'bad' }] },
      'events[1].label',
      'must be "alert" or "benign".',
    ],
    [{ ...minimal, events: [{ doc: {}, note: null }] }, 'events[0].note', 'must be text.'],
    [{ ...minimal, events: [{ doc: {}, id: '' }] }, 'events[0].id', 'must not be empty.'],
    [{ ...minimal, events: [{ doc: {}, verdict: 1 }] }, 'events[0].verdict', 'is not a known key.'],
    [
      {
        ...minimal,
        events: [
          { id: 'a', doc: {} },
          { id: 'a', doc: {} },
        ],
      },
      'events[1].id',
      '"a" is taken.',
    ],
    [{ ...minimal, events: [{ id: '#1', doc: {} }, { doc: {} }] }, 'events[1].id', '"#1" is taken.'],
    [{ ...minimal, options: { size: -1 } }, 'options.size', 'must be a whole number from 0.'],
    [{ ...minimal, options: { size: 1.5 } }, 'options.size', 'must be a whole number from 0.'],
    [{ ...minimal, options: { maxSamplesPerKey: 0 } }, 'options.maxSamplesPerKey', 'must be a whole number from 1.'],
    [{ ...minimal, options: { resultPosition: 'middle' } }, 'options.resultPosition', 'must be "head" or "tail".'],
    [{ ...minimal, options: { colour: 'red' } }, 'options.colour', 'is not a known key.'],
    [{ ...minimal, fields: { 'process.args': 5 } }, 'fields["process.args"]', 'must be text.'],
    [
      { ...minimal, fields: { 'process.args': 'Key Word' } },
      'fields["process.args"]',
      'must be the name of a field type',
    ],
    [{ ...minimal, fields: { constructor: 5 } }, 'fields.constructor', 'is not a known key.'],
    [
      { ...minimal, valueLists: { 'a.txt': { type: 'keyword', values: [1] } } },
      'valueLists["a.txt"].values[0]',
      'text.',
    ],
    [{ ...minimal, exceptions: [[]] }, 'exceptions[0]', 'must be an object.'],
    [{ ...minimal, baseline: 'any where true' }, 'baseline', 'must be an object.'],
    [{ ...minimal, exeptions: [] }, 'exeptions', 'exeptions is not a known key.'],
    ['{"rule":{"query":""},"events":[],"__proto__":{}}', '__proto__', 'is not a known key.'],
    ['{"rule":{"query":""},"events":[],"constructor":1}', 'constructor', 'is not a known key.'],
  ])('refuses %j and names %s', (file, path, message) => {
    const { scenario, diagnostics } = read(file);
    expect(scenario).toBeNull();
    expect(diagnostics.map((it) => it.path)).toContain(path);
    expect(diagnostics.map((it) => it.message).join('\n')).toContain(message);
    expect(diagnostics.every(({ severity }) => severity === 'error')).toBe(true);
  });

  test('says that a file is not JSON, and where if that is known', () => {
    expect(read('{').diagnostics[0]?.message).toContain('The file is not JSON');
    expect(read('[1,\n 2').diagnostics[0]?.code).toBe('scenario/not-json');
  });

  test('refuses a rule that is nested too deep, and does not mind a deep document', () => {
    const deep = '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000);
    expect(read(`{"rule":{"query":"","meta":${deep}},"events":[]}`).diagnostics[0]?.path).toBe('rule');
    expect(read(`{"rule":{"query":""},"events":[{"doc":${deep}}]}`).scenario?.events[0]?.text).toBe(deep);
  });

  test('returns for any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (source) => readScenario(source).scenario === null));
  });
});

const full: Scenario = {
  title: 'kubectl exec',
  description: '# Why\n\n"quoted"',
  rule: {
    query: 'process where true',
    name: 'n',
    severity: 'low',
    risk_score: 21,
    threat: [{ framework: 'x' }],
    odd: [null],
  },
  baseline: { query: 'any where false' },
  exceptionLists: [{ list_id: 'a' }],
  exceptions: [{ item_id: 'b', entries: [] }],
  valueLists: { 'trusted.txt': { type: 'keyword', values: ['a'] } },
  events: [
    { id: 'e1', text: '{"a": 1.0}', label: 'alert', note: 'why' },
    { id: 'e2', text: '{"a": [', note: 'being edited' },
    { id: 'e3', text: '"{}"' },
    { id: 'e4', text: '', label: 'benign' },
  ],
  fields: { 'process.args': 'keyword' },
  options: { ...defaultOptions, size: 100, tiebreakerField: 'event.sequence' },
};

describe('writeScenario', () => {
  test.each<[string, Scenario]>([
    ['a full one', full],
    ['an empty one', emptyScenario],
  ])('writes what readScenario reads: %s', (_, scenario) => {
    expect(readScenario(writeScenario(scenario))).toEqual({ scenario, diagnostics: [] });
  });

  test('writes the same text for the same scenario, again and again', () => {
    const written = writeScenario(full);
    expect(writeScenario(readScenario(written).scenario!)).toBe(written);
  });

  test('keeps any scenario', () => {
    const generated = fc.option(fc.constant([{ stories: 1, seed: 'any', count: 7 }]), { nil: undefined });
    fc.assert(
      fc.property(scenarios, generated, (any, knobs) => {
        const scenario = { ...any, ...(knobs !== undefined && { generated: knobs }) };
        expect(readScenario(writeScenario(scenario))).toEqual({ scenario, diagnostics: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('keeps events of any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.json(),
            fc.json().map((it) => ` ${it}\n`),
          ),
        ),
        (texts) => {
          const events = texts.map((text, i) => ({ id: `e${i}`, text }));
          const back = readScenario(writeScenario({ ...emptyScenario, events })).scenario!;
          expect(back.events.map(({ text }) => text.trim())).toEqual(texts.map((text) => text.trim()));
        },
      ),
    );
  });
});

test.each(examples.map((example) => [example.id, example] as const))('reads the example %s', (_, example) => {
  const scenario = example.scenario();
  expect(readScenario(writeScenario(scenario))).toEqual({ scenario, diagnostics: [] });
});
