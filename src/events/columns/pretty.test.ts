import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { pretty } from './pretty.ts';

test.each<[string, string, string]>([
  ['one key a line', '{"a":1,"b":{"c":"x"}}', '{\n  "a": 1,\n  "b": {\n    "c": "x"\n  }\n}'],
  ['a short list on one line', '{"a":["x","y",1]}', '{\n  "a": ["x", "y", 1]\n}'],
  ['a list of objects over many', '{"a":[{"b":1}]}', '{\n  "a": [\n    {\n      "b": 1\n    }\n  ]\n}'],
  ['empty ones closed at once', '{"a":[],"b":{ }}', '{\n  "a": [],\n  "b": {}\n}'],
  ['spelling kept', String.raw`{"a":[1.0,1e3,"\u0041"]}`, `{\n  "a": [1.0, 1e3, ${String.raw`"\u0041"`}]\n}`],
  ['duplicate keys kept', '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
  ['what is no JSON as it is', '{"a": ', '{"a": '],
])('%s', (_, text, laidOut) => {
  expect(pretty(text)).toBe(laidOut);
});

it('breaks a list that would not fit', () => {
  const long = pretty(JSON.stringify({ args: Array.from({ length: 30 }, (_, i) => `argument-${i}`) }));
  expect(long.split('\n')).toHaveLength(34);
});

it('keeps the document, and is its own layout', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const laidOut = pretty(text);
      expect(JSON.parse(laidOut)).toEqual(JSON.parse(text));
      expect(pretty(laidOut)).toBe(laidOut);
      const outside = laidOut.split('\n').filter((line) => line.length > 100 && line.includes('", "'));
      expect(outside).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
