import { expect, test } from 'vitest';
import { duration } from './duration.ts';

test.each([
  [0, 'less than 1 ms'],
  [20, '20 ms'],
  [12_000, '12 s'],
  [90_000, '1.5 m'],
  [5_400_000, '1.5 h'],
  [172_800_000, '2 d'],
])('%d ms are %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});
