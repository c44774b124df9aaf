/** Exception items over events: each operator in a table, and random ones against a slow evaluator over the documents. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDataset, type Dataset } from '../../events/index.ts';
import { DEFAULT_SEARCH, compileRule, isRunnable, runSearch } from '../evaluate/search.ts';
import { Evaluator } from '../evaluate/evaluator.ts';
import { hasBit, rowsOf } from '../evaluate/bitmap.ts';
import { answerFor, shortAnswer } from '../explain/answer.ts';
import { storylineOf } from '../explain/storyline.ts';
import { anyEvents, FIELD_TYPES, FIELDS, type FieldPath } from '../oracle/generateEvents.ts';
import { Exceptions, type ExceptionEvidence, type ExceptionSettings } from './exceptions.ts';

const NOW = Date.parse('2026-01-15T00:00:00Z');

type Json = Record<string, unknown>;

function tableOf(events: readonly object[], fields: Record<string, string> = {}): Dataset {
  const dataset = createDataset({ mapping: 'open', fields });
  dataset.append(events.map((event, i) => ({ id: `e${i}`, text: JSON.stringify(event) })));
  return dataset;
}

function evidenceOf(items: readonly Json[], table: Dataset, rest: Partial<ExceptionSettings> = {}): ExceptionEvidence {
  const settings: ExceptionSettings = { items, valueLists: {}, reading: 'events', now: NOW, ...rest };
  return new Exceptions(settings).over(table, table.schema, new Evaluator(table))!;
}

const item = (entries: readonly Json[], rest: Json = {}): Json => ({ name: 'CI runner', entries, ...rest });
const entry = (field: string, type: string, value?: unknown, operator = 'included'): Json => ({
  field,
  type,
  operator,
  ...(value !== undefined && { value }),
});

/** Rows that one entry fits. */
const fitted = (it: Json, events: readonly object[], fields: Record<string, string> = {}): readonly number[] => [
  ...rowsOf(evidenceOf([item([it])], tableOf(events, fields)).rows),
];

const events = [
  { process: { name: 'sh', args: ['sh', '-c', 'a b'], pid: 7, interactive: true } },
  { process: { name: 'SH', args: ['-c'], pid: 42, interactive: false } },
  { process: { args: [] } },
  { source: { ip: '10.0.0.7' } },
];

describe('an entry', () => {
  test.each<[string, Json, readonly number[]]>([
    ['is', entry('process.name', 'match', 'sh'), [0]],
    ['is, any element of several', entry('process.args', 'match', '-c'), [0, 1]],
    ['is, not a part of an element', entry('process.args', 'match', 'a'), []],
    ['is not', entry('process.name', 'match', 'sh', 'excluded'), [1, 2, 3]],
    ['is not, of several elements', entry('process.args', 'match', '-c', 'excluded'), [2, 3]],
    ['is, a number as text', entry('process.pid', 'match', '42'), [1]],
    ['is, a boolean as text', entry('process.interactive', 'match', 'true'), [0]],
    ['is, written as no text', entry('process.pid', 'match', 7), [0]],
    ['is, a block of addresses', entry('source.ip', 'match', '10.0.0.0/24'), [3]],
    ['is one of', entry('process.name', 'match_any', ['SH', 'sh']), [0, 1]],
    ['is not one of', entry('process.name', 'match_any', ['SH', 'sh'], 'excluded'), [2, 3]],
    ['exists', entry('process.name', 'exists'), [0, 1]],
    ['exists, of an empty list', entry('process.args', 'exists'), [0, 1]],
    ['does not exist', entry('process.name', 'exists', undefined, 'excluded'), [2, 3]],
    ['exists, of an object', entry('source', 'exists'), [3]],
    ['matches', entry('process.args', 'wildcard', 'a?b'), [0]],
    ['matches any run', entry('process.name', 'wildcard', '*'), [0, 1]],
    ['matches by letter case', entry('process.name', 'wildcard', 's*'), [0]],
    ['does not match', entry('process.name', 'wildcard', 's*', 'excluded'), [1, 2, 3]],
    ['never fits a field with a space before it', entry(' process.name', 'match', 'sh'), []],
    ['always lacks a field with a space before it', entry(' process.name', 'match', 'sh', 'excluded'), [0, 1, 2, 3]],
  ])('%s', (_, it, wanted) => {
    expect(fitted(it, events, { 'source.ip': 'ip' })).toEqual(wanted);
  });

  test.each<[string, string, boolean]>([
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['a\\?', 'a?', true],
    ['\\\\*', '\\x', true],
    ['a\\', 'a\\', true],
    ['(x|y).[z]+', '(x|y).[z]+', true],
    ['(x|y)', 'x', false],
    ['?', '🐳', true],
    ['?', 'ab', false],
    ['é*', 'E', false],
    ['a*c', 'a\nc', true],
  ])('matches %s to %j: %s', (pattern, value, wanted) => {
    const rows = fitted(entry('process.name', 'wildcard', pattern), [{ process: { name: value } }]);
    expect(rows.length > 0).toBe(wanted);
  });
});

