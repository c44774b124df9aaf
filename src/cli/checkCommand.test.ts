import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { type Outcome, runCommand } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'eql-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** What `check` says of one file, without the folder. */
async function check(name: string, content: string | Uint8Array, ...options: string[]): Promise<Outcome> {
  const { output, errors = [], exit } = await runCommand(['check', write(name, content), ...options]);
  const short = (text: string): string => text.replaceAll(join(folder, '/'), '');
  return { output: short(output), errors: errors.map(short), exit };
}

const rule = { rule_id: 'r1', type: 'eql', language: 'eql', query: 'any where true' };
const other = { rule_id: 'r2', type: 'query', language: 'kuery', query: 'a: b' };
const missing =
  "mismatched input '<EOF>' expecting {'false', 'not', 'null', 'true', '+', '-', '(', '?', STRING, NUMBER, IDENTIFIER}";

describe('a query', () => {
  test.each<[string, string, string]>([
    ['without problems', 'process where process.name == "sh"', ''],
    ['with a byte order mark', '\ufeffany where true', ''],
    ['with an error', '// 😀\r\nany where "😀" == "😀" and', `a.eql:2:25: error: ${missing}\n`],
    ['without a text', '', "a.eql:1:1: error: mismatched input '<EOF>' expecting "],
    [
      'with an unknown field',
      'any where nonesuch.field == 1',
      'a.eql:1:11: warning: Unknown column [nonesuch.field]\n',
    ],
    [
      'with a trap',
      'any where process.name == "a*" and process.pid == 1',
      'a.eql:1:27: warning: `*` is meant literally here: "a*" fits only a value with a star.\n',
    ],
    [
      'with a category that is none',
      'proces where true',
      'a.eql:1:1: warning: No event has the category proces; did you mean process?\n',
    ],
    ['with a trap that is switched off', 'any where process.name == "a*" // ignore: wildcard-literal', '1 passed'],
    [
      'with errors of verification, in the order of the text',
      'any where frob(process.name)\n and process.pid : "x"',
      'a.eql:1:11: error: Unknown function [frob]\n' +
        'a.eql:2:6: error: first argument of [:] must be [string], found value [process.pid] type [long]; consider using [==] instead\n',
    ],
    ['with a faulty pattern', 'any where process.name regex "("', 'a.eql:1:11: error: failed to create query: '],
    [
      'whose text is shown on one line',
      'process\nwhere\n5',
      'a.eql:1:1: error: second argument of [process where 5] must ',
    ],
  ])('%s', async (_, query, wanted) => {
    const { output, exit } = await check('a.eql', query);
    const failed = wanted.includes(': error: ');
    expect(output).toMatch(/\n?\d passed, \d failed$/);
    expect(output.slice(0, wanted.length)).toBe(wanted);
    expect(output.endsWith(failed ? '0 passed, 1 failed' : '1 passed, 0 failed')).toBe(true);
    expect(exit).toBe(failed ? 1 : 0);
  });

  it('may stand in a file without an extension', async () => {
    expect(await check('query', 'any where true')).toEqual({ output: '1 passed, 0 failed', errors: [], exit: 0 });
  });
});

