/** `eql test` on small scenario, suite and vector files (contract, sections 2 to 4). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { runCommand, type Outcome } from './commands.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eql-test-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** Writes a file and runs `eql test` on it; its path is shown as `FILE`. */
async function run(content: unknown, ...args: readonly string[]): Promise<Outcome> {
  const file = join(folder, 'case.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  const { output, errors = [], exit } = await runCommand(['test', file, ...args]);
  return {
    output: output.replaceAll(file, 'FILE'),
    errors: errors.map((line) => line.replaceAll(file, 'FILE')),
    exit,
  };
}

function scenario(query: string, ...events: readonly (readonly [label: string | null, doc: object])[]): object {
  return {
    format: 'eql-scenario',
    version: 1,
    rule: { query },
    events: events.map(([label, doc], i) => ({ id: `e${i + 1}`, doc, ...(label === null ? {} : { label }) })),
  };
}

describe('a scenario', () => {
  it('passes when every label is right; an event without a label is none', async () => {
    const content = scenario('any where a == 1', ['alert', { a: 1 }], ['benign', { a: 2 }], [null, { a: 1 }]);
    expect(await run(content)).toEqual({ output: '2 passed, 0 failed', errors: [], exit: 0 });
  });

  it('fails with an explanation of each label that is wrong', async () => {
    const content = scenario('any where a == 1 and b == 2', ['alert', { a: 1 }], ['benign', { a: 1, b: 2 }]);
    expect(await run(content)).toMatchObject({
      output: [
        'FILE: e1',
        '  labelled alert, but the verdict is no match. Kept out by one clause: b == 2 is missing.',
        'FILE: e2',
        '  labelled benign, but the verdict is match. Matches: both clauses are true.',
        '0 passed, 2 failed',
      ].join('\n'),
      exit: 1,
    });
  });

  it('of a sequence explains the stages', async () => {
    const content = scenario(
      'sequence [any where a == 1] [any where a == 2]',
      ['alert', { '@timestamp': '2025-03-01T10:00:00Z', a: 1 }],
      ['alert', { '@timestamp': '2025-03-01T10:00:01Z', a: 3 }],
    );
    const { output, exit } = await run(content);
    expect(exit).toBe(1);
    expect(output).toContain('labelled alert, but the verdict is no match. Partial: fits stage 1 of 2.');
    expect(output).toContain('labelled alert, but the verdict is no match. Fits no filter; nearest is stage');
  });

  it('is tested with its exceptions', async () => {
    const entries = [{ field: 'b', type: 'match', operator: 'included', value: 'ci' }];
    const content = {
      ...scenario('any where a == 1', ['benign', { a: 1, b: 'ci' }], ['alert', { a: 1, b: 'ci' }]),
      exceptions: [
        { name: 'CI runner', entries },
        { name: 'Old', entries, expire_time: '2020-01-01T00:00:00Z' },
        { name: 'List', entries: [{ ...entries[0], type: 'list', list: { id: 'l', type: 'keyword' } }] },
      ],
    };
    expect(await run(content)).toMatchObject({
      output: [
        'FILE: e2',
        '  labelled alert, but the verdict is no match. Removed by exception "CI runner". The rule fits it.',
        '  Exception "Old" has expired.',
        '  Exception "List" is not used: exceptions[2].entries[0] names the value list "l", whose values are not here.',
        '1 passed, 1 failed',
      ].join('\n'),
      exit: 1,
    });
  });

  it('whose rule and options say different things is told of', async () => {
    const content = scenario('any where a == 1', ['alert', { a: 1 }]) as { rule: object };
    const { errors, exit } = await run({ ...content, rule: { ...content.rule, timestamp_field: 'ts' } });
    expect(errors).toEqual([
      'FILE: rule.timestamp_field is "ts", but options.timestampField is "@timestamp": the option counts.',
    ]);
    expect(exit).toBe(0);
  });

  it('with a rule that has an error fails with its message', async () => {
    const { output, exit } = await run(scenario('any where a = 1', ['benign', { a: 1 }]));
    expect(exit).toBe(1);
    expect(output).toContain("labelled benign, but the search fails: line 1:13: mismatched input '='");
  });

  it('with an event that Elasticsearch would reject fails for this one', async () => {
    const content = scenario('any where true', ['benign', { process: { pid: 'x' } }], ['alert', {}]);
    const { output } = await run(content);
    expect(output).toMatch(/e1\n {2}labelled benign, but the event is invalid: Elasticsearch would reject it/);
    expect(output).toContain('1 passed, 1 failed');
  });

  it('that cannot be read ends in status 2', async () => {
    const { errors, exit } = await run({ format: 'eql-scenario', version: 99, rule: {}, events: [] });
    expect(exit).toBe(2);
    expect(errors?.join('\n')).toContain('FILE');
  });
});

const VECTORS = [
  { id: 'v1', query: 'any where n > 1', events: [{ n: 1 }, { n: 2 }, { n: 3 }], expect: [1, 2] },
  { id: 'v2', query: 'any where n == 1', events: [{ n: 1 }], expect: [] },
  { id: 'v3', query: 'any where n = 1', events: [], expect: { error: 'mismatched input' } },
  { id: 'v4', query: 'any where true', events: [], expect: { error: 'mismatched input' } },
  { id: 'v5', query: 'any where foo == 1', events: [], expect: [] },
  {
    id: 'v6',
    query: 'any where foo == 1',
    events: [],
    fields: { n: 'long' },
    expect: { error: 'Unknown column [foo]' },
  },
  {
    id: 'v7',
    query: 'sequence [any where n == 1] [any where n == 2]',
    events: [
      { '@timestamp': 1, n: 1 },
      { '@timestamp': 2, n: 2 },
    ],
    expect: { sequences: [[0, 1]] },
  },
];

describe('vectors', () => {
  it('print what failed, then how many', async () => {
    expect(await run(VECTORS)).toEqual({
      output: [
        'FILE: v2',
        '  wanted [], got [0]',
        'FILE: v4',
        '  wanted an error with [mismatched input], got events',
        '5 passed, 2 failed',
      ].join('\n'),
      errors: [],
      exit: 1,
    });
  });

  it('give one line of JSON for each case', async () => {
    const { output, exit } = await run(VECTORS, '--format', 'json');
    const lines = output.split('\n').map((line) => JSON.parse(line) as unknown);
    expect(exit).toBe(1);
    expect(lines).toHaveLength(7);
    expect(lines[0]).toEqual({ file: 'FILE', id: 'v1', ok: true, got: ['1', '2'] });
    expect(lines[1]).toEqual({ file: 'FILE', id: 'v2', ok: false, got: ['0'] });
    expect(lines[6]).toEqual({ file: 'FILE', id: 'v7', ok: true, got: ['0', '1'] });
  });
});

describe('a suite', () => {
  const suite = (...cases: readonly object[]): object => ({
    suite: 'small',
    events: 'suite.ndjson',
    fields: { n: 'long', id: 'long' },
    options: { idField: 'id', size: 2 },
    cases,
  });

  beforeAll(async () => {
    await writeFile(join(folder, 'suite.ndjson'), '{"id":7,"n":1}\n{"id":8,"n":2}\n{"id":9,"n":3}\n');
  });

  it('names events by its id field, and takes its own options before the defaults', async () => {
    const content = suite(
      { id: 'a', query: 'any where n > 0', expect: { ids: [8, 9] } },
      { id: 'b', query: 'any where n > 0', options: { resultPosition: 'head' }, expect: { ids: [7, 8] } },
      { id: 'c', query: 'any where n > 2', expect: { anyOfIds: [[1], [9]] } },
      { id: 'd', query: 'any where n > 2', expect: { ids: [1] } },
    );
    expect(await run(content)).toMatchObject({
      output: 'FILE: d\n  wanted [1], got [9]\n3 passed, 1 failed',
      exit: 1,
    });
  });

  it('compares join keys, too', async () => {
    const query = 'sequence by n [any where true] [any where true]';
    const { output } = await run(suite({ id: 'k', query, expect: { ids: [], joinKeys: ['x'] } }));
    expect(output).toContain('wanted the join keys [x], got []');
  });
});

describe('JUnit', () => {
  it('has a suite for each file, and a failure for each failed case', async () => {
    const { output, exit } = await run(VECTORS.slice(0, 2), '--reporter', 'junit');
    expect(exit).toBe(1);
    expect(output).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites>',
        '  <testsuite name="FILE" tests="2" failures="1">',
        '    <testcase classname="FILE" name="v1"/>',
        '    <testcase classname="FILE" name="v2">',
        '      <failure message="wanted [], got [0]"/>',
        '    </testcase>',
        '  </testsuite>',
        '</testsuites>',
      ].join('\n'),
    );
  });

  it('holds no character that XML cannot hold', async () => {
    const id = '<&">\u0000\u001f\ud800\ufffe🐳';
    const { output } = await run([{ ...VECTORS[0], id }], '--reporter', 'junit');
    expect(output).toContain('name="&lt;&amp;&quot;&gt;\ufffd\ufffd\ufffd\ufffd🐳"');
  });
});

describe('a file that is none of these ends in status 2', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'FILE] is not JSON'],
    ['a number', 5, 'FILE'],
    ['another object', { a: 1 }, 'FILE'],
    ['a case without a query', [{ id: 'x', events: [], expect: [] }], 'without "query" or "events"'],
    ['a case without an expectation', [{ id: 'x', query: 'any where true', events: [] }], 'without "expect": [x]'],
    ['a suite without events', { cases: [] }, 'without "events", "fields" or "options"'],
    [
      'a suite with a broken case',
      { events: 'suite.ndjson', fields: {}, options: {}, cases: [{ id: 'x' }] },
      'without "query" or "expect"',
    ],
    ['a suite whose events are not there', { events: 'no.ndjson', fields: {}, options: {}, cases: [] }, 'Cannot read'],
  ])('%s', async (_name, content, message) => {
    const { errors, exit } = await run(content);
    expect(exit).toBe(2);
    expect(errors?.join('\n')).toContain(message);
  });

  it('or no file at all', async () => {
    expect(await runCommand(['test'])).toMatchObject({
      exit: 2,
      errors: ['At least one file is needed.', expect.any(String)],
    });
  });
});
