import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { HIGHEST, bringIntoSight, follow, heightOf, placeAt, topOf, windowAt } from './rowWindow.ts';

const short = { count: 100, rowHeight: 30, viewport: 300 };
const million = { count: 1_000_000, rowHeight: 30, viewport: 300 };
const start = { scrollTop: 0, offset: 0 };

test('a list that fits is as high as its rows, and its rows move as its bar does', () => {
  expect(heightOf(short)).toBe(3000);
  expect(follow(short, start, 450)).toEqual({ scrollTop: 450, offset: 450 });
  expect(windowAt(short, { scrollTop: 450, offset: 450 }, 0, -1)).toMatchObject({ first: 15, last: 24 });
});

describe('a million rows', () => {
  test('are no higher than browsers can draw', () => expect(heightOf(million)).toBe(HIGHEST));

  test('end where the bar ends', () => {
    const end = follow(million, start, HIGHEST - 300);
    expect(windowAt(million, end, 0, -1).last).toBe(999_999);
    expect(topOf(million, end, 999_999) + 30).toBeCloseTo(HIGHEST);
  });

  test('move a pixel with a pixel of the wheel', () => {
    const middle = placeAt(million, 12_000_000);
    const after = follow(million, middle, middle.scrollTop + 100);
    expect(after.offset - middle.offset).toBe(100);
  });

  test('move in proportion with a jump of the bar', () => {
    expect(windowAt(million, follow(million, start, (HIGHEST - 300) / 2), 0, -1).first).toBe(499_995);
  });
});

test('a row in sight moves nothing; one above or below moves the list as little as it can', () => {
  const at = { scrollTop: 300, offset: 300 };
  expect(bringIntoSight(short, at, 12)).toBeNull();
  expect(bringIntoSight(short, at, 9)).toEqual({ scrollTop: 270, offset: 270 });
  expect(bringIntoSight(short, at, 20)).toEqual({ scrollTop: 330, offset: 330 });
});

test('a place that is kept is drawn wherever the list is', () => {
  expect(windowAt(short, start, 1, 50).places).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50]);
  expect(windowAt(short, { scrollTop: 2700, offset: 2700 }, 0, 3).places.slice(0, 2)).toEqual([3, 90]);
});

test('an empty list draws nothing', () => {
  expect(windowAt({ ...short, count: 0 }, start, 5, 0)).toEqual({ first: 0, last: -1, places: [] });
});

const anyShape = fc.record({
  count: fc.integer({ min: 1, max: 3_000_000 }),
  rowHeight: fc.constantFrom(30, 50),
  viewport: fc.integer({ min: 40, max: 2000 }),
});

describe('for any list', () => {
  it('every row can be brought into sight, and is then drawn inside the viewport', () => {
    fc.assert(
      fc.property(anyShape, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (shape, at, seed) => {
        const place = placeAt(shape, at * shape.count * shape.rowHeight);
        const index = seed % shape.count;
        const after = bringIntoSight(shape, place, index) ?? place;
        const top = topOf(shape, after, index) - after.scrollTop;
        // A screen lower than a row shows its end.
        expect(top + shape.rowHeight).toBeLessThanOrEqual(Math.max(shape.viewport, shape.rowHeight) + 0.5);
        expect(top).toBeGreaterThanOrEqual(Math.min(0, shape.viewport - shape.rowHeight) - 0.5);
        const { first, last } = windowAt(shape, after, 0, -1);
        expect(index).toBeGreaterThanOrEqual(first);
        expect(index).toBeLessThanOrEqual(last);
      }),
    );
  });

  it('any walk of the bar that ends at an end shows the end', () => {
    fc.assert(
      fc.property(anyShape, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (shape, walk) => {
        const bar = Math.max(0, heightOf(shape) - shape.viewport);
        let place = placeAt(shape, 0);
        for (const share of walk) place = follow(shape, place, share * bar);
        expect(windowAt(shape, follow(shape, place, bar), 0, -1).last).toBe(shape.count - 1);
        expect(windowAt(shape, follow(shape, place, 0), 0, -1).first).toBe(0);
      }),
    );
  });
});
