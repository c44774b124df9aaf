import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { FieldTree, LeafKind } from '../schema/field-tree.ts';
import { encode } from './bytes.ts';
import { EventScanner } from './scanner.ts';

/** Path and text of each value, in order; a number with its spelling. */
function flatten(text: string): string[] | string {
  const scanner = new EventScanner(new FieldTree());
  const bytes = encode(text);
  const problem = scanner.scan(bytes, 0, bytes.length);
  if (problem !== undefined) return problem.message;
  const { leaves } = scanner;
  return Array.from({ length: leaves.count }, (_, i) => i)
    .filter((i) => leaves.kinds[i] !== LeafKind.object)
    .map((i) => `${leaves.nodes[i]!.path}=${leaves.text(bytes, i)}`);
}

describe('the values of an event', () => {
  test.each<[string, string, string[]]>([
    ['a dotted key is a path', '{"a.b": 1}', ['a.b=1']],
    ['a nested object is the same path', '{"a": {"b": 1}}', ['a.b=1']],
    ['and so is a mix', '{"a": {"b.c": {"d": 1}}}', ['a.b.c.d=1']],
    ['both spellings give their values to one field', '{"a.b": 1, "a": {"b": 2}}', ['a.b=1', 'a.b=2']],
    ['an array is several values', '{"a": ["x", "y"]}', ['a=x', 'a=y']],
    ['arrays in arrays are flat', '{"a": [["x"], [["y"]]]}', ['a=x', 'a=y']],
    ['an array of objects is flattened', '{"a": [{"b": 1}, {"b": 2, "c": 3}]}', ['a.b=1', 'a.b=2', 'a.c=3']],
    ['null is no value, alone or in an array', '{"a": null, "b": [null], "c": ["x", null]}', ['c=x']],
    ['empty arrays and objects are no values', '{"a": [], "b": {}}', []],
    ['the empty string, 0 and false are values', '{"a": "", "b": 0, "c": false}', ['a=', 'b=0', 'c=false']],
    [
      'numbers keep their spelling',
      '{"a": [1.0, 1e3, -0, 12345678901234567890]}',
      ['a=1.0', 'a=1e3', 'a=-0', 'a=12345678901234567890'],
    ],
    ['escapes are read, in keys too', String.raw`{"\u0061": "\ud83d\ude00\n"}`, ['a=😀\n']],
  ])('%s', (_, text, values) => {
    expect(flatten(text)).toEqual(values);
  });

  it('tells integers from decimals by their spelling', () => {
    const scanner = new EventScanner(new FieldTree());
    const bytes = encode('{"a": [1, 1.0, 1e3]}');
    scanner.scan(bytes, 0, bytes.length);
    expect(scanner.leaves.kinds.slice(0, 3)).toEqual([LeafKind.integer, LeafKind.decimal, LeafKind.decimal]);
  });
});

describe('what is no event', () => {
  const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  test.each<[string, string, string]>([
    ['an empty text', '', 'not JSON: unexpected end of input'],
    ['a text that stops', '{"a": "b', 'not JSON: unexpected end of input'],
    ['a text that stops in an escape', '{"a": "\\u00', 'not JSON: unexpected end of input'],
    ['a text that stops in a word', '{"a": tru', 'not JSON: unexpected end of input'],
    ['a missing colon', '{"a" 1}', 'not JSON: unexpected "1", expected ":" after the key'],
    ['a missing comma', '{"a":1 "b":2}', `not JSON: unexpected '"', expected "," or "}"`],
    ['a comma at the end', '{"a":1,}', 'not JSON: unexpected "}", expected a key in double quotes'],
    ['single quotes', "{'a':1}", 'not JSON: unexpected "\'", expected a key in double quotes'],
    ['a word that is none', '{"a": nope}', 'not JSON: unexpected "o", expected "null"'],
    ['a leading zero', '{"a": 01}', 'not JSON: a number cannot start with 0'],
    ['a line break in a string', '{"a": "\n"}', 'not JSON: control character in a string'],
    ['an escape that is none', String.raw`{"a": "\x"}`, 'not JSON: unknown escape in a string'],
    ['text behind the event', '{"a": 1} x', 'not JSON: unexpected "x", expected the end of the event'],
    ['an array', '[{"a": 1}]', 'an event is a JSON object, this is an array'],
    ['a string', '"a"', 'an event is a JSON object, this is a string'],
    ['a number', ' 1', 'an event is a JSON object, this is a number'],
    ['null', 'null', 'an event is a JSON object, this is null'],
    ['objects nested deeper than 100', deep(101), 'nested deeper than 100'],
    ['arrays nested deeper than 100', `{"a":${'['.repeat(100)}`, 'nested deeper than 100'],
    ['a hundred thousand brackets', `{"a":${'['.repeat(100_000)}`, 'nested deeper than 100'],
    ['a key with a hundred dots', `{"${'a.'.repeat(100)}a": 1}`, 'nested deeper than 100'],
    ['the key __proto__', '{"__proto__": 1}', 'the key "__proto__" is not accepted'],
    ['the key __proto__ further in', '{"a": [{"b": {"__proto__": {}}}]}', 'the key "__proto__" is not accepted'],
    ['the key __proto__ as a segment', '{"a.__proto__.b": 1}', 'the key "__proto__" is not accepted'],
    ['the key __proto__ in disguise', String.raw`{"\u005f_proto__": 1}`, 'the key "__proto__" is not accepted'],
    ['a key twice', '{"a": 1, "a": 2}', 'Elasticsearch would reject it: duplicate key "a"'],
    [
      'a key twice, spelt differently',
      String.raw`{"a": 1, "\u0061": 2}`,
      'Elasticsearch would reject it: duplicate key "a"',
    ],
    ['a key twice further in', '{"a": {"b": 1, "b": 2}}', 'Elasticsearch would reject it: duplicate key "b" of [a.b]'],
    ['an empty key', '{"": 1}', 'Elasticsearch would reject it: field name cannot be an empty string'],
    [
      'a key of white space',
      '{"a. ": 1}',
      "Elasticsearch would reject it: field name cannot contain only whitespace: ['a. ']",
    ],
  ])('%s', (_, text, message) => {
    expect(flatten(text)).toBe(message);
  });

  it('accepts nesting of exactly 100', () => {
    expect(flatten(deep(100))).toHaveLength(1);
    expect(flatten(`{"a":${'['.repeat(99)}1${']'.repeat(99)}}`)).toHaveLength(1);
  });

  it('accepts the same key in two objects of an array', () => {
    expect(flatten('{"a": [{"b": 1}, {"b": 2}]}')).toHaveLength(2);
  });

  it('refuses bytes that are no UTF-8', () => {
    const scanner = new EventScanner(new FieldTree());
    const bytes = Uint8Array.from([...encode('{"a": "'), 0xff, ...encode('"}')]);
    expect(scanner.scan(bytes, 0, bytes.length)?.message).toBe('not JSON: invalid UTF-8 in a string');
  });
});

