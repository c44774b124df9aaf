import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hasBit, rowsOf } from '../../eql/evaluate/bitmap.ts';
import type { Scalar } from '../../eql/check/types.ts';
import type { SchemaOptions } from '../schema/schema.ts';
import { createDataset, type Dataset } from './dataset.ts';
import { compareText } from '../../eql/evaluate/values.ts';

function datasetOf(...texts: string[]): Dataset {
  const dataset = createDataset();
  dataset.append(texts.map((text) => ({ text })));
  return dataset;
}

/** The values of a row as its column has them. */
function columnValues(dataset: Dataset, path: string, row: number): Scalar[] {
  const column = dataset.column(path);
  const set = column.rows[row]!;
  const codes = column.setCodes.subarray(column.setStarts[set], column.setStarts[set + 1]);
  return Array.from(codes, (code) => column.values[code]!);
}

const live = (dataset: Dataset): number[] => [...rowsOf(dataset.live)];
const invalid = (dataset: Dataset): number[] => [...rowsOf(dataset.invalid)];

describe('a column', () => {
  it('holds each event as a set: sorted, without duplicates', () => {
    const dataset = datasetOf(
      '{"process": {"args": ["b", "a", "b"]}}',
      '{"process.args": ["a", "b"]}',
      '{"process.args": "c"}',
      '{}',
    );
    expect(columnValues(dataset, 'process.args', 0)).toEqual(['a', 'b']);
    const { rows } = dataset.column('process.args');
    expect(rows[0]).toBe(rows[1]);
    expect(columnValues(dataset, 'process.args', 2)).toEqual(['c']);
    expect(rows[3]).toBe(0);
  });

  it('sorts text by code point', () => {
    const dataset = datasetOf('{"a": ["😀", "\uffff", "b", "a", "ab"]}');
    expect(columnValues(dataset, 'a', 0)).toEqual(['a', 'ab', 'b', '\uffff', '😀']);
  });

  it('of a sub-field reads the values of its field', () => {
    const dataset = datasetOf('{"process": {"name": "sh"}}');
    expect(dataset.column('process.name.text').type).toBe('match_only_text');
    expect(columnValues(dataset, 'process.name.text', 0)).toEqual(['sh']);
  });

  it('of a path that no event has is empty, until one has it', () => {
    const dataset = datasetOf('{}');
    expect(dataset.column('x.y').setCount).toBe(1);
    dataset.append([{ text: '{"x": {"y": 7}}' }]);
    expect(dataset.column('x.y').type).toBe('long');
    expect(columnValues(dataset, 'x.y', 1)).toEqual([7n]);
  });

  it('changes its type with the values, and evaluation starts afresh', () => {
    const dataset = datasetOf('{"x": 1}');
    const before = dataset.column('x');
    const seen = dataset.changeCount;
    expect(before.type).toBe('long');
    dataset.append([{ text: '{"x": "a"}' }]);
    expect(dataset.column('x').type).toBe('keyword');
    expect(columnValues(dataset, 'x', 0)).toEqual(['1']);
    expect(dataset.changedSince(seen)).toBe('all');
  });

  it('grows in place while its type stays', () => {
    const dataset = datasetOf('{"process.pid": 1}');
    const column = dataset.column('process.pid');
    dataset.append(Array.from({ length: 100 }, (_, i) => ({ text: `{"process.pid": ${i}}` })));
    expect(dataset.column('process.pid')).toBe(column);
    expect(columnValues(dataset, 'process.pid', 100)).toEqual([99n]);
  });
});

