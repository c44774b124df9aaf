/** The command against a small cluster of ours, which answers in Elasticsearch's shapes and refuses whatever it does not know. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeScenario } from '../scenario/scenario.ts';
import { emptyScenario, type Scenario } from '../scenario/scenario.ts';
import { runCommand } from './commands.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly type: string | undefined;
  readonly key: string | undefined;
  readonly body: string;
}

const folder = mkdtempSync(join(tmpdir(), 'eql-'));
let server: Server;
let url = '';
const seen: Seen[] = [];
/** What the cluster answers to the search; it knows nothing of EQL. */
let found: { readonly status: number; readonly body: unknown } = { status: 200, body: {} };
let takesIndex = true;

const hit = (id: string) => ({ _index: 'demo', _id: id, _source: {} });
const eventsAnswer = (...ids: string[]) => ({
  is_partial: false,
  is_running: false,
  took: 1,
  timed_out: false,
  hits: { total: { value: ids.length, relation: 'eq' }, events: ids.map(hit) },
});
const errorAnswer = (type: string, reason: string, status: number) => ({
  status,
  body: { error: { root_cause: [{ type, reason }], type, reason }, status },
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Documents with an address that is none are refused, as a field of type ip refuses them. */
function bulkAnswer(body: string): unknown {
  const lines = body.trim().split('\n');
  const items = lines.flatMap((line, i) => {
    if (i % 2 === 1) return [];
    const { index } = JSON.parse(line) as { index: { _id: string } };
    const isRefused = lines[i + 1]!.includes('not an address');
    const error = { type: 'document_parsing_exception', reason: 'failed to parse field [source.ip]' };
    return [{ index: { _index: 'demo', _id: index._id, status: isRefused ? 400 : 201, ...(isRefused && { error }) } }];
  });
  return { took: 1, errors: items.some(({ index }) => index.status === 400), items };
}

function answerTo({ method, path, body }: Seen): { readonly status: number; readonly body: unknown } {
  if (method === 'PUT' && path === '/demo') {
    if (!takesIndex) return errorAnswer('resource_already_exists_exception', 'index [demo] already exists', 400);
    return { status: 200, body: { acknowledged: true, shards_acknowledged: true, index: 'demo' } };
  }
  if (method === 'POST' && path === '/demo/_bulk?refresh=true') return { status: 200, body: bulkAnswer(body) };
  if (method === 'POST' && path === '/demo/_eql/search') return found;
  if (method === 'DELETE' && path === '/demo') return { status: 200, body: { acknowledged: true } };
  return errorAnswer('illegal_argument_exception', `unknown request ${method} ${path}`, 400);
}

beforeAll(async () => {
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, body, type: headers['content-type'], key: headers.authorization };
      seen.push(one);
      const { status, body: answer } = answerTo(one);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  seen.length = 0;
  takesIndex = true;
  found = { status: 200, body: eventsAnswer('a', 'c') };
});

const scenario = {
  ...emptyScenario,
  rule: { query: 'process where process.name == "bash"' },
  fields: { 'source.ip': 'ip' },
  events: [
    { id: 'a', text: '{"event":{"category":"process"},\n "process":{"name":"bash"}}' },
    { id: 'b', text: '{"event":{"category":"process"},"process":{"name":"sh"}}' },
    { id: 'c', text: '{"event":{"category":"process"},"process":{"name":"bash"}}' },
  ],
};

function fileOf(changes: Partial<Scenario> = {}): string {
  const file = join(folder, 'demo.eql-scenario.json');
  writeFileSync(file, writeScenario({ ...scenario, ...changes }));
  return file;
}

async function compare(file: string, ...more: readonly string[]) {
  return runCommand(['compare', file, '--url', url, '--index', 'demo', ...more]);
}

describe('compare', () => {
  test('agrees where both say the same, with requests as the interfaces are documented', async () => {
    process.env['EQL_TEST_KEY'] = 'c2VjcmV0';
    const outcome = await compare(fileOf(), '--api-key-env', 'EQL_TEST_KEY');
    expect(outcome).toMatchObject({ output: '3 agree, 0 differ', exit: 0 });
    expect(seen.map(({ method, path, type }) => [method, path, type])).toEqual([
      ['PUT', '/demo', 'application/json'],
      ['POST', '/demo/_bulk?refresh=true', 'application/x-ndjson'],
      ['POST', '/demo/_eql/search', 'application/json'],
      ['DELETE', '/demo', undefined],
    ]);
    expect(new Set(seen.map(({ key }) => key))).toEqual(new Set(['ApiKey c2VjcmV0']));
    const { mappings } = JSON.parse(seen[0]!.body) as { mappings: { properties: Record<string, unknown> } };
    expect(mappings.properties['source']).toMatchObject({ properties: { ip: { type: 'ip' } } });
    expect(seen[1]!.body.split('\n')).toHaveLength(7);
    expect(JSON.parse(seen[2]!.body)).toMatchObject({
      query: scenario.rule.query,
      timestamp_field: '@timestamp',
      event_category_field: 'event.category',
      result_position: 'tail',
      size: 3,
    });
  });

  test('names each event on which they differ', async () => {
    found = { status: 200, body: eventsAnswer('b', 'c') };
    const outcome = await compare(fileOf());
    expect(outcome).toMatchObject({
      output: 'a: here match, there no match\nb: here no match, there match\n1 agree, 2 differ',
      exit: 1,
    });
  });

  test('as JSON', async () => {
    found = { status: 200, body: eventsAnswer('c') };
    const { output } = await compare(fileOf(), '--format', 'json');
    expect(JSON.parse(output)).toEqual({
      events: 3,
      disagreements: [{ id: 'a', here: 'match', there: 'no match' }],
      warnings: [],
    });
  });

  test('takes the events of sequences, without the placeholders of missing events', async () => {
    const missing = { _index: '', _id: '', _source: {}, missing: true };
    const sequences = [{ join_keys: ['x'], events: [hit('a'), missing, hit('b')] }];
    found = { status: 200, body: { hits: { total: { value: 1, relation: 'eq' }, sequences } } };
    const { output } = await compare(fileOf());
    expect(output).toBe('b: here no match, there match\nc: here match, there no match\n1 agree, 2 differ');
  });

  test('an event that one side refuses is a difference', async () => {
    const events = [...scenario.events, { id: 'd', text: '{"source":{"ip":"not an address"}}' }];
    expect((await compare(fileOf({ events }))).exit, 'both refuse it').toBe(0);
    const { output, exit } = await compare(fileOf({ events, fields: { 'source.ip': 'keyword' } }));
    expect([output.split('\n')[0], exit]).toEqual([
      'd: here valid, there refused: document_parsing_exception: failed to parse field [source.ip]',
      1,
    ]);
  });

  test('an error on one side alone is a difference, on both none', async () => {
    found = errorAnswer('verification_exception', 'Found 1 problem', 400);
    const { output } = await compare(fileOf());
    expect(output).toContain('the search: here an answer; there 400, The cluster refused: verification_exception');
    expect((await compare(fileOf({ rule: { query: 'process where' } }))).exit).toBe(0);
  });

  test('exceptions go along as a filter', async () => {
    const entries = [{ field: 'process.name', type: 'match', operator: 'included', value: 'bash' }];
    const exceptions = [{ item_id: 'x', name: 'x', type: 'simple', entries }];
    found = { status: 200, body: eventsAnswer() };
    expect((await compare(fileOf({ exceptions }))).exit).toBe(0);
    expect(JSON.parse(seen[2]!.body)).toMatchObject({
      filter: { bool: { must_not: [{ bool: { filter: [{ terms: { 'process.name': ['bash'] } }] } }] } },
    });
  });
});

describe('what cannot be compared', () => {
  test('an index that is there already is left alone', async () => {
    takesIndex = false;
    const outcome = await compare(fileOf());
    expect(outcome.exit).toBe(2);
    expect(outcome.errors?.[0]).toContain('index [demo] already exists');
    expect(seen.map(({ method }) => method)).toEqual(['PUT']);
  });

  test.each([
    [['--url', 'localhost'], '--url takes an address'],
    [['--url', 'http://x', '--index', 'UPPER'], '--index takes the name of an index'],
    [['--url', 'http://x', '--api-key-env', 'EQL_NO_SUCH_KEY'], 'no variable [EQL_NO_SUCH_KEY]'],
    [[], '--url is needed'],
    [['--url', 'http://127.0.0.1:1'], 'did not make the index'],
  ])('%j', async (more, message) => {
    const { exit, errors } = await runCommand(['compare', fileOf(), ...more]);
    expect([exit, errors?.[0]]).toEqual([2, expect.stringContaining(message)]);
  });
});
