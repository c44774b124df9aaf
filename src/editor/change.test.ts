import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChange, changeBetween, shiftAll, shiftSpan, track } from './change.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 12 });

describe('a change between two texts', () => {
  test('makes the second of the first, and is null for equal texts alone', () => {
    fc.assert(
      fc.property(word, word, (before, after) => {
        const change = changeBetween(before, after);
        expect(change === null).toBe(before === after);
        if (change) expect(applyChange(before, change)).toBe(after);
      }),
    );
  });
});

describe('a range after a change', () => {
  // The range is 4..8 of "0123abcd89".
  test.each([
    ['typing before it', 2, 2, 'xx', '6..10'],
    ['typing at its start', 4, 4, 'xx', '6..10'],
    ['typing within it', 6, 6, 'xx', '4..10'],
    ['typing at its end', 8, 8, 'xx', '4..8'],
    ['typing after it', 9, 9, 'xx', '4..8'],
    ['deleting across its start', 2, 6, '', '2..4'],
    ['replacing across its start', 2, 6, 'yyy', '5..7'],
    ['replacing across its end', 6, 9, 'y', '4..6'],
    ['deleting it', 4, 8, '', 'gone'],
    ['replacing more than it', 3, 9, 'zz', 'gone'],
  ])('%s', (_name, from, to, insert, wanted) => {
    const span = shiftSpan({ from: 4, to: 8 }, { from, to, insert });
    expect(span ? `${span.from}..${span.to}` : 'gone').toBe(wanted);
  });

  test('always lies within the text', () => {
    fc.assert(
      fc.property(word, word, fc.nat(12), fc.nat(12), (before, after, a, b) => {
        const [from = 0, to = 0] = [a, b].map((it) => Math.min(it, before.length)).toSorted((x, y) => x - y);
        for (const span of shiftAll([{ from, to }], before, after)) {
          expect(span.from).toBeGreaterThanOrEqual(0);
          expect(span.to).toBeLessThanOrEqual(after.length);
          expect(span.from).toBeLessThanOrEqual(span.to);
        }
      }),
    );
  });
});

describe('ranges on their way', () => {
  const given = [
    { from: 0, to: 1 },
    { from: 4, to: 5 },
    { from: 8, to: 9 },
  ];

  test('survive edits in two far places, one after the other', () => {
    const first = track(null, given, 'a   b   c', 'a  b   c', shiftAll);
    const second = track(first, given, 'a   b   c', 'a  b  c', shiftAll);
    expect(second.moved).toEqual([
      { from: 0, to: 1 },
      { from: 3, to: 4 },
      { from: 6, to: 7 },
    ]);
  });

  test('are as given when the text is again what it was', () => {
    const lost = track(null, given, 'a   b   c', '', shiftAll);
    expect(lost.moved).toEqual([]);
    expect(track(lost, given, 'a   b   c', 'a   b   c', shiftAll).moved).toBe(given);
  });

  test('stay the same object while nothing changes', () => {
    const first = track(null, given, 'a   b   c', 'a   b   c', shiftAll);
    expect(track(first, given, 'a   b   c', 'a   b   c', shiftAll)).toBe(first);
  });
});
