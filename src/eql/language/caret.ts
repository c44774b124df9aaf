/**
 * The word at the caret: what a completion would take the place of. A field's path is one word, dots, back-ticks and
 * its leading `?` included; a string is one with its quotes, whether it is closed or not.
 */
import type { Span } from '../../text/span.ts';
import { lex } from '../syntax/lexer.ts';
import type { Token } from '../syntax/tokens.ts';

/** `name`: a field, function, category or keyword. `none`: the caret stands in white space or behind a sign. */
export type WordKind = 'none' | 'name' | 'sign' | 'number' | 'string' | 'rawString';

export interface Caret {
  readonly kind: WordKind;
  /** Of the word; empty for `none`. */
  readonly span: Span;
  /** The word, from its beginning to the caret. */
  readonly typed: string;
  /** What stands before the word, without comments. */
  readonly before: readonly Token[];
  /** What stands behind the word. */
  readonly after: readonly Token[];
}

const NAMES: ReadonlySet<Token['kind']> = new Set(['identifier', 'quotedIdentifier', 'tildeIdentifier', 'keyword']);

/** Signs that may be the beginning of another one. */
const BEGUN = new Set(['=', '<', '>']);

/** Null inside a comment, where nothing is meant for us. */
export function caretAt(text: string, offset: number): Caret | null {
  const { tokens } = lex(text);
  if (tokens.some((token) => token.kind === 'comment' && isInComment(token, offset))) return null;
  const code = tokens.filter(({ kind }) => kind !== 'comment' && kind !== 'end');
  const at = code.findLastIndex(({ from, to }) => from < offset && offset <= to);
  const token = code[at];
  const kind = token === undefined || isOfOption(code, at) ? 'none' : wordKind(token, offset);
  if (token === undefined || kind === 'none') {
    const next = code.findIndex(({ from }) => from >= offset);
    const place = next < 0 ? code.length : next;
    return {
      kind,
      span: { from: offset, to: offset },
      typed: '',
      before: code.slice(0, place),
      after: code.slice(place),
    };
  }
  const [first, last] = kind === 'name' ? pathAround(code, at) : [at, at];
  const from = code[first]!.from;
  // An unclosed string swallows the rest of its line, which is not meant.
  const to = isClosed(token) ? code[last]!.to : offset;
  return {
    kind,
    span: { from, to },
    typed: text.slice(from, offset),
    before: code.slice(0, first),
    after: code.slice(last + 1),
  };
}

function isInComment({ text, from, to }: Token, offset: number): boolean {
  return from < offset && (offset < to || (offset === to && text.startsWith('//')));
}

function wordKind(token: Token, offset: number): WordKind {
  switch (token.kind) {
    case 'string':
    case 'rawString':
      return offset < token.to || !isClosed(token) ? token.kind : 'none';
    case 'integer':
    case 'decimal':
      return 'number';
    case 'punctuation':
      return isPathSign(token) ? 'name' : BEGUN.has(token.text) ? 'sign' : 'none';
    default:
      return NAMES.has(token.kind) ? 'name' : 'none';
  }
}

/** `maxspan=` is complete, and a value follows. */
function isOfOption(code: readonly Token[], at: number): boolean {
  return code[at]?.text === '=' && code[at - 1]?.text === 'maxspan';
}

function isPathSign({ kind, text }: Token): boolean {
  return kind === 'punctuation' && (text === '.' || text === '?');
}

function isClosed({ kind, text }: Token): boolean {
  return kind !== 'string' || (text.length > 1 && /^(?:[^\\]|\\.)*"$/s.test(text.slice(1)));
}

/** The first and the last token of the path that a token belongs to. */
function pathAround(code: readonly Token[], at: number): readonly [first: number, last: number] {
  let first = at;
  while (first > 0 && isJoined(code[first - 1]!, code[first]!)) first--;
  let last = at;
  while (last < code.length - 1 && isJoined(code[last]!, code[last + 1]!)) last++;
  return [first, last];
}

/** Do two tokens belong to one path: name and dot, dot and name, question mark and name, without space between? */
function isJoined(left: Token, right: Token): boolean {
  if (left.to !== right.from) return false;
  if (isPathSign(left)) return NAMES.has(right.kind);
  return NAMES.has(left.kind) && right.kind === 'punctuation' && right.text === '.';
}