describe('a value list', () => {
  const inList = { field: 'source.ip', type: 'list', operator: 'included', list: { id: 'trusted', type: 'ip' } };
  const addresses = ['10.0.0.7', '10.0.1.9', '::ffff:10.0.0.7', 'fe80::1'].map((ip) => ({ source: { ip } }));
  const rowsIn = (type: string, values: readonly string[], fields: Record<string, string> = { 'source.ip': 'ip' }) => {
    const table = tableOf(addresses, fields);
    return [...rowsOf(evidenceOf([item([inList])], table, { valueLists: { trusted: { type, values } } }).rows)];
  };
  test('of addresses, blocks and ranges', () => {
    expect(rowsIn('ip', ['10.0.0.7'])).toEqual([0, 2]);
    expect(rowsIn('ip', ['10.0.0.0/16'])).toEqual([0, 1, 2]);
    expect(rowsIn('ip_range', ['10.0.1.0-10.0.1.255', 'fe80::/10'])).toEqual([1, 3]);
    expect(rowsIn('ip_range', ['10.0.1.0-10.0.1.255'], {})).toEqual([1]);
  });
  test('of keywords, exactly', () => {
    expect(rowsIn('keyword', ['10.0.0.7', '10.0.0.*'], { 'source.ip': 'keyword' })).toEqual([0]);
  });
  test.each([
    ['text', ['10.0.0.7'], 'only keyword, ip and ip_range lists work'],
    ['keyword', Array.from({ length: 65_537 }, String), 'too many for an EQL rule'],
    ['ip_range', Array.from({ length: 201 }, (_, i) => `10.0.0.${i}-10.0.1.0`), 'more than 200 ranges'],
  ])('of type %s that does not work takes nothing away, and says so', (type, values, words) => {
    const evidence = evidenceOf([item([inList])], tableOf(addresses), { valueLists: { trusted: { type, values } } });
    expect([...rowsOf(evidence.rows)]).toEqual([]);
    expect(evidence.items[0]).toMatchObject({ state: 'unusable', rows: null });
    expect(evidence.items[0]!.problems[0]!.message).toContain(words);
  });
  test('that is not here takes nothing away, and says so', () => {
    const evidence = evidenceOf([item([{ ...inList, operator: 'excluded' }])], tableOf(addresses));
    expect([...rowsOf(evidence.rows)]).toEqual([]);
    expect(evidence.items[0]!.problems[0]!.message).toBe(
      'exceptions[0].entries[0] names the value list "trusted", whose values are not here.',
    );
  });
});

