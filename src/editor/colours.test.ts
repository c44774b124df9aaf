import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lex } from '../eql/syntax/lexer.ts';
import type { TokenKind } from '../eql/syntax/tokens.ts';
import type { Colour, Colourer } from './colours.ts';
import { colourEql } from './eqlColours.ts';
import { colourJson } from './jsonColours.ts';
import { lineRuns } from './lineRuns.ts';

/** `text:colour` for each run that is not white space. */
function coloured(colourer: Colourer, text: string): string[] {
  return lineRuns(text, colourer, [])
    .flat()
    .filter((run) => run.text.trim() !== '')
    .map((run) => `${run.text}:${run.colour}`);
}

const names: readonly Colour[] = ['field', 'function', 'category'];
const allowed: Readonly<Record<Exclude<TokenKind, 'unknown' | 'end'>, readonly Colour[]>> = {
  keyword: ['keyword', 'constant'],
  identifier: names,
  quotedIdentifier: ['field'],
  tildeIdentifier: names,
  integer: ['number'],
  decimal: ['number'],
  string: ['string'],
  rawString: ['string'],
  punctuation: ['operator', 'bracket'],
  comment: ['comment'],
};

// prettier-ignore
const PIECES = [
  'and', 'in~', 'true', 'any', 'where', 'process where', 'with maxspan=5s', 'x', 'x.y', '@t', 'f(', 'f~ (',
  '`q ``r`', '`q\nr`', '12', '1.5', '.5e3', '1.', '"s"', '"e\\"\\\\"', '"""r\\"""', '""""r""""',
  '// c', '/* c */', '/* a /* b\n */ c */', '==', '![', ']', '(', '?', ':', ',', '-', '%', '|',
];

describe('colours of EQL', () => {
  test.each([
    ['process where true', ['process:category', 'where:keyword', 'true:constant']],
    ['length (a.b) >= 1.5', ['length:function', '(:bracket', 'a:field', '.:operator', 'b:field']],
    ['x in~ ("a", """b"c""")', ['x:field', 'in~:keyword', '(:bracket', '"a":string', ',:operator', '"""b"c""":string']],
    ['endsWith~(x, y)', ['endsWith~:function', '(:bracket', 'x:field', ',:operator', 'y:field', '):bracket']],
    ['a /* b /* c */\nd */ e', ['a:field', '/* b /* c */:comment', 'd */:comment', 'e:field']],
    ['`a b``c` // d', ['`a b``c`:field', '// d:comment']],
    ['`a\nb` c', ['`a:field', 'b`:field', 'c:field']],
    ['any where x | head 3', ['any:keyword', 'where:keyword', 'x:field', '|:operator', 'head:function', '3:number']],
    ['"not closed', ['"not closed:string']],
  ])('%j', (text, wanted) => {
    expect(coloured(colourEql, text).slice(0, wanted.length)).toEqual(wanted);
  });

  test('agree with the tokens of the lexer', () => {
    const piece = fc.constantFrom(...PIECES);
    const gap = fc.constantFrom(' ', '\n', '  ');
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, gap), { maxLength: 12 }), (pieces) => {
        const text = pieces.flat().join('');
        const runs = lineRuns(text, colourEql, []).flat();
        for (const token of lex(text).tokens) {
          if (token.kind === 'unknown' || token.kind === 'end') continue;
          for (const run of runs) {
            const isInside = run.from >= token.from && run.from < token.to && run.text.trim() !== '';
            if (isInside)
              expect([token.text, allowed[token.kind]]).toEqual([token.text, expect.arrayContaining([run.colour])]);
          }
        }
      }),
    );
  });
});

describe('colours of JSON', () => {
  test.each([
    ['{"a": "b"}', ['{:bracket', '"a":field', '::operator', '"b":string', '}:bracket']],
    [
      '[-1.5e3, true, null]',
      ['[:bracket', '-1.5e3:number', ',:operator', 'true:constant', ',:operator', 'null:constant'],
    ],
    ['"a\\"b" : 1', ['"a\\"b":field', '::operator', '1:number']],
    ['"open', ['"open:string']],
  ])('%j', (text, wanted) => {
    expect(coloured(colourJson, text).slice(0, wanted.length)).toEqual(wanted);
  });
});

describe('runs', () => {
  const noise = fc.string({
    unit: fc.constantFrom('a', '"', '/', '*', '`', ' ', '\n', '(', '1', '\\', '{'),
    maxLength: 40,
  });
  const range = fc.tuple(fc.nat(40), fc.nat(10)).map(([from, length]) => ({ from, to: from + length, className: 'x' }));

  test.each([
    ['EQL', colourEql],
    ['JSON', colourJson],
  ])('put together are the text, whatever it is (%s)', (_name, colourer) => {
    fc.assert(
      fc.property(noise, fc.array(range, { maxLength: 4 }), (text, paints) => {
        const lines = lineRuns(text, colourer, paints);
        expect(lines.map((runs) => runs.map((run) => run.text).join('')).join('\n')).toBe(text);
        for (const run of lines.flat()) expect(text.slice(run.from, run.from + run.text.length)).toBe(run.text);
      }),
    );
  });

  test('carry the classes of the paints over them, and a sign where its paint begins', () => {
    const sign = { text: '✓', className: 's' };
    const [line = []] = lineRuns('ab cd', colourJson, [
      { from: 3, to: 5, className: 'one', sign },
      { from: 4, to: 5, className: 'two' },
    ]);
    expect(line.map((run) => `${run.text}|${run.className}|${run.signs.length}|${run.hasRoom}`)).toEqual([
      'ab||0|true',
      ' ||0|false',
      'c|one|1|true',
      'd|one two|0|false',
    ]);
  });
});
