import { expect, test } from 'vitest';
import type { RowSummary } from '../../worker/protocol.ts';
import { SummaryCache } from './summaryCache.ts';

const summaryOf = (row: number, reason: string): RowSummary => ({
  row,
  id: `e${row}`,
  timestamp: '',
  command: '',
  place: '',
  user: '',
  reason,
  cells: [],
  distance: 1,
});

/** A worker that answers when it is told to. */
function slowWorker() {
  const asked: (readonly number[])[] = [];
  const answers: (() => void)[] = [];
  let reason = 'first run';
  const cache = new SummaryCache(
    (rows) =>
      new Promise((resolve) => {
        asked.push(rows);
        answers.push(() => resolve(rows.map((row) => summaryOf(row, reason))));
      }),
  );
  const answer = async () => {
    answers.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { cache, asked, answer, setReason: (next: string) => (reason = next) };
}

test('asks once for what it does not know', async () => {
  const { cache, asked, answer } = slowWorker();
  cache.want([1, 2]);
  await answer();
  cache.want([1, 2, 3]);
  expect(asked).toEqual([[1, 2], [3]]);
});

test('while an answer is under way only the newest wish is kept', async () => {
  const { cache, asked, answer } = slowWorker();
  cache.want([1]);
  cache.want([2]);
  cache.want([3]);
  await answer();
  expect(asked).toEqual([[1], [3]]);
});

test('asks for a long wish piece by piece, in its order', async () => {
  const { cache, asked, answer } = slowWorker();
  cache.want(Array.from({ length: 60 }, (_, row) => 100 - row));
  await answer();
  expect(asked.map((rows) => [rows[0], rows.length])).toEqual([
    [100, 48],
    [52, 12],
  ]);
});

test('after a run the old summary is shown until the new one is there', async () => {
  const { cache, answer, setReason } = slowWorker();
  cache.want([1]);
  await answer();
  setReason('second run');
  cache.renew();
  cache.want([1]);
  expect(cache.get(1)?.reason).toBe('first run');
  await answer();
  expect(cache.get(1)?.reason).toBe('second run');
});

test('an answer to a question of the run before counts as old', async () => {
  const { cache, asked, answer } = slowWorker();
  cache.want([1]);
  cache.renew();
  await answer();
  cache.want([1]);
  expect(asked).toEqual([[1], [1]]);
});

test('holds no more than a few screens', async () => {
  const { cache, answer } = slowWorker();
  for (let row = 0; row < 2400; row += 48) {
    cache.want(Array.from({ length: 48 }, (_, i) => row + i));
    // oxlint-disable-next-line no-await-in-loop
    await answer();
  }
  expect(cache.get(0)).toBeUndefined();
  expect(cache.get(2399)).toBeDefined();
});

test('does not ask for ever for a row that the worker does not know', async () => {
  let questions = 0;
  const cache = new SummaryCache(() => {
    questions++;
    return Promise.resolve([]);
  });
  cache.want([7]);
  await new Promise((resolve) => setTimeout(resolve));
  cache.want([7]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(questions).toBe(1);
});
