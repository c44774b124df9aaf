/** What the list asks of the table, against doing it row by row. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DEFAULT_SEARCH, Evaluator, rowsOf } from '../eql/index.ts';
import { createDataset, type Dataset } from '../events/index.ts';
import { fieldCondition, literalOf } from '../app/conditions.ts';
import { eventFields } from './eventFields.ts';
import { cellsOf, rowsByField, rowsWhere } from './listing.ts';

const options = { ...DEFAULT_SEARCH, mapping: 'open', fields: { n: 'long', s: 'keyword' } } as const;

function datasetOf(documents: readonly object[]): Dataset {
  const dataset = createDataset(options);
  dataset.append(documents.map((document) => ({ text: JSON.stringify(document) })));
  return dataset;
}

function where(condition: string, documents: readonly object[]) {
  const dataset = datasetOf(documents);
  const found = rowsWhere(condition, dataset, new Evaluator(dataset), options);
  return 'rows' in found ? [...rowsOf(found.rows)] : found.problem;
}

describe('the rows on which a condition is true', () => {
  const documents = [{ s: 'a', n: 1 }, { s: ['b', 'a'] }, { n: 5 }];
  test.each([
    ['s == "a"', [0, 1]],
    ['?s == null', [2]],
    ['n > 1 or s == "b"', [1, 2]],
  ])('%s', (condition, rows) => expect(where(condition, documents)).toEqual(rows));

  test('or what is wrong with it', () => {
    expect(where('s = "a"', documents)).toContain('==');
    expect(where('n == "x"', documents)).not.toEqual([]);
  });
});

describe('a value of an event as a filter', () => {
  // Values of more than 500 characters were cut, and found nothing.
  test.each([10, 500, 501, 5000, 32_766])('of %i characters finds the event', (length) => {
    const documents = [{ s: 'x'.repeat(length) }, { s: 'x'.repeat(length - 1) }];
    const [field] = eventFields(datasetOf(documents), JSON.stringify(documents[0]));
    const { text, isWhole } = field!.values[0]!;
    expect(isWhole).toBe(true);
    const { condition } = fieldCondition({ path: 's', test: 'is', literal: literalOf(text, field!.type) });
    expect(where(condition, documents)).toEqual([0]);
  });

  test('is not whole where it is longer than anything that is indexed', () => {
    const documents = [{ s: 'x'.repeat(32_767) }];
    const [field] = eventFields(datasetOf(documents), JSON.stringify(documents[0]));
    expect(field!.values[0]).toMatchObject({ isWhole: false });
    expect(field!.values[0]!.text).toHaveLength(32_766);
  });
});

test('the order by a field is by its least value, rows without one last, equal ones as they were added', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 3 })), (values) => {
      const dataset = datasetOf(values.map((n) => ({ n })));
      const least = (row: number) => Math.min(...values[row]!, Infinity);
      const expected = [...values.keys()].toSorted((a, b) => (least(a) === least(b) ? a - b : least(a) - least(b)));
      const { rows, valued } = rowsByField(dataset, 'n');
      expect([...rows]).toEqual(expected);
      expect(valued).toBe(values.filter(({ length }) => length > 0).length);
    }),
  );
});

describe('a cell', () => {
  it('has the values of its field, a few of many, and nothing for none', () => {
    const long = Array.from({ length: 12 }, (_, i) => `v${String(i).padStart(2, '0')}`);
    const dataset = datasetOf([{ s: ['x', 'y'], n: 7, long, wide: 'w'.repeat(300) }]);
    const [s, n, none, cut, wide] = cellsOf(dataset, 0, ['s', 'n', 'nothing', 'long', 'wide']);
    expect([s, n, none]).toEqual(['x, y', '7', '']);
    expect(cut).toMatch(/^v00, .*v07, …$/);
    expect(wide).toHaveLength(200);
  });
});
