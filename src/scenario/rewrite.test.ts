import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FieldFilter } from './link/slim.ts';
import { compact, rewrite } from './rewrite.ts';

describe('compact', () => {
  test.each<[string, string | null]>([
    [' { "a" : 1.0 , "b" : [ 1 , "x y" ] } ', '{"a":1.0,"b":[1,"x y"]}'],
    ['{"a":{ },"b":[ ],"c":[ [ ] ]}', '{"a":{},"b":[],"c":[[]]}'],
    ['{"a": 12345678901234567890, "a": "\\u0041"}', '{"a":12345678901234567890,"a":"\\u0041"}'],
    ['[1]', null],
    ['"{}"', null],
    ['{"a": [}', null],
    ['', null],
    [`${'{"a":'.repeat(101)}1${'}'.repeat(101)}`, null],
  ])('%j is %j', (text, compacted) => {
    expect(compact(text)).toBe(compacted);
  });

  test('of any document means what the document means', () => {
    const documents = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(
      fc.property(documents, fc.constantFrom(0, 2, '\t'), (document, indent) => {
        const text = JSON.stringify(document, null, indent);
        expect(compact(text)).toBe(JSON.stringify(document));
      }),
    );
  });
});

describe('rewrite', () => {
  test('visits scalars, empty objects, and lists without objects as one value, each with its path', () => {
    const seen: string[] = [];
    rewrite('{"a":{"b.c":[1,[2]],"d":{}},"e":[{"f":null},3,[{"g":"x"}]]}', {
      value(raw, path) {
        seen.push(`${path} ${raw}`);
        return raw;
      },
    });
    expect(seen).toEqual(['a.b.c [1,[2]]', 'a.d {}', 'e.f null', 'e 3', 'e.g "x"']);
  });

  test('leaves out what gets null, and what holds nothing then', () => {
    const only = (wanted: string) =>
      rewrite('{"a":{"b":1,"c":{"d":2}},"e":[{"f":3}]}', { value: (raw, path) => (path === wanted ? raw : null) });
    expect(only('a.c.d')).toBe('{"a":{"c":{"d":2}}}');
    expect(only('e.f')).toBe('{"e":[{"f":3}]}');
    expect(only('x')).toBe('{}');
  });

  test('changes keys', () => {
    expect(rewrite('{"a":1,"b":{"c":2}}', { value: (raw) => raw, key: (raw) => raw.toUpperCase() })).toBe(
      '{"A":1,"B":{"C":2}}',
    );
  });
});

test.each<[readonly string[], string]>([
  [['process.name'], '{"process":{"name":"sh"}}'],
  [['process.name.text'], '{"process":{"name":"sh"}}'],
  [['process'], '{"process":{"name":"sh","pid":1}}'],
  [['container.id'], '{"container.id":"c"}'],
  [['labels.app'], '{"labels":[{"app":"a"},{"app":"b"}]}'],
  [['proc'], '{}'],
])('a document with only %j', (paths, document) => {
  const text = '{"process":{"name":"sh","pid":1},"container.id":"c","labels":[{"app":"a","x":1},{"app":"b"}]}';
  expect(new FieldFilter(paths).apply(text)).toBe(document);
});