describe('an item', () => {
  const used = (it: Json) => evidenceOf([it], tableOf(events)).items[0]!;
  test('asks for all its entries, items for any of them', () => {
    const both = item([entry('process.args', 'match', '-c'), entry('process.name', 'match', 'sh')]);
    const other = item([entry('process.pid', 'match', '42')]);
    expect([...rowsOf(evidenceOf([both], tableOf(events)).rows)]).toEqual([0]);
    expect([...rowsOf(evidenceOf([both, other], tableOf(events)).rows)]).toEqual([0, 1]);
  });
  test('that has expired is dropped', () => {
    const until = (time: string) => used(item([entry('process.name', 'exists')], { expire_time: time })).state;
    expect([until('2026-01-14T00:00:00Z'), until('2026-01-16T00:00:00Z')]).toEqual(['expired', 'used']);
  });
  test('for an operating system asks for it, too', () => {
    const table = tableOf(
      [
        { process: { name: 'sh' }, host: { os: { type: 'linux' } } },
        { process: { name: 'sh' }, host: { os: { type: 'windows', name: 'Windows' } } },
        { process: { name: 'sh' } },
        { process: { name: 'sh' }, host: { os: { name: 'Linux' } } },
      ],
      { 'host.os.name': 'keyword', 'host.os.name.caseless': 'keyword' },
    );
    const evidence = evidenceOf([item([entry('process.name', 'exists')], { os_types: ['linux', 'macos'] })], table);
    expect([...rowsOf(evidence.rows)]).toEqual([0, 3]);
  });
  test('says its conditions, with the verdict of each on an event', () => {
    const table = tableOf(events);
    const evidence = evidenceOf(
      [item([entry('process.name', 'match', 'sh'), entry('process.pid', 'match_any', ['1', '2'], 'excluded')])],
      table,
    );
    expect(evidence.on(0)).toEqual([
      {
        name: 'CI runner',
        fits: true,
        conditions: [
          { words: 'process.name is sh', verdict: 'true' },
          { words: 'process.pid is not one of 1, 2', verdict: 'true' },
        ],
      },
    ]);
    expect(evidence.on(3)[0]!.conditions[0]!.verdict).toBe('missing');
  });
  test.each<[string, Json, string]>([
    ['without entries', { name: 'x' }, 'exceptions[0].entries has no entry'],
    ['with an unknown type', item([entry('a', 'fuzzy', 'x')]), 'exceptions[0].entries[0] has the unknown type "fuzzy"'],
    ['without an operator', item([{ field: 'a', type: 'exists' }]), 'exceptions[0].entries[0] needs the operator'],
    ['without a field', item([{ type: 'exists', operator: 'included' }]), 'exceptions[0].entries[0] needs a "field"'],
    ['with a list for one value', item([entry('a', 'match', ['x'])]), 'needs one text'],
    ['with one value for a list', item([entry('a', 'match_any', 'x')]), 'needs a list of texts'],
    ['with a number that is none', item([entry('process.pid', 'match', 'x')]), 'For input string: "x"'],
    [
      'with a wildcard for a number',
      item([entry('process.pid', 'wildcard', '*')]),
      'wildcards fit keyword fields only',
    ],
    ['with no time', item([entry('process.pid', 'exists')], { expire_time: 'soon' }), 'expire_time is no time'],
    [
      'with nested entries of a plain field',
      item([{ field: 'process', type: 'nested', entries: [entry('name', 'match', 'sh')] }]),
      'is not mapped as nested',
    ],
  ])('%s takes nothing away, and says so', (_, it, words) => {
    const evidence = evidenceOf([it], tableOf(events, { 'process.pid': 'long' }));
    expect(evidence.items[0]).toMatchObject({ state: 'unusable' });
    expect(evidence.items[0]!.problems.map(({ message }) => message).join()).toContain(words);
    expect([...rowsOf(evidence.rows)]).toEqual([]);
  });
  test('with nested entries asks an object that is mapped as nested', () => {
    const table = tableOf([{ dll: { signer: 'Ltd', trusted: true } }, { dll: { signer: 'Ltd', trusted: false } }], {
      dll: 'nested',
      'dll.signer': 'keyword',
      'dll.trusted': 'boolean',
    });
    const entries = [entry('signer', 'match', 'Ltd'), entry('trusted', 'match', 'true')];
    const evidence = evidenceOf([item([{ field: 'dll', type: 'nested', entries }])], table);
    expect([...rowsOf(evidence.rows)]).toEqual([0]);
    expect(evidence.on(0)[0]!.conditions[0]!.words).toBe('dll has signer is Ltd and trusted is true');
  });
  test('with a space before a field, an unknown field, an escaped wildcard is used, with a warning', () => {
    const codes = (it: Json) => used(it).problems.map(({ code, severity }) => `${severity} ${code}`);
    expect(codes(item([entry(' host.name', 'match', 'x')]))).toEqual(['warning exception/space']);
    expect(codes(item([entry('nonesuch', 'match', 'x')]))).toEqual(['warning exception/unknown-field']);
    expect(codes(item([entry('process.name', 'wildcard', 'a\\*')]))).toEqual(['warning exception/escape']);
  });
});

