/** A broken text: what is complained of, what is still understood, and that nothing is ever thrown. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { clausesOf } from './clauses.ts';
import { lex } from './lexer.ts';
import { parse } from './parser.ts';
import { MAX_PROBLEMS } from './problem.ts';
import { KEYWORDS, PUNCTUATION } from './tokens.ts';

/** `S 27 mismatched input '='`: class, offset and the message up to what was expected. */
function problemsOf(text: string): readonly string[] {
  return parse(text).problems.map(
    ({ problemClass, span, message }) => `${problemClass} ${span.from} ${message.replace(/ expecting .*/, '')}`,
  );
}

/** Texts of the leaves that were understood. */
function leavesOf(text: string): readonly string[] {
  return clausesOf(parse(text).query, 'event.category')
    .filter((clause) => clause.kind === 'leaf')
    .map((clause) => clause.text);
}

describe('one slip, one message, and the rest is still read', () => {
  test.each([
    ['any where a = 1 and b == 2', ["S 12 mismatched input '='"], ['a == 1', 'b == 2']],
    ['any where a AND b', ["S 12 mismatched input 'AND'"], ['a', 'b']],
    ['any where a and and b', ["S 16 mismatched input 'and'"], ['a', '…', 'b']],
    ['any where and b', ["S 10 mismatched input 'and'"], ['…', 'b']],
    ['any where a == and b', ["S 15 mismatched input 'and'"], ['a == …', 'b']],
    ['any where a b c and d', ["S 12 mismatched input 'b'"], ['a', 'd']],
    ['any where 1 < a < 3 and b', ["S 16 mismatched input '<'"], ['1 < a', 'b']],
    ['any where a in () and b', ["S 16 mismatched input ')'"], ['a in (…)', 'b']],
    ['any where a in ("x",) and b', ["S 20 mismatched input ')'"], ['a in ("x", …)', 'b']],
    ['any where a in "x" and b', [`S 15 mismatched input '"x"'`], ['a in ()', 'b']],
    ['any where a in ("x" "y") and b', [`S 20 mismatched input '"y"'`], ['a in ("x")', 'b']],
    ['any where a in ("x" and b', ["S 25 mismatched input '<EOF>'"], ['a in ("x" and b)']],
    ['any where (a and b', ["S 18 mismatched input '<EOF>'"], ['a', 'b']],
    ['any where a) and b', ["S 11 mismatched input ')'"], ['a']],
    ['any where a : b and c', ["S 14 mismatched input 'b'"], ['a : ()', 'c']],
    ['any where a : ("x", b) and c', ["S 20 mismatched input 'b'"], ['a : "x"', 'c']],
    ['any where a not like "x" and b', ["S 16 mismatched input 'like'"], ['a like "x"', 'b']],
    ['any where event.sequence == 1 and b', ["S 16 mismatched input 'sequence'"], ['event', 'b']],
    ['any where a.?b and c', ["S 12 mismatched input '?'"], ['a', 'c']],
    ['any where a[0] == "x" and b', ['S 12 Array indexes are not supported'], ['a == "x"', 'b']],
    ['any where child of [process where a] and b', ['S 10 Process relationships are not supported'], ['…', 'b']],
    [
      'any where a == $ and b',
      ["S 15 token recognition error at: '$'", "S 17 mismatched input 'and'"],
      ['a == …', 'b'],
    ],
    ['any where a == "\\w" and b', [`S 15 token recognition error at: '"\\w'`], ['a == "w"', 'b']],
    ['WHERE a and b', ["S 6 mismatched input 'a'"], []],
    ['process WHERE a and b', ["S 8 mismatched input 'WHERE'"], ['a', 'b']],
    ['9 where a', ["S 0 mismatched input '9'"], ['a']],
    ['?process where a', ["S 0 mismatched input '?'"], ['a']],
    ['`process` where a', ["S 0 mismatched input '`process`'"], ['a']],
    ['any where a | 5 | head 1', ["S 14 mismatched input '5'"], ['a']],
    ['any where a | head 1 2 | tail 1', ["S 21 mismatched input '2'"], ['a']],
    ['', ["S 0 mismatched input '<EOF>'"], ['…']],
    ['process', ["S 7 mismatched input '<EOF>'"], ['…']],
    ['process where', ["S 13 mismatched input '<EOF>'"], ['…']],
  ])('%s', (text, problems, leaves) => {
    expect(problemsOf(text)).toEqual(problems);
    if (leaves.length > 0) expect(leavesOf(text)).toEqual(leaves);
  });
});

