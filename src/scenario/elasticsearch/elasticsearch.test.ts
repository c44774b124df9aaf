/** What is sent to a cluster, as data and as texts that people run. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyScenario, type Scenario } from '../scenario.ts';
import { disagreements, readAnswer, readBulkAnswer } from './compare.ts';
import { exceptionFilter } from './exceptionFilter.ts';
import { mappingOf } from './mapping.ts';
import { bulkRequests, isIndexName, searchOverPatterns, searchRequest } from './requests.ts';
import { asConsole, asCurl, asScript } from './texts.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const rule = {
  query: 'process where\n  process.name == "bash"',
  index: ['logs-*', 'remote:x'],
  from: 'now-9m',
  timestamp_override: 'event.ingested',
};
const scenario: Scenario = { ...emptyScenario, rule };

describe('a mapping', () => {
  test('nests objects and keeps sub-fields below their field', () => {
    const fields = {
      'process.name': 'keyword',
      'process.name.text': 'match_only_text',
      'process.pid': 'long',
      n: 'nested',
    };
    expect(mappingOf(fields)).toEqual({
      properties: {
        n: { type: 'nested' },
        process: {
          properties: {
            name: { type: 'keyword', fields: { text: { type: 'match_only_text' } } },
            pid: { type: 'long' },
          },
        },
      },
    });
  });

  test('gives types what they need besides their name', () => {
    expect(mappingOf({ a: 'scaled_float', b: 'constant_keyword' })).toEqual({
      properties: { a: { type: 'scaled_float', scaling_factor: 1000 }, b: { type: 'keyword' } },
    });
  });
});

describe('the exceptions of Kibana as a filter', () => {
  const item = (entries: readonly object[], rest: object = {}) => ({ type: 'simple', entries, ...rest }) as never;
  const lists = {
    'r.txt': { type: 'ip_range', values: ['10.0.0.0-10.0.0.9'] },
    'k.txt': { type: 'keyword', values: ['a'] },
  };
  const inList = (id: string, type: string) => ({ field: 'f', type: 'list', operator: 'included', list: { id, type } });

  test.each<[string, object, object]>([
    ['is', { field: 'f', type: 'match', operator: 'included', value: 'x' }, { terms: { f: ['x'] } }],
    [
      'is not',
      { field: 'f', type: 'match', operator: 'excluded', value: 'x' },
      { bool: { must_not: [{ terms: { f: ['x'] } }] } },
    ],
    [
      'is one of',
      { field: 'f', type: 'match_any', operator: 'included', value: ['x', 'y'] },
      { terms: { f: ['x', 'y'] } },
    ],
    ['exists', { field: 'f', type: 'exists', operator: 'included' }, { exists: { field: 'f' } }],
    [
      'matches',
      { field: 'f', type: 'wildcard', operator: 'included', value: 'x*' },
      { wildcard: { f: { value: 'x*' } } },
    ],
    ['is in list', inList('k.txt', 'keyword'), { terms: { f: ['a'] } }],
    [
      'is in a list of ranges',
      inList('r.txt', 'ip_range'),
      { bool: { should: [{ range: { f: { gte: '10.0.0.0', lte: '10.0.0.9' } } }] } },
    ],
    [
      'nested',
      { field: 'f', type: 'nested', entries: [{ field: 'g', type: 'match', operator: 'included', value: 'x' }] },
      { nested: { path: 'f', query: { bool: { filter: [{ terms: { 'f.g': ['x'] } }] } } } },
    ],
  ])('%s', (_name, entry, query) => {
    expect(exceptionFilter([item([entry])], lists, NOW)).toEqual({
      bool: { must_not: [{ bool: { filter: [query] } }] },
    });
  });

  test('an expired item is dropped, and without one there is no filter', () => {
    const entry = { field: 'f', type: 'exists', operator: 'included' };
    expect(exceptionFilter([item([entry], { expire_time: '2026-02-01T00:00:00Z' })], {}, NOW)).toBeNull();
    expect(exceptionFilter([], {}, NOW)).toBeNull();
  });
});

describe('the search', () => {
  test('over the scenario’s events has its options', () => {
    const { path, body } = searchRequest('demo', scenario, 3, NOW);
    expect(path).toBe('/demo/_eql/search');
    expect(JSON.parse(body!)).toEqual({
      query: rule.query,
      timestamp_field: '@timestamp',
      event_category_field: 'event.category',
      result_position: 'tail',
      size: 3,
    });
  });

  test('over the real data has the rule’s patterns and the time that it looks back', () => {
    const { path, body } = searchOverPatterns(scenario, NOW);
    expect(path).toBe('/logs-*,remote:x/_eql/search?ignore_unavailable=true');
    expect(JSON.parse(body!)).toMatchObject({ filter: { range: { 'event.ingested': { gte: 'now-9m', lte: 'now' } } } });
  });
});

test('events go in bulks of a few megabytes, a document on one line', () => {
  const text = `{"a":\n"${'x'.repeat(3_000_000)}"}`;
  const requests = bulkRequests(
    'demo',
    ['1', '2', '3'].map((id) => ({ id, text })),
  );
  expect(requests.map(({ body }) => body!.split('\n').length)).toEqual([5, 3]);
});

test.each([
  ['logs-demo.1', true],
  ['Logs', false],
  ['_x', false],
  ['a b', false],
  ['../x', false],
])('%s as a name of an index: %j', (name, is) => expect(isIndexName(name)).toBe(is));

describe('as texts', () => {
  const search = searchRequest('demo', scenario, 3, NOW);

  test('the console reads a query of several lines as it was written', () => {
    const text = asConsole([searchRequest('demo', { ...scenario, rule: { query: 'any where\n  true' } }, 3, NOW)]);
    expect(text).toContain('# Run the rule\nPOST /demo/_eql/search\n{\n  "query": """any where\n  true""",\n');
  });

  test('curl takes address and key from the environment', () => {
    expect(asCurl([search])).toContain(`curl -sS --fail-with-body -X POST "$ES_URL"'/demo/_eql/search'`);
    expect(asScript([search])).toMatch(/^#!\/bin\/sh\n[\s\S]*set -eu/);
  });

  test('whatever a query holds, a shell passes it on unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`'"\\$\`!; a|&>\n`.split('')), maxLength: 30 }), (query) => {
        const { body } = searchRequest('demo', { ...scenario, rule: { query } }, 1, NOW);
        const text = asCurl([searchRequest('demo', { ...scenario, rule: { query } }, 1, NOW)]);
        const echoed = text.replace(/^# .*\n/, '').replace(/^curl -sS[\s\S]*--data-binary /, 'printf %s ');
        expect(execFileSync('sh', ['-c', echoed], { encoding: 'utf8' })).toBe(body);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an answer', () => {
  test.each([
    ['not JSON', '{', 'The answer is not JSON'],
    ['no object', '[]', 'not an object'],
    ['an error', '{"error":{"type":"t","reason":"r"},"status":400}', 'The cluster refused: t: r'],
    ['something else', '{"acknowledged":true}', 'has no hits'],
    ['a plain search', '{"hits":{"hits":[]}}', 'neither events nor sequences'],
  ])('that is %s is told', (_name, text, problem) => {
    const answer = readAnswer(text);
    expect('problem' in answer && answer.problem).toContain(problem);
  });

  test('is compared with every event, and with events that are not ours', () => {
    const ours = new Map([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
    expect(disagreements(ours, { ids: new Set(['a', 'b', 'x']) })).toEqual([
      { id: 'b', here: 'no match', there: 'match' },
      { id: 'c', here: 'match', there: 'no match' },
      { id: 'x', here: 'no match', there: 'match' },
    ]);
  });

  test('of _bulk says which events were refused', () => {
    const items = [
      { index: { _id: 'a', status: 201 } },
      { index: { _id: 'b', status: 400, error: { type: 't', reason: 'r' } } },
    ];
    expect(readBulkAnswer(JSON.stringify({ errors: true, items }))).toEqual(new Map([['b', 't: r']]));
    expect(readBulkAnswer('{"error":"no"}')).toEqual({ problem: 'no' });
  });
});
