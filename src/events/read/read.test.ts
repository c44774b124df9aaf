import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createDataset } from '../columns/dataset.ts';
import { loadSources } from './load.ts';
import { readSource } from './read.ts';

const encoder = new TextEncoder();

/** Ids, texts and problems of a source, in a shape to compare. */
async function read(
  text: string | Uint8Array,
): Promise<{ events: string[]; problems: string[]; forms: readonly string[] }> {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  const result = await readSource({ name: 'test', bytes });
  const dataset = createDataset({ mapping: 'closed' });
  dataset.append(result.events);
  const events = result.events.map(
    ({ id, line }, row) => `${line}${id === undefined ? '' : ` ${id}`}: ${dataset.text(row)}`,
  );
  const problems = result.problems.map(
    ({ line, message, keptAs }) => `${line}: ${message}${keptAs === undefined ? '' : ` (#${keptAs})`}`,
  );
  return { events, problems, forms: result.forms.map(({ form }) => form) };
}

describe('recognised by content', () => {
  test.each<[string, string, string[], string]>([
    ['one event', '{"a": 1}', ['1: {"a": 1}'], 'JSON'],
    ['one event over several lines', '\n{\n "a": 1\n}\n', ['2: {\n "a": 1\n}'], 'JSON'],
    ['an array', '[{"a": 1}, {"a": 2}]', ['1: {"a": 1}', '1: {"a": 2}'], 'JSON array'],
    ['an array over several lines', '[\n {"a": 1},\n {"a": 2}\n]', ['2: {"a": 1}', '3: {"a": 2}'], 'JSON array'],
    ['NDJSON', '{"a": 1}\n{"a": 2}\n', ['1: {"a": 1}', '2: {"a": 2}'], 'NDJSON'],
    ['NDJSON with CR LF and empty lines', '\r\n{"a": 1}\r\n\r\n{"a": 2}\r\n', ['2: {"a": 1}', '4: {"a": 2}'], 'NDJSON'],
    ['events behind one another', '{"a": 1}{"a": 2} {"a": 3}', ['1: {"a": 1}', '1: {"a": 2}', '1: {"a": 3}'], 'JSON'],
    ['events laid out over lines', '{\n"a": 1\n}\n{\n"a": 2\n}', ['1: {\n"a": 1\n}', '4: {\n"a": 2\n}'], 'JSON'],
    ['a part of an array', '{"a": 1},\n{"a": 2},\n', ['1: {"a": 1}', '2: {"a": 2}'], 'NDJSON'],
    ['a byte order mark', '\ufeff{"a": 1}', ['1: {"a": 1}'], 'JSON'],
    [
      'a search response',
      '{"took": 1, "hits": {"total": 2, "hits": [{"_index": "i", "_id": "x", "_source": {"a": 1}}, {"_id": "y", "_source": {"a": 2}}]}, "aggregations": {}}',
      ['1 x: {"a": 1}', '1 y: {"a": 2}'],
      'Elasticsearch search response',
    ],
    [
      'a search response with fields',
      '{"hits": {"hits": [{"_index": "i", "_id": "x", "fields": {"p.name": ["sh"], "p.name.text": ["sh"]}}]}}',
      ['1 x: {"p.name": ["sh"]}'],
      'Elasticsearch search response',
    ],
    [
      'an EQL response with events',
      '{"hits": {"events": [{"_id": "x", "_source": {"a": 1}}]}}',
      ['1 x: {"a": 1}'],
      'EQL search response',
    ],
    [
      'an EQL response with sequences that share an event and lack one',
      '{"hits": {"sequences": [{"join_keys": [1], "events": [{"_index": "i", "_id": "x", "_source": {"a": 1}}, {"_index": "", "_id": "", "_source": {}, "missing": true}]}, {"events": [{"_index": "i", "_id": "x", "_source": {"a": 1}}, {"_index": "i", "_id": "y", "_source": {"a": 2}}]}]}}',
      ['1 x: {"a": 1}', '1 y: {"a": 2}'],
      'EQL search response',
    ],
    [
      'a response in a wrapper',
      '{"id": "q", "response": {"hits": {"hits": [{"_id": "x", "_source": {"a": 1}}]}}}',
      ['1 x: {"a": 1}'],
      'Elasticsearch search response',
    ],
    ['a single hit', '{"_index": "i", "_id": "x", "_source": {"a": 1}}', ['1 x: {"a": 1}'], 'search hits'],
    [
      'hits as NDJSON',
      '{"_id": "x", "_source": {"a": 1}}\n{"_id": "y", "_source": {"a": 2}}',
      ['1 x: {"a": 1}', '2 y: {"a": 2}'],
      'search hits',
    ],
    [
      'an event that has hits of its own',
      '{"hits": 3, "fields": {"a": 1}}',
      ['1: {"hits": 3, "fields": {"a": 1}}'],
      'JSON',
    ],
    [
      'notes at the top left out',
      '{"_scenario": {"x": 1}, "a": 1, "_generated": true,\n "b": {"_partial": 1}, "_partial": 1}',
      ['1: { "a": 1,\n "b": {"_partial": 1}}'],
      'JSON',
    ],
    ['an id at the top', '{"a": 1, "_id": "x"}', ['1 x: {"a": 1}'], 'JSON'],
  ])('%s', async (_, text, events, form) => {
    expect(await read(text)).toEqual({ events, problems: [], forms: [form] });
  });

  it('reads UTF-16 with a byte order mark', async () => {
    const bytes = new Uint8Array(Uint16Array.from('\ufeff{"a": "ü"}', (char) => char.charCodeAt(0)).buffer);
    expect((await read(bytes)).events).toEqual(['1: {"a": "ü"}']);
  });
});

describe('a broken piece is listed and kept, and the rest is used', () => {
  test.each<[string, string, string[], string[]]>([
    [
      'a line cut off',
      '{"a": 1}\n{"a":\n{"a": 3}',
      ['1: {"a": 1}', '2: {"a":', '3: {"a": 3}'],
      ['2: not JSON: unexpected end of input (#1)'],
    ],
    [
      'the first line',
      'oops\n{"a": 2}\n{"a": 3}',
      ['1: oops', '2: {"a": 2}', '3: {"a": 3}'],
      ['1: not JSON: unexpected "o", expected a value (#0)'],
    ],
    [
      'the last line',
      '{"a": 1}\n{"a": 2',
      ['1: {"a": 1}', '2: {"a": 2'],
      ['2: not JSON: unexpected end of input (#1)'],
    ],
    [
      'a line with too much',
      '{"a": 1}\n{"a": 2}}\n',
      ['1: {"a": 1}', '2: {"a": 2}}'],
      ['2: not JSON: unexpected "}", expected a value (#1)'],
    ],
    [
      'an event over several lines',
      '{\n "a": 1\n}\n{\n "a": oops\n}\n{\n "a": 3\n}',
      ['1: {\n "a": 1\n}', '5: {\n "a": oops\n}', '7: {\n "a": 3\n}'],
      ['5: not JSON: unexpected "o", expected a value (#1)'],
    ],
    [
      'an element of an array',
      '[\n {"a": 1},\n {"a": oops},\n {"a": 3}\n]',
      ['2: {"a": 1}', '3: {"a": oops}', '4: {"a": 3}'],
      ['3: not JSON: unexpected "o", expected a value (#1)'],
    ],
    [
      'an array that stops',
      '[{"a": 1}, {"a": 2}',
      ['1: {"a": 1}', '1: {"a": 2}'],
      ['1: not JSON: unexpected end of input'],
    ],
    [
      'a comma too few',
      '[{"a": 1} {"a": 2}]',
      ['1: {"a": 1}', '1: {"a": 2}'],
      ['1: not JSON: unexpected "{", expected "," or "]"'],
    ],
    [
      'a response that stops',
      '{"hits": {"hits": [\n{"_id": "x", "_source": {"a": 1}},\n{"_id": "y", "_so',
      ['2 x: {"a": 1}', '3: {"_id": "y", "_so'],
      ['3: not JSON: unexpected end of input (#1)'],
    ],
    [
      'a hit without its event',
      '{"_index": "i", "_id": "x", "_score": 1}',
      [],
      ['1: a search hit without "_source" and "fields": the event is not in it'],
    ],
    [
      'no JSON at all',
      'name,pid\nsh,1\n',
      ['1: name,pid\nsh,1'],
      ['1: not JSON: unexpected "a", expected "null" (#0)'],
    ],
    ['nothing', ' \n', [], ['1: there is no event in it']],
  ])('%s', async (_, text, events, problems) => {
    const result = await read(text);
    expect([result.events, result.problems]).toEqual([events, problems]);
  });

  it('keeps brackets without end', async () => {
    const { events, problems } = await read(`${'['.repeat(100_000)}\n`);
    expect([events.length, problems]).toEqual([1, ['2: not JSON: unexpected end of input (#0)']]);
  });

  it('counts thousands of problems and lists a hundred', async () => {
    const result = await readSource({
      name: 'test',
      bytes: encoder.encode('{"a": 1}\n'.repeat(2) + '{"a":\n'.repeat(5000)),
    });
    expect([result.events.length, result.problems.length, result.problemCount]).toEqual([5002, 100, 5000]);
  });
});

describe('into a dataset', () => {
  it('reports broken and refused events with line and row', async () => {
    const dataset = createDataset();
    dataset.append([{ text: '{}' }]);
    const lines = [
      '{"process.pid": 1}',
      '{"process.pid":',
      '[1]',
      '{"process.pid": "x"}',
      '{"__proto__": 1}',
      `{"a":${'['.repeat(200)}${']'.repeat(200)}}`,
    ];
    const report = await loadSources(dataset, [{ name: 'pasted', bytes: encoder.encode(lines.join('\n')) }]);
    expect(report).toEqual({
      added: 6,
      problems: [
        { source: 'pasted', line: 2, row: 2, message: 'not JSON: unexpected end of input' },
        { source: 'pasted', line: 3, row: 3, message: 'an event is a JSON object, this is a number' },
        {
          source: 'pasted',
          line: 4,
          row: 4,
          message: 'Elasticsearch would reject it: field [process.pid] of type [long] cannot hold "x"',
        },
        { source: 'pasted', line: 5, row: 5, message: 'the key "__proto__" is not accepted' },
        { source: 'pasted', line: 6, row: 6, message: 'nested deeper than 100' },
      ],
      problemCount: 5,
      invalid: 5,
      renamed: 0,
      sources: [
        {
          name: 'pasted',
          added: 6,
          problemCount: 5,
          notes: [],
          forms: [
            { form: 'NDJSON', events: 4 },
            { form: 'JSON array', events: 1 },
          ],
        },
      ],
      untold: [],
      alerts: [],
    });
    expect([dataset.live[0], dataset.invalid[0]]).toEqual([0b11, 0b1111100]);
  });

  it('leaves no trace when cancelled, and can be cancelled while it reads', async () => {
    const dataset = createDataset();
    const event = JSON.stringify({ args: Array.from({ length: 40 }, (_, i) => `argument ${i}`) });
    const bytes = encoder.encode(`${event}\n`.repeat(40_000));
    let cancel = false;
    const progress: number[] = [];
    setTimeout(() => (cancel = true), 0);
    const options = {
      shouldCancel: () => cancel,
      onProgress: ({ bytesRead }: { bytesRead: number }) => progress.push(bytesRead),
    };
    expect(await loadSources(dataset, [{ name: 'big', bytes }], options)).toBe('cancelled');
    expect(dataset.rowCount).toBe(0);
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.at(-1)).toBeLessThan(bytes.length);
  });
});