describe('several errors', () => {
  it('come all at once, in the order of the text', () => {
    const text = `process where a = 1 and b == 'x' and c[0] : d and e not like "x" AND f in () | head 1 2`;
    expect(problemsOf(text)).toEqual([
      "S 16 mismatched input '='",
      `B 29 Use double quotes ["] to define string literals, not single quotes [']`,
      'S 39 Array indexes are not supported',
      "S 44 mismatched input 'd'",
      "S 56 mismatched input 'like'",
      "S 65 mismatched input 'AND'",
      "S 75 mismatched input ')'",
      "S 86 mismatched input '2'",
    ]);
    expect(leavesOf(text)).toEqual(['a == 1', 'b == "x"', 'c : ()', 'e like "x"', 'f in (…)']);
  });

  it('offer the change that mends them', () => {
    const text = "process where a = 1 AND b == 'x' and event.sequence == 1";
    const fixed = parse(text)
      .problems.flatMap(({ fixes }) => fixes ?? [])
      .reduceRight((now, { span, replacement }) => now.slice(0, span.from) + replacement + now.slice(span.to), text);
    expect(fixed).toBe('process where a == 1 and b == "x" and event.`sequence` == 1');
    expect(parse(fixed).problems).toEqual([]);
  });
});

const words = [
  ...KEYWORDS,
  ...PUNCTUATION,
  'process',
  'a.b',
  'head',
  'x~',
  '1',
  '1.5',
  '"s"',
  '"""r"""',
  "'q'",
  '`n`',
  '$',
];
const soup = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((tokens) => tokens.join(' '));

/** Always a tree, problems in order and inside the text, clauses inside their parents. */
function expectSound(text: string): void {
  const { query, problems } = parse(text);
  for (const [i, { span }] of problems.entries()) {
    expect(span.from).toBeGreaterThanOrEqual(problems[i - 1]?.span.from ?? 0);
    expect(span.to).toBeGreaterThanOrEqual(span.from);
    expect(span.to).toBeLessThanOrEqual(text.length);
  }
  const clauses = clausesOf(query, 'event.category');
  for (const clause of clauses) {
    const outer = clause.parent === null ? { from: 0, to: text.length } : clauses[clause.parent]!.span;
    expect(clause.span.from).toBeGreaterThanOrEqual(outer.from);
    expect(clause.span.to).toBeLessThanOrEqual(outer.to);
    expect(clause.span.to).toBeGreaterThanOrEqual(clause.span.from);
  }
}

describe('any text has a tree', () => {
  test.each([
    ['tokens in any order', soup],
    ['tokens behind where', soup.map((tokens) => `any where ${tokens}`)],
    ['characters', fc.string({ unit: 'binary', maxLength: 80 }).map((text) => `any where ${text}`)],
  ])('%s', (_name, texts) => {
    fc.assert(fc.property(texts, expectSound), { numRuns: 2000 });
  });

  it.each([
    ['operands without an operator', `any where ${'1 1 and '.repeat(500_000)}1`],
    ['commas', `any where f(${','.repeat(500_000)}`],
    ['brackets', `any where a${'['.repeat(500_000)}`],
    ['bars', `any where a ${'| '.repeat(500_000)}`],
    ['comparisons', `any where ${'1 < '.repeat(500_000)}`],
    ['not', `any where ${'a not '.repeat(500_000)}`],
    ['unknown signs', `any where ${'$ '.repeat(500_000)}`],
  ])('%s by the hundred thousand do not hang', (_name, text) => {
    const { length } = parse(text).problems;
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(MAX_PROBLEMS);
  });
});

const rules = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data', 'rules-visible.json');

describe.skipIf(!existsSync(rules))('published rules with a token lost, doubled or exchanged', () => {
  const queries = existsSync(rules) ? (JSON.parse(readFileSync(rules, 'utf8')) as { query: string }[]) : [];

  it('have a tree, and lose no clause that lies behind', () => {
    const mutilated = fc
      .tuple(fc.constantFrom(...queries.map(({ query }) => query), 'any where true'), fc.nat(), fc.nat(), fc.nat(3))
      .map(([query, at, other, way]) => {
        const tokens = lex(query).tokens.filter(({ kind }) => kind !== 'end');
        const token = tokens[at % tokens.length]!;
        const stranger = tokens[other % tokens.length]!.text;
        const replacement = ['', `${token.text} ${token.text}`, stranger, `${token.text} ${stranger}`][way]!;
        return `${query.slice(0, token.from)} ${replacement} ${query.slice(token.to)}`;
      });
    fc.assert(fc.property(mutilated, expectSound), { numRuns: 1000 });
  });
});
