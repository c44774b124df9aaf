import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Bitmap,
  BitmapIndex,
  and,
  andNot,
  bitmapOf,
  countBits,
  countShared,
  emptyBitmap,
  fullBitmap,
  growBitmap,
  hasBit,
  isEmpty,
  not,
  or,
  rowsOf,
  runsOf,
  setBit,
  wordsFor,
  xor,
} from './bitmap.ts';

/** Row counts at the edges of words and of the index's blocks, and others. */
const rowCounts = fc.oneof(fc.constantFrom(0, 1, 31, 32, 33, 63, 64, 65, 511, 512, 513, 1024), fc.nat(1500));

interface Sets {
  readonly rows: number;
  readonly a: ReadonlySet<number>;
  readonly b: ReadonlySet<number>;
}

const sets: fc.Arbitrary<Sets> = rowCounts.chain((rows) => {
  const members =
    rows === 0
      ? fc.constant(new Set<number>())
      : fc.oneof(
          fc.uniqueArray(fc.nat(rows - 1)).map((list) => new Set(list)),
          fc.constant(new Set(Array.from({ length: rows }, (_, row) => row))),
        );
  return fc.record({ rows: fc.constant(rows), a: members, b: members });
});

function ascending(set: Iterable<number>): readonly number[] {
  return [...set].sort((x, y) => x - y);
}

function members(bitmap: Bitmap): readonly number[] {
  return [...rowsOf(bitmap)];
}

describe('a bitmap does what a set does', () => {
  it('for and, or, xor, difference and complement', () => {
    fc.assert(
      fc.property(sets, ({ rows, a, b }) => {
        const all = Array.from({ length: rows }, (_, row) => row);
        const [x, y] = [bitmapOf(rows, a), bitmapOf(rows, b)];
        const expected = (holds: (row: number) => boolean): readonly number[] => all.filter(holds);
        expect(members(x)).toEqual(ascending(a));
        expect(members(and(x, y))).toEqual(expected((row) => a.has(row) && b.has(row)));
        expect(members(or(x, y))).toEqual(expected((row) => a.has(row) || b.has(row)));
        expect(members(xor(x, y))).toEqual(expected((row) => a.has(row) !== b.has(row)));
        expect(members(andNot(x, y))).toEqual(expected((row) => a.has(row) && !b.has(row)));
        expect(members(not(x, rows))).toEqual(expected((row) => !a.has(row)));
        expect(members(fullBitmap(rows))).toEqual(all);
      }),
    );
  });

  it('for counting and asking', () => {
    fc.assert(
      fc.property(sets, ({ rows, a, b }) => {
        const [x, y] = [bitmapOf(rows, a), bitmapOf(rows, b)];
        expect(countBits(x)).toBe(a.size);
        expect(countShared(x, y)).toBe([...a].filter((row) => b.has(row)).length);
        expect(isEmpty(x)).toBe(a.size === 0);
        for (let row = 0; row < rows; row++) expect(hasBit(x, row)).toBe(a.has(row));
      }),
    );
  });

  it('for adding and taking out', () => {
    fc.assert(
      fc.property(sets, fc.array(fc.boolean(), { minLength: 50, maxLength: 50 }), ({ rows, a, b }, ons) => {
        const bitmap = bitmapOf(rows, a);
        const set = new Set(a);
        for (const [i, row] of [...b].entries()) {
          const on = ons[i % ons.length]!;
          setBit(bitmap, row, on);
          if (on) set.add(row);
          else set.delete(row);
        }
        expect(members(bitmap)).toEqual(ascending(set));
      }),
    );
  });

  it('for rank and select', () => {
    fc.assert(
      fc.property(sets, ({ rows, a }) => {
        const index = new BitmapIndex(bitmapOf(rows, a));
        const list = ascending(a);
        expect(index.count).toBe(list.length);
        expect(list.map((_, place) => index.select(place))).toEqual(list);
        expect([index.select(-1), index.select(list.length)]).toEqual([-1, -1]);
        for (let row = 0; row <= rows + 40; row += 7) {
          expect(index.rank(row)).toBe(list.filter((member) => member < row).length);
        }
        for (const [place, row] of list.entries()) expect(index.rank(row)).toBe(place);
      }),
    );
  });
});

test.each([[481], [512], [1024], [100_000]])('select ends for a full bitmap of %i rows', (rows) => {
  const index = new BitmapIndex(fullBitmap(rows));
  expect([index.select(0), index.select(rows - 1), index.select(rows), index.rank(rows)]).toEqual([
    0,
    rows - 1,
    -1,
    rows,
  ]);
});

describe('bitmaps of different length', () => {
  it('count the rows that one of them lacks as not in it', () => {
    const short = bitmapOf(10, [3, 5]);
    const long = bitmapOf(100, [5, 70]);
    expect(members(and(short, long))).toEqual([5]);
    expect(members(or(short, long))).toEqual([3, 5, 70]);
    expect(members(or(long, short))).toEqual([3, 5, 70]);
    expect(members(andNot(long, short))).toEqual([70]);
    expect(members(andNot(short, long))).toEqual([3]);
    expect(countShared(short, long)).toBe(1);
  });

  it('grow without losing a row, and stay themselves when there is room', () => {
    const bitmap = bitmapOf(40, [0, 39]);
    expect(growBitmap(bitmap, 64)).toBe(bitmap);
    const grown = growBitmap(bitmap, 1000);
    expect(grown.length).toBeGreaterThanOrEqual(wordsFor(1000));
    expect(members(grown)).toEqual([0, 39]);
  });
});

test.each([
  [0, 0],
  [1, 1],
  [32, 1],
  [33, 2],
])('%i rows need %i words, and no bit lies behind the last row', (rows, words) => {
  expect(wordsFor(rows)).toBe(words);
  expect(emptyBitmap(rows)).toHaveLength(words);
  expect(countBits(fullBitmap(rows))).toBe(rows);
});

describe('runs of rows', () => {
  test('follow one another with gaps between, and hold the rows of the bitmap', () => {
    // Long runs, too: their words are full.
    const parts = fc.array(fc.tuple(fc.boolean(), fc.oneof(fc.integer({ min: 1, max: 5 }), fc.nat(200))), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(parts, (lengths) => {
        const isIn = lengths.flatMap(([value, length]) => Array.from({ length }, () => value));
        const rows = isIn.flatMap((value, row) => (value ? [row] : []));
        const runs = [...runsOf(bitmapOf(isIn.length, rows))];
        expect(runs.flatMap(([first, end]) => Array.from({ length: end - first }, (_, at) => first + at))).toEqual(
          rows,
        );
        for (const [place, [first]] of runs.entries()) {
          if (place > 0) expect(first).toBeGreaterThan(runs[place - 1]![1]);
        }
      }),
    );
  });
});
