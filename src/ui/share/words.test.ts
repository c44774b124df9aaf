import { expect, test } from 'vitest';
import type { LikelySecret, PrivateValue } from '../../worker/protocol.ts';
import { fileNameOf, keptWords, placeWords } from './words.ts';

const secret = { kind: 'password', value: 'x' } as const;

test.each<[Omit<LikelySecret, 'kind' | 'value'>, string]>([
  [{ part: 'event', event: 'e1', path: 'process.args' }, 'process.args of event e1'],
  [{ part: 'event', event: 'e1' }, 'event e1'],
  [{ part: 'note', event: 'e1' }, 'the note of event e1'],
  [{ part: 'rule', path: 'note' }, 'the rule’s note'],
  [{ part: 'title' }, 'the title'],
  [{ part: 'value lists', path: 'a.txt' }, 'the value lists'],
])('the place %j in words', (place, words) => {
  expect(placeWords({ ...secret, ...place })).toBe(words);
});

test('why a value stays', () => {
  const value: PrivateValue = { value: 'x', kind: 'host', replacement: null, places: 0, kept: null, clause: null };
  expect(keptWords(value)).toBeNull();
  expect(keptWords({ ...value, kept: 'named' })).toBe('stays: the rule or an exception names it');
  expect(keptWords({ ...value, kept: 'changes a verdict', clause: 'a == 1' })).toBe(
    'stays: it would change the verdict of a == 1',
  );
});

test.each([
  ['Intruder in the shop, rule of January 2026', 'intruder-in-the-shop-rule-of-january-2026.eql-scenario.json'],
  ['  Müller & Söhne  ', 'muller-sohne.eql-scenario.json'],
  ['../../etc/passwd', 'etc-passwd.eql-scenario.json'],
  ['', 'scenario.eql-scenario.json'],
])('%s is the file %s', (title, file) => {
  expect(fileNameOf(title)).toBe(file);
});
