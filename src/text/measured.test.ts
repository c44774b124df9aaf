import { afterEach, expect, test } from 'vitest';
import { measured } from './measured.ts';

const entries = () => performance.getEntriesByName('language-answer') as PerformanceMeasure[];

afterEach(() => performance.clearMeasures('language-answer'));

test('the answer is as it was, and its time is left behind', async () => {
  const twice = measured('twice', (n: number) => 2 * n);
  const later = measured('later', async (n: number) => Promise.resolve(2 * n));
  expect(twice(3)).toBe(6);
  await expect(later(4)).resolves.toBe(8);
  await Promise.resolve();
  expect(entries().map(({ detail }) => detail as unknown)).toEqual([{ provider: 'twice' }, { provider: 'later' }]);
});

test('a failure is for whoever asked', async () => {
  const fails = measured('fails', async (): Promise<never> => Promise.reject(new Error('no')));
  await expect(fails()).rejects.toThrow('no');
});

test('only the newest are kept', () => {
  const answer = measured('many', () => null);
  for (let i = 0; i < 1200; i++) answer();
  expect(entries().length).toBeLessThanOrEqual(500);
});
