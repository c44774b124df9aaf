import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compileWildcard } from '../pattern.ts';
import { compareText } from '../values.ts';
import { compileRegex } from './index.ts';
import {
  type Language,
  type LanguageNode,
  besideNode,
  either,
  languageOf,
  lengthLanguage,
  regexNode,
  textNode,
  textsIn,
  wildcardNode,
} from './language.ts';

function language(node: LanguageNode | null, insensitive = false): Language {
  const made = node === null ? null : languageOf(node, insensitive);
  if (made === null) throw new Error('no language');
  return made;
}

const like = (pattern: string): Language => language(wildcardNode(pattern));
const regex = (pattern: string): Language => language(regexNode(pattern));
const texts = (...list: readonly string[]): Language => language(either(list.map(textNode)));

function length(least: number, most: number): Language {
  return lengthLanguage(most + 1, (units) => units >= least && units <= most)!;
}

/** The first text found; null where there is none. */
function first(required: readonly Language[], forbidden: readonly Language[]): string | null {
  const { value, done } = textsIn(required, forbidden, 2_000).next();
  if (value === 'limit') throw new Error('the budget is spent');
  return done === true ? null : value;
}

test.each([
  ['anything', [like('*')], [], ''],
  ['a character at least', [like('?*')], [], 'a'],
  ['both patterns', [like('/tmp/*'), like('*.sh')], [], '/tmp/.sh'],
  ['not the shortest', [like('/tmp/*')], [texts('/tmp/')], '/tmp/a'],
  ['one of a list', [texts('bash', 'sh')], [], 'sh'],
  ['one of a list and not another', [texts('bash', 'sh')], [texts('sh', 'zsh')], 'bash'],
  ['a class and no other', [regex('[a-c]+')], [regex('[ab]*')], 'c'],
  ['everything but', [like('*')], [like('*a*'), like('')], 'b'],
  ['an ordering', [language(besideNode('ab', 'behind'))], [like('?*c*')], 'b'],
  ['so many units, in as few characters', [length(3, 4)], [like('aaa*')], 'a\u{10000}'],
  ['two units in one character', [length(2, 2)], [like('??')], '\u{10000}'],
])('%s', (_, required, forbidden, wanted) => {
  expect(first(required, forbidden)).toBe(wanted);
});

test.each([
  ['a list that is all forbidden', [texts('bash', 'sh')], [texts('sh', 'bash', 'zsh')]],
  ['a pattern inside a wider one', [like('/tmp/*.sh')], [like('/tmp/*')]],
  ['two beginnings', [like('/tmp/*'), like('/var/*')], []],
  ['longer than its characters can be', [length(5, 9), like('??')], []],
  ['before the empty text', [language(besideNode('', 'before'))], []],
  ['neither before, nor behind, nor the text', [], [...beside('ab'), texts('ab')]],
  ['whatever the case', [texts('BASH')], [language(textNode('bash'), true)]],
])('nothing is %s', (_, required, forbidden) => {
  expect(first(required, forbidden)).toBeNull();
});

function beside(text: string): readonly Language[] {
  return [language(besideNode(text, 'before')), language(besideNode(text, 'behind'))];
}

test('natural characters alone', () => {
  expect([...textsIn([length(3, 3)], [like('aaa')], 2_000, true)]).toEqual(['aab']);
});

test('a budget ends the search without a claim', () => {
  expect([...textsIn([like('*aaaaaaaaaa*')], [], 5)]).toEqual([]);
  const search = textsIn([like('*aaaaaaaaaa*')], [], 5);
  expect(search.next()).toEqual({ done: true, value: 'limit' });
});

describe('against every short text', () => {
  const short = [
    '',
    'a',
    'b',
    'B',
    'aa',
    'ab',
    'ba',
    'bb',
    'aB',
    'aab',
    'aba',
    'abb',
    'baa',
    'bab',
    'bba',
    'bbb',
    'aaa',
  ];
  const pattern = fc.stringMatching(/^[ab*?]{0,4}$/);
  const expression = fc.constantFrom('a*', '[ab]+', '(ab)*', 'a.b', '~(ab)', 'a|b', 'a&b', '.*b', 'b?a', '<1-3>');
  type Test = readonly [Language, (text: string) => boolean];
  const anyTest: fc.Arbitrary<Test> = fc.oneof(
    fc
      .tuple(pattern, fc.boolean())
      .map(([it, insensitive]): Test => [
        language(wildcardNode(it), insensitive),
        (text) => compileWildcard(it, insensitive).test(text),
      ]),
    expression.map((it): Test => {
      const compiled = compileRegex(it, false);
      return [regex(it), (text) => compiled.ok && compiled.matcher.test(text)];
    }),
    fc
      .stringMatching(/^[ab]{0,3}$/)
      .map((it): Test => [language(besideNode(it, 'before')), (text) => compareText(text, it) < 0]),
    fc
      .stringMatching(/^[ab]{0,3}$/)
      .map((it): Test => [language(besideNode(it, 'behind')), (text) => compareText(text, it) > 0]),
  );

  it('a text found fits, and where none is, no short text does', () => {
    let found = 0;
    let proved = 0;
    fc.assert(
      fc.property(fc.array(anyTest, { maxLength: 3 }), fc.array(anyTest, { maxLength: 3 }), (required, forbidden) => {
        const fits = (text: string): boolean =>
          required.every(([, accepts]) => accepts(text)) && !forbidden.some(([, accepts]) => accepts(text));
        const search = textsIn(
          required.map(([it]) => it),
          forbidden.map(([it]) => it),
          5_000,
        );
        let next = search.next();
        if (next.done === true && next.value === 'all') {
          proved++;
          expect(short.filter(fits)).toEqual([]);
        }
        for (let i = 0; i < 5 && next.done !== true; i++, next = search.next()) {
          found++;
          expect(fits(next.value), next.value).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(200);
    expect(proved).toBeGreaterThan(20);
  });
});
