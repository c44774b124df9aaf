import { describe, expect, test } from 'vitest';
import {
  type ClauseCounts,
  clauseCounts,
  clock,
  counted,
  dayOf,
  duration,
  fileSize,
  fullTime,
  matchLine,
  timeOfDay,
} from './words.ts';

describe('numbers come with their base, in the right number', () => {
  test.each([
    [0, 24, '0 of 24 events match'],
    [1, 24, '1 of 24 events matches'],
    [3, 24, '3 of 24 events match'],
    [1, 1, '1 of 1 event matches'],
    [0, 0, '0 of 0 events match'],
    [1200, 100_000, '1,200 of 100,000 events match'],
  ])('%i of %i', (matches, events, line) => expect(matchLine(matches, events)).toBe(line));

  test('one and many', () => {
    expect(counted(1, 'clause')).toBe('1 clause');
    expect(counted(2, 'entry', 'entries')).toBe('2 entries');
  });

  const counts = (some: Partial<ClauseCounts>) => {
    const none = { true: 0, missing: 0, error: 0, 'sole blocker': 0, 'alone responsible': 0 };
    return { ...none, ...some };
  };

  test('a clause says missing and error only where there are any', () => {
    expect(clauseCounts(counts({ true: 9, missing: 2 }), 24)).toBe('true in 9 of 24, missing in 2');
    expect(clauseCounts(counts({ error: 1 }), 24)).toBe('true in 0 of 24, error in 1');
  });

  test('a clause says which events hang on it alone', () => {
    const words = clauseCounts(counts({ true: 5, 'sole blocker': 2, 'alone responsible': 1 }), 24);
    expect(words).toBe('true in 5 of 24, alone keeps out 2, alone lets in 1');
  });
});

test.each([
  [0.42, '0.4 ms'],
  [12.4, '12 ms'],
  [1340, '1.3 s'],
])('%d ms are %s', (ms, text) => expect(duration(ms)).toBe(text));

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [3_240_000, '3.2 MB'],
  [999_999, '1.0 MB'],
])('%i bytes are %s', (bytes, text) => expect(fileSize(bytes)).toBe(text));

describe('times', () => {
  test.each([
    ['2026-01-12T08:01:12.345Z', '08:01:12'],
    ['2026-01-12T08:01:12.123456789Z', '08:01:12'],
    ['2026-01-12T09:01:12+01:00', '08:01:12'],
    ['1768204872345', '08:01:12'],
    ['yesterday', 'yesterday'],
    ['', ''],
  ])('%s is %s in the list', (written, shown) => expect(clock(written)).toBe(shown));

  test('the full time names its zone', () => {
    expect(fullTime('2026-01-12T08:01:12.345Z')).toMatch(/^2026-01-12 08:01:12\.345 UTC\n/);
    expect(fullTime('soon')).toBe('soon is not a time');
  });
});

test.each([
  [0, '00:00:00', '1970-01-01'],
  [1_769_936_531_250, '09:02:11.250', '2026-02-01'],
  [253_402_300_800_000, '00:00:00', '+010000-01-01'],
  [9e15, '9000000000000000', ''],
])('%d ms are at %s of %s', (milliseconds, time, day) => {
  expect([timeOfDay(milliseconds), dayOf(milliseconds)]).toEqual([time, day]);
});
