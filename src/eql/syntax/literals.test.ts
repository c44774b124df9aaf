import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lex } from './lexer.ts';
import { type ReadLiteral, readNumber, readString, writeLiteral, writeString } from './literals.ts';

function read(text: string): ReadLiteral {
  const [token] = lex(text).tokens;
  if (token === undefined) throw new Error('no token');
  return token.kind === 'integer' || token.kind === 'decimal' ? readNumber(token) : readString(token);
}

describe('a number (eql.md 1.4)', () => {
  test.each<[string, bigint | number]>([
    ['0', 0n],
    ['007', 7n],
    ['2147483648', 2147483648n],
    ['9223372036854775807', 9223372036854775807n],
    ['18446744073709551615', 18446744073709551615n],
    ['000000000000000000000000000018446744073709551615', 18446744073709551615n],
    ['18446744073709551616', 18446744073709551616],
    ['1.5', 1.5],
    ['1.', 1],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1E-3', 0.001],
    ['1.5e+3', 1500],
    ['1e-400', 0],
  ])('%s', (text, value) => {
    expect(read(text)).toEqual({ value });
  });

  test.each([['1e999'], ['1.5e309'], ['9'.repeat(400)]])('%s is too large', (text) => {
    const { problem } = read(text);
    expect(problem).toMatchObject({ problemClass: 'B', message: `Number [${text}] is too large` });
  });
});

describe('a string (eql.md 1.5)', () => {
  test.each([
    ['""', ''],
    ['"a b"', 'a b'],
    [String.raw`"\b\t\n\f\r\"\'\\"`, '\b\t\n\f\r"\'\\'],
    [String.raw`"C:\\Windows\\*"`, 'C:\\Windows\\*'],
    [String.raw`"\u{41}\u{1f433}\u{0000041}"`, 'A🐳A'],
    [String.raw`"\u{10FFFF}"`, '\u{10ffff}'],
    [String.raw`"""\d+\n"""`, '\\d+\\n'],
    ['""""a""""', '"a"'],
    ['"""a"""""', 'a""'],
    ['"""a"b"""', 'a"b'],
    ['""""""', ''],
  ])('%s', (text, value) => {
    expect(read(text)).toEqual({ value });
  });

  test.each([
    [String.raw`"\u{F}"`, String.raw`Unicode sequence should use [2-8] hex digits, [\u{F}] has [1]`],
    [String.raw`"\u{}"`, String.raw`Unicode sequence should use [2-8] hex digits, [\u{}] has [0]`],
    [String.raw`"\u{123456789}"`, String.raw`Unicode sequence should use [2-8] hex digits, [\u{123456789}] has [9]`],
    [String.raw`"\u{DABC}"`, 'Invalid unicode character code, [DABC] is a surrogate code'],
    [String.raw`"\u{110000}"`, 'Invalid unicode character code [110000]'],
    [`'x'`, `Use double quotes ["] to define string literals, not single quotes [']`],
    ['?"x"', 'Use triple double quotes ["""] to define unescaped string literals, not [?"]'],
    [`?'x'`, `Use triple double quotes ["""] to define unescaped string literals, not [?']`],
  ])('%s is refused', (text, message) => {
    expect(read(text).problem).toMatchObject({ problemClass: 'B', message });
  });

  it('names the first of several faults', () => {
    expect(read(String.raw`"\u{F} \u{DABC}"`).problem?.message).toContain('[\\u{F}]');
  });

  test.each([
    ["'a\"b'", '"a\\"b"'],
    ['?"a\\d"', '"""a\\d"""'],
  ])('%s is mended to %s', (text, replacement) => {
    expect(read(text).problem?.fixes?.[0]).toMatchObject({ span: { from: 0, to: text.length }, replacement });
  });

  it('of any broken form has a value and throws nothing', () => {
    const parts = fc.constantFrom('\\', 'u', '{', '}', 'zz', 'F', '"', "'", 'a', '\\u{zz}', '\\u{12', '🐳', '\\n');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), fc.constantFrom('"', "'", '?"', '"""'), (inner, open) => {
        const [token] = lex(open + inner.join('')).tokens;
        if (token?.kind !== 'string' && token?.kind !== 'rawString') return;
        expect(typeof readString(token).value).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('writing', () => {
  test.each<[string, bigint | number | string | boolean | null]>([
    ['null', null],
    ['true', true],
    ['5', 5n],
    ['5.0', 5],
    ['-5.0', -5],
    ['0.5', 0.5],
    ['1e+21', 1e21],
    ['1e-7', 1e-7],
    ['"a\\"b\\\\c\\n"', 'a"b\\c\n'],
  ])('gives %s', (text, value) => {
    expect(writeLiteral(value)).toBe(text);
  });

  it('a string gives a literal that reads back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const text = writeString(value);
        expect(lex(text).tokens).toHaveLength(2);
        expect(read(text)).toEqual({ value });
      }),
      { numRuns: 1000 },
    );
  });

  it('a number gives a literal that reads back the same', () => {
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 });
    fc.assert(
      fc.property(fc.oneof(doubles, fc.bigInt(0n, 2n ** 64n - 1n)), (value) => {
        expect(read(writeLiteral(value))).toEqual({ value });
      }),
      { numRuns: 1000 },
    );
  });
});
