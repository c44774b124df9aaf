import { expect, test } from 'vitest';
import type { CoveredLeaf } from '../../app/coverage.ts';
import { entriesLine, lackLines, pointsLine } from './words.ts';

test.each([
  [{ covered: 18, possible: 22, impossible: 0 }, '18 of 22 points are covered.'],
  [{ covered: 1, possible: 1, impossible: 1 }, '1 of 1 point is covered. 1 other cannot be.'],
  [{ covered: 0, possible: 4, impossible: 2 }, '0 of 4 points are covered. 2 others cannot be.'],
])('%j points', (share, line) => {
  expect(pointsLine(share)).toBe(line);
});

test('list entries are told of where there is a list', () => {
  expect(entriesLine({ covered: 0, possible: 0, impossible: 0 })).toBe('');
  expect(entriesLine({ covered: 7, possible: 37, impossible: 1 })).toBe(
    '7 of 37 list entries are used. 1 other cannot be.',
  );
});

test('why a leaf is not seen is told once where both points have the same reason', () => {
  const none = (isProof: boolean, reason: string) => ({ count: 0, lack: { isProof, reason } });
  const leaf = (whenTrue: CoveredLeaf['whenTrue'], whenFalse: CoveredLeaf['whenFalse']) =>
    lackLines({ whenTrue, whenFalse } as CoveredLeaf);
  const seen = { count: 3, lack: null };
  expect(leaf(seen, seen)).toEqual([]);
  expect(leaf(none(true, 'x'), none(true, 'x'))).toEqual(['It never decides: x.']);
  expect(leaf(none(true, 'x'), none(false, 'x'))).toEqual([
    'Never true where it decides: x.',
    'Not found false where it decides: x.',
  ]);
  expect(leaf(seen, none(false, 'y'))).toEqual(['Not found false where it decides: y.']);
});
