/** Files of rules, read and written: round trips for random rules, and each kind of line, table and loss by itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { emptyScenario, type JsonObject, readScenario, type Rule, writeScenario } from '../scenario.ts';
import { frames } from './arbitrary.ts';
import type { Findings } from './findings.ts';
import { frameOfRule, frameWithExceptions, type ScenarioFrame } from './opened.ts';
import { type ExportForm, exportRule } from './ruleExport.ts';
import { formOf, readRuleFile } from './ruleFile.ts';
import { ruleNotes } from './ruleKeys.ts';

const RUNS = Number(process.env['EQL_FILES'] ?? 200);
const TODAY = '2026/01/15';
const nothing = { events: 0, labels: 0, notes: 0 };

const exported = (form: ExportForm, frame: ScenarioFrame) => exportRule(form, frame, nothing, TODAY);

function read(text: string): Findings & { readonly form: string } {
  const file = readRuleFile('a file', text);
  if (file === null) throw new Error(`no file of rules: ${text.slice(0, 80)}`);
  return file;
}

const { events: _, ...empty } = emptyScenario;

describe('random rules come back', () => {
  test('with their exceptions from Kibana’s NDJSON', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const file = read(exported('kibana', frame).text);
        expect(file.problems).toEqual([]);
        expect(file.rules.map(({ rule }) => rule)).toEqual([frame.rule]);
        expect(frameOfRule(file, file.rules[0]!.rule, empty)).toEqual(frame);
        // The keys keep their places, so a second export is the same file.
        expect(exported('kibana', frameOfRule(file, file.rules[0]!.rule, empty)).text).toBe(
          exported('kibana', frame).text,
        );
      }),
      { numRuns: RUNS },
    );
  });

  test('from TOML, but for what such a file does not have', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const { text, problems } = exported('toml', frame);
        expect(problems).toEqual([]);
        const file = read(text);
        const { exceptions_list: __, toml, ...rule } = file.rules[0]!.rule;
        const { exceptions_list: ___, ...wanted } = frame.rule;
        expect(rule).toEqual(wanted);
        expect(toml).toEqual({ metadata: { creation_date: TODAY, maturity: 'development', updated_date: TODAY } });
        // What came from TOML goes back as the same file.
        const again = exported('toml', frameOfRule(file, file.rules[0]!.rule, empty));
        expect(again.text).toBe(text);
      }),
      { numRuns: RUNS },
    );
  });

  test('from a JSON object and from a bare query', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(read(exported('json', frame).text).rules[0]!.rule).toEqual(frame.rule);
        expect(exported('eql', frame).text).toBe(frame.rule.query);
      }),
      { numRuns: RUNS },
    );
  });

  test('and what is opened of them can be kept', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const file = read(exported('toml', frame).text);
        const scenario = { ...frameOfRule(file, file.rules[0]!.rule, empty), events: [] };
        expect(readScenario(writeScenario(scenario)).scenario).toEqual(scenario);
      }),
      { numRuns: 50 },
    );
  });
});

describe('golden files', () => {
  const folder = fileURLToPath(new URL('golden/', import.meta.url));
  const golden = (name: string) => readFileSync(`${folder}${name}`, 'utf8');

  test.each(readdirSync(folder))('%s is read, and written as it was', (name) => {
    const text = golden(name);
    const file = read(text);
    expect(file.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const form = file.form as ExportForm;
    expect(exported(form, frameOfRule(file, file.rules[0]!.rule, empty)).text).toBe(text);
  });

  test('say the same rule', () => {
    const [kibana, toml] = ['demo.ndjson', 'demo.toml'].map((name) => read(golden(name)).rules[0]!.rule) as [
      Rule,
      Rule,
    ];
    for (const key of ['name', 'query', 'severity', 'risk_score', 'threat', 'tags', 'index'])
      expect(toml[key]).toEqual(kibana[key]);
    expect(toml['toml']).toMatchObject({ metadata: { integration: ['cloud_defend'] }, transform: { osquery: [{}] } });
  });
});

describe('a text is known by what is in it', () => {
  const rule = { rule_id: 'r', name: 'n', type: 'eql', query: 'any where true' };
  test.each<[string, string, string | null]>([
    ['an export', `${JSON.stringify(rule)}\n{"exported_count":1}\n`, 'kibana'],
    ['an export of exceptions', '{"list_id":"l","type":"detection"}\n{"item_id":"i","entries":[]}\n', 'kibana'],
    ['an export of nothing', '{"exported_count":0,"exported_rules_count":0}', 'kibana'],
    ['one rule', JSON.stringify(rule, null, 2), 'json'],
    ['rules', JSON.stringify([rule]), 'json'],
    ['an answer of the API', JSON.stringify({ page: 1, total: 1, data: [rule] }), 'json'],
    ['a query in JSON', '{"query": "any where true", "severity": "low"}', 'json'],
    ['TOML', '# ours\n[metadata]\n\n[rule]\nname = "n"\n', 'toml'],
    ['exceptions in TOML', '[metadata]\n[[exceptions]]\n', 'toml'],
    ['a query', 'process where process.name == "sh"', 'eql'],
    ['a sequence behind a comment', '// two\n/* of\nthem */ sequence by host.id\n  [any where true]', 'eql'],
    ['a category in quotes', '"a b" where true', 'eql'],
    ['a scenario', writeScenario(emptyScenario), 'scenario'],
    ['a broken scenario', '{\n  "format": "eql-scenario",\n  "version": 1,\n', 'scenario'],
    ['an event', '{"@timestamp":"2026-01-01T00:00:00Z","query":"x","rule_id":"r"}', null],
    ['an event with a query', '{"event":{"category":"network"},"dns":{},"query":"x"}', null],
    ['events', '{"event":{}}\n{"event":{}}', null],
    ['an alert', '{"kibana":{"alert":{"rule":{"rule_id":"r","query":"any where true"}}}}', null],
    ['a search response', '{"hits":{"hits":[]}}', null],
    ['a log', 'somebody was where nobody is\n', null],
    ['nothing', ' \n', null],
    ['brackets', '[rule] something\n', null],
  ])('%s', (_name, text, form) => {
    expect(formOf(text)).toBe(form);
  });
});

