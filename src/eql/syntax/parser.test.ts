import { describe, expect, it, test } from 'vitest';
import { slice } from '../../text/span.ts';
import type { EventQuery, Expression } from './ast.ts';
import { parse } from './parser.ts';
import { nodesOf } from './visit.ts';

/** The tree with a pair of parentheses around every operator: `((not a) and (b == 1))`. */
function shape(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? `"${expression.value}"` : String(expression.value);
    case 'field':
      return `${expression.optional ? '?' : ''}${expression.path}`;
    case 'call':
      return `${expression.name}${expression.insensitive ? '~' : ''}(${expression.args.map(shape).join(', ')})`;
    case 'negative':
      return `(-${shape(expression.operand)})`;
    case 'not':
      return `(not ${shape(expression.operand)})`;
    case 'arithmetic':
    case 'comparison':
      return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`;
    case 'membership': {
      const { subject, negated, insensitive, items } = expression;
      const operator = `${negated ? 'not ' : ''}in${insensitive ? '~' : ''}`;
      return `(${shape(subject)} ${operator} [${items.map(shape).join(', ')}])`;
    }
    case 'pattern':
      return `(${shape(expression.subject)} ${expression.operator} [${expression.patterns.map(shape).join(', ')}])`;
    case 'and':
    case 'or':
      return `(${expression.operands.map(shape).join(` ${expression.kind} `)})`;
    case 'absent':
      return '…';
  }
}

function eventQuery(text: string): EventQuery {
  const { query } = parse(text);
  if (query.kind !== 'event') throw new Error(`not an event query: ${text}`);
  return query;
}

function condition(text: string): Expression {
  return eventQuery(`any where ${text}`).filter.condition;
}

function problemsOf(text: string): readonly string[] {
  return parse(text).problems.map(
    ({ problemClass, span, message }) => `${problemClass} ${span.from}-${span.to} ${message}`,
  );
}

describe('eql.md 2.2: what binds tighter than what', () => {
  test.each([
    ['a or b and c', '(a or (b and c))'],
    ['a and b or c', '((a and b) or c)'],
    ['(a or b) and c', '((a or b) and c)'],
    ['a and b and c or d or e', '((a and b and c) or d or e)'],
    ['a and (b and c)', '(a and (b and c))'],
    ['not a and b', '((not a) and b)'],
    ['not a == b', '(not (a == b))'],
    ['not not a', '(not (not a))'],
    ['not (a and b)', '(not (a and b))'],
    ['a == 1 or not b == 2', '((a == 1) or (not (b == 2)))'],
    ['(a == b) == true', '((a == b) == true)'],
    ['(a and b) != false', '((a and b) != false)'],
    ['a + b == c - d', '((a + b) == (c - d))'],
    ['a - b - c == 0', '(((a - b) - c) == 0)'],
    ['a - (b - c) == 0', '((a - (b - c)) == 0)'],
    ['a + b * c - d / e % f == 0', '(((a + (b * c)) - ((d / e) % f)) == 0)'],
    ['(a + b) * c == 0', '(((a + b) * c) == 0)'],
    ['-a + b == 0', '(((-a) + b) == 0)'],
    ['- -a == 0', '((-(-a)) == 0)'],
    ['a - -b == 0', '((a - (-b)) == 0)'],
    ['+a - +5 == 0', '((a - 5) == 0)'],
    ['-a * b == 0', '(((-a) * b) == 0)'],
    ['a + b in (1)', '(a + (b in [1]))'],
    ['(a + b) in (1)', '((a + b) in [1])'],
    ['-a in (1)', '(-(a in [1]))'],
    ['a not in (1, 2)', '(a not in [1, 2])'],
    ['a in~ ("x") and b not in~ ("y")', '((a in~ ["x"]) and (b not in~ ["y"]))'],
    ['not a in (1)', '(not (a in [1]))'],
    ['not a not in (1)', '(not (a not in [1]))'],
    ['a in (1 + 2, b or c)', '(a in [(1 + 2), (b or c)])'],
    ['a : "x*"', '(a : ["x*"])'],
    ['a like ("x", "y")', '(a like ["x", "y"])'],
    ['a like~ "x" or a regex "y" or a regex~ ("z")', '((a like~ ["x"]) or (a regex ["y"]) or (a regex~ ["z"]))'],
    ['a : (null, 5, true)', '(a : [null, 5, true])'],
    ['not a : "x" and b', '((not (a : ["x"])) and b)'],
    ['f(a) : "x" == true', '((f(a) : ["x"]) == true)'],
    ['length(a) > 3', '(length(a) > 3)'],
    ['f()', 'f()'],
    ['startsWith~(a, concat("b", c))', 'startsWith~(a, concat("b", c))'],
    ['f(a == 1, not b)', 'f((a == 1), (not b))'],
    ['((a))', 'a'],
    ['1 < a', '(1 < a)'],
    ['null', 'null'],
  ])('%s is %s', (text, expected) => {
    expect(problemsOf(`any where ${text}`)).toEqual([]);
    expect(shape(condition(text))).toBe(expected);
  });
});

describe('names', () => {
  test.each([
    ['process.name', 'process.name'],
    ['process . name', 'process.name'],
    ['@timestamp', '@timestamp'],
    ['?user.id', '?user.id'],
    ['? user . id', '?user.id'],
    ['event.`sequence`', 'event.sequence'],
    ['`my-ns`.field', 'my-ns.field'],
    ['`a.b`.`c``d`', 'a.b.c`d'],
    ['head.tail.runs.child.event.s', 'head.tail.runs.child.event.s'],
  ])('%s is the field %s', (text, path) => {
    expect(problemsOf(`any where ${text}`)).toEqual([]);
    expect(shape(condition(text))).toBe(path);
  });

  it('the name of an optional field begins behind the question mark', () => {
    const text = 'any where ? user.id == 1';
    const field = [...nodesOf(eventQuery(text).filter.condition)].find((node) => node.kind === 'field');
    expect(slice(text, field!.span)).toBe('? user.id');
    expect(field?.kind === 'field' && slice(text, field.nameSpan)).toBe('user.id');
  });
});

