/**
 * Queries that someone is in the middle of typing, or that were damaged on the way: whatever the text, reading,
 * verifying and formatting it throws nothing. Queries of the corpus and of our own are mutated, by
 * characters and by tokens. `EQL_MUTATIONS=1000000 npx vitest run src/eql/mutations.test.ts` tries more of them, and
 * prints the slowest.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { createSchema } from '../events/index.ts';
import { check, formatQuery, parse } from './index.ts';
import { lex } from './syntax/lexer.ts';
import { printQuery } from './syntax/printer.ts';
import { KEYWORDS, PUNCTUATION } from './syntax/tokens.ts';

const COUNT = Number(process.env['EQL_MUTATIONS'] ?? 3000);
const SEED = Number(process.env['EQL_SEED'] ?? 20_260_101);
const own = [
  'process where process.name in~ ("sh", "bash") and not process.args : ("-c", "*x*") // comment',
  'any where length(process.name) + 1 >= -2 * (3 % 4) and cidrMatch(source.ip, "10.0.0.0/8", "::/0")',
  'sequence by host.id, ?user.id with maxspan=5m [process where a == 1] by b with runs=3 ![file where c] by d until [any where e] by f | tail 5',
  'sample by host.id [process where true] by a [file where `odd``name`.x == """raw\\d"""] by b',
  '/* a /* b */ */ "odd category" where ?x.y like~ "a?b*" or z regex ("[a-f]+", "(x|y){2,3}") | head 1 | tail 2',
  'any where @timestamp >= "2026-01-01T00:00:00Z" and a not in (1, 2.5e3, null, true) and "\\u{1F600}\\n" == b',
];

const shared = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data/rules-visible.json');
const rules = existsSync(shared)
  ? (JSON.parse(readFileSync(shared, 'utf8')) as readonly { query: string }[]).map((rule) => rule.query)
  : [];
const corpus = [...own, ...rules];

const SIGNS = [
  '"',
  '"""',
  "'",
  '`',
  '\\',
  '//',
  '/*',
  '*/',
  '~',
  '?"',
  '\\u{',
  '\\u{d800}',
  '"\\q"',
  '0',
  '1e999',
  '.5',
];
const CHARACTERS = ['\0', '\ud800', '\udc00', '😀', '\u2028', '\ufeff', '\r', '\n', '\t', ' ', 'é', '$', '^'];
const REPEATED = ['9', '(', ')', 'not ', '-', '[0]', 'child of ['].map((piece) => piece.repeat(300));
const PIECES = [...KEYWORDS, ...PUNCTUATION, ...SIGNS, ...CHARACTERS, ...REPEATED];

/** Mulberry32: small, seeded, and good enough to choose by. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Below = (below: number) => number;

function splice(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}

const CHANGES: readonly ((text: string, below: Below) => string)[] = [
  // A character less, another, one more; cut off; a part twice.
  (text, below) => {
    const at = below(text.length);
    return splice(text, at, at + 1, '');
  },
  (text, below) => {
    const at = below(text.length);
    return splice(text, at, at + 1, String.fromCharCode(below(4) === 0 ? below(0x10000) : below(128)));
  },
  (text, below) => {
    const at = below(text.length + 1);
    return splice(text, at, at, PIECES[below(PIECES.length)]!);
  },
  (text, below) => text.slice(0, below(text.length + 1)),
  (text, below) => text.slice(below(text.length + 1)),
  (text, below) => {
    const from = below(text.length + 1);
    return splice(text, from, from, text.slice(from, from + below(60)));
  },
  // A token less, twice, another, or one of another query.
  (text, below) => {
    const { from, to } = tokenOf(text, below);
    return splice(text, from, to, '');
  },
  (text, below) => {
    const { from, to } = tokenOf(text, below);
    return splice(text, to, to, ` ${text.slice(from, to)}`);
  },
  (text, below) => {
    const { from, to } = tokenOf(text, below);
    return splice(text, from, to, PIECES[below(PIECES.length)]!);
  },
  (text, below) => {
    const { from, to } = tokenOf(text, below);
    const other = corpus[below(corpus.length)]!;
    const start = below(other.length);
    return splice(text, from, to, other.slice(start, start + below(80)));
  },
];

function tokenOf(text: string, below: Below): { from: number; to: number } {
  const { tokens } = lex(text);
  return tokens[below(tokens.length)]!;
}

function mutate(below: Below): string {
  let text = corpus[below(corpus.length)]!;
  for (let changes = 1 + below(4); changes > 0; changes--) text = CHANGES[below(CHANGES.length)]!(text, below);
  return text;
}

const schemas = [
  createSchema({ mapping: 'open' }),
  createSchema({ mapping: 'closed', fields: { a: 'long', b: 'ip' } }),
];

/** Everything that is done with a text before it runs. True when it is a query without syntax errors. */
function read(text: string, turn: number): boolean {
  const { query, problems } = parse(text);
  const all = [...problems, ...check(query, text, schemas[turn % 2]!, { eventCategoryField: 'event.category' })];
  for (const { span } of all) {
    if (span.from < 0 || span.to < span.from || span.to > text.length)
      throw new Error(`odd span ${JSON.stringify(span)}`);
  }
  const printed = printQuery(query);
  if (problems.some((found) => found.severity === 'error')) {
    if (formatQuery(text).text !== text) throw new Error('a broken query was formatted');
    return false;
  }
  const formatted = parse(formatQuery(text).text);
  if (printQuery(formatted.query) !== printed) throw new Error('formatting changed the query');
  return true;
}

it.each([
  'sequence [any where a] by b [any where c] by d until',
  'sequence [any where a] by b [any where c] by d until  ',
])('reads what once went wrong: %s', (text) => {
  for (const turn of [0, 1]) expect(read(text, turn)).toBe(false);
});

it(`reads ${COUNT} mutated queries`, { timeout: 3_600_000 }, () => {
  const below = generator(SEED);
  const slow: { text: string; ms: number }[] = [];
  let sound = 0;
  const started = performance.now();
  for (let turn = 0; turn < COUNT; turn++) {
    const text = mutate(below);
    const before = performance.now();
    try {
      if (read(text, turn)) sound++;
    } catch (error) {
      throw new Error(`mutation ${turn}: ${JSON.stringify(text)}`, { cause: error });
    }
    slow.push({ text, ms: performance.now() - before });
    if (slow.length > 1000) slow.sort((a, b) => b.ms - a.ms).splice(200);
  }
  const seconds = (performance.now() - started) / 1000;
  const slowest = slow.sort((a, b) => b.ms - a.ms).slice(0, 5);
  if (process.env['EQL_MUTATIONS'] !== undefined) {
    const shown = slowest.map(({ text, ms }) => `${ms.toFixed(1)} ms, ${text.length} characters: ${text.slice(0, 80)}`);
    const line = `${COUNT} mutations of ${corpus.length} queries in ${seconds.toFixed(1)} s, ${sound} without syntax errors`;
    process.stdout.write(`${[line, ...shown.map((text) => JSON.stringify(text))].join('\n')}\n`);
  }
  expect(sound).toBeGreaterThan(COUNT / 50);
});
