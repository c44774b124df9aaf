import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatQuery } from './format.ts';
import { lex } from './lexer.ts';
import { parse } from './parser.ts';
import { printQuery } from './printer.ts';

function formatted(text: string): string {
  return formatQuery(text).text;
}

/** Lines without the indentation that this file gives them. */
function lines(text: string): string {
  const [, ...rest] = text.replace(/\n *$/, '').split('\n');
  const margin = /^ */.exec(rest[0] ?? '')![0].length;
  return rest.map((line) => line.slice(margin)).join('\n');
}

describe('the canonical form', () => {
  it('has a clause a line, and keeps groups together that fit', () => {
    expect(formatted('process   where (a==1) and (b : "x*" or c in ("y","z")) and not ( d )')).toBe(
      lines(`
        process where a == 1
          and (b : "x*" or c in ("y", "z"))
          and not d
      `),
    );
  });

  it('breaks groups that do not fit', () => {
    const long = (name: string): string => `process.${name}.executable == "/usr/local/bin/${name}"`;
    expect(
      formatted(`any where (${long('one')} or (${long('two')} and ${long('three')} and ${long('four')})) and x`),
    ).toBe(
      lines(`
        any where
          (
            process.one.executable == "/usr/local/bin/one"
            or (
              process.two.executable == "/usr/local/bin/two"
              and process.three.executable == "/usr/local/bin/three"
              and process.four.executable == "/usr/local/bin/four"
            )
          )
          and x
      `),
    );
  });

  it('fills long lists', () => {
    const items = Array.from({ length: 30 }, (_, i) => `"name-${i}"`);
    const text = formatted(`process where process.name in (${items.join(',')})`);
    expect(text.split('\n')).toHaveLength(7);
    expect(text).toMatch(/^process where\n {2}process\.name in \(\n {4}"name-0", "name-1", .*"name-\d+",\n/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });

  it('has a stage a line', () => {
    expect(
      formatted(
        'sequence by host.id,?b with maxspan=5m [process where a and b] by c ![any where true] by d with runs=1 ' +
          '[file where true] by e with runs = 03 until [any where x] by f | head 5 | tail 2',
      ),
    ).toBe(
      lines(`
        sequence by host.id, ?b with maxspan=5m
          [process where a and b] by c
          ![any where true] by d
          [file where true] by e with runs=3
        until [any where x] by f
        | head 5
        | tail 2
      `),
    );
  });

  it('leaves strings and numbers as they are written', () => {
    const text = 'any where a == """C:\\d""" and b == "\\u{1F600}" and c == 1.50 and `d` == 007';
    expect(formatted(text).split(/\s+(?=and)/)).toEqual([
      'any where a == """C:\\d"""',
      'and b == "\\u{1F600}"',
      'and c == 1.50',
      'and d == 007',
    ]);
  });

  it('shows where `and` and `or` meet', () => {
    expect(formatted('any where a and b or c')).toBe('any where (a and b)\n  or c');
  });
});

describe('comments', () => {
  test.each([
    [
      'stay with their clause',
      `
        // The rule
        /* of a
             kind */
        process where
          // shells
          process.name == "sh" // exact
          /* and */
          and b /* inner */ == /* right */ 1
          // and c
      `,
    ],
    [
      'stay in lists, which then have one item a line',
      `
        process where
          process.name in ( // shells
            "sh", // plain
            // others
            "bash",
            "zsh"
            // "fish"
          )
      `,
    ],
    [
      'stay in groups',
      `
        process where a
          and (
            // either
            b
            or c // or
            // or d
          )
          // and so on
          and e
          and g : ("x", "y") // not broken
        // few
        | head 5 // five
      `,
    ],
    [
      'stay with their stage',
      `
        sequence by a // key
          // first
          [process where b] // done
          // second
          [process where c
            // why
            and d
            // and e
          ] /* g */
        // end
        until [any where i]
      `,
    ],
  ])('%s', (_, text) => {
    const wanted = lines(text);
    const sloppy = wanted.replace(/^ +(?![^\n]*\*\/)/gm, '      ').replaceAll(' == ', '  ==');
    expect(formatted(wanted)).toBe(wanted);
    expect(formatted(sloppy)).toBe(wanted);
  });

  it('move to the end of the line where there is no place for them', () => {
    expect(formatted('any where a // left\n == // sign\n 1')).toBe('any where\n  // left\n  a == 1 // sign');
  });
});

describe('a query with errors', () => {
  test.each(['', 'process where', 'process where a = 1', 'sequence [any where true]', 'any where a == "\\q"'])(
    'stays as it is: %s',
    (text) => {
      const { text: after, problems } = formatQuery(text);
      expect(after).toBe(text);
      expect(problems.map(({ severity }) => severity)).toContain('error');
    },
  );
});

// --- Any query ------------------------------------------------------------------------------------------------------

const name = fc.constantFrom('a', 'process.name', '?user.id', '`a b`.`c``d`', 'x . y', '`in`', '@timestamp');
const literal = fc.constantFrom('1', '1.50', '"x"', '"a\\\\b // c"', '"""raw /* \\ """', 'null', 'true', '2e3');
const long = fc.integer({ min: 20, max: 90 }).map((length) => `"${'long '.repeat(length / 5)}"`);

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const value = fc.oneof(
    name,
    literal,
    long,
    fc.tuple(name, name).map(([a, b]) => `( ${a} - -${b} * + 2 )`),
    fc.array(inner, { maxLength: 3 }).map((args) => `concat~(${args.join(',')})`),
  );
  const leaf = fc.oneof(
    fc.tuple(value, fc.constantFrom('==', '!=', '<', '>='), value).map((parts) => parts.join('')),
    fc
      .tuple(name, fc.constantFrom('in', 'not in', 'in~'), fc.array(value, { minLength: 1, maxLength: 6 }))
      .map(([subject, operator, items]) => `${subject} ${operator} ( ${items.join(',')} )`),
    fc
      .tuple(name, fc.constantFrom(':', 'like', 'regex~'), fc.array(literal, { minLength: 1, maxLength: 3 }))
      .map(([subject, operator, items]) => `${subject} ${operator} (${items.join(' , ')})`),
  );
  const chain = (word: string): fc.Arbitrary<string> =>
    fc.array(inner, { minLength: 2, maxLength: 4 }).map((operands) => operands.map((it) => `(${it})`).join(word));
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      inner.map((it) => `not (${it})`),
      inner.map((it) => `((${it}))`),
      fc.tuple(leaf, leaf, leaf).map(([a, b, c]) => `${a} and ${b} or ${c}`),
      chain(' and '),
      chain(' or '),
    ),
  };
});

