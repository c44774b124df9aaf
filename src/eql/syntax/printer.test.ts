import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { ArithmeticOperator, ComparisonOperator, Expression, Field, Literal, PatternOperator } from './ast.ts';
import { parse } from './parser.ts';
import { printExpression, printQuery } from './printer.ts';
import { KEYWORDS } from './tokens.ts';

function printed(text: string): string {
  return printQuery(parse(text).query);
}

describe('the canonical text', () => {
  test.each([
    ['process  where\n  a==1', 'process where a == 1'],
    ['"process" where a', 'process where a'],
    ['"a b" where a', '"a b" where a'],
    ['"sequence" where a', '"sequence" where a'],
    ['any where ((a))', 'any where a'],
    ['any where (a and b) and (c or d)', 'any where (a and b) and (c or d)'],
    ['any where (a and b) or (c and d)', 'any where a and b or c and d'],
    ['any where not (a == 1)', 'any where not a == 1'],
    ['any where not (a and b)', 'any where not (a and b)'],
    ['any where (not a) and b', 'any where not a and b'],
    ['any where (a + b) + c == a + (b + c)', 'any where a + b + c == a + (b + c)'],
    ['any where (a * b) + c == a * (b + c)', 'any where a * b + c == a * (b + c)'],
    ['any where (a - b) - c == a - (b - c)', 'any where a - b - c == a - (b - c)'],
    ['any where - (a) == -(-a)', 'any where -a == --a'],
    ['any where (-a) in (1)', 'any where (-a) in (1)'],
    ['any where -(a in (1)) == 1', 'any where -a in (1) == 1'],
    ['any where (a + b) in (1,2)', 'any where (a + b) in (1, 2)'],
    ['any where a not  in~ ("x")', 'any where a not in~ ("x")'],
    ['any where a : ("x")', 'any where a : "x"'],
    ['any where a like~ ("x","y")', 'any where a like~ ("x", "y")'],
    ['any where (a : "x") == true', 'any where a : "x" == true'],
    ['any where (a == b) == true', 'any where (a == b) == true'],
    ['any where STARTSWITH~ (a,"x")', 'any where STARTSWITH~(a, "x")'],
    ['any where ? a . b == 007', 'any where ?a.b == 7'],
    ['any where `a-b`.`c``d`.`event`.`sequence` == 1.', 'any where `a-b`.`c``d`.event.`sequence` == 1.0'],
    ['any where a == """x\\y"""', 'any where a == "x\\\\y"'],
    ['any where a // b\n', 'any where a'],
    ['any where a |head 1+1| tail 2', 'any where a | head 1 + 1 | tail 2'],
  ])('of %s', (text, expected) => {
    expect(parse(text).problems).toEqual([]);
    expect(printed(text)).toBe(expected);
    expect(printed(expected)).toBe(expected);
  });
});

const span = { from: 0, to: 0 };
const literalOf = (value: Literal['value']): Literal => ({ kind: 'literal', span, value });

const anyName = fc.oneof(
  fc.constantFrom('a', 'process', 'name', '@timestamp', 'head', 'child', ...KEYWORDS),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).filter((name) => !name.includes('.')),
);
const anyLiteral: fc.Arbitrary<Literal> = fc
  .oneof(
    fc.constantFrom(null, true, false),
    fc.bigInt(0n, 2n ** 64n - 1n),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  .map(literalOf);
const anyField: fc.Arbitrary<Field> = fc
  .record({ names: fc.array(anyName, { minLength: 1, maxLength: 3 }), optional: fc.boolean() })
  .map(({ names, optional }) => ({ kind: 'field', span, nameSpan: span, path: names.join('.'), optional }));

/** Any tree that the grammar can make: operands where the parser puts parentheses may be anything at all. */
const { expression: anyExpression } = fc.letrec<{ expression: Expression }>((tie) => {
  const any = tie('expression');
  const several = fc.array(any, { minLength: 2, maxLength: 3 });
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      anyLiteral,
      anyField,
      fc
        .record({ name: fc.constantFrom('length', 'startsWith', 'x'), insensitive: fc.boolean(), args: fc.array(any) })
        .map((call) => ({ kind: 'call' as const, span, nameSpan: span, ...call })),
      any.map((operand) => ({ kind: 'negative' as const, span, operand })),
      any.map((operand) => ({ kind: 'not' as const, span, operand })),
      fc
        .record({ operator: fc.constantFrom<ArithmeticOperator>('+', '-', '*', '/', '%'), left: any, right: any })
        .map((node) => ({ kind: 'arithmetic' as const, span, ...node })),
      fc
        .record({
          operator: fc.constantFrom<ComparisonOperator>('==', '!=', '<', '<=', '>', '>='),
          left: any,
          right: any,
        })
        .map((node) => ({ kind: 'comparison' as const, span, ...node })),
      fc
        .record({
          subject: any,
          negated: fc.boolean(),
          insensitive: fc.boolean(),
          items: fc.array(any, { minLength: 1, maxLength: 3 }),
        })
        .map((node) => ({ kind: 'membership' as const, span, ...node })),
      fc
        .record({
          subject: any,
          operator: fc.constantFrom<PatternOperator>(':', 'like', 'like~', 'regex', 'regex~'),
          patterns: fc.array(anyLiteral, { minLength: 1, maxLength: 3 }),
        })
        .map((node) => ({ kind: 'pattern' as const, span, ...node })),
      several.map((operands) => ({ kind: 'and' as const, span, operands })),
      several.map((operands) => ({ kind: 'or' as const, span, operands })),
    ),
  };
});

/** A tree without its places. */
function bare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bare);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key]) => key !== 'span' && key !== 'nameSpan');
  return Object.fromEntries(entries.map(([key, value]) => [key, bare(value)]));
}

it('reads back as the same tree, for any tree', () => {
  fc.assert(
    fc.property(anyExpression, (expression) => {
      const text = `any where ${printExpression(expression)}`;
      const { query, problems } = parse(text);
      expect(problems, text).toEqual([]);
      if (query.kind !== 'event') throw new Error('not an event query');
      expect(bare(query.filter.condition), text).toEqual(bare(expression));
    }),
    { numRuns: 3000 },
  );
});

const rules = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data', 'rules-visible.json');

describe.skipIf(!existsSync(rules))('of the published rules', () => {
  it('reads back as the same tree', () => {
    const queries = JSON.parse(readFileSync(rules, 'utf8')) as { query: string }[];
    for (const { query: text } of queries) {
      const { query } = parse(text);
      const again = parse(printQuery(query));
      expect(again.problems).toEqual([]);
      expect(bare(again.query)).toEqual(bare(query));
    }
  });
});
