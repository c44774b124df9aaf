import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countTexts, indexOfText, packTexts, pickTexts, textAt, unpackTexts } from './packed.ts';

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'grapheme', minLength: 30, maxLength: 60 }));
const anyTexts = fc.array(anyText, { maxLength: 12 });

describe('packed texts', () => {
  test('come out as they went in', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const packed = packTexts(texts);
        expect(countTexts(packed)).toBe(texts.length);
        expect(unpackTexts(packed)).toEqual(texts);
      }),
    );
  });

  test('are found, and only whole ones', () => {
    fc.assert(
      fc.property(anyTexts, anyText, (texts, text) => {
        expect(indexOfText(packTexts(texts), text)).toBe(texts.indexOf(text));
        for (const it of texts) expect(indexOfText(packTexts(texts), it)).toBe(texts.indexOf(it));
      }),
    );
    expect(indexOfText(packTexts(['ab', 'b']), 'a')).toBe(-1);
  });

  test('are picked in any order, some of them replaced', () => {
    const packed = packTexts(['zero', 'eins', 'zwei', 'drei']);
    const picked = pickTexts(packed, [3, 0, 2], new Map([[0, 'nüll']]));
    expect(unpackTexts(picked)).toEqual(['drei', 'nüll', 'zwei']);
    expect(textAt(picked, 1)).toBe('nüll');
    expect(unpackTexts(pickTexts(packed, []))).toEqual([]);
  });
});
