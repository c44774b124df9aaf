import { describe, expect, test } from 'vitest';
import { bitmapOf } from '../../worker/protocol.ts';
import { changeWords, momentWords, verdictWords } from './words.ts';

describe('a version', () => {
  test.each([
    [[1, 2], [1, 2, 3, 4], '2 more'],
    [[1, 2, 3], [3, 40], '1 more, 2 fewer'],
    [[], [], 'the same events'],
  ])('after one that matched %j, matching %j, matches %s', (before, after, words) => {
    expect(changeWords(bitmapOf(41, before), bitmapOf(41, after))).toBe(words);
  });

  test('after one that cannot be run is compared with nothing', () => {
    expect(changeWords(null, bitmapOf(1, []))).toBeNull();
  });

  test.each([
    [[1, 2], '2 of 24 match'],
    [[1], '1 of 24 matches'],
  ])('that matches %j says %s', (rows, words) => {
    expect(verdictWords({ matches: bitmapOf(24, rows), removed: 0, problem: null }, 24)).toBe(words);
  });

  test('that cannot be run says why', () => {
    expect(verdictWords({ matches: null, removed: 0, problem: "mismatched input '='" }, 24)).toBe(
      "has an error: mismatched input '='",
    );
  });

  test.each([
    [new Date(2026, 10, 24, 9, 5, 3), '09:05:03'],
    [new Date(2026, 10, 23, 18, 29), '23 Nov 2026, 18:29:00'],
  ])('of %s is of %s', (at, words) => {
    expect(momentWords(at.getTime(), new Date(2026, 10, 24, 18, 30).getTime())).toBe(words);
  });
});
