import { describe, expect, test } from 'vitest';
import { contentWords, isFound, whenWords } from './words.ts';

const now = new Date(2026, 10, 24, 18, 30).getTime();

describe('a scenario on the shelf', () => {
  test.each([
    [now, 'just now'],
    [now - 61_000, '1 minute ago'],
    [now - 59 * 60_000, '59 minutes ago'],
    [new Date(2026, 10, 24, 9, 5).getTime(), 'today 09:05'],
    [new Date(2026, 10, 23, 18, 29).getTime(), '23 Nov 2026'],
  ])('changed at %d was changed %s', (at, words) => {
    expect(whenWords(at, now)).toBe(words);
  });

  test.each([
    [{ events: 24, labels: 1 }, '24 events, 1 label'],
    [{ events: 1, labels: 0 }, '1 event'],
    [{ events: null, labels: 2 }, '2 labels'],
  ])('%o holds %s', (counts, words) => {
    expect(contentWords(counts)).toBe(words);
  });

  test.each([
    ['', true],
    ['shell SPAWN', true],
    ['bash  -i', true],
    ['shell zsh', false],
  ])('is found by "%s": %s', (words, found) => {
    const rule = { query: 'process where process.args in ("bash", "-i")', name: 'Shell spawn' };
    expect(isFound({ name: 'Night', rule }, words)).toBe(found);
  });
});
