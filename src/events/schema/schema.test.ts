import { describe, expect, it, test } from 'vitest';
import { createDataset } from '../columns/dataset.ts';
import { containerField, containerFields } from './container-fields.ts';
import { createSchema, type SchemaOptions } from './schema.ts';

/** The type of the field `f` when events have these values. */
function inferred(...values: string[]): string | undefined {
  const dataset = createDataset({ mapping: 'closed' });
  dataset.append(values.map((value) => ({ text: `{"f": ${value}}` })));
  return dataset.schema.field('f')?.type;
}

describe('the type of an undeclared field', () => {
  test.each<[string, string[], string | undefined]>([
    ['booleans', ['true', '[false]'], 'boolean'],
    ['integers', ['1', '-2'], 'long'],
    ['integers above 2^63', ['1', '9223372036854775808'], 'unsigned_long'],
    ['integers too big for any type', ['18446744073709551616'], 'double'],
    ['negative ones and those above 2^63', ['-1', '9223372036854775808'], 'double'],
    ['decimals', ['1', '1.5'], 'double'],
    ['a decimal that is whole', ['1.0'], 'double'],
    ['text', ['"x"'], 'keyword'],
    ['numeric text', ['"1"'], 'keyword'],
    ['text and numbers', ['1', '"x"'], 'keyword'],
    ['booleans and numbers', ['1', 'true'], 'keyword'],
    ['objects', ['{"g": 1}'], 'object'],
    ['an empty object', ['{}'], 'object'],
    ['objects and values', ['{"g": 1}', '2'], 'long'],
    ['nothing', ['null', '[]'], undefined],
  ])('%s', (_, values, type) => {
    expect(inferred(...values)).toBe(type);
  });
});

describe('what is mapped', () => {
  const fact = (options: SchemaOptions, path: string): string => {
    const found = createSchema(options).field(path);
    return found === undefined ? 'unknown' : `${found.type}${found.declared ? '' : ' (undeclared)'}`;
  };
  test.each<[string, SchemaOptions, string, string]>([
    ['the facts, in an open mapping', { mapping: 'open' }, 'process.pid', 'long'],
    ['their sub-fields', { mapping: 'open' }, 'process.name.text', 'match_only_text'],
    ['objects that only hold others', { mapping: 'open' }, 'process', 'object (undeclared)'],
    ['objects of the facts', { mapping: 'open' }, 'process.tty', 'object'],
    ['no facts when left out', { mapping: 'open', facts: false }, 'process.pid', 'unknown'],
    ['no facts in a closed mapping', { mapping: 'closed' }, 'process.pid', 'unknown'],
    ['no timestamp in a closed mapping without events', { mapping: 'closed' }, '@timestamp', 'unknown'],
    ['the fields of the options', { mapping: 'closed', fields: { 'a.b': 'ip' } }, 'a.b', 'ip'],
    ['and what holds them', { mapping: 'closed', fields: { 'a.b': 'ip' } }, 'a', 'object (undeclared)'],
    [
      'the options before the facts',
      { mapping: 'open', fields: { 'process.pid': 'keyword' } },
      'process.pid',
      'keyword',
    ],
    ['types that EQL cannot use', { mapping: 'closed', fields: { a: 'geo_point' } }, 'a', 'unsupported'],
  ])('%s', (_, options, path, shown) => {
    expect(fact(options, path)).toBe(shown);
  });

  it('reports an unknown type and leaves the field to the events', () => {
    const { diagnostics, field } = createSchema({ mapping: 'closed', fields: { a: 'strnig' } });
    expect(diagnostics).toMatchObject([
      { severity: 'error', path: 'fields["a"]', message: 'unknown field type [strnig] for [a]' },
    ]);
    expect(field('a')).toBeUndefined();
  });

  it('takes the timestamp field for a date once an event has it', () => {
    const dataset = createDataset({ mapping: 'closed', timestampField: 'when' });
    dataset.append([{ text: '{"when": 5, "other": 5}' }]);
    expect(dataset.schema.field('when')).toEqual({ type: 'date', declared: true });
    expect(dataset.column('when').values).toEqual([5_000_000n]);
    expect(dataset.schema.field('other')).toEqual({ type: 'long', declared: false });
    expect([...dataset.schema.paths()].sort()).toEqual(['other', 'when']);
  });

  it('forgets what the events no longer have', () => {
    const dataset = createDataset({ mapping: 'closed' });
    dataset.append([{ text: '{"a": 1}' }, { text: '{"a": "x", "b": 1}' }]);
    expect(dataset.schema.field('a')?.type).toBe('keyword');
    dataset.remove([1]);
    expect(dataset.schema.field('a')?.type).toBe('long');
    expect(dataset.schema.field('b')).toBeUndefined();
    dataset.restore([1]);
    expect(dataset.schema.field('a')?.type).toBe('keyword');
    dataset.patch(1, '{"a": 1.5}');
    expect(dataset.schema.field('a')?.type).toBe('double');
  });
});

describe('container fields', () => {
  it('are described, each once', () => {
    const paths = [...containerFields()].map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect([...containerFields()].filter(({ description }) => description === '')).toEqual([]);
    expect(containerField('process.args')).toMatchObject({ type: 'keyword', array: true });
    expect(containerField('process.name.text')).toMatchObject({ multiFieldOf: 'process.name' });
    expect(containerField('nope')).toBeUndefined();
  });
});

test('a type that EQL cannot use keeps its own name for messages', () => {
  const schema = createSchema({ mapping: 'closed', fields: { place: 'geo_point' } });
  expect(schema.field('place')).toEqual({ type: 'unsupported', declared: true, typeName: 'geo_point' });
});
