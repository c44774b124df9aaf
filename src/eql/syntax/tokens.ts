import type { Span } from '../../text/span.ts';

/** What a piece of the text is (eql.md 1). Comments and unknown characters are tokens, too, so that editors see all. */
export type TokenKind =
  | 'keyword'
  | 'identifier'
  | 'quotedIdentifier'
  | 'tildeIdentifier'
  | 'integer'
  | 'decimal'
  | 'string'
  | 'rawString'
  | 'punctuation'
  | 'comment'
  | 'unknown'
  | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Reserved words, lower case only (1.2). The three with a tilde are one token each. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  'and',
  'any',
  'by',
  'false',
  'in',
  'in~',
  'join',
  'like',
  'like~',
  'maxspan',
  'not',
  'null',
  'of',
  'or',
  'regex',
  'regex~',
  'sample',
  'sequence',
  'true',
  'until',
  'where',
  'with',
]);

/** The keywords that are values (1.4). */
export const CONSTANTS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Longest first, so that the first that fits is the right one (1.6). */
export const PUNCTUATION: readonly string[] = [
  '==',
  '!=',
  '<=',
  '>=',
  '![',
  ':',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '.',
  ',',
  '[',
  ']',
  '(',
  ')',
  '|',
  '?',
];