describe('however events are written down', () => {
  const events = fc.array(
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue(), { minKeys: 1, noNullPrototype: true }),
    { minLength: 1, maxLength: 5 },
  );

  it('the same come out', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.constantFrom('a', 'c', 'p', 'n', 'l', 'r', 'h'), async (documents, how) => {
        const each = documents.map((document) => JSON.stringify(document));
        const hits = documents.map((document, i) => ({ _id: `${i}`, _source: document }));
        const laidOut = documents.map((document) => JSON.stringify(document, null, 2));
        const source = {
          a: JSON.stringify(documents),
          p: JSON.stringify(documents, null, 2),
          c: each.join(''),
          n: each.join('\n'),
          l: laidOut.join('\n'),
          r: JSON.stringify({ hits: { hits } }),
          h: JSON.stringify({ hits: { sequences: [{ events: hits }] } }, null, 1),
        }[how];
        const result = await readSource({ name: 'test', bytes: encoder.encode(source) });
        const dataset = createDataset({ mapping: 'closed' });
        dataset.append(result.events);
        expect(result.problems).toEqual([]);
        expect(documents.map((_, row) => JSON.parse(dataset.text(row)) as unknown)).toEqual(
          JSON.parse(JSON.stringify(documents)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('damage costs only what it touches', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), fc.constantFrom('{', '"', '}', 'x', ']'), async (documents, place, damage) => {
        const lines = documents.map((document) => JSON.stringify(document));
        const broken = place % lines.length;
        const at = 1 + (place % (lines[broken]!.length - 1));
        lines[broken] = lines[broken]!.slice(0, at) + damage + lines[broken]!.slice(at);
        const whole = ['{"first": 1}', ...lines];
        const result = await readSource({ name: 'test', bytes: encoder.encode(whole.join('\n')) });
        const dataset = createDataset({ mapping: 'closed' });
        dataset.append(result.events);
        const texts = result.events.map((_, row) => dataset.text(row));
        for (const [i, line] of whole.entries()) if (i !== broken + 1) expect(texts).toContain(line);
        expect(result.problems.every(({ line }) => line === broken + 2)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('a response inside a cut-off response is a broken piece', async () => {
  const { events, problems } = await read(
    '{"hits":{"hits":[{"_id":"x","_source":\na,\n{"hits":{"hits":[{"_id":"y","_source":',
  );
  expect([events.length, problems.length]).toEqual([2, 2]);
});

describe('every piece is accounted for', () => {
  const document = fc
    .dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue(), { minKeys: 1, noNullPrototype: true })
    .map((it) => JSON.stringify(it));
  const documents = fc.uniqueArray(document, { minLength: 1, maxLength: 5 });
  const damage = fc.constantFrom('{', '"', '}', 'x', ']', ',', ':', '\\', '\u0000', '/*');
  /** A form: what is written of each document, between which texts. */
  const wrapped: Readonly<Record<string, readonly [(source: string) => string, string, string, string]>> = {
    array: [(source) => source, '[', ',', ']'],
    'array over lines': [(source) => source, '[\n', ',\n', '\n]'],
    lines: [(source) => source, '', '\n', ''],
    response: [(source) => `{"_index":"i","_source":${source}}`, '{"took":1,"hits":{"total":1,"hits":[', ',', ']}}'],
    bulk: [(source) => `{"index":{}}\n${source}\n`, '', '', ''],
  };

  it('a document is an event, or in a broken piece that is kept, wherever else the damage is', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.constantFrom(...Object.keys(wrapped)),
        fc.nat(),
        damage,
        async (all, how, place, what) => {
          const [write, before, between, after] = wrapped[how]!;
          const written = all.map(write);
          const whole = before + written.join(between) + after;
          const at = place % (whole.length + 1);
          const source = { name: 'test', bytes: encoder.encode(whole.slice(0, at) + what + whole.slice(at)) };
          const dataset = createDataset({ mapping: 'closed' });
          dataset.append((await readSource(source)).events);
          // A quote may move the border between two pieces, a comma, into a document.
          const bare = (text: string): string => text.replaceAll(/[,\s]/g, '');
          const kept = bare(Array.from({ length: dataset.rowCount }, (_, row) => dataset.text(row)).join(''));
          let end = before.length;
          for (const [i, text] of written.entries()) {
            const start = end;
            end = start + text.length;
            if (at < start || end < at) expect(kept).toContain(bare(all[i]!));
            end += between.length;
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('each line is an event or has a problem', async () => {
    const line = fc.oneof(
      document,
      fc.constantFrom('', '  ', '{', '"', '1', 'null', '[1', '{"a":1}}', '{"a":1} {"b":2}', '\t{"c":1}', ']'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (rest) => {
        const lines = ['{"first":1}', ...rest, '{"last":1}'];
        const { events, problems } = await read(lines.join('\n'));
        const told = new Set([...events, ...problems].map((it) => Number.parseInt(it, 10)));
        const written = lines.flatMap((it, i) => (it.trim() === '' ? [] : [i + 1]));
        expect([...told].toSorted((a, b) => a - b)).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whatever is given', () => {
  const anyLine = fc.constantFrom(
    '{"index":{}}',
    '{"a":1}',
    '{"delete":{"_id":"x"}}',
    'a.b,c.d',
    '1,"2"',
    String.raw`{"rule":"r","output_fields":{"proc.cmdline":"a \"b"}}`,
    '{"process_exec":{"process":{"binary":"/x"}}}',
    String.raw`{"message":"{\"a\":1}"}`,
    '{"hits":{"hits":[{"_id":"x","_source":',
    '"',
    '{',
  );
  const anyText = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'{}[]":,\n\t -019eEtruefalsn_idx'.split('')), maxLength: 80 }),
    fc.array(anyLine, { maxLength: 8 }).map((lines) => lines.join('\n')),
  );

  it('nothing throws, and nothing is passed over without a word', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { events, problems } = await read(text);
        expect(events.length + problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 1500 },
    );
  });

  it('bytes that are no text do not throw either, packed or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.boolean(), async (bytes, packed) => {
        const { events, problems } = await read(packed ? Uint8Array.of(0x1f, 0x8b, 8, ...bytes) : bytes);
        expect(events.length + problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