describe('an export of Kibana', () => {
  const rule = { rule_id: 'r', name: 'Shell', type: 'eql', language: 'eql', query: 'any where true' };
  const lines = (...objects: readonly (object | string)[]) =>
    read(objects.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));

  test('names what it leaves out', () => {
    const { rules, otherRules, notes } = lines(
      rule,
      { rule_id: 'k', name: 'Other', type: 'query', language: 'kuery', query: 'a: b' },
      { rule_id: 'm', name: 'Machine', type: 'machine_learning' },
      { id: 'c', type: 'action', attributes: { actionTypeId: '.slack', name: 'Alarm' }, references: [] },
      { something: 'else' },
    );
    expect([rules.map(({ number }) => number), otherRules]).toEqual([[1], 2]);
    expect(notes.map(({ path, what, fate }) => `${path}: ${what}, ${fate}`)).toEqual([
      'line 2: rule "Other" in "kuery", left out',
      'line 3: rule "Machine" in "machine_learning", left out',
      'line 4: connector "Alarm" (.slack), left out',
      'line 5: no rule, list, item, connector or summary, left out',
    ]);
  });

  test('says where a line is broken or a rule is no rule, and reads the rest', () => {
    const { rules, problems } = lines(
      { ...rule, severity: 'fatal', risk_score: 500 },
      '{"rule_id": ',
      '7',
      { rule_id: 'q', type: 'eql' },
      rule,
    );
    expect(rules).toEqual([{ rule, number: 3 }]);
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'line 1: severity must be "low" or "medium" or "high" or "critical".',
      'line 1: risk_score must be a number from 0 to 100.',
      expect.stringMatching(/^line 2: line 2 is not JSON: /),
      'line 3: line 3 is not a JSON object.',
      'line 4: query is missing.',
    ]);
  });

  test('is held to its summary, and to the lists that its rules use', () => {
    const used = { ...rule, exceptions_list: [{ list_id: 'gone' }] };
    const { problems } = lines(used, {
      exported_count: 3,
      exported_rules_count: 1,
      exported_exception_list_count: 1,
      exported_exception_list_item_count: 0,
    });
    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: The summary on line 2 counts 1 exception lists; 0 are in the file.',
      'warning: Rule "Shell" uses the exception list "gone", which is not in the file.',
    ]);
  });

  test('gives each rule the exceptions of its own lists', () => {
    const file = lines(
      { ...rule, exceptions_list: [{ list_id: 'a' }] },
      { ...rule, rule_id: 'r2', exceptions_list: [{ list_id: 'b' }] },
      { list_id: 'a' },
      { item_id: '1', list_id: 'a', entries: [] },
      { list_id: 'b' },
      { item_id: '2', list_id: 'b', entries: [] },
    );
    const itemsOf = (i: number) =>
      frameOfRule(file, file.rules[i]!.rule, empty).exceptions.map((item) => item['item_id']);
    expect([itemsOf(0), itemsOf(1)]).toEqual([['1'], ['2']]);
  });

  test('of exceptions alone adds them, and replaces those that are there', () => {
    const file = lines({ list_id: 'a', name: 'new' }, { item_id: '1', list_id: 'a', entries: [], name: 'new' });
    const before = {
      ...empty,
      exceptionLists: [{ list_id: 'a', name: 'old' }],
      exceptions: [{ item_id: '2' }, { name: 'x' }],
    };
    const { exceptionLists, exceptions } = frameWithExceptions(file, before);
    expect(exceptionLists).toEqual([{ list_id: 'a', name: 'new' }]);
    expect(exceptions.map(({ item_id: id, name }) => id ?? name)).toEqual(['2', 'x', '1']);
  });

  test('survives what is deep or odd', () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    const { rules, problems } = lines(
      `{"rule_id":"r","query":"any where true","x":${deep}}`,
      `{"item_id":"i","list_id":"l","entries":[${deep}]}`,
      '{"rule_id":"p","query":"any where true","__proto__":{"polluted":true}}',
    );
    expect(rules).toEqual([]);
    expect(problems).toHaveLength(3);
    expect(({} as JsonObject)['polluted']).toBeUndefined();
  });
});

