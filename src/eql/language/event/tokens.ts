/** The tokens of a JSON text, as far as they can be told: nothing is wrong to it, and a string that does not close ends with its line. */
import type { Span } from '../../../text/span.ts';

export interface JsonToken extends Span {
  /** A string; one of `{}[]:,`; anything else, such as a number. */
  readonly kind: 'text' | 'sign' | 'word';
}

const TOKEN = /("(?:\\.|[^"\\\r\n])*"?)|([{}[\]:,])|[^\s"{}[\]:,]+/g;

export function jsonTokens(text: string): readonly JsonToken[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: written, 1: string, 2: sign, index }) => ({
    from: index,
    to: index + written.length,
    kind: string !== undefined ? 'text' : sign !== undefined ? 'sign' : 'word',
  }));
}
