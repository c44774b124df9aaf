/** `eql search` on small files: answer, error object, exit status, standard error (contract, section 3; eql.md 7.8). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { runCommand, type Outcome } from './commands.ts';

let folder = '';
const file = (name: string): string => join(folder, name);

const EVENTS = [
  '{"@timestamp":"2025-03-01T10:00:00Z","event":{"category":"process"},"process":{"name":"bash","pid":10,"args":["bash","-i"]}}',
  '{"@timestamp":"2025-03-01T10:00:01Z","event":{"category":"process"},"process":{"name":"sh","pid":11},"big":12345678901234567890}',
  '{"_id":"own","_source":{"@timestamp":"2025-03-01T09:00:00Z","event":{"category":"file"},"file":{"name":"x"}}}',
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eql-search-'));
  await writeFile(file('events.ndjson'), EVENTS.join('\n'));
  await writeFile(file('numbers.ndjson'), Array.from({ length: 12 }, (_, i) => `{"n":${i}}`).join('\n'));
  await writeFile(file('rule.eql'), '\ufeffprocess where\n  process.name == "bash"\n');
  await writeFile(file('fields.json'), '{"event.category":"keyword","process.name":"keyword","process.pid":"long"}');
});

afterAll(() => rm(folder, { recursive: true }));

function search(query: string, ...more: readonly string[]): Promise<Outcome> {
  const events = more.includes('--events') ? [] : ['--events', file('events.ndjson')];
  return runCommand(['search', '--query', query, ...events, ...more]);
}

interface Answer {
  readonly hits: {
    readonly total: unknown;
    readonly events?: readonly { readonly _id: string; readonly _source: unknown }[];
    readonly sequences?: readonly { readonly join_keys?: readonly unknown[]; readonly events: readonly unknown[] }[];
  };
  readonly error: { readonly type: string; readonly reason: string; readonly root_cause: readonly unknown[] };
  readonly explain: readonly {
    readonly _id: string;
    readonly verdict: string;
    readonly sentence: string;
    readonly clauses: readonly Record<string, unknown>[];
    readonly blockers: {
      readonly size: number;
      readonly sets: readonly (readonly { readonly clause: number; readonly wanted: string }[])[];
    };
  }[];
}

const answerOf = ({ output }: Outcome): Answer => JSON.parse(output) as Answer;
const idsOf = (outcome: Outcome): readonly string[] => answerOf(outcome).hits.events?.map(({ _id }) => _id) ?? [];

describe('the answer', () => {
  it('has the shape of an Elasticsearch search', async () => {
    const outcome = await search('process where process.name == "bash"');
    expect(outcome.exit).toBe(0);
    expect(outcome.errors).toEqual([]);
    expect(answerOf(outcome)).toEqual({
      is_partial: false,
      is_running: false,
      took: expect.any(Number) as number,
      timed_out: false,
      hits: {
        total: { value: 1, relation: 'eq' },
        events: [{ _index: '', _id: '0', _source: JSON.parse(EVENTS[0]!) as unknown }],
      },
    });
  });

  it('is in the order of time, with the own id of an event, or its position', async () => {
    expect(idsOf(await search('any where true'))).toEqual(['own', '0', '1']);
  });

  it('passes the text of an event through, so that no number changes', async () => {
    expect((await search('any where process.name == "sh"')).output).toContain('"big":12345678901234567890');
  });

  it('without a match is an empty list', async () => {
    const outcome = await search('any where process.name == "zsh"');
    expect(outcome.exit).toBe(0);
    expect(answerOf(outcome).hits).toEqual({ total: { value: 0, relation: 'eq' }, events: [] });
  });

  it('of a sequence has join keys and events by term', async () => {
    const query = 'sequence by event.category [process where process.pid == 10] [process where process.name == "sh"]';
    const { hits } = answerOf(await search(query));
    expect(hits.events).toBe(undefined);
    expect(hits.sequences?.map(({ join_keys, events }) => [join_keys, events.length])).toEqual([[['process'], 2]]);
  });

  test.each([
    [[], '2 3 4 5 6 7 8 9 10 11'],
    [['--size', '2'], '10 11'],
    [['--size', '0'], ''],
    [['--size', '3', '--result-position', 'head'], '0 1 2'],
  ])('is cut by %j', async (args, ids) => {
    const outcome = await search('any where true', '--events', file('numbers.ndjson'), ...args);
    expect(idsOf(outcome).join(' ')).toBe(ids);
  });

  it('comes from a file of the query just as well', async () => {
    const args = ['search', '--query-file', file('rule.eql'), '--events', file('events.ndjson'), '--format', 'json'];
    expect(idsOf(await runCommand(args))).toEqual(['0']);
  });

  it('uses the fields that are named', async () => {
    const outcome = await search(
      'sh where true',
      '--event-category-field',
      'process.name',
      '--timestamp-field',
      'nothing',
      '--tiebreaker-field',
      'process.pid',
    );
    expect(idsOf(outcome)).toEqual(['1']);
  });
});

describe('an error of the query', () => {
  test.each([
    ['process where process.pid = 1', 'parsing_exception', /^line 1:27: mismatched input '='/],
    ['process where length() == 1', 'parsing_exception', /^line 1:16: error building \[length\]/],
    ['any where number("x") == 1', 'illegal_argument_exception', /^Unable to convert \[x\]/],
    ['any where number(process.name) == 1', 'illegal_argument_exception', /^Unable to convert \[bash\]/],
    ['', 'action_request_validation_exception', /^query is null or empty$/],
    [' \n', 'action_request_validation_exception', /^query is null or empty$/],
  ])('%j is the answer, and the status is 1', async (query, type, reason) => {
    const outcome = await search(query);
    expect(outcome.exit).toBe(1);
    const { error } = answerOf(outcome);
    expect(error.type).toBe(type);
    expect(error.reason).toMatch(reason);
    expect(error.root_cause).toEqual([{ type: error.type, reason: error.reason }]);
    expect(JSON.parse(outcome.output)).toMatchObject({ status: 400 });
  });

  it('an unknown field is one only when fields are given', async () => {
    expect((await search('any where foo == 1')).exit).toBe(0);
    const outcome = await search('any where foo == 1', '--fields', file('fields.json'));
    expect(outcome.exit).toBe(1);
    expect(answerOf(outcome).error).toMatchObject({
      type: 'verification_exception',
      reason: 'Found 1 problem\nline 1:11: Unknown column [foo]',
    });
  });
});

describe('--explain', () => {
  it('tells of each event its verdict, its clauses with what they read, and its blockers', async () => {
    const query = 'process where process.name == "sh" and process.args != "-i"';
    const { explain } = answerOf(await search(query, '--explain'));
    expect(explain.map(({ _id, verdict }) => `${_id} ${verdict}`)).toEqual(['0 no match', '1 match', 'own no match']);
    const [first, second] = explain;
    expect(first?.sentence).toBe(
      'Kept out by 2 clauses: process.name == "sh" is false and process.args != "-i" is false.',
    );
    expect(first?.blockers).toMatchObject({ size: 2, total: 1, exact: true });
    expect(first?.blockers.sets[0]?.map(({ clause, wanted }) => [clause, wanted])).toEqual([
      [3, 'wanted `"sh"`'],
      [4, 'wanted anything but `"-i"`'],
    ]);
    expect(first?.clauses[3]).toMatchObject({
      clause: 3,
      parent: 2,
      kind: 'leaf',
      text: 'process.name == "sh"',
      span: { from: 14, to: 34 },
      verdict: 'false',
      values: { 'process.name': ['bash'] },
    });
    expect(second?.clauses[4]).toMatchObject({ verdict: 'true', becauseMissing: true, values: { 'process.args': [] } });
    expect(second?.blockers, 'a match needs nothing').toBeUndefined();
  });
});

describe('broken events', () => {
  it('are named on standard error, and the rest is searched', async () => {
    await writeFile(file('broken.ndjson'), '{"n":1}\n{"n":\n{"n":2}\n');
    const outcome = await search('any where n > 0', '--events', file('broken.ndjson'));
    expect(outcome.exit).toBe(0);
    expect(outcome.errors).toHaveLength(1);
    expect(outcome.errors?.[0]).toMatch(/^broken\.ndjson:2: /);
    expect(answerOf(outcome).hits.events).toHaveLength(2);
  });

  it('that Elasticsearch would reject are named, too', async () => {
    await writeFile(file('types.ndjson'), '{"process":{"pid":"x"}}\n{"process":{"pid":5}}\n');
    const outcome = await search('any where process.pid == 5', '--events', file('types.ndjson'));
    expect(outcome.errors?.join('\n')).toContain('field [process.pid] of type [long] cannot hold "x"');
    expect(idsOf(outcome)).toEqual(['1']);
  });
});

describe('events in other forms', () => {
  it('are read as the page reads them, with a word on what was done', async () => {
    const falco = {
      rule: 'r',
      time: '2026-03-01T10:00:00Z',
      output_fields: { 'proc.cmdline': 'bash -i', 'evt.num': 1 },
    };
    await writeFile(file('falco.json.gz'), gzipSync(JSON.stringify(falco)));
    const outcome = await search('any where process.args == "-i"', '--events', file('falco.json.gz'));
    expect(idsOf(outcome)).toEqual(['0']);
    expect(outcome.errors).toEqual([
      'falco.json.gz: unpacked from gzip',
      'falco.json.gz: a command line that is one text was split into arguments as a shell would: a guess',
      'no ECS counterpart for these fields of Falco output: evt.num',
    ]);
  });

  it('give up the fields of alerts on request', async () => {
    const alert = { '@timestamp': '2026-03-01T10:05:00Z', 'kibana.alert.original_time': '2026-03-01T10:00:00Z' };
    await writeFile(file('alert.json'), JSON.stringify(alert));
    const query = 'any where @timestamp == "2026-03-01T10:00:00Z"';
    expect(idsOf(await search(query, '--events', file('alert.json')))).toEqual([]);
    expect(idsOf(await search(query, '--events', file('alert.json'), '--strip-alerts'))).toEqual(['0']);
  });
});

describe('what cannot be used ends in status 2, with a message and the usage', () => {
  test.each<[string, readonly string[], string]>([
    ['no command', [], 'A command is needed.'],
    ['another command', ['serach'], 'There is no command [serach].'],
    ['no query', ['search', '--events', 'x'], 'Either --query or --query-file is needed.'],
    ['two queries', ['search', '--query', 'a', '--query-file', 'b', '--events', 'x'], 'Either --query or --query-file'],
    ['no events', ['search', '--query', 'any where true'], '--events is needed.'],
    [
      'no such file',
      ['search', '--query', 'any where true', '--events', '/no/such/file'],
      'Cannot read [/no/such/file]',
    ],
    ['an unknown option', ['search', '--quary', 'x'], "Unknown option '--quary'"],
    [
      'a size that is no number',
      ['search', '--query', 'a', '--events', 'x', '--size', 'x'],
      '--size takes a whole number',
    ],
    ['a negative size', ['search', '--query', 'a', '--events', 'x', '--size=-1'], '--size takes a whole number'],
    [
      'another position',
      ['search', '--query', 'a', '--events', 'x', '--result-position', 'top'],
      'tail or head, not [top]',
    ],
    [
      'another format',
      ['search', '--query', 'a', '--events', 'x', '--format', 'xml'],
      '--format takes json, not [xml].',
    ],
    ['one word too many', ['search', 'x', '--query', 'a', '--events', 'x'], '[x] is one argument too many.'],
    ['no samples', ['search', '--query', 'a', '--events', 'x', '--max-samples-per-key', '0'], 'must be greater than 0'],
  ])('%s', async (_name, args, message) => {
    const { output, errors, exit } = await runCommand(args);
    expect(exit).toBe(2);
    expect(output).toBe('');
    expect(errors?.[0]).toContain(message);
    expect(errors?.join('\n')).toContain('Usage:');
  });

  test.each([
    ['no JSON', '{', 'is not JSON'],
    ['a list', '[]', 'must be an Elasticsearch mapping, or a JSON object'],
    ['types that are no text', '{"a":1}', 'must be an Elasticsearch mapping, or a JSON object'],
  ])('fields with %s', async (_name, text, message) => {
    await writeFile(file('bad.json'), text);
    const { errors, exit } = await search('any where true', '--fields', file('bad.json'));
    expect(exit).toBe(2);
    expect(errors?.[0]).toContain(message);
  });
});

test('help is no failure', async () => {
  for (const args of [['help'], ['--help'], ['search', '--help'], ['test', '--help']]) {
    const { output, exit } = await runCommand(args);
    expect(exit).toBe(0);
    expect(output).toContain('Usage:');
  }
});
