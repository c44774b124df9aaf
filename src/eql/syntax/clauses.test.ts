import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { slice } from '../../text/span.ts';
import { anyRule } from '../oracle/generateRules.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { parse } from './parser.ts';

function clauses(text: string): readonly Clause[] {
  return clausesOf(parse(text).query, 'event.category');
}

/** `0 filter`, `1 <0 category`: number, parent, kind, and of leaves the text. */
function lines(text: string): readonly string[] {
  return clauses(text).map(({ id, parent, kind, text: own }) => {
    const place = parent === null ? `${id} ${kind}` : `${id} <${parent} ${kind}`;
    return kind === 'leaf' || kind === 'category' ? `${place} ${own}` : place;
  });
}

describe('numbers run in the order of the text, parents first', () => {
  test.each([
    ['any where a', ['0 filter', '1 <0 leaf a']],
    ['process where a', ['0 filter', '1 <0 category event.category == "process"', '2 <0 leaf a']],
    [
      'process where a == 1 and (b or not c) and d : "x"',
      [
        '0 filter',
        '1 <0 category event.category == "process"',
        '2 <0 and',
        '3 <2 leaf a == 1',
        '4 <2 or',
        '5 <4 leaf b',
        '6 <4 not',
        '7 <6 leaf c',
        '8 <2 leaf d : "x"',
      ],
    ],
    ['any where not not a', ['0 filter', '1 <0 not', '2 <1 not', '3 <2 leaf a']],
    ['any where (a and b) == true', ['0 filter', '1 <0 leaf (a and b) == true']],
    ['any where string(a or b) == "true"', ['0 filter', '1 <0 leaf string(a or b) == "true"']],
    ['any where x not in (1)', ['0 filter', '1 <0 leaf x not in (1)']],
    [
      'sequence [a where b] [c where d] until [any where e]',
      [
        '0 sequence',
        '1 <0 filter',
        '2 <1 category event.category == "a"',
        '3 <1 leaf b',
        '4 <0 filter',
        '5 <4 category event.category == "c"',
        '6 <4 leaf d',
        '7 <0 filter',
        '8 <7 leaf e',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(lines(text)).toEqual(expected);
  });
});

describe('a clause', () => {
  it('knows the text that it stands for', () => {
    const text = 'process where (a  ==  1)\n and not ( b or c )';
    expect(clauses(text).map(({ span }) => slice(text, span))).toEqual([
      text,
      'process',
      '(a  ==  1)\n and not ( b or c )',
      'a  ==  1',
      'not ( b or c )',
      'b or c',
      'b',
      'c',
    ]);
  });

  it('has a canonical text, equal for equal clauses', () => {
    const texts = clauses('any where (a==1) or a == 01 or ?a == 1 or `a` == 1').map(({ text }) => text);
    expect(texts.slice(2)).toEqual(['a == 1', 'a == 1', '?a == 1', 'a == 1']);
  });

  it('names the fields that it reads once each, in the order of the text', () => {
    const [, leaf] = clauses('any where concat(b, a, ?b, "c") == "x"');
    expect(leaf?.fields).toEqual(['b', 'a']);
    expect(clauses('process where a and b').map(({ fields }) => fields)).toEqual([
      [],
      ['event.category'],
      [],
      ['a'],
      ['b'],
    ]);
  });

  it('tests the category in the field that the options name', () => {
    const [, category] = clausesOf(parse('"x y" where a').query, 'my.kind');
    expect(category).toMatchObject({
      kind: 'category',
      text: 'my.kind == "x y"',
      fields: ['my.kind'],
      category: 'x y',
    });
  });
});

test('of random rules, clauses make a tree and lie in the text of their parents, one after the other', () => {
  fc.assert(
    fc.property(anyRule, (text) => {
      const all = clauses(text);
      for (const clause of all) {
        const parent = clause.parent === null ? undefined : all[clause.parent]!;
        expect(all[clause.id]).toBe(clause);
        expect(clause.depth).toBe(parent === undefined ? 0 : parent.depth + 1);
        if (parent === undefined) continue;
        expect(parent.id).toBeLessThan(clause.id);
        expect(parent.children).toContain(clause.id);
        expect(clause.span.from).toBeGreaterThanOrEqual(parent.span.from);
        expect(clause.span.to).toBeLessThanOrEqual(parent.span.to);
        const before = all[parent.children[parent.children.indexOf(clause.id) - 1] ?? -1];
        if (before !== undefined) expect(clause.span.from).toBeGreaterThanOrEqual(before.span.to);
      }
      expect(all.filter(({ parent }) => parent === null)).toHaveLength(1);
      expect(clauses(text)).toEqual(all);
    }),
    { numRuns: 500 },
  );
});
