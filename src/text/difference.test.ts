import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonEnds, differenceOf, type Piece } from './difference.ts';

/** `same [-out] [+in]`. */
const shown = (pieces: readonly Piece[]) =>
  pieces.map(({ kind, text }) => (kind === 'same' ? text : `[${kind === 'out' ? '-' : '+'}${text}]`)).join('');
const side = (pieces: readonly Piece[], left: 'in' | 'out') =>
  pieces
    .filter(({ kind }) => kind !== left)
    .map(({ text }) => text)
    .join('');

describe('the difference of two texts', () => {
  test.each([
    ['', '', ''],
    ['', 'a b', '[+a b]'],
    ['a b', '', '[-a b]'],
    ['process where true', 'process where false', 'process where [-true][+false]'],
    ['a == 1 and b == 2', 'a == 1 and c == 3 and b == 2', 'a == 1 and [+c == 3 and ]b == 2'],
    ['process.name == "sh"', 'process.args == "sh"', '[-process.name][+process.args] == "sh"'],
    ['in ("a", "b", "c")', 'in ("a", "c", "d")', 'in ("a", "[-b][+c]", "[-c][+d]")'],
  ])('of %j and %j is %s', (before, after, difference) => {
    expect(shown(differenceOf(before, after))).toBe(difference);
  });

  const words = fc.array(fc.constantFrom('a', 'b', ' ', '\n', '(', 'user.name', '😀', 'é'), { maxLength: 12 });

  /** The length of the longest common sequence, by trying everything. */
  function longest(a: readonly string[], b: readonly string[]): number {
    if (a.length === 0 || b.length === 0) return 0;
    const [[first, ...rest], [other, ...others]] = [a, b];
    if (first === other) return 1 + longest(rest, others);
    return Math.max(longest(rest, b), longest(a, others));
  }

  test('holds both texts, and keeps as much as can be kept', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        // A character between words keeps them apart.
        const [before, after] = [a.join('|'), b.join('|')];
        const pieces = differenceOf(before, after);
        expect(side(pieces, 'in')).toBe(before);
        expect(side(pieces, 'out')).toBe(after);
        const [one, two] = [a.flatMap((word) => ['|', word]).slice(1), b.flatMap((word) => ['|', word]).slice(1)];
        const kept = pieces
          .filter(({ kind }) => kind === 'same')
          .map(({ text }) => text.match(/user\.name|./gsu) ?? []);
        if (one.length + two.length < 24) expect(kept.flat()).toHaveLength(longest(one, two));
      }),
      { numRuns: 300 },
    );
  });

  test('of texts that have nothing in common and are long is one replacement', () => {
    const before = `x ${'a '.repeat(3000)}`;
    const after = `x ${'b '.repeat(3000)}`;
    expect(differenceOf(before, after).map(({ kind }) => kind)).toEqual(['same', 'out', 'in', 'same']);
  });
});

test('common ends never overlap', () => {
  expect(commonEnds('aba', 'ababa')).toEqual({ start: 3, end: 0 });
  expect(commonEnds('aa', 'aaa')).toEqual({ start: 2, end: 0 });
  expect(commonEnds('xay', 'xby')).toEqual({ start: 1, end: 1 });
});
