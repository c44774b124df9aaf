import { describe, expect, it, test } from 'vitest';
import { readMapping } from './mapping.ts';

const properties = {
  '@timestamp': { type: 'date' },
  process: {
    properties: {
      name: { type: 'keyword', fields: { text: { type: 'match_only_text' }, caseless: { type: 'keyword' } } },
      pid: { type: 'long' },
      parent: { type: 'object', properties: { 'entity.id': { type: 'keyword' } } },
      ids: { type: 'nested', properties: { id: { type: 'ip' } } },
    },
  },
  message: { type: 'text' },
  title: { type: 'text', fields: { raw: { type: 'keyword', ignore_above: 256 } } },
  lower: { type: 'text', fields: { raw: { type: 'keyword', normalizer: 'lowercase' } } },
  note: { type: 'match_only_text', fields: { keyword: { type: 'keyword' } } },
  pid: { type: 'alias', path: 'process.pid' },
  ghost: { type: 'alias', path: 'no.such' },
};

const fields = {
  '@timestamp': 'date',
  process: 'object',
  'process.name': 'keyword',
  'process.name.text': 'match_only_text',
  'process.name.caseless': 'keyword',
  'process.pid': 'long',
  'process.parent': 'object',
  'process.parent.entity.id': 'keyword',
  'process.ids': 'nested',
  'process.ids.id': 'ip',
  message: 'match_only_text',
  title: 'text',
  'title.raw': 'keyword',
  lower: 'match_only_text',
  'lower.raw': 'keyword',
  note: 'text',
  'note.keyword': 'keyword',
  pid: 'long',
  ghost: 'alias',
};

describe('the forms of a mapping', () => {
  test.each<[string, unknown]>([
    ['properties', { properties }],
    ['mappings', { mappings: { dynamic: 'strict', properties } }],
    ['the answer for an index', { 'logs-1': { mappings: { properties } } }],
    ['the answer for two indices', { a: { mappings: { properties } }, b: { mappings: { properties } } }],
  ])('%s', (_, mapping) => {
    expect(readMapping(mapping)).toEqual(fields);
  });

  test.each<[string, unknown]>([
    ['fields and types', { 'process.name': 'keyword' }],
    ['fields of these names', { properties: 'keyword', mappings: 'long' }],
    ['nothing', {}],
    ['a list', [{ properties }]],
    ['text', 'properties'],
    ['null', null],
    ['indices and something else', { a: { mappings: { properties } }, b: 1 }],
  ])('not %s', (_, value) => {
    expect(readMapping(value)).toBeNull();
  });
});

describe('a mapping', () => {
  it('may be empty', () => {
    expect(readMapping({ mappings: {} })).toEqual({});
    expect(readMapping({ properties: {} })).toEqual({});
  });

  it('of two indices that differ in a field leaves it unusable', () => {
    const index = (type: string): unknown => ({ mappings: { properties: { a: { type }, [type]: { type } } } });
    expect(readMapping({ one: index('keyword'), two: index('long') })).toEqual({
      a: 'unsupported',
      keyword: 'keyword',
      long: 'long',
    });
  });

  it('has run-time fields, too', () => {
    const mapping = { runtime: { day: { type: 'keyword' } }, properties: { a: { type: 'ip' } } };
    expect(readMapping({ mappings: mapping })).toEqual({ a: 'ip', day: 'keyword' });
  });

  it('of odd content is read as far as it goes', () => {
    const odd: unknown = JSON.parse(
      '{"properties": {"a": 1, "b": {"type": 2}, "__proto__": {"type": "long"}, "c": {"fields": []}}}',
    );
    expect(Object.entries(readMapping(odd)!)).toEqual([
      ['__proto__', 'long'],
      ['c', 'object'],
    ]);
  });

  it('may be deep', () => {
    let deep: unknown = { type: 'long' };
    for (let i = 0; i < 2000; i++) deep = { properties: { a: deep } };
    expect(Object.keys(readMapping(deep)!)).toHaveLength(2000);
  });
});