describe('the category', () => {
  test.each([
    ['process where true', 'process'],
    ['"sequence" where true', 'sequence'],
    ['"a b" where true', 'a b'],
    ['"""a\\b""" where true', 'a\\b'],
    ['any where true', null],
    ['"any" where true', 'any'],
    ['// a comment\n process /* b */ where true', 'process'],
  ])('%s', (text, category) => {
    expect(problemsOf(text)).toEqual([]);
    expect(eventQuery(text).filter.category?.value ?? null).toBe(category);
  });
});

describe('pipes', () => {
  test.each([
    ['any where a | head 5', ['head 5']],
    ['any where a | head 1 + 1 | tail 2', ['head (1 + 1)', 'tail 2']],
    ['any where a | tail 1, 2', ['tail 1, 2']],
    ['any where a | count', ['count ']],
  ])('%s', (text, pipes) => {
    expect(problemsOf(text)).toEqual([]);
    expect(eventQuery(text).pipes.map(({ name, args }) => `${name} ${args.map(shape).join(', ')}`)).toEqual(pipes);
  });
});

describe('spans', () => {
  /** The text of every node, parents first. */
  test.each([
    ['(a + b) == 3', ['(a + b) == 3', 'a + b', 'a', 'b', '3']],
    ['(a == 1) and  b', ['(a == 1) and  b', 'a == 1', 'a', '1', 'b']],
    ['not (a or b)', ['not (a or b)', 'a or b', 'a', 'b']],
    ['f( a , "x" ) : ("y" , "z")', ['f( a , "x" ) : ("y" , "z")', 'f( a , "x" )', 'a', '"x"', '"y"', '"z"']],
    ['(a) in ( 1 )', ['(a) in ( 1 )', 'a', '1']],
    ['a == - 1', ['a == - 1', 'a', '- 1', '1']],
    ['a == +1', ['a == +1', 'a', '1']],
    ['1 - (2) - 3 == 0', ['1 - (2) - 3 == 0', '1 - (2) - 3', '1 - (2)', '1', '2', '3', '0']],
  ])('of the parts of %s', (text, parts) => {
    const whole = `any where ${text}`;
    expect([...nodesOf(eventQuery(whole).filter.condition)].map((node) => slice(whole, node.span))).toEqual(parts);
  });
});

describe('eql.md 11: nesting', () => {
  const query = (open: string, inner: string, close: string, times: number): string =>
    `any where ${open.repeat(times)}${inner}${close.repeat(times)}`;

  test.each([
    ['parentheses', query('(', 'true', ')', 240)],
    ['not', query('not ', 'true', '', 240)],
    ['minus', `${query('-', '1', '', 240)} == 1`],
    ['calls', `${query('string(', 'a', ')', 240)} == "1"`],
    ['a sum', `any where a${' + 1'.repeat(240)} == 1`],
    ['a chain of and', `any where true${' and true'.repeat(5000)}`],
    ['a chain of or', `any where a == 1${' or a == 1'.repeat(5000)}`],
    ['a list', `any where a in (${'"x", '.repeat(10_000)}"y")`],
  ])('%s may be as deep or as long as this', (_name, text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  test.each([
    ['parentheses', query('(', 'true', ')', 260)],
    ['open parentheses', query('(', '', '', 100_000)],
    ['not', query('not ', 'true', '', 100_000)],
    ['minus', `${query('-', '1', '', 100_000)} == 1`],
    ['calls', query('string(', 'a', ')', 10_000)],
    ['lists', query('a in (', '1', ')', 10_000)],
    ['a sum', `any where a${' + 1'.repeat(5000)} == 1`],
    ['sums in sums', `any where ${'('.repeat(200)}1${`${' + 1'.repeat(200)})`.repeat(200)} == 1`],
    ['a name', `any where ${'a.'.repeat(100_000)}b == 1`],
    ['a name in back-ticks', `any where \`${'a.'.repeat(100_000)}b\` == 1`],
  ])('%s that go deeper are one error of the whole query', (_name, text) => {
    const { problems } = parse(text);
    expect(problems.map(({ code, span }) => [code, span])).toEqual([['eql/too-large', { from: 0, to: text.length }]]);
    expect(problems[0]?.message).toMatch(/^EQL statement is too large, causing stack overflow when generating/);
  });
});
