/**
 * What number and string tokens stand for (eql.md 1.4, 1.5). Both directions: reading a token, and writing a value so
 * that it reads back the same.
 */
import { type Problem, problem } from './problem.ts';
import type { LiteralValue } from './ast.ts';
import type { Token } from './tokens.ts';

export interface ReadLiteral {
  readonly value: LiteralValue;
  readonly problem?: Problem;
}

const UNSIGNED_64 = 2n ** 64n;

export function readNumber(token: Token): ReadLiteral {
  if (token.kind === 'integer') {
    // More digits than any 64-bit integer has: leading zeros apart, a double.
    const digits = token.text.replace(/^0+(?=\d)/, '');
    const integer = digits.length <= 20 ? BigInt(digits) : UNSIGNED_64;
    if (integer < UNSIGNED_64) return { value: integer };
  }
  const value = Number(token.text);
  if (Number.isFinite(value)) return { value };
  return { value, problem: problem('B', 'number', token, `Number [${token.text}] is too large`) };
}

export function readString(token: Token): ReadLiteral {
  const { text } = token;
  if (token.kind === 'rawString') return { value: text.slice(3, -3) };
  if (text.startsWith("'")) {
    const inner = text.slice(1, -1);
    const message = `Use double quotes ["] to define string literals, not single quotes [']`;
    const fix = { title: 'Use double quotes', span: token, replacement: writeString(inner) };
    return { value: inner, problem: problem('B', 'string', token, message, { fixes: [fix] }) };
  }
  if (text.startsWith('?')) {
    const inner = text.slice(2, -1);
    const message = `Use triple double quotes ["""] to define unescaped string literals, not [?${text[1]}]`;
    const fix = { title: 'Use triple double quotes', span: token, replacement: `"""${inner}"""` };
    return { value: inner, problem: problem('B', 'string', token, message, { fixes: [fix] }) };
  }
  return unescape(token);
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

function unescape(token: Token): ReadLiteral {
  let found: Problem | undefined;
  const value = token.text.slice(1, -1).replace(/\\(?:u\{([^}]*)\}|(.))/g, (_whole, hex?: string, simple?: string) => {
    if (simple !== undefined) return ESCAPES[simple] ?? simple;
    // What is no digit has been complained of by the lexer.
    const read = readUnicode(/[^0-9A-Fa-f]/.test(hex ?? '') ? 'fffd' : (hex ?? ''));
    if (typeof read === 'string') return read;
    found ??= problem('B', 'unicode', token, read.message);
    return '\ufffd';
  });
  return found === undefined ? { value } : { value, problem: found };
}

function readUnicode(hex: string): string | { message: string } {
  if (hex.length < 2 || hex.length > 8) {
    return { message: `Unicode sequence should use [2-8] hex digits, [\\u{${hex}}] has [${hex.length}]` };
  }
  const code = Number.parseInt(hex, 16);
  if (code >= 0xd800 && code <= 0xdfff) {
    return { message: `Invalid unicode character code, [${hex}] is a surrogate code` };
  }
  if (code > 0x10ffff) return { message: `Invalid unicode character code [${hex}]` };
  return String.fromCodePoint(code);
}

const WRITTEN: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** A string as a double-quoted literal. */
export function writeString(value: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters with escapes of their own
  return `"${value.replace(/[\b\t\n\f\r"\\]/g, (character) => WRITTEN[character]!)}"`;
}

/** A literal as EQL text; a decimal always shows that it is one. */
export function writeLiteral(value: LiteralValue): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value !== 'number') return String(value);
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