describe('an event that Elasticsearch would reject', () => {
  test.each<[string, string, string]>([
    ['{"process": {"pid": "abc"}}', 'field [process.pid] of type [long] cannot hold "abc"', '"abc"'],
    ['{"process.interactive": 1}', 'field [process.interactive] of type [boolean] cannot hold 1', '1'],
    ['{"@timestamp": "today"}', 'field [@timestamp] of type [date] cannot hold "today"', '"today"'],
    ['{"ü": 1, "host.ip": ["10.0.0.1", "x"]}', 'field [host.ip] of type [ip] cannot hold "x"', '"x"'],
    ['{"process": {"name": {"x": 1}}}', 'field [process.name] of type [keyword] cannot hold an object', '{'],
    ['{"process.name.x": 1}', 'field [process.name] of type [keyword] cannot hold an object', '1'],
    ['{"process": "sh"}', 'field [process] of type [object] cannot hold "sh"', '"sh"'],
    ['{"process": [{"pid": 1}, 5]}', 'field [process] of type [object] cannot hold 5', '5'],
  ])('%s', (text, message, marked) => {
    const dataset = datasetOf(text);
    const problems = dataset.problemsOf(0);
    expect(problems.map((problem) => problem.message)).toEqual([`Elasticsearch would reject it: ${message}`]);
    expect(text.slice(problems[0]!.span!.from, problems[0]!.span!.to)).toBe(marked);
    expect(live(dataset)).toEqual([]);
    expect(invalid(dataset)).toEqual([0]);
  });

  it('keeps its text, takes no part, and can be mended', () => {
    const dataset = datasetOf('{"process.pid": 1}');
    dataset.column('process.pid');
    expect(dataset.patch(0, '{"process.pid": ')).toMatchObject([{ message: 'not JSON: unexpected end of input' }]);
    expect(dataset.text(0)).toBe('{"process.pid": ');
    expect(dataset.pretty(0)).toBe('{"process.pid": ');
    expect(columnValues(dataset, 'process.pid', 0)).toEqual([]);
    expect(invalid(dataset)).toEqual([0]);
    expect(dataset.patch(0, '{"process.pid": 2}')).toEqual([]);
    expect(live(dataset)).toEqual([0]);
    expect(columnValues(dataset, 'process.pid', 0)).toEqual([2n]);
  });

  it('shows its values all the same when it is JSON', () => {
    expect(datasetOf('{"process": {"pid": "abc", "name": "sh"}}').values(0, 'process.name')).toEqual(['sh']);
  });
});