test('what an item fits follows the events, and is found once for any number of rules', () => {
  const table = tableOf(events);
  const settings = {
    items: [item([entry('process.name', 'match', 'sh')])],
    valueLists: {},
    reading: 'events',
    now: NOW,
  } as const;
  const exceptions = new Exceptions(settings);
  const evaluator = new Evaluator(table);
  const over = () => exceptions.over(table, table.schema, evaluator)!;
  const first = over();
  expect([...rowsOf(first.rows)]).toEqual([0]);
  expect(over()).toBe(first);
  table.patch(1, JSON.stringify({ process: { name: 'sh' } }));
  expect([...rowsOf(over().rows)]).toEqual([0, 1]);
  table.remove([0]);
  expect([...rowsOf(over().rows)]).toEqual([1]);
  table.append([{ text: JSON.stringify(events[0]) }]);
  expect([...rowsOf(over().rows)]).toEqual([1, 4]);
  // A field's type follows the events, and the plan follows it.
  table.append([{ text: JSON.stringify({ process: { name: ['sh', 'x'] } }) }]);
  expect([...rowsOf(over().rows)]).toEqual([1, 4, 5]);
});

describe('a removed event', () => {
  const log = [
    { '@timestamp': 1, event: { category: 'process' }, process: { name: 'a' }, host: { id: '1' } },
    { '@timestamp': 2, event: { category: 'process' }, process: { name: 'b' }, host: { id: '1' } },
    {
      '@timestamp': 3,
      event: { category: 'process' },
      process: { name: 'b' },
      host: { id: '1' },
      user: { name: 'ci' },
    },
    { '@timestamp': 4, event: { category: 'file' }, process: { name: 'a' }, user: { name: 'ci' } },
  ];
  const ci = item([entry('user.name', 'match', 'ci')]);
  const run = (text: string, reading: ExceptionSettings['reading'] = 'events') => {
    const table = tableOf(log);
    const evaluator = new Evaluator(table);
    const rule = compileRule(text, table.schema, DEFAULT_SEARCH);
    if (!isRunnable(rule)) throw new Error(rule.problems[0]!.message);
    const removal = evidenceOf([ci], table, { reading });
    const result = runSearch(rule, table, table.schema, evaluator, DEFAULT_SEARCH, removal);
    const context = { table, evaluator, options: DEFAULT_SEARCH, nameOf: (row: number) => `e${row}` };
    return {
      matches: [...rowsOf(result.evidence.matches)],
      partial: [...rowsOf(result.partial)],
      joined: result.joined.map(({ rows }) => rows),
      reason: (row: number) => shortAnswer(rule, result, row).reason,
      sentence: (row: number) => answerFor(rule, result, row, context).sentence,
      line: () => storylineOf(rule, result, context)!,
    };
  };

  test('does not match, and says by which item', () => {
    const { matches, reason, sentence } = run('process where process.name == "b"');
    expect(matches).toEqual([1]);
    expect(reason(2)).toBe('removed by exception CI runner');
    expect(sentence(2)).toBe('Removed by exception "CI runner". The rule fits it.');
    expect(sentence(3)).toMatch(/^Removed by exception "CI runner"\. The rule does not fit it either\. Kept out by /);
  });

  test('is gone before a sequence is built', () => {
    const { matches, partial, joined, sentence, reason } = run(
      'sequence by host.id [process where process.name == "a"] [process where user.name == "ci"]',
    );
    expect([matches, partial, joined]).toEqual([[], [0], []]);
    expect(reason(2)).toBe('removed by exception CI runner');
    expect(sentence(2)).toBe('Removed by exception "CI runner", before a sequence is built. It fits stage 2 of 2.');
    // Another event takes its place.
    const other = run('sequence by host.id [process where process.name == "a"] [process where process.name == "b"]');
    expect(other.joined).toEqual([[0, 1]]);
  });

  test('is neither an until event nor a missing one', () => {
    expect(
      run('sequence by host.id with maxspan=1h [process where process.name == "a"] ![process where user.name == "ci"]')
        .joined,
    ).toEqual([[0, null]]);
  });

  test('takes its whole sequence away in the other reading', () => {
    const { matches, partial, joined, sentence, reason } = run(
      'sequence by host.id [process where process.name == "a"] [process where user.name == "ci"]',
      'sequences',
    );
    expect([matches, partial, joined]).toEqual([[], [], []]);
    expect([reason(0), reason(2)]).toEqual(['dropped by exception CI runner', 'dropped by exception CI runner']);
    expect(sentence(0)).toBe(
      'Its sequence is dropped by exception "CI runner", for its event e2. It fits stage 1 of 2.',
    );
    const [lane] = run(
      'sequence by host.id [process where process.name == "a"] [process where user.name == "ci"]',
      'sequences',
    ).line().lanes;
    expect([lane!.completeCount, lane!.bands[0]!.words]).toEqual([
      0,
      'Complete, and dropped: an exception fits one of its events.',
    ]);
    // An event that fits may be left out of a sequence by itself.
    const other = run(
      'sequence by host.id [process where process.name == "a"] [process where process.name == "b"]',
      'sequences',
    );
    expect(other.joined).toEqual([[0, 1]]);
  });
});