describe('rules', () => {
  it('of a TOML file', async () => {
    const toml = `[metadata]\n[rule]\nrule_id = "t"\nlanguage = "eql"\nquery = '''\nany where a == "\\\\" and\n'''\n`;
    const { output, exit } = await check('a.toml', toml);
    expect([output.split('\n').slice(-2), exit]).toEqual([
      [`a.toml[t]:2:1: error: ${missing}`, '0 passed, 1 failed'],
      1,
    ]);
  });

  it('of other languages are skipped', async () => {
    const note = { output: '0 passed, 0 failed', exit: 0 };
    expect(await check('a.toml', '[rule]\nlanguage = "kuery"\nquery = "a: b"\n')).toEqual({
      ...note,
      errors: ['a.toml: 1 rule of another language skipped.'],
    });
    const machineLearning = { rule_id: 'm', type: 'machine_learning' };
    expect(await check('a.json', JSON.stringify([other, machineLearning, rule]))).toEqual({
      output: '1 passed, 0 failed',
      errors: ['a.json: 2 rules of another language skipped.'],
      exit: 0,
    });
  });

  it('of a JSON file: one, or several', async () => {
    const broken = { query: 'any where' };
    expect((await check('a.json', JSON.stringify(rule))).output).toBe('1 passed, 0 failed');
    expect((await check('a.json', JSON.stringify(broken))).output).toBe(
      `a.json[#1]:1:10: error: ${missing}\n0 passed, 1 failed`,
    );
    const { output, exit } = await check('a.json', JSON.stringify([rule, broken, { ...broken, rule_id: 'r' }]));
    expect(output.split('\n')).toEqual([
      `a.json[#2]:1:10: error: ${missing}`,
      `a.json[r]:1:10: error: ${missing}`,
      '1 passed, 2 failed',
    ]);
    expect(exit).toBe(1);
  });

  it("of Kibana's export", async () => {
    const lines = [
      rule,
      other,
      { id: 'list', list_id: 'l', type: 'rule_default' },
      { item_id: 'i', list_id: 'l', type: 'simple', entries: [] },
      { id: 'c', type: 'action', attributes: {} },
      { exported_count: 4 },
    ];
    expect(await check('a.ndjson', lines.map((line) => JSON.stringify(line)).join('\r\n'))).toEqual({
      output: '1 passed, 0 failed',
      errors: ['a.ndjson: 1 rule of another language skipped.'],
      exit: 0,
    });
  });

  it('may name another field for the category', async () => {
    const own = { query: 'process where true', event_category_override: 'kind' };
    expect((await check('a.json', JSON.stringify(own))).output).toBe('1 passed, 0 failed');
  });
});

it('prints a line for each query as JSON', async () => {
  const { output, exit } = await check(
    'a.json',
    JSON.stringify([rule, { query: 'any where a = 1' }]),
    '--format',
    'json',
  );
  const [first, second] = output.split('\n').map((line): unknown => JSON.parse(line));
  expect(first).toEqual({ file: 'a.json', id: 'r1', ok: true, problems: [] });
  expect(second).toMatchObject({
    file: 'a.json',
    id: '#2',
    ok: false,
    problems: [
      { line: 1, column: 11, severity: 'warning', code: 'eql/unknown-column' },
      { line: 1, column: 13, severity: 'error', code: 'eql/syntax', hint: 'Equality is written ==' },
    ],
  });
  expect(exit).toBe(1);
});

describe('what cannot be used', () => {
  test.each<[string, string, string]>([
    ['a.toml', '[rule]\nquery = x', 'a.toml:2:9: not TOML: '],
    ['a.toml', '[metadata]\n', 'a.toml: there is no [rule].'],
    ['a.toml', '[rule]\nlanguage = "eql"\n', 'a.toml: query is missing.'],
    ['a.json', '[{"query": "any where true"},\n oops]', 'a.json'],
    ['a.json', '[{"query":', 'a.json:1:11: The file is not JSON at line 1, column 11: '],
    ['a.json', '[1]', 'a.json: [0]: not a rule'],
    ['a.json', '{"query": 1}', 'a.json: query must be text.'],
    ['a.json', '[{"query": "any where true", "severity": "fatal"}]', 'a.json: [0]: severity must be "low" or'],
    ['a.json', 'null', 'a.json: not a rule'],
    ['a.ndjson', `${JSON.stringify(rule)}\n{"rule_id"`, 'a.ndjson:2'],
    ['a.ndjson', '{"rule_id":"x","type":"eql"}', 'a.ndjson: line 1: query is missing.'],
    ['a.yaml', 'any where true', '[a.yaml] is none of .eql, .toml, .ndjson and .json.'],
  ])('%s: %j', async (name, content, wanted) => {
    const { output, errors, exit } = await check(name, content);
    expect(output).toBe('0 passed, 0 failed');
    expect(errors![0]!.slice(0, wanted.length)).toBe(wanted);
    expect(errors).toHaveLength(1);
    expect(exit).toBe(2);
  });

  it('does not keep the other files from being checked', async () => {
    const files = [join(folder, 'none.eql'), write('bad.eql', 'any where'), write('good.eql', 'any where true')];
    const { output, errors, exit } = await runCommand(['check', ...files]);
    expect(output).toMatch(/bad\.eql:1:10: error: .*\n1 passed, 1 failed$/);
    expect(errors).toEqual([expect.stringMatching(/^Cannot read \[.*none\.eql\]: /)]);
    expect(exit).toBe(2);
  });

  test.each([[['check']], [['check', '--format', 'xml', 'a.eql']], [['check', '--unknown', 'a.eql']]])(
    '%j',
    async (args) => {
      const { output, errors, exit } = await runCommand(args);
      expect([output, exit]).toEqual(['', 2]);
      expect(errors?.at(-1)).toBe('Usage: eql check F… [--format text|json]');
    },
  );
});

