import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { foldCase } from '../pattern.ts';
import { compileRegex } from './index.ts';
import { buildNfa } from './nfa.ts';
import { parseRegex } from './parse.ts';
import { Subsets } from './subsets.ts';
import { ANY_CHARACTER, ANY_STRING, NO_STRING, literal, repeat } from './tree.ts';
import type { CharClass, ClassMember, RegexNode } from './tree.ts';

describe('a regular expression', () => {
  test.each([
    ['', ''],
    ['cmd', 'cmd'],
    ['a.c', 'a\nc'],
    ['a.c', 'a😀c'],
    ['.', '\ud83d'],
    ['.*\\.exe', 'a.exe'],
    ['.*foo.*', 'xfoox'],
    ['--[a-z]+=host', '--net=host'],
    ['ab?c+d*', 'acc'],
    ['(ab){2,3}', 'ababab'],
    ['a{2,}', 'aaaa'],
    ['a{0}b', 'b'],
    ['cat|dog', 'dog'],
    ['(|a)', '|a'],
    ['\\d+\\s\\w', '42\tx'],
    ['\\D\\S\\W', 'ab-'],
    ['[\\d_]+', '1_2'],
    ['[^\\d]', 'é'],
    ['"a.*"b', 'a.*b'],
    ['~(.*rm.*)', 'ls -l'],
    ['~(abc)', ''],
    ['~(abc)', 'abcd'],
    ['~a', 'b'],
    ['a~(.*b)', 'ac'],
    ['.*a.*&.*b.*', 'ba'],
    ['~(.*x.*)&...', 'abc'],
    ['a@z', 'a--z'],
    ['@', ''],
    ['a|#', 'a'],
    ['~#', 'anything'],
    ['^$', '^$'],
    ['port<80-443>', 'port443'],
    ['<1-100>', '007'],
    ['<01-12>', '03'],
    ['<0-100>', '000'],
    ['<12-1>', '5'],
    ['<5-5>', '5'],
    ['\\#\\@\\&\\<\\>\\~', '#@&<>~'],
    ['[\ud83d]', '\ud83d'],
    ['[😀-😂]', '😁'],
  ])('%j fits %j', (pattern, value) => {
    expect(matches(pattern, value)).toBe(true);
    expect(matches(pattern, value, true)).toBe(true);
  });

  test.each([
    ['', 'a'],
    ['cmd', 'cmd '],
    ['cmd', 'xcmd'],
    ['.', ''],
    ['..', '😀'],
    ['a{2,3}', 'aaaa'],
    ['a{0}', 'a'],
    ['\\d', '٣'],
    ['\\s', '\u00a0'],
    ['[^a]', ''],
    ['~(.*rm.*)', 'xrmx'],
    ['~(abc)', 'abc'],
    ['.*a.*&.*b.*', 'aa'],
    ['#', ''],
    ['a#', 'a'],
    ['^a$', 'a'],
    ['<80-443>', '444'],
    ['<01-12>', '3'],
    ['<01-12>', '003'],
    ['<1-100>', '0'],
    ['<0-100>', ''],
    ['<12-1>', '5'.repeat(2)],
    ['[\ud83d].', '😀'],
    ['\\?', '😀'],
  ])('%j does not fit %j', (pattern, value) => {
    expect(matches(pattern, value)).toBe(false);
    expect(matches(pattern, value, true)).toBe(false);
  });
});

describe('regex~', () => {
  test.each([
    ['CMD\\.exe', 'cmd.EXE', true],
    ['.*Foo.*', 'xfOOx', true],
    ['[b]', 'B', true],
    ['[^b]', 'B', false],
    ['[a-z]', 'B', false],
    ['[b-b]', 'B', false],
    ['[a-zB]', 'B', true],
    ['"Quoted"+', 'QUOTEDquoted', true],
    ['~(cmd)', 'CMD', false],
    ['k+s', '\u212aK\u017f', true],
    ['[k]', '\u212a', true],
    ['É+', 'éÉ', true],
    ['ß+', 'SS', false],
    ['ı+', 'i', false],
    ['\u{10400}+', '\u{10428}', true],
  ])('%j and %j: %s', (pattern, value, expected) => {
    expect(matches(pattern, value, true)).toBe(expected);
  });
});

