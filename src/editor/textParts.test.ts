import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partAt, partsOf } from './textParts.ts';

const LENGTH = 8_000;

describe('a text in parts', () => {
  test.each<readonly [what: string, text: string, ends: readonly number[], lines: readonly number[]]>([
    ['empty', '', [0], [1]],
    ['short', 'a\nb', [3], [1]],
    ['just short enough', 'x'.repeat(LENGTH), [LENGTH], [1]],
    ['one long line', 'x'.repeat(LENGTH + 5), [LENGTH, LENGTH + 5], [1, 1]],
    ['cut at the last line end', `${'x\n'.repeat(3_999)}yyy`, [7_998, 8_001], [1, 4_000]],
    ['cut behind a line end at the very border', `${'x\n'.repeat(4_000)}y`, [8_000, 8_001], [1, 4_001]],
    ['not within a character', `${'x'.repeat(LENGTH - 1)}😀y`, [LENGTH - 1, LENGTH + 2], [1, 1]],
  ])('%s', (_, text, ends, lines) => {
    const parts = partsOf(text);
    expect(parts.map(({ to }) => to)).toEqual(ends);
    expect(parts.map(({ line }) => line)).toEqual(lines);
  });

  test('is the whole text, in parts none of which is too long, with the lines as one counts them', () => {
    const piece = fc.constantFrom('\n', 'x'.repeat(700), 'y'.repeat(LENGTH), '😀'.repeat(900), 'z\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const parts = partsOf(text);
        expect(parts.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
        for (const [i, { from, to, line }] of parts.entries()) {
          expect(to - from).toBeLessThanOrEqual(LENGTH);
          expect(to > from || text === '').toBe(true);
          expect(line).toBe(text.slice(0, from).split('\n').length);
          expect(() => encodeURIComponent(text.slice(from, to))).not.toThrow();
          expect(partAt(parts, from)).toBe(i);
        }
        expect(partAt(parts, text.length + 1)).toBe(parts.length - 1);
      }),
      { numRuns: 60 },
    );
  });
});
