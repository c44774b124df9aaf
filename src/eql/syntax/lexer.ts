/**
 * The lexer of eql.md 1: text to tokens, greedy, the longest token wins. Every character of the text that is not white
 * space lies in exactly one token; what starts no token becomes an `unknown` token and a problem, and reading goes on.
 */
import { MAX_PROBLEMS, type Problem, type ProblemDetails, problem, tooLarge } from './problem.ts';
import { KEYWORDS, PUNCTUATION, type Token, type TokenKind } from './tokens.ts';

export interface Lexed {
  /** In the order of the text, comments included; the last is `end`. */
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

/** Texts that are longer are not read: no rule is, and the matchers below have a stack that is not endless. */
const MAX_LENGTH = 10_000_000;

const WHITE = /[ \t\r\n]+/y;
const DECIMAL = /(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+/y;
const INTEGER = /\d+/y;
const TILDE_NAME = /[A-Za-z][A-Za-z0-9_]*~/y;
const NAME = /[A-Za-z_@][A-Za-z0-9_]*/y;
const QUOTED_NAME = /`[^`]*(?:``[^`]*)*`/y;
const LINE_COMMENT = /\/\/[^\r\n]*/y;
const RAW_STRING = /"""[^\r\n]*?""""{0,2}/y;
// Runs of plain characters are loops of their own, so that a long string does not fill the matcher's stack.
const STRING = /"[^\\"\r\n]*(?:\\(?:[btnfr"'\\]|u\{[0-9A-Fa-f]*\})[^\\"\r\n]*)*"/y;
const SINGLE_QUOTED = /'[^\\'\r\n]*(?:\\[btnfr"'\\][^\\'\r\n]*)*'/y;
const OLD_RAW = /\?"[^\\"\r\n]*(?:\\"?[^\\"\r\n]*)*"|\?'[^\\'\r\n]*(?:\\'?[^\\'\r\n]*)*'/y;
/** A string with whatever backslashes, to its quote or the end of the line. */
const BROKEN_STRING = /"[^\\"\r\n]*(?:\\[^\r\n][^\\"\r\n]*)*\\?"?/y;
const REST_OF_LINE = /[^\r\n]*/y;
/** As much of a string as is well formed: what the error message shows, with the character that broke it. */
const STRING_START = /"[^\\"\r\n]*(?:\\(?:[btnfr"'\\]|u\{[0-9A-Fa-f]*\})[^\\"\r\n]*)*(?:\\[^\r\n]?)?/y;

const ATTEMPTS: readonly (readonly [RegExp, TokenKind])[] = [
  [RAW_STRING, 'rawString'],
  [STRING, 'string'],
  [SINGLE_QUOTED, 'string'],
  [OLD_RAW, 'string'],
  [DECIMAL, 'decimal'],
  [INTEGER, 'integer'],
  [TILDE_NAME, 'tildeIdentifier'],
  [NAME, 'identifier'],
  [QUOTED_NAME, 'quotedIdentifier'],
];

export function lex(text: string): Lexed {
  const end: Token = { kind: 'end', from: text.length, to: text.length, text: '' };
  if (text.length > MAX_LENGTH) {
    return { tokens: [{ kind: 'unknown', from: 0, to: text.length, text }, end], problems: [tooLarge(text)] };
  }
  const tokens: Token[] = [];
  const problems: Problem[] = [];
  let at = 0;
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : -1;
  };
  const complain = (found: Problem): void => {
    if (problems.length < MAX_PROBLEMS) problems.push(found);
  };
  const push = (kind: TokenKind, to: number): void => {
    tokens.push({ kind, from: at, to, text: text.slice(at, to) });
    at = to;
  };

  while (at < text.length) {
    const afterWhite = match(WHITE);
    if (afterWhite >= 0) {
      at = afterWhite;
      continue;
    }
    const comment = commentEnd(text, at);
    if (comment !== null) {
      if (!comment.closed) {
        const span = { from: at, to: at + 2 };
        complain(problem('S', 'syntax', span, "extraneous input '/*' expecting '*/': the comment is not closed"));
      }
      push('comment', comment.to);
      continue;
    }
    const found = readToken(text, at, match);
    if (found !== null) {
      push(found.kind, found.to);
      continue;
    }
    const { shownTo, to, kind } = readUnknown(text, at, match);
    const shown = escapeForMessage(text.slice(at, shownTo));
    complain(problem('S', 'token', { from: at, to }, `token recognition error at: '${shown}'`, hintFor(text, at)));
    push(kind, to);
  }
  tokens.push(end);
  return { tokens, problems };
}

function readToken(
  text: string,
  at: number,
  match: (pattern: RegExp) => number,
): { kind: TokenKind; to: number } | null {
  for (const [pattern, kind] of ATTEMPTS) {
    const to = match(pattern);
    if (to < 0) continue;
    const reserved = KEYWORDS.has(text.slice(at, to));
    return { kind: reserved ? 'keyword' : kind, to };
  }
  const sign = PUNCTUATION.find((candidate) => text.startsWith(candidate, at));
  return sign === undefined ? null : { kind: 'punctuation', to: at + sign.length };
}

/** Block comments nest (1.1). Null when no comment starts here. */
function commentEnd(text: string, from: number): { to: number; closed: boolean } | null {
  LINE_COMMENT.lastIndex = from;
  if (LINE_COMMENT.test(text)) return { to: LINE_COMMENT.lastIndex, closed: true };
  if (!text.startsWith('/*', from)) return null;
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text.startsWith('/*', i)) {
      depth++;
      i++;
    } else if (text.startsWith('*/', i)) {
      depth--;
      i++;
      if (depth === 0) return { to: i + 1, closed: true };
    }
  }
  return { to: text.length, closed: false };
}