const filter = fc
  .tuple(fc.constantFrom('process', 'any', '"a b"', '"any"'), expression)
  .map((it) => it.join(' where '));

const query = fc.oneof(
  fc.tuple(filter, fc.constantFrom('', '|head 5', '| head 1+1|tail 2')).map((it) => it.join(' ')),
  fc
    .tuple(
      fc.constantFrom('', 'by a', 'by a, ?b with maxspan = 10 s', 'with maxspan=5m'),
      fc.array(filter, { minLength: 2, maxLength: 3 }),
      fc.constantFrom('', 'by c,d'),
      fc.constantFrom('', 'with runs=2', 'with runs=1'),
      fc.option(filter),
    )
    .map(([head, filters, keys, runs, until]) => {
      const stages = filters.map((it) => `[${it}] ${keys} ${runs}`);
      return `sequence ${head} ${stages.join(' ')} ${until === null ? '' : `until [${until}] ${keys}`}`;
    }),
);

const gap = fc.oneof(
  { weight: 12, arbitrary: fc.constant(' ') },
  { weight: 2, arbitrary: fc.constantFrom('\n', '\r\n  ', '\n\n\t') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ' // one\n',
      '\n  // alone  \n',
      ' /* in */ ',
      '\n/* a\n   b */\n',
      '/* /* c */ \r\n */ ',
      ' //\n//"x\n',
      '\n /* e */ /* f */\n',
      ' // 😀\r\n',
    ),
  },
);

/** A query with white space and comments between any two of its tokens. */
const commented = query.chain((text) => {
  const { tokens } = lex(text);
  return fc
    .array(gap, { minLength: tokens.length, maxLength: tokens.length })
    .map((gaps) => tokens.map((token, i) => gaps[i]! + token.text).join(''));
});

function commentsOf(text: string): readonly string[] {
  return lex(text)
    .tokens.flatMap((token) => (token.kind === 'comment' ? [token.text] : []))
    .toSorted();
}

function holdsFor(text: string): void {
  const { text: once, problems } = formatQuery(text);
  expect(problems).toEqual([]);
  expect(printQuery(parse(once).query)).toBe(printQuery(parse(text).query));
  expect(parse(once).problems).toEqual([]);
  expect(commentsOf(once)).toEqual(commentsOf(text));
  expect(formatted(once)).toBe(once);
}

describe('any query keeps its tree and its comments, and formatting it again changes nothing', () => {
  it('of random queries', () => {
    fc.assert(fc.property(query, holdsFor), { numRuns: 300 });
  });

  it('of random queries with comments everywhere', () => {
    fc.assert(fc.property(commented, holdsFor), { numRuns: 600 });
  });

  const rules = join(process.env['EQL_SHARED'] ?? resolve('..', 'shared'), 'data/rules-visible.json');
  it.skipIf(!existsSync(rules))('of the rules', () => {
    for (const rule of JSON.parse(readFileSync(rules, 'utf8')) as { query: string }[]) holdsFor(rule.query);
  });
});

describe('big queries', () => {
  it.each([
    ['a list', `any where a in (${Array.from({ length: 50_000 }, (_, i) => `"${i}"`).join(',')})`],
    ['a chain', `any where ${Array.from({ length: 25_000 }, (_, i) => `a == ${i}`).join(' and ')}`],
    ['comments', `any where a ${'/* c */ // d\n'.repeat(50_000)} and b`],
    ['parentheses', `any where ${'('.repeat(200)}a${')'.repeat(200)}`],
    ['negations', `any where ${'not (a or '.repeat(120)}b${')'.repeat(120)}`],
  ])('of %s do not hang', (_, text) => {
    const { text: after, problems } = formatQuery(text);
    expect(problems).toEqual([]);
    expect(printQuery(parse(after).query)).toBe(printQuery(parse(text).query));
  });
});
