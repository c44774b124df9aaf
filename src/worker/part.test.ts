import { describe, expect, test } from 'vitest';
import { DEFAULT_SEARCH, Evaluator, rowsOf } from '../eql/index.ts';
import { createDataset } from '../events/index.ts';
import { evaluatePart } from './part.ts';

const options = { ...DEFAULT_SEARCH, mapping: 'open', fields: { n: 'long', s: 'keyword', t: 'keyword' } } as const;

function part(text: string, documents: readonly object[]) {
  const dataset = createDataset(options);
  dataset.append(documents.map((document) => ({ text: JSON.stringify(document) })));
  return evaluatePart(text, dataset, new Evaluator(dataset), options);
}

const documents = [{ s: ['a', 'bb'], n: 1 }, { s: 'cc', n: 2 }, { n: 2 }, { s: '7' }];

describe('a part of a rule by itself', () => {
  test.each([
    ['s == "a"', [0]],
    ['s == "a" or n == 2', [0, 1, 2]],
    ['not s : "*"', [2]],
    ['startsWith(s, "c")', [1]],
  ])('%s is a condition, with its events', (text, rows) => {
    const found = part(text, documents);
    expect(found.kind === 'condition' && [...rowsOf(found.rows)]).toEqual(rows);
  });

  test.each([
    [
      'n',
      [
        ['2', 2],
        ['1', 1],
      ],
      1,
      0,
    ],
    [
      'length(s)',
      [
        ['2', 2],
        ['1', 2],
      ],
      1,
      0,
    ],
    [
      'n + 1',
      [
        ['3', 2],
        ['2', 1],
      ],
      1,
      0,
    ],
    ['number(s)', [['7', 1]], 1, 2],
    ['1 + 1', [['2', 4]], 0, 0],
  ])('%s is a value, with what comes out of it', (text, values, missing, errors) => {
    const found = part(text, documents);
    if (found.kind !== 'values') throw new Error(found.kind);
    const byCount = (pairs: readonly (readonly (string | number)[])[]) =>
      pairs.map(([l, c]) => `${l}: ${c}`).toSorted();
    expect(byCount(found.values.map(({ literal, count }) => [literal, count]))).toEqual(byCount(values));
    expect([found.missing, found.errors]).toEqual([missing, errors]);
  });

  test.each([
    ['n ==', 'it is no whole expression'],
    ['concat(s, t)', 'it reads more than one field'],
    ['n == "x"', ''],
  ])('%s is neither: %s', (text, reason) => {
    const found = part(text, documents);
    expect(found.kind === 'none' && found.reason).toContain(reason);
  });
});