it('explains itself', async () => {
  const { output, exit } = await runCommand(['check', '--help']);
  expect(output).toMatch(/^Usage: eql check F… .*the query's own text\./s);
  expect(exit).toBe(0);
});

describe('a text of any kind is a query with an error at a place', () => {
  const mega = 1_000_000;
  test.each<[string, string | Uint8Array]>([
    ['open parentheses', `any where ${'('.repeat(10_000)}`],
    ['nested parentheses', `any where ${'('.repeat(10_000)}a${')'.repeat(10_000)}`],
    ['open brackets', `sequence ${'['.repeat(10_000)}`],
    ['nested calls', `any where ${'length('.repeat(10_000)}a${')'.repeat(10_000)}`],
    ['many `not`', `any where ${'not '.repeat(10_000)}a`],
    ['many signs', `any where ${'-'.repeat(10_000)}1 == 1`],
    ['a long sum', `any where ${'1 + '.repeat(10_000)}1 == 1`],
    ['deep comments', `any where ${'/*'.repeat(100_000)}`],
    ['NUL bytes', '\0any where\0 true\0'],
    ['only NUL bytes', '\0'.repeat(mega)],
    ['bytes that are no UTF-8', Uint8Array.of(0x61, 0xed, 0xa0, 0x80, 0xff)],
    ['an open string', `any where a == "${'x'.repeat(mega)}`],
    ['an open raw string', `any where a == """${'x'.repeat(mega)}`],
    ['an open name', `any where \`${'x'.repeat(mega)}`],
    ['an open comment', `any where a /* ${'x'.repeat(mega)}`],
    ['many open strings', '"\n'.repeat(mega / 2)],
    ['a long word', 'x'.repeat(mega)],
    ['a long number', `any where ${'9'.repeat(mega)}`],
    ['many commas', `any where a in (${','.repeat(mega)})`],
    ['a large code point', 'any where a == "\\u{110000}"'],
    ['half a code point', 'any where a == "\\u{d800}"'],
    ['no maxspan', 'sequence with maxspan=0s [any where true] [any where true]'],
    ['a large maxspan', `sequence with maxspan=1${'0'.repeat(30)}d [any where true] [any where true]`],
    ['many runs', `sequence [any where true] with runs=${'9'.repeat(1000)} [any where true]`],
  ])('%s', async (_, text) => {
    const { output, exit } = await check('a.eql', text);
    expect(output).toMatch(/^a\.eql:\d+:\d+: error: [^\0]*$/m);
    expect(exit).toBe(1);
  });

  it('with lone surrogates', async () => {
    const queries = ['any where a == "\ud800"', '\udc00 any where true', 'any where `\ud800` == 1'];
    const { output, exit } = await check('a.json', JSON.stringify(queries.map((query) => ({ query }))));
    expect(output).toMatch(/#2\]:1:1: error: /);
    expect(output).toMatch(/\n2 passed, 1 failed$/);
    expect(exit).toBe(1);
  });

  it('and a long query without an error has none', async () => {
    const list = Array.from({ length: 100_000 }, (_, i) => `"${i}"`);
    const { output } = await check('a.eql', `any where process.name in (${list.join(',')})`);
    expect(output).toBe('1 passed, 0 failed');
  });
});

describe('the rules', () => {
  const rules = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data/rules-visible.json');

  it.skipIf(!existsSync(rules))('all pass', async () => {
    const { output, exit } = await runCommand(['check', rules]);
    expect(output).toMatch(/\n547 passed, 0 failed$/);
    expect(exit).toBe(0);
  });

  it('are held to their index patterns', async () => {
    const query = 'process where process.command_line : "a"';
    const index = ['logs-cloud_defend.process*'];
    const said = 'Defend for Containers sends no process.command_line';
    expect((await check('a.json', JSON.stringify({ query, index }))).output).toContain(`:1:15: warning: ${said}`);
    expect((await check('a.json', JSON.stringify({ query }))).output).toBe('1 passed, 0 failed');
    const others = { query, index: [...index, 'auditbeat-*'] };
    expect((await check('a.json', JSON.stringify(others))).output).toBe('1 passed, 0 failed');
  });
});