describe('rows', () => {
  it('keep their ids', () => {
    const dataset = createDataset();
    dataset.append([
      { text: '{}', id: 'a' },
      { text: '{}' },
      { text: '{}', id: 'a' },
      { text: '{}', id: '#4' },
      { text: '{}' },
    ]);
    expect([0, 1, 2, 3, 4].map((row) => dataset.idOf(row))).toEqual(['a', '#1', 'a-2', '#4', '#4-2']);
    expect(['a', '#1', 'a-2', '#4', '#4-2', '#0', 'b'].map((id) => dataset.rowOf(id))).toEqual([
      0,
      1,
      2,
      3,
      4,
      undefined,
      undefined,
    ]);
    expect(dataset.problemsOf(2)).toMatchObject([
      { severity: 'warning', message: 'the id "a" was taken; this event is "a-2"' },
    ]);
    expect(live(dataset)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are removed and restored', () => {
    const dataset = datasetOf('{"a": 1}', '{', '{"a": 3}');
    dataset.remove([0, 1, 1, 99]);
    expect([live(dataset), invalid(dataset)]).toEqual([[2], []]);
    dataset.restore([0, 1]);
    expect([live(dataset), invalid(dataset)]).toEqual([[0, 2], [1]]);
  });

  it('tell which were changed', () => {
    const dataset = datasetOf('{"process.pid": 1}', '{"process.pid": 2}', '{"process.pid": 3}');
    const seen = dataset.changeCount;
    dataset.patch(1, '{"process.pid": 4}');
    dataset.patch(1, '{"process.pid": 5}');
    dataset.remove([2]);
    expect(dataset.changedSince(seen)).toEqual([1, 2]);
    expect(dataset.changedSince(dataset.changeCount)).toEqual([]);
    for (let i = 0; i < 10_000; i++) dataset.patch(0, `{"process.pid": ${i}}`);
    expect(dataset.changedSince(seen)).toBe('all');
    expect(dataset.changedSince(dataset.changeCount - 5)).toEqual([0]);
  });

  it('are found by words in any letter case', () => {
    const dataset = datasetOf('{"a": "Kubectl EXEC"}', '{"a": "exec"}', '{"a": "CAFÉ"}', '{"a": "kubectl exec"}');
    dataset.remove([3]);
    const found = (words: string): number[] => [...rowsOf(dataset.find(words))];
    expect(found('exec kubectl')).toEqual([0]);
    expect(found('EXEC')).toEqual([0, 1]);
    expect(found('café')).toEqual([2]);
    expect(found('  ')).toEqual([0, 1, 2]);
  });

  it('say where their values stand', () => {
    const text = '{"ü😀": "x", "process": {"args": ["sh", "-i"], "pid": 7}}';
    const dataset = datasetOf(text);
    const located = dataset.locate(0, ['process.args', 'process.pid', 'nope']);
    const shown = [...located].map(([path, values]) => [
      path,
      values.map(({ span, value }) => [text.slice(span.from, span.to), value]),
    ]);
    expect(shown).toEqual([
      [
        'process.args',
        [
          ['"sh"', 'sh'],
          ['"-i"', '-i'],
        ],
      ],
      ['process.pid', [['7', 7n]]],
      ['nope', []],
    ]);
    const laidOut = dataset.pretty(0);
    const again = dataset.locateIn(laidOut, ['process.args']).get('process.args')!;
    expect(again.map(({ span }) => laidOut.slice(span.from, span.to))).toEqual(['"sh"', '"-i"']);
  });

  it('are read again under other options', () => {
    const dataset = datasetOf('{"process.pid": "abc"}');
    const seen = dataset.changeCount;
    expect(invalid(dataset)).toEqual([0]);
    dataset.setOptions({ mapping: 'closed', fields: { 'process.pid': 'keyword' } });
    expect(live(dataset)).toEqual([0]);
    expect(dataset.changedSince(seen)).toBe('all');
    expect(columnValues(dataset, 'process.pid', 0)).toEqual(['abc']);
  });

  it('take ranges of bytes', () => {
    const bytes = new TextEncoder().encode('xx{"a": "ü"}yy');
    const dataset = createDataset();
    dataset.append([{ bytes, from: 2, to: bytes.length - 2 }]);
    expect([dataset.text(0), dataset.values(0, 'a')]).toEqual(['{"a": "ü"}', ['ü']]);
  });

  it('hold 5,000 values, and texts edited many times', () => {
    const args = Array.from({ length: 5000 }, (_, i) => `argument ${i}`);
    const dataset = datasetOf(JSON.stringify({ process: { args } }));
    expect(columnValues(dataset, 'process.args', 0)).toEqual(args.toSorted(compareText));
    for (let i = 0; i < 300; i++) dataset.patch(0, JSON.stringify({ process: { args: [...args, `${i}`] } }));
    expect(dataset.values(0, 'process.args').at(-1)).toBe('299');
  });
});

describe('staged events', () => {
  it('are not there until they are adopted, and never if they are not', () => {
    const dataset = datasetOf('{"x": 1}');
    dataset.column('x');
    const stage = dataset.stage();
    stage.append([{ text: '{"x": "a", "new": 1}' }, { text: '{' }]);
    expect([stage.rowCount, stage.problemsOf(1).length]).toEqual([2, 1]);
    expect([dataset.rowCount, dataset.column('x').type, dataset.schema.field('new')]).toEqual([1, 'long', undefined]);
    expect(stage.adopt()).toEqual({ first: 1, count: 2 });
    expect([live(dataset), invalid(dataset)]).toEqual([[0, 1], [2]]);
    expect([dataset.column('x').type, dataset.schema.field('new')?.type]).toEqual(['keyword', 'long']);
  });

  it('leave a column whose type stays what it is', () => {
    const dataset = datasetOf('{"process.name": "sh"}');
    const column = dataset.column('process.name');
    const stage = dataset.stage();
    stage.append([{ text: '{"process.name": ["bash", "sh"]}' }]);
    stage.adopt();
    expect(dataset.column('process.name')).toBe(column);
    expect(columnValues(dataset, 'process.name', 1)).toEqual(['bash', 'sh']);
  });

  const id = fc.option(fc.constantFrom('a', 'b', 'a-2', '#0', '#1', '#3'), { nil: undefined });

  it('get the ids and problems that they would get without a stage', () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 4 }), fc.array(id, { maxLength: 6 }), fc.nat(6), (before, ids, cut) => {
        const events = ids.map((given) => ({ text: '{}', ...(given !== undefined && { id: given }) }));
        const [direct, staged] = [createDataset(), createDataset()];
        for (const dataset of [direct, staged]) {
          dataset.append(before.map((given) => ({ text: '{}', ...(given !== undefined && { id: given }) })));
        }
        direct.append(events);
        const stage = staged.stage();
        stage.append(events.slice(0, cut));
        stage.append(events.slice(cut));
        stage.adopt();
        for (let row = 0; row < before.length + ids.length; row++) {
          expect(staged.idOf(row)).toBe(direct.idOf(row));
          expect(staged.rowOf(direct.idOf(row))).toBe(row);
          expect(staged.problemsOf(row)).toEqual(direct.problemsOf(row));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('after any history', () => {
  const value = fc.oneof(
    fc.constantFrom('"a"', '"b"', '"é😀"', '1', '2.5', 'true', 'null', '"1"', '-3', '9223372036854775808'),
    fc.integer().map(String),
  );
  const field = fc.tuple(
    fc.constantFrom('x', 'y', 'x.z', 'process.pid', 'process.name', 'host.ip'),
    fc.array(value, { maxLength: 3 }),
  );
  const text = fc.oneof(
    { weight: 9, arbitrary: fc.uniqueArray(field, { selector: ([key]) => key, maxLength: 4 }).map(jsonOf) },
    { weight: 1, arbitrary: fc.constantFrom('{', '[]', '{"x": {"y": 1}, "x": 2}', '') },
  );
  const step = fc.oneof(
    fc.record({ do: fc.constant('append' as const), texts: fc.array(text, { maxLength: 4 }) }),
    fc.record({ do: fc.constant('stage' as const), texts: fc.array(text, { maxLength: 4 }) }),
    fc.record({ do: fc.constant('adopt' as const) }),
    fc.record({ do: fc.constant('map' as const), type: fc.constantFrom('long', 'keyword') }),
    fc.record({ do: fc.constant('patch' as const), row: fc.nat(), text }),
    fc.record({ do: fc.constant('remove' as const), row: fc.nat() }),
    fc.record({ do: fc.constant('restore' as const), row: fc.nat() }),
    fc.record({
      do: fc.constant('look' as const),
      path: fc.constantFrom('x', 'y', 'x.z', 'process.pid', 'process.name', 'process.name.text'),
    }),
  );

  function jsonOf(fields: [string, string[]][]): string {
    return `{${fields.map(([key, values]) => `${JSON.stringify(key)}: [${values.join(', ')}]`).join(', ')}}`;
  }

  it('a dataset equals one made of its texts at once', () => {
    let looked = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const dataset = createDataset();
        let options: SchemaOptions = { mapping: 'open' };
        let stage = dataset.stage();
        const removed = new Set<number>();
        for (const now of steps) {
          const row = 'row' in now && dataset.rowCount > 0 ? now.row % dataset.rowCount : 0;
          if (now.do === 'append') dataset.append(now.texts.map((text) => ({ text })));
          else if (now.do === 'stage') stage.append(now.texts.map((text) => ({ text })));
          else if (now.do === 'adopt') {
            stage.adopt();
            stage = dataset.stage();
          } else if (now.do === 'map') dataset.setOptions((options = { mapping: 'open', fields: { y: now.type } }));
          else if (now.do === 'look') dataset.column(now.path);
          else if (dataset.rowCount === 0) continue;
          else if (now.do === 'patch') dataset.patch(row, now.text);
          else if (now.do === 'remove') dataset.remove([row]);
          else dataset.restore([row]);
          if (now.do === 'remove') removed.add(row);
          if (now.do === 'restore') removed.delete(row);
        }
        const texts = Array.from({ length: dataset.rowCount }, (_, row) => dataset.text(row));
        // Removed rows have no say in types, and no verdict: an empty event stands in for them.
        const fresh = createDataset(options);
        fresh.append(texts.map((text, row) => ({ text: removed.has(row) ? '{}' : text })));
        for (const path of ['x', 'y', 'x.z', 'process.pid', 'process.name', 'process.name.text', 'host.ip']) {
          expect(dataset.schema.field(path)).toEqual(fresh.schema.field(path));
          expect(dataset.column(path).type).toBe(fresh.column(path).type);
          for (let row = 0; row < texts.length; row++) {
            if (removed.has(row)) continue;
            looked++;
            expect(hasBit(dataset.live, row)).toBe(hasBit(fresh.live, row));
            expect(columnValues(dataset, path, row)).toEqual(columnValues(fresh, path, row));
            if (hasBit(dataset.live, row))
              expect(columnValues(dataset, path, row)).toEqual(setOf(dataset.values(row, path)));
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(looked).toBeGreaterThan(3000);
  });

  function setOf(values: readonly Scalar[]): Scalar[] {
    return [...new Set(values)].sort((a, b) =>
      typeof a === 'string' ? compareText(a, String(b)) : a < b ? -1 : a > b ? 1 : 0,
    );
  }
});

test('with ignoreAbove a longer keyword value is as if it were not there; a wildcard field has no such limit', () => {
  const dataset = createDataset({ mapping: 'closed', fields: { k: 'keyword', w: 'wildcard' }, ignoreAbove: 3 });
  dataset.append([{ text: '{"k": ["abc", "abcd"], "w": "abcd"}' }]);
  expect(dataset.column('k').values).toEqual(['abc']);
  expect(dataset.column('w').values).toEqual(['abcd']);
});

describe('columns read ahead', () => {
  const anyEvent = fc.record(
    {
      a: fc.constantFrom<unknown>('x', ['x', 'y'], 1),
      b: fc.record({ c: fc.integer({ min: 0, max: 3 }) }),
      d: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const paths = ['a', 'b.c', 'd'];
  const contents = (dataset: Dataset) =>
    paths.map((path) => Array.from({ length: dataset.rowCount }, (_, row) => columnValues(dataset, path, row)));
  const count = (steps: Iterable<void>) => [...steps].length;

  test('are those that are read when they are asked for, whatever comes in between', () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), event: anyEvent }),
      fc.record({ kind: fc.constant('patch' as const), row: fc.nat(9), event: anyEvent }),
      fc.record({ kind: fc.constant('remove' as const), row: fc.nat(9) }),
      fc.record({ kind: fc.constant('ask' as const), path: fc.constantFrom(...paths) }),
      fc.record({ kind: fc.constant('ahead' as const) }),
    );
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1, maxLength: 6 }),
        fc.array(change, { maxLength: 8 }),
        (first, changes) => {
          const ahead = datasetOf(...first.map((event) => JSON.stringify(event)));
          const asked = datasetOf(...first.map((event) => JSON.stringify(event)));
          let steps = ahead.readAhead();
          for (const each of changes) {
            if (each.kind === 'ahead') {
              if (steps.next().done === true) steps = ahead.readAhead();
              continue;
            }
            for (const dataset of [ahead, asked]) {
              if (each.kind === 'append') dataset.append([{ text: JSON.stringify(each.event) }]);
              if (each.kind === 'patch') dataset.patch(each.row, JSON.stringify(each.event));
              if (each.kind === 'remove') dataset.remove([each.row]);
              if (each.kind === 'ask') dataset.column(each.path);
            }
          }
          count(ahead.readAhead());
          expect(contents(ahead)).toEqual(contents(asked));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('leave nothing to be read', () => {
    const dataset = datasetOf('{"a": "x"}', '{"a": "y"}');
    expect(count(dataset.readAhead())).toBe(1);
    expect(count(dataset.readAhead())).toBe(0);
    dataset.append([{ text: '{"b": 1}' }]);
    expect(count(dataset.readAhead())).toBe(1);
  });

  test('are left out where nearly every event has another value', () => {
    const dataset = createDataset();
    dataset.append(Array.from({ length: 70_000 }, (_, i) => ({ text: `{"id":"${i}","kind":"k"}` })));
    expect(count(dataset.readAhead())).toBe(70);
    expect(dataset.column('id').values).toHaveLength(70_000);
  });
});