describe('against JSON.parse', () => {
  const keys = fc.oneof(
    fc.constantFrom('a', 'b', 'a.b', 'c', 'ü', 'x"y', '\\'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
  );
  const scalars = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const { value: documents } = fc.letrec<{ value: Record<string, unknown>; inner: unknown }>((tie) => ({
    inner: fc.oneof({ depthSize: 'small' }, scalars, fc.array(tie('inner'), { maxLength: 3 }), tie('value')),
    value: fc.dictionary(keys, tie('inner'), { maxKeys: 4, noNullPrototype: true }),
  }));
  const spaced = fc.record({ document: documents, indent: fc.constantFrom<string | number>(0, 1, '\t', '\r\n') });

  function oracle(value: unknown, path: string): string[] {
    if (value === null) return [];
    if (Array.isArray(value)) return value.flatMap((element) => oracle(element, path));
    if (typeof value !== 'object') return [`${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`];
    return Object.entries(value).flatMap(([key, inner]) => oracle(inner, path === '' ? key : `${path}.${key}`));
  }

  /** Reasons that JSON.parse does not know. */
  const ours = /duplicate key|__proto__|field name|nested deeper|an event is a JSON object/;

  it('finds the same values', () => {
    fc.assert(
      fc.property(spaced, ({ document, indent }) => {
        const found = flatten(JSON.stringify(document, null, indent));
        // JavaScript moves keys that look like array indexes to the front.
        if (typeof found === 'string') expect(found).toMatch(ours);
        else expect(found.toSorted()).toEqual(oracle(document, '').toSorted());
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts a mutilated text if and only if JSON.parse does', () => {
    let accepted = 0;
    const pieces = ['', '{', '}', '[', ']', '"', ',', ':', '\\', '1', '.', 'e', '-', ' ', '\u0001', 'null', 'ü'];
    const mutilated = fc.tuple(
      spaced,
      fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...pieces)), { maxLength: 2 }),
    );
    fc.assert(
      fc.property(mutilated, ([{ document, indent }, cuts]) => {
        let text = JSON.stringify(document, null, indent);
        for (const [place, length, piece] of cuts) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + piece + text.slice(at + length);
        }
        const found = flatten(text);
        if (typeof found === 'string' && ours.test(found)) return;
        if (parses(text)) accepted++;
        expect(typeof found !== 'string').toBe(parses(text));
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  it('finds the wanted values alone, and the same ones', () => {
    fc.assert(
      fc.property(spaced, fc.integer({ min: 0, max: 7 }), ({ document, indent }, choice) => {
        const tree = new FieldTree();
        const scanner = new EventScanner(tree);
        const bytes = encode(JSON.stringify(document, null, indent));
        if (scanner.scan(bytes, 0, bytes.length) !== undefined) return;
        const nodes = tree.nodes.filter((node) => node.id % 8 <= choice && node !== tree.root);
        const chosen = new Set(nodes);
        const list = (): [string, number][] =>
          Array.from({ length: scanner.leaves.count }, (_, i): [string, number] => [
            scanner.leaves.nodes[i]!.path,
            scanner.leaves.from[i]!,
          ]).filter(([path]) => chosen.has(tree.find(path)!));
        const all = list();
        const wanted = new Uint8Array(tree.nodes.length);
        for (const node of nodes) {
          wanted[node.id] = 2;
          for (let above = node.parent; above; above = above.parent) wanted[above.id] ||= 1;
        }
        scanner.scanWanted(bytes, 0, bytes.length, wanted);
        expect(list()).toEqual(all);
      }),
      { numRuns: 1000 },
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