describe('TOML', () => {
  test('keeps what JSON has no word for as text, and says so', () => {
    const { rules, notes } = read(
      '[metadata]\nd = 2026-01-15\n[rule]\nquery = "any where true"\nn = 9223372036854775807\nx = inf\n',
    );
    expect(rules[0]!.rule).toEqual({
      query: 'any where true',
      n: '9223372036854775807',
      x: 'Infinity',
      toml: { metadata: { d: '2026-01-15' } },
    });
    expect(notes.map(({ path, what }) => `${path}: ${what}`)).toEqual([
      'metadata.d: a date, as text',
      'rule.n: a large number, as text',
      'rule.x: the number Infinity, as text',
    ]);
  });

  test('of exceptions is read', () => {
    const { exceptionLists, exceptions } = read(
      '[metadata]\nlist_name = "l"\n[[exceptions]]\n[exceptions.container]\nlist_id = "l"\n[[exceptions.items]]\nitem_id = "i"\n' +
        '[[exceptions.items.entries]]\nfield = "a"\ntype = "exists"\noperator = "included"\n',
    );
    expect(exceptionLists).toEqual([{ list_id: 'l' }]);
    expect(exceptions).toEqual([{ item_id: 'i', entries: [{ field: 'a', type: 'exists', operator: 'included' }] }]);
  });

  test.each([
    ['[rule]\nquery = x\n', /^not TOML: /, 15],
    ['[rule]\nquery = 1\n', /^query must be text\.$/, undefined],
    ['[metadata]\n', /^there is no \[rule\]\.$/, undefined],
  ])('%j says what is wrong', (text, words, from) => {
    const { rules, problems } = read(text);
    expect(rules).toEqual([]);
    expect(problems[0]!.message).toMatch(words);
    expect(problems[0]!.span?.from).toBe(from);
  });
});

