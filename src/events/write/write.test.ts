/** Every form that is written is read again as the same events, whatever is in them. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { rowsOf } from '../../eql/evaluate/bitmap.ts';
import { createDataset, type Dataset, type NewEventText } from '../columns/dataset.ts';
import { loadSources } from '../read/load.ts';
import { toCsv } from './csv.ts';
import { toBulk, toNdjson } from './json.ts';

const encoder = new TextEncoder();

function datasetOf(events: readonly NewEventText[]): Dataset {
  const dataset = createDataset();
  dataset.append(events);
  return dataset;
}

/** The dataset that is read from a text, which must have no problems. */
async function readAgain(text: string): Promise<Dataset> {
  const dataset = createDataset();
  const report = await loadSources(dataset, [{ name: 'again', bytes: encoder.encode(text) }]);
  expect(report).toMatchObject({ problems: [] });
  return dataset;
}

const rowsIn = (dataset: Dataset): number[] => [...rowsOf(dataset.live)];

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('ab ,;"\'\n\r\t[]{}-=1.é😀\\')), maxLength: 8 }),
  fc.constantFrom('', '-', '(empty)', '(null)', ' x ', 'a, b', '["a"]', "'-i", '1,234', '5', 'true'),
);
const value = fc.oneof(
  text.map((it) => JSON.stringify(it)),
  fc.constantFrom('0', '-3', '9007199254740993', '1.50', '1e3', 'true', 'false'),
);
const field = fc.oneof(
  fc.tuple(fc.constantFrom('process.name', 'process.args', 'x', 'x y', 'ü.z'), fc.array(value, { maxLength: 3 })),
  fc.tuple(
    fc.constantFrom('process.pid', 'process.exit_code'),
    fc.array(fc.constantFrom('0', '9007199254740993'), { maxLength: 2 }),
  ),
  fc.tuple(fc.constant('process.interactive'), fc.array(fc.constantFrom('true', 'false'), { maxLength: 2 })),
  fc.tuple(fc.constant('@timestamp'), fc.constantFrom(['"2026-03-01T10:00:00.000Z"'], ['1772359200000'], [])),
);
const fields = fc.uniqueArray(field, { selector: ([path]) => path, minLength: 1, maxLength: 6 });
const id = fc.option(fc.constantFrom('a', 'b,"', 'ü'), { nil: undefined });

/** A document over one line or several. */
function documentOf(members: readonly (readonly [string, readonly string[]])[], gap: string): string {
  const written = members.map(([path, values]) => `${JSON.stringify(path)}:${gap}[${values.join(`,${gap}`)}]`);
  return `{${gap}${written.join(`,${gap}`)}${gap}}`;
}

const events = fc
  .array(fc.tuple(fields, fc.constantFrom('', ' ', '\n  ', '\r\n'), id), { minLength: 1, maxLength: 4 })
  .map((all) =>
    all.map(([members, gap, given]): NewEventText => ({
      text: documentOf(members, gap),
      ...(given !== undefined && { id: given }),
    })),
  );

describe('what is written is read again', () => {
  it('as NDJSON: the same documents', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (given) => {
        const before = datasetOf(given);
        const after = await readAgain([...toNdjson(before, rowsIn(before))].join(''));
        const parsed = (dataset: Dataset) => rowsIn(dataset).map((row) => JSON.parse(dataset.text(row)) as unknown);
        expect(parsed(after)).toEqual(parsed(before));
      }),
      { numRuns: 60 },
    );
  });

  it('as a bulk body: the same documents with their ids', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.constantFrom('index' as const, 'create' as const), async (given, action) => {
        const before = datasetOf(given);
        const after = await readAgain([...toBulk(before, rowsIn(before), action)].join(''));
        for (const row of rowsIn(before)) {
          expect(JSON.parse(after.text(row))).toEqual(JSON.parse(before.text(row)));
          expect(after.idOf(row)).toBe(before.idOf(row));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('as CSV: the same values in every field, with the same types', async () => {
    const paths = [
      '@timestamp',
      'process.name',
      'process.args',
      'process.pid',
      'process.interactive',
      'x',
      'x y',
      'ü.z',
    ];
    await fc.assert(
      fc.asyncProperty(events, async (given) => {
        const before = datasetOf([{ text: '{"process.name":"sh","user.id":"0"}' }, ...given]);
        const after = await readAgain([...toCsv(before, rowsIn(before))].join(''));
        expect(after.rowCount).toBe(before.rowCount);
        for (const path of paths) {
          expect(after.schema.field(path)).toEqual(before.schema.field(path));
          for (const row of rowsIn(before)) expect(after.values(row, path)).toEqual(before.values(row, path));
        }
        for (const row of rowsIn(before)) expect(after.idOf(row)).toBe(before.idOf(row));
      }),
      { numRuns: 120 },
    );
  });
});

test('a table as a spreadsheet shows it', () => {
  const dataset = datasetOf([
    { id: 'e1', text: '{"process": {"name": "bash", "args": ["bash", "-i"], "pid": 7}, "note": "a, \\"b\\""}' },
    { text: '{"process.name": "-", "n": 1}' },
  ]);
  expect([...toCsv(dataset, [0, 1])].join('')).toBe(
    [
      '_id,process.args,process.name,process.pid,note,n',
      'e1,"[""bash"", ""-i""]",bash,7,"a, ""b""",',
      ',,"[""-""]",,,[1]',
      '',
    ].join('\n'),
  );
});

test('an invalid event is a line as it stands', () => {
  const dataset = datasetOf([{ text: '{"a":\n1' }]);
  expect([...toNdjson(dataset, [0])]).toEqual(['{"a": 1\n']);
});