describe('the automaton', () => {
  it('accepts what a search of all ways to fit the tree finds', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'b', 'K', 'k', '\u212a', '😀', '\ud83d'), maxLength: 7 });
    let accepted = 0;
    let tried = 0;
    fc.assert(
      fc.property(
        expressions,
        fc.array(value, { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        (printed, values, fold) => {
          for (const v of values) {
            const expected = ends(printed.node, Array.from(v), 0, fold).has(Array.from(v).length);
            expect([printed.text, v, matches(printed.text, v, fold)]).toEqual([printed.text, v, expected]);
            accepted += Number(expected);
            tried++;
          }
        },
      ),
      { numRuns: 4_000 },
    );
    // A comparison in which nearly everything is refused would say little.
    expect(accepted / tried).toBeGreaterThan(0.1);
  });

  it('accepts the numbers of an interval', () => {
    const numeral = fc.tuple(fc.nat(3), fc.nat(1_200)).map(([zeros, n]) => '0'.repeat(zeros) + String(n));
    fc.assert(
      fc.property(numeral, numeral, numeral, (low, high, value) => {
        const [from, to] = [Number(low), Number(high)].sort((a, b) => a - b);
        const width = low.length === high.length ? low.length : value.length;
        const expected = Number(value) >= from! && Number(value) <= to! && value.length === width;
        expect([low, high, value, matches(`<${low}-${high}>`, value)]).toEqual([low, high, value, expected]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the time a regular expression takes', () => {
  test.each([
    ['(a*)*b'],
    ['(a|aa)+$'],
    ['(.*)*x'],
    ['(a+a+)+y'],
    ['(a?){20}a{20}'],
    ['~(.*foo.*)&.*bar'],
    ['.*[ab]{9}c'],
  ])('for %s does not grow with the value once its subsets are known', (pattern) => {
    const [short, long] = [1_000, 100_000].map((length) => stepsFor(pattern, 'a'.repeat(length)));
    expect(long).toBe(short);
    expect(long).toBeLessThan(5_000);
  });

  test.each([
    ['.*a.{12}c', 200_000],
    ['.*a.{100}c', 10_000],
  ])('for %s is at most a visit to each state at each character', (pattern, length) => {
    let random = 1;
    const value = Array.from({ length }, () => {
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      return (random >>> 16) % 2 === 0 ? 'a' : 'b';
    }).join('');
    const nfa = buildNfa(parseRegex(pattern), false);
    const subsets = new Subsets(nfa);
    subsets.test(value);
    expect(subsets.steps).toBeLessThanOrEqual(2 * nfa.next.length * (length + 1));
    expect(subsets.test('a'.repeat(length))).toBe(false);
    expect(subsets.test(`a${'b'.repeat(Number(/\d+/.exec(pattern)))}c`)).toBe(true);
  });
});

function matches(pattern: string, value: string, insensitive = false): boolean {
  const result = compileRegex(pattern, insensitive);
  if (!result.ok) throw new Error(`${pattern}: ${result.problem.message}`);
  return result.matcher.test(value);
}

function stepsFor(pattern: string, value: string): number {
  const subsets = new Subsets(buildNfa(parseRegex(pattern), false));
  subsets.test(value);
  return subsets.steps;
}

/** Where a match of the node that starts at `from` may end: the meaning of each node, word for word. */
function ends(node: RegexNode, value: readonly string[], from: number, insensitive: boolean): Set<number> {
  const after = (item: RegexNode, starts: Iterable<number>) =>
    new Set([...starts].flatMap((start) => [...ends(item, value, start, insensitive)]));
  switch (node.kind) {
    case 'literal':
    case 'class':
      return new Set(from < value.length && isOne(node, value[from]!, insensitive) ? [from + 1] : []);
    case 'row':
      return node.items.reduce((starts, item) => after(item, starts), new Set([from]));
    case 'choice':
      return new Set(node.options.flatMap((option) => [...ends(option, value, from, insensitive)]));
    case 'both': {
      const [first, ...others] = node.parts.map((part) => ends(part, value, from, insensitive));
      return new Set([...first!].filter((end) => others.every((other) => other.has(end))));
    }
    case 'repeat': {
      const found = new Set<number>();
      let reached = new Set([from]);
      // More rounds than characters reach nothing new.
      for (let round = 0; round <= Math.min(node.max, node.min + value.length); round++) {
        if (round >= node.min) for (const end of reached) found.add(end);
        reached = after(node.item, reached);
      }
      return found;
    }
    case 'except': {
      const fitting = ends(node.item, value, from, insensitive);
      const all = Array.from({ length: value.length - from + 1 }, (_, i) => from + i);
      return new Set(all.filter((end) => !fitting.has(end)));
    }
  }
}

function isOne(node: RegexNode & { kind: 'literal' | 'class' }, character: string, insensitive: boolean): boolean {
  const same = (point: number) => {
    const other = String.fromCodePoint(point);
    return other === character || (insensitive && foldCase(other) === foldCase(character));
  };
  if (node.kind === 'literal') return same(node.point);
  const point = character.codePointAt(0)!;
  const among = node.members.some((m) => (m.folds ? same(m.from) : point >= m.from && point <= m.to));
  return among !== node.negated;
}

/** Random expressions: the text, and the tree it should mean, made side by side without the parser. */
interface Printed {
  readonly text: string;
  readonly node: RegexNode;
}

const points = fc.constantFrom(...Array.from('abKk\u212a😀\ud83d', (character) => character.codePointAt(0)!));

const member: fc.Arbitrary<{ text: string; member: ClassMember }> = fc.oneof(
  points.map((point) => ({ text: String.fromCodePoint(point), member: { from: point, to: point, folds: true } })),
  fc.constantFrom('a-b', 'K-k', 'b-😀').map((text) => {
    const [from, to] = text.split('-').map((end) => end.codePointAt(0)!);
    return { text, member: { from: from!, to: to!, folds: false } };
  }),
);

const charClass = fc
  .tuple(fc.boolean(), fc.array(member, { minLength: 1, maxLength: 3 }))
  .map(([negated, members]) => ({
    text: `[${negated ? '^' : ''}${members.map((m) => m.text).join('')}]`,
    node: { kind: 'class', negated, members: members.map((m) => m.member) } satisfies CharClass as RegexNode,
  }));

const { expression: expressions } = fc.letrec<{ leaf: Printed; expression: Printed }>((tie) => {
  const some = fc.array(tie('expression'), { minLength: 2, maxLength: 3 });
  const join = (parts: readonly Printed[], sign: string) => `(${parts.map((part) => part.text).join(sign)})`;
  const nodes = (parts: readonly Printed[]) => parts.map((part) => part.node);
  return {
    leaf: fc.oneof(
      {
        weight: 4,
        arbitrary: points.map((p): Printed => ({ text: String.fromCodePoint(p), node: literal(p) })),
      },
      { weight: 2, arbitrary: charClass },
      fc.constantFrom<Printed>(
        { text: '.', node: ANY_CHARACTER },
        { text: '@', node: ANY_STRING },
        { text: '#', node: NO_STRING },
        { text: '()', node: { kind: 'row', items: [] } },
      ),
    ),
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 3, arbitrary: tie('leaf') },
      {
        weight: 3,
        arbitrary: some.map((parts): Printed => ({
          text: join(parts, ''),
          node: { kind: 'row', items: nodes(parts) },
        })),
      },
      {
        weight: 2,
        arbitrary: some.map((parts): Printed => ({
          text: join(parts, '|'),
          node: { kind: 'choice', options: nodes(parts) },
        })),
      },
      some.map((parts): Printed => ({ text: join(parts, '&'), node: { kind: 'both', parts: nodes(parts) } })),
      tie('expression').map(({ text, node }): Printed => ({
        text: `(~${text})`,
        node: { kind: 'except', item: node },
      })),
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            tie('expression'),
            fc.constantFrom<[string, number, number]>(
              ['?', 0, 1],
              ['*', 0, Infinity],
              ['+', 1, Infinity],
              ['{2}', 2, 2],
              ['{0}', 0, 0],
              ['{1,3}', 1, 3],
              ['{2,}', 2, Infinity],
            ),
          )
          .map(([{ text, node }, [sign, min, max]]): Printed => ({
            text: `(${text}${sign})`,
            node: repeat(node, min, max),
          })),
      },
    ),
  };
});