describe('what a form cannot hold is said before', () => {
  const frame: ScenarioFrame = {
    ...empty,
    description: 'why',
    rule: { query: 'any where true', name: 'Shell', id: '1', version: 2, enabled: true },
    baseline: { query: 'any where false' },
    exceptions: [{ name: 'x' }],
    valueLists: { l: { type: 'ip', values: ['10.0.0.1', '10.0.0.2'] } },
    fields: { a: 'long' },
    options: { ...empty.options, size: 5, timestampField: 'ts' },
  };
  const counts = { events: 3, labels: 1, notes: 0 };
  const common = [
    '3 events',
    '1 label',
    '1 baseline',
    '1 description of the scenario',
    '1 field type',
    '2 values of the value lists',
  ];
  test.each<[ExportForm, readonly string[]]>([
    ['kibana', [...common, 'options.size: 5']],
    ['json', [...common, '1 exception', 'options.size: 5']],
    ['toml', [...common, '1 exception', '3 keys of an installed rule: id, version, enabled', 'options.size: 5']],
    ['eql', [...common, '1 exception', '4 other keys of the rule', 'options.timestampField: ts', 'options.size: 5']],
  ])('%s', (form, losses) => {
    expect(exportRule(form, frame, counts, TODAY).losses).toEqual(losses);
  });

  test('and what a file must have and the scenario does not say', () => {
    const { added, text } = exported('kibana', frame);
    expect(added).toEqual(['timestamp_field', 'rule_id', 'description', 'type', 'language', 'severity', 'risk_score']);
    const file = read(text);
    expect(file.problems).toEqual([]);
    expect(file.exceptions[0]).toMatchObject({ name: 'x', item_id: 'x-1', list_id: 'playground-exceptions' });
    expect(frameOfRule(file, file.rules[0]!.rule, empty).exceptions).toHaveLength(1);
  });

  test('and where a rule and the options say different things', () => {
    const rule = { query: 'any where true', timestamp_field: 'event.created', tiebreaker_field: 'seq' };
    const { problems, text } = exported('json', { ...empty, rule });
    expect(problems.map(({ message }) => message)).toEqual([
      'rule.timestamp_field is "event.created", but options.timestampField is "@timestamp": the option counts.',
      'rule.tiebreaker_field is "seq", but options.tiebreakerField is not set: the option counts.',
    ]);
    const back = read(text).rules[0]!.rule;
    expect([back['timestamp_field'], back['tiebreaker_field']]).toEqual(['@timestamp', undefined]);
  });

  test('also of a scenario file', () => {
    const scenario = { ...emptyScenario, rule: { query: '', timestamp_field: 'ts' } };
    expect(read(writeScenario(scenario)).problems.map(({ code }) => code)).toEqual(['scenario/option-conflict']);
  });

  test('and which keys mean nothing here', () => {
    const rule = { query: '', filters: [{}], alert_suppression: { group_by: [] }, newer_key: 1, tags: ['a'] };
    expect(ruleNotes(rule).map(({ path }) => path)).toEqual(['filters', 'alert_suppression', 'newer_key']);
  });
});

test.each([
  ['comments', '/**/'.repeat(50_000)],
  ['stars', `/${'*'.repeat(100_000)}`],
  ['slashes', '//\n'.repeat(50_000)],
  ['blanks', ' '.repeat(200_000)],
  ['brackets', '['.repeat(100_000)],
  ['braces', '{"rule_id":'.repeat(20_000)],
  ['a word', 'a'.repeat(200_000)],
])('a text of %s is no file of rules, soon', (_, text) => {
  expect(formOf(text)).toBeNull();
});

test('no text makes a reader throw', () => {
  const starts = [
    '{"rule_id":',
    '[rule]\n',
    '[{"query":"',
    'process where ',
    '{"format":"eql-scenario","events":[',
    '[[exceptions]]\n',
  ];
  fc.assert(
    fc.property(fc.constantFrom('', ...starts), fc.string({ unit: 'binary' }), (start, rest) => {
      readRuleFile('x', start + rest);
    }),
    { numRuns: 500 },
  );
});
