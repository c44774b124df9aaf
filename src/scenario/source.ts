/**
 * Where things stand in a JSON text that is known to be valid. `JSON.parse` loses how a number was written (`1.0`, or 64
 * bits of digits), and Elasticsearch indexes the spelling of the source; so an event is cut out of a scenario file as
 * text, never parsed and printed again.
 *
 * Nothing here checks anything: call it only for a text that `JSON.parse` took.
 */
import type { Span } from '../text/span.ts';

export interface Member {
  readonly key: string;
  readonly value: Span;
}

/** The members of the object that starts at `from`, in order; a key that is written twice comes twice. */
export function membersOf(text: string, from: number): readonly Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, from + 1);
  while (text[at] === '"') {
    const keyEnd = skipString(text, at);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = skipValue(text, start);
    members.push({ key, value: { from: start, to: end } });
    at = skipSeparator(text, end);
  }
  return members;
}

/** The elements of the array that starts at `from`. */
export function elementsOf(text: string, from: number): readonly Span[] {
  const elements: Span[] = [];
  let at = skipSpace(text, from + 1);
  while (text[at] !== ']') {
    const end = skipValue(text, at);
    elements.push({ from: at, to: end });
    at = skipSeparator(text, end);
  }
  return elements;
}

/** The value of the last member of that name, which is the one that `JSON.parse` keeps. */
export function memberOf(text: string, from: number, key: string): Span | undefined {
  return membersOf(text, from).findLast((member) => member.key === key)?.value;
}

/** How deep objects and arrays lie in one another. */
export function depthOf(text: string, { from, to }: Span): number {
  let depth = 0;
  let deepest = 0;
  for (let at = from; at < to; at++) {
    const character = text[at];
    if (character === '"') at = skipString(text, at) - 1;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}

/** The first offset that is not white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}

function skipSeparator(text: string, from: number): number {
  const at = skipSpace(text, from);
  return text[at] === ',' ? skipSpace(text, at + 1) : at;
}

/** The end of the string whose opening quote stands at `from`. */
export function skipString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const character = text[at];
    if (character === '"') {
      at = skipString(text, at);
      continue;
    }
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (depth === 0) return skipScalar(text, at);
    at++;
  } while (depth > 0 && at < text.length);
  return at;
}

/** The end of a number, `true`, `false` or `null`. */
export function skipScalar(text: string, from: number): number {
  let at = from;
  while (at < text.length && !' \n\r\t,]}'.includes(text[at]!)) at++;
  return at;
}