/* Random items against a slow evaluator over the parsed documents: it flattens, compares and recurses, and shares nothing. */

function valuesAt(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((inner) => valuesAt(inner, path));
  if (path === '') return value === null || typeof value === 'object' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === path) return valuesAt(inner, '');
    return path.startsWith(`${key}.`) ? valuesAt(inner, path.slice(key.length + 1)) : [];
  });
}

function naiveEquals(value: unknown, text: string, type: string): boolean {
  switch (type) {
    case 'long':
    case 'integer':
      return BigInt(value as string) === BigInt(text);
    case 'double':
      return Number(value) === Number(text);
    case 'ip':
      return naiveAddress(String(value)) === naiveAddress(text);
    default:
      return String(value) === text;
  }
}

/** Of the addresses of the pool, the one that is spelt in two ways. */
function naiveAddress(text: string): string {
  return text === '2001:DB8:0:0:0:0:0:1' ? '2001:db8::1' : text;
}

function naiveWildcard(pattern: readonly string[], value: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return value.length === 0;
  if (first === '*') {
    return naiveWildcard(rest, value) || (value.length > 0 && naiveWildcard(pattern, value.slice(1)));
  }
  if (first === '\\' && rest.length > 0) return value[0] === rest[0] && naiveWildcard(rest.slice(1), value.slice(1));
  return value.length > 0 && (first === '?' || first === value[0]) && naiveWildcard(rest, value.slice(1));
}

