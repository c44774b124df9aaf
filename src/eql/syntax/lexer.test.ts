import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lex } from './lexer.ts';
import { KEYWORDS, type TokenKind } from './tokens.ts';

const LETTERS: Readonly<Record<TokenKind, string>> = {
  keyword: 'K',
  identifier: 'I',
  quotedIdentifier: 'Q',
  tildeIdentifier: 'T',
  integer: '1',
  decimal: 'D',
  string: 'S',
  rawString: 'R',
  punctuation: 'P',
  comment: 'C',
  unknown: 'X',
  end: '',
};

/** `K any | I x | P ==`: kind and text of each token. */
function tokensOf(text: string): string {
  const { tokens } = lex(text);
  return tokens
    .filter((token) => token.kind !== 'end')
    .map((token) => `${LETTERS[token.kind]} ${token.text}`)
    .join(' | ');
}

/** `16-20 message` of each problem. */
function problemsOf(text: string): readonly string[] {
  return lex(text).problems.map(({ span, message }) => `${span.from}-${span.to} ${message}`);
}

describe('the longest token wins', () => {
  test.each([
    ['sequences android inside', 'I sequences | I android | I inside'],
    ['in in~ like~ regex~', 'K in | K in~ | K like~ | K regex~'],
    ['in ~', 'K in | X ~'],
    ['AND Where NOT', 'I AND | I Where | I NOT'],
    ['startsWith~(x)', 'T startsWith~ | P ( | I x | P )'],
    ['@timestamp a@b', 'I @timestamp | I a | I @b'],
    ['5w 1e3 1.5.2', '1 5 | I w | D 1e3 | D 1.5 | D .2'],
    ['1. .5 1.e5 .5E-3 1e 1e+', 'D 1. | D .5 | D 1.e5 | D .5E-3 | 1 1 | I e | 1 1 | I e | P +'],
    ['007', '1 007'],
    [
      'a==b!=c<=d>=e<f>g=h',
      'I a | P == | I b | P != | I c | P <= | I d | P >= | I e | P < | I f | P > | I g | P = | I h',
    ],
    ['![ ! [', 'P ![ | X ! | P ['],
    ['process.any', 'I process | P . | K any'],
    ['my-ns', 'I my | P - | I ns'],
    ['`a.b` `x``y` ``', 'Q `a.b` | Q `x``y` | Q ``'],
    ['?user.id', 'P ? | I user | P . | I id'],
    ["?\"x\" ?'x' 'x'", `S ?"x" | S ?'x' | S 'x'`],
    ['"a\\"b" "\\u{1f433}"', 'S "a\\"b" | S "\\u{1f433}"'],
    ['"""a\\d""" """"a"""" """"""', 'R """a\\d""" | R """"a"""" | R """"""'],
    ['"""a""""""', 'R """a""""" | S "'],
    ['"" "a"', 'S "" | S "a"'],
    ['a // b\nc /* d */ e', 'I a | C // b | I c | C /* d */ | I e'],
    ['/* a /* b */ c */ d', 'C /* a /* b */ c */ | I d'],
    ['a/b /', 'I a | P / | I b | P /'],
    ['a\tb\r\nc', 'I a | I b | I c'],
  ])('%j', (text, tokens) => {
    expect(tokensOf(text)).toBe(tokens);
  });

  test.each([...KEYWORDS])('%s is reserved, and part of a longer name it is not', (word) => {
    expect(tokensOf(word)).toBe(`K ${word}`);
    if (!word.endsWith('~')) expect(tokensOf(`${word}s x${word}`)).toBe(`I ${word}s | I x${word}`);
  });
});

describe('what starts no token', () => {
  test.each([
    ['a $ b', ["2-3 token recognition error at: '$'"]],
    ['a 🐳 b', ["2-4 token recognition error at: '🐳'"]],
    ['é', ["0-1 token recognition error at: 'é'"]],
    ['x == "\\w" and', [`5-9 token recognition error at: '"\\w'`]],
    ['x == "a\\', [`5-8 token recognition error at: '"a\\'`]],
    ['"a\nb"', [`0-2 token recognition error at: '"a'`, `4-5 token recognition error at: '"'`]],
    ['"\\u{zz}"', [`0-8 token recognition error at: '"\\u'`]],
    ["'abc", ["0-4 token recognition error at: ''abc'"]],
    ['`abc\nd', ["0-6 token recognition error at: '`abc\\nd'"]],
    ['a /* b', ["2-4 extraneous input '/*' expecting '*/': the comment is not closed"]],
  ])('%j is complained of where it stands', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('gives a string with a wrong escape a hint, and one without an end another', () => {
    expect(lex('"C:\\Windows"').problems[0]?.hint).toContain('A backslash is written \\\\');
    expect(lex('"abc').problems[0]?.hint).toBe('The string is not closed on its line.');
  });
});

const pieces = fc.constantFrom(
  ...'abcdefgh where and or not in in~ ( ) [ ] ![ , | . ? : == = " \' ` """ \\ \\u{ } // /* */ 1 1.5 .e3 ~ @ $ é 🐳'.split(
    ' ',
  ),
  ' ',
  '\n',
  '\r',
  '\t',
  '\u0000',
  '\ud800',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
);

describe('on any text', () => {
  it('every character that is not white space lies in exactly one token', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { tokens } = lex(text);
        let at = 0;
        for (const token of tokens) {
          expect(text.slice(at, token.from)).toMatch(/^[ \t\r\n]*$/);
          expect(token.text).toBe(text.slice(token.from, token.to));
          expect(token.kind === 'end' || token.to > token.from).toBe(true);
          at = token.to;
        }
        expect(tokens.at(-1)?.kind).toBe('end');
        expect(at).toBe(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('each unknown piece has a problem, and each problem lies on a token', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { tokens, problems } = lex(text);
        const starts = new Set(tokens.map((token) => token.from));
        for (const { span } of problems) expect(starts.has(span.from)).toBe(true);
        const complained = new Set(problems.map(({ span }) => span.from));
        for (const token of tokens) if (token.kind === 'unknown') expect(complained.has(token.from)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('the tokens of a token are itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of lex(text).tokens) {
          if (token.kind === 'end' || token.kind === 'unknown') continue;
          const again = lex(token.text).tokens;
          expect(again.map(({ kind, text: part }) => [kind, part])).toEqual([
            [token.kind, token.text],
            ['end', ''],
          ]);
        }
      }),
    );
  });
});

describe('a long text', () => {
  const million = 1_000_000;
  test.each([
    ['a string', `"${'a'.repeat(5 * million)}"`],
    ['a string of escapes', `"${'\\n'.repeat(million)}"`],
    ['a string without an end', `"${'a'.repeat(5 * million)}`],
    ['a name in back-ticks', `\`${'a'.repeat(5 * million)}\``],
    ['an old raw string without an end', `?"${'a'.repeat(5 * million)}`],
    ['open comments', '/*'.repeat(million)],
    ['quotes', '"'.repeat(million + 1)],
    ['raw strings without an end', '"""\n'.repeat(500_000)],
    ['signs that start no token', '$'.repeat(million)],
  ])('of %s does not hang', (_name, text) => {
    expect(lex(text).tokens.at(-1)?.kind).toBe('end');
  });

  it('of more than ten million characters is refused whole', () => {
    const { tokens, problems } = lex('a'.repeat(10_000_001));
    expect(tokens.map(({ kind }) => kind)).toEqual(['unknown', 'end']);
    expect(problems.map(({ code }) => code)).toEqual(['eql/too-large']);
  });
});
