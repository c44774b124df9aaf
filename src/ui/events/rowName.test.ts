import { expect, test } from 'vitest';
import type { RowSummary } from '../../worker/protocol.ts';
import { rowName, rowReason } from './rowName.ts';
import type { Label, RowVerdict } from './rowVerdict.ts';

const summary: RowSummary = {
  row: 3,
  id: 'e4',
  timestamp: '2026-01-12T08:02:10.120Z',
  command: 'bash -i',
  place: 'shop/web-0',
  user: '0',
  reason: 'process.interactive',
  cells: [],
  distance: 1,
};
const matching = { ...summary, reason: '', distance: 0 };
const broken = { ...summary, invalid: 'line 1: unexpected end of input' };

test.each<[RowVerdict, Label | undefined, RowSummary | undefined, string]>([
  ['match', undefined, matching, 'Match, bash -i, 08:02:10, shop/web-0, user 0'],
  ['match', 'alert', matching, 'Match, alert, bash -i, 08:02:10, shop/web-0, user 0'],
  ['match', 'benign', matching, 'Match, benign, false positive, bash -i, 08:02:10, shop/web-0, user 0'],
  [
    'no match',
    'benign',
    summary,
    'No match, benign, bash -i, 08:02:10, shop/web-0, user 0, 1 away · process.interactive',
  ],
  [
    'no match',
    'alert',
    summary,
    'No match, alert, false negative, bash -i, 08:02:10, shop/web-0, user 0, 1 away · process.interactive',
  ],
  ['invalid', undefined, broken, 'Invalid, line 1: unexpected end of input'],
  ['match', undefined, undefined, 'Match, loading'],
])('a row with the verdict %s and the label %s starts with both', (verdict, label, of, name) => {
  expect(rowName(verdict, label, of)).toBe(name);
});

test('a reason is how far away it is, or the stages of a sequence that it fits', () => {
  expect(rowReason('match', { ...summary, reason: '', distance: 0 })).toBe('');
  expect(rowReason('partial', { ...summary, reason: 'stage 1 of 2', distance: 0 })).toBe('stage 1 of 2');
  expect(rowReason('no match', summary)).toBe('1 away · process.interactive');
  expect(rowReason('no match', { ...summary, reason: '', distance: 3 })).toBe('3 away');
});