function naiveEntry(it: Json, event: object, lists: ExceptionSettings['valueLists']): boolean {
  const field = it['field'] as FieldPath;
  const values = valuesAt(event, field);
  const type = FIELD_TYPES[field]!;
  const holds = (value: unknown): boolean => {
    switch (it['type']) {
      case 'match':
        return naiveEquals(value, it['value'] as string, type);
      case 'match_any':
        return (it['value'] as string[]).some((text) => naiveEquals(value, text, type));
      case 'wildcard':
        return naiveWildcard([...(it['value'] as string)], [...String(value)]);
      case 'list':
        return lists[(it['list'] as { id: string }).id]!.values.some((text) => naiveEquals(value, text, type));
      default:
        return true;
    }
  };
  return values.some(holds) !== (it['operator'] === 'excluded');
}

const plainFields = (Object.keys(FIELDS) as FieldPath[]).filter((path) => FIELDS[path].kind !== 'date');
const textFields = plainFields.filter((path) => ['keyword', 'wildcard'].includes(FIELDS[path].kind));
const textOf = (path: FieldPath): fc.Arbitrary<string> => {
  const values = FIELDS[path].values.map(String);
  return values.length === 0 ? fc.constant('x') : fc.constantFrom(...values);
};
const patternOf = (path: FieldPath): fc.Arbitrary<string> =>
  fc
    .tuple(textOf(path), fc.array(fc.tuple(fc.nat(9), fc.constantFrom('*', '?', '\\', '\\*')), { maxLength: 3 }))
    .map(([text, changes]) =>
      changes.reduce((pattern, [at, by]) => {
        const characters = [...pattern];
        characters.splice(at % (characters.length + 1), at % 2, by);
        return characters.join('');
      }, text),
    );

const operators = fc.constantFrom('included', 'excluded');
const entries: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...plainFields).chain((field) =>
    fc.oneof(
      fc.record({ field: fc.constant(field), type: fc.constant('match'), operator: operators, value: textOf(field) }),
      fc.record({
        field: fc.constant(field),
        type: fc.constant('match_any'),
        operator: operators,
        value: fc.array(textOf(field), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ field: fc.constant(field), type: fc.constant('exists'), operator: operators }),
    ),
  ),
  fc.constantFrom(...textFields).chain((field) =>
    fc.oneof(
      fc.record({
        field: fc.constant(field),
        type: fc.constant('wildcard'),
        operator: operators,
        value: patternOf(field),
      }),
      fc.record({
        field: fc.constant(field),
        type: fc.constant('list'),
        operator: operators,
        list: fc.constant({ id: 'some', type: 'keyword' }),
      }),
    ),
  ),
);
const items = fc.array(
  fc.array(entries, { minLength: 1, maxLength: 3 }).map((its) => item(its)),
  { minLength: 1, maxLength: 3 },
);

test('random items fit the events that a slow evaluator finds', () => {
  const runs = Number(process.env['EQL_EXCEPTIONS'] ?? 120);
  const lists = { some: { type: 'keyword', values: ['bash', '-it', 'a=b', '', '7', 'true', 'é'] } };
  let fits = 0;
  let misses = 0;
  fc.assert(
    fc.property(items, anyEvents, (its, documents) => {
      const table = tableOf(documents, FIELD_TYPES);
      const { rows } = evidenceOf(its, table, { valueLists: lists });
      for (const [row, document] of documents.entries()) {
        const wanted = its.some((it) => (it['entries'] as Json[]).every((each) => naiveEntry(each, document, lists)));
        expect(hasBit(rows, row)).toBe(wanted);
        if (wanted) fits++;
        else misses++;
      }
    }),
    { numRuns: runs },
  );
  // Neither is rare, so the test can fail.
  expect(Math.min(fits, misses) / (fits + misses)).toBeGreaterThan(0.2);
});