/**
 * A piece that starts no token: how far the message shows it, and where reading goes on. A broken string stays a string
 * up to its quote, so that the parser sees an operand there.
 */
function readUnknown(
  text: string,
  at: number,
  match: (pattern: RegExp) => number,
): { shownTo: number; to: number; kind: TokenKind } {
  if (text[at] === '"') {
    return { shownTo: Math.max(match(STRING_START), at + 1), to: match(BROKEN_STRING), kind: 'string' };
  }
  const rest = text[at] === "'" ? match(REST_OF_LINE) : text[at] === '`' ? text.length : -1;
  const to = rest > at ? rest : at + String.fromCodePoint(text.codePointAt(at)!).length;
  return { shownTo: to, to, kind: 'unknown' };
}

function hintFor(text: string, at: number): ProblemDetails {
  if (text.startsWith('&&', at)) {
    return { fixes: [{ title: 'Write and', span: { from: at, to: at + 2 }, replacement: 'and' }] };
  }
  if (text[at] !== '"') return {};
  STRING_START.lastIndex = at;
  STRING_START.test(text);
  const broken = text.slice(at, STRING_START.lastIndex);
  if (/\\[^\\]?$/.test(broken)) {
    const hint = 'A backslash is written \\\\ in a string; in a raw string """…""" it stands for itself.';
    BROKEN_STRING.lastIndex = at;
    BROKEN_STRING.test(text);
    const span = { from: at, to: BROKEN_STRING.lastIndex };
    const replacement = withDoubledBackslashes(text.slice(span.from, span.to));
    return { hint, fixes: [{ title: 'Double the backslashes', span, replacement }] };
  }
  return { hint: 'The string is not closed on its line.' };
}

/** A string in which a backslash was meant as one: every one that is not doubled, nor before a quote, is. */
function withDoubledBackslashes(written: string): string {
  return written.replace(/\\([\\"]?)/g, (pair, next: string) => (next === '' ? '\\\\' : pair));
}

function escapeForMessage(text: string): string {
  return text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
}
