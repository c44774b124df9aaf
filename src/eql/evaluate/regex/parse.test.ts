import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compileRegex } from './index.ts';
import { parseRegex } from './parse.ts';
import type { RegexNode } from './tree.ts';

describe('an expression is read', () => {
  test.each([
    ['', 'empty'],
    ['()', 'empty'],
    ['""', 'empty'],
    ['abc', 'a b c'],
    ['a(bc)"d."', 'a b c d .'],
    ['a|b&c', 'or(a, and(b, c))'],
    ['a&b|c', 'or(and(a, b), c)'],
    ['ab|cd', 'or(a b, c d)'],
    ['ab*', 'a b{0,}'],
    ['~ab', 'not(a) b'],
    ['~a*', 'not(a){0,}'],
    ['~(ab)', 'not(a b)'],
    ['~~a', 'a'],
    ['~~~a', 'not(a)'],
    ['~[ab]+', 'not([ab]){1,}'],
    ['"ab"{2}', '(a b){2,2}'],
    ['a{2,}?', 'a{2,}{0,1}'],
    ['a{2,3}', 'a{2,3}'],
    ['.', '[^]'],
    ['@', '[^]{0,}'],
    ['#', 'none'],
    ['a.b', 'a [^] b'],
    ['^a$', '^ a $'],
    ['\\.\\\\\\"', '. \\ "'],
    ['\\d', '[0-9]'],
    ['[\\s]', '[\t-\n\r-\r - ]'],
    ['[^a-cx]', '[^a-cx]'],
    ['[]a]', '[]a]'],
    ['[a\\]]', '[a]]'],
    ['[.*"(]', '[.*"(]'],
    ['[\\\\-a]', '[\\-a]'],
    ['[\\w-z]', '[0-9A-Z_-_a-z-z]'],
    ['[a-\\d]', '[a-d]'],
    ['[\\--a]', '[--a]'],
    ['<7-9>', '[7-9]'],
    ['|a', '| a'],
    ['*', '*'],
    ['(|a)', '| a'],
    ['a||b', 'or(a, | b)'],
    [')', ')'],
    ['a]}', 'a ] }'],
    ['{', '{'],
    ['😀+', '😀{1,}'],
  ])('%j as %s', (pattern, shape) => {
    expect(show(parseRegex(pattern))).toBe(shape);
  });
});

describe('a mistake is told with its place', () => {
  test.each([
    ['a|', 'unexpected end-of-string', 2],
    ['a&', 'unexpected end-of-string', 2],
    ['~', 'unexpected end-of-string', 1],
    ['\\', 'unexpected end-of-string', 1],
    ['[a-', 'unexpected end-of-string', 3],
    ['[', 'unexpected end-of-string', 1],
    ['(a', "expected ')' at position 2", 2],
    ['(a|)', "expected ')' at position 4", 4],
    ['[a', "expected ']' at position 2", 2],
    ['[]', "expected ']' at position 2", 2],
    ['😀"abc', `expected '"' at position 6`, 6],
    ['<1-2', "expected '>' at position 4", 4],
    ['a)', 'end-of-string expected at position 1', 1],
    ['a{', 'integer expected at position 2', 2],
    ['a{,3}', 'integer expected at position 2', 2],
    ['a{3', "expected '}' at position 3", 3],
    ['a{3,2}', 'invalid repetition range(out of order): 3..2', 1],
    ['a{2147483648}', 'For input string: "2147483648"', 2],
    ['[b-a]', 'invalid range: from (98) cannot be > to (97)', 1],
    ['[a-]', 'invalid range: from (97) cannot be > to (93)', 1],
    ['a\\b', 'invalid character class \\b', 1],
    ['[\\n]', 'invalid character class \\n', 1],
    ['a<name>', "'name' not found", 1],
    ['<-5>', 'interval syntax error at position 3', 3],
    ['<1-2-3>', 'interval syntax error at position 6', 6],
    ['<1-99999999999>', 'interval syntax error at position 14', 14],
    ['(a{1000}){1000}', 'regular expression is too complex to determinize', 0],
    ['(){2147483647}', 'regular expression is too complex to determinize', 0],
    ['~(.*a.{20}b)', 'regular expression is too complex to determinize', 0],
    ['a?*+?*+', 'regular expression is nested too deeply', 6],
    ['('.repeat(201), 'regular expression is nested too deeply', 201],
  ])('%j: %s', (pattern, message, offset) => {
    expect(compileRegex(pattern, false)).toEqual({ ok: false, problem: { message, offset } });
  });

  it('for an interval of very many leading zeros, too', () => {
    const zeros = '0'.repeat(100_000);
    expect(compileRegex(`<${zeros}1-${zeros}2>`, false)).toHaveProperty('ok', false);
  });

  it('and never thrown, whatever the text', () => {
    const unit = fc.oneof(
      fc.constantFrom(...Array.from(String.raw`.?+*{}[]()|"\~&@#<>-^$,019aβd😀`)),
      fc.string({ maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), fc.boolean(), (pattern, insensitive) => {
        const result = compileRegex(pattern, insensitive);
        if (result.ok) result.matcher.test('aβd019');
        else expect(result.problem.offset).toBeLessThanOrEqual(pattern.length);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([['('], ['~('], ['(a{2}'], ['~'], ['[^'], ['a*'], ['(.&']])(
    'nor for %s a hundred thousand times',
    (part) => {
      expect(compileRegex(part.repeat(100_000), true)).toHaveProperty('ok', false);
    },
  );
});

function show(node: RegexNode): string {
  switch (node.kind) {
    case 'literal':
      return String.fromCodePoint(node.point);
    case 'class': {
      const members = node.members.map(({ from, to, folds }) =>
        folds ? String.fromCodePoint(from) : `${String.fromCodePoint(from)}-${String.fromCodePoint(to)}`,
      );
      return `[${node.negated ? '^' : ''}${members.join('')}]`;
    }
    case 'row':
      return node.items.length === 0 ? 'empty' : node.items.map(show).join(' ');
    case 'choice':
      return node.options.length === 0 ? 'none' : `or(${node.options.map(show).join(', ')})`;
    case 'both':
      return `and(${node.parts.map(show).join(', ')})`;
    case 'repeat': {
      const item = node.item.kind === 'row' ? `(${show(node.item)})` : show(node.item);
      return `${item}{${node.min},${node.max === Infinity ? '' : node.max}}`;
    }
    case 'except':
      return `not(${show(node.item)})`;
  }
}
