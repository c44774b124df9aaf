/** Comments and trailing commas become white space; nothing else of JSON ever does. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { encode } from '../columns/bytes.ts';
import { withoutComments } from './comments.ts';

function bare(text: string): string {
  const bytes = encode(text);
  return new TextDecoder().decode(withoutComments(bytes, 0) ?? bytes);
}

test.each<[string, string]>([
  ['{"a": 1} // why', '{"a": 1}       '],
  ['// first\n{"a": 1}', '        \n{"a": 1}'],
  ['{"a": 1 /* one\ntwo */}', '{"a": 1       \n      }'],
  ['[1, 2,]', '[1, 2 ]'],
  ['{"a": 1,\n  // the last\n}', '{"a": 1 \n             \n}'],
  ['[true, /* never closed', '[true, /* never closed'],
  ['{"url": "https://example.com/*"}', '{"url": "https://example.com/*"}'],
  [String.raw`{"a": "\"// no"}`, String.raw`{"a": "\"// no"}`],
  ['{"cut: "https://example.com"}', '{"cut: "https://example.com"}'],
  ['{"a": 1 / 2}', '{"a": 1 / 2}'],
  ['process.name,args // no JSON', 'process.name,args // no JSON'],
])('%j', (text, expected) => expect(bare(text)).toBe(expected));

test('a quote that is missing does no harm to the next line', () => {
  const lines = '{"a": "x}\n{"url": "https://example.com", "b": [1,]}';
  expect(bare(lines)).toBe('{"a": "x}\n{"url": "https://example.com", "b": [1 ]}');
});

describe('of any JSON', () => {
  it('nothing is taken away where there is neither', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (json, gap) => {
        const text = JSON.stringify(JSON.parse(json), null, gap);
        expect(withoutComments(encode(text), 0)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('the same is left where there are both', () => {
    const comment = fc.constantFrom('', ' ', '\n', '/* , ] " */', '// }" [\n', '/**/');
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.array(comment, { minLength: 5 }),
        (value, comments) => {
          let next = 0;
          const put = () => comments[next++ % comments.length]!;
          const text = write(value, put);
          const left = bare(text);
          expect(encode(left)).toHaveLength(encode(text).length);
          expect(left.split('\n')).toHaveLength(text.split('\n').length);
          expect(JSON.parse(left)).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
      { numRuns: 300 },
    );
  });

  /** A value with something between all its tokens, and a comma behind each last element. */
  function write(value: unknown, put: () => string): string {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    const items = Array.isArray(value)
      ? value.map((item) => write(item, put))
      : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${write(item, put)}`);
    return `${open}${items.map((item) => `${put()}${item}${put()},`).join('')}${put()}${close}`;
  }
});
