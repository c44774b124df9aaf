/**
 * Where an offset is in the JSON of an event: in a key, or in the value of a field. The tokens before it are read once, with a
 * stack of what is open, so a text that is half written is understood as well. A dotted key and nested objects lead to the
 * same field (eql.md 3.2).
 */
import type { Span } from '../../../text/span.ts';
import { jsonTokens, type JsonToken } from './tokens.ts';

export interface JsonPlace {
  readonly kind: 'key' | 'value';
  /** Of a key: of the object that it is in, empty at the top. Of a value: of its field. */
  readonly path: string;
  /** What stands there, with its quotes; empty where nothing does. */
  readonly span: Span;
  /** Keys of the same object, or texts of the same array, as they are written, without the one at the place. */
  readonly beside: ReadonlySet<string>;
  /** Of a key: its colon is there already. */
  readonly hasValue: boolean;
  /** Of a key: another one stands behind it, without a comma between them. */
  readonly isFollowed: boolean;
}

interface Frame {
  readonly kind: 'object' | 'array';
  /** Of what is in it, as far as it is known. */
  readonly path: string;
  readonly beside: Set<string>;
  /** The key whose value comes next; null where a key does. */
  key: string | null;
  /** Behind the colon. */
  isValue: boolean;
}

/** Null where neither a key nor a value can stand. */
export function placeAt(text: string, offset: number): JsonPlace | null {
  const tokens = jsonTokens(text);
  const at = tokens.findIndex(({ from, to, kind }) => kind !== 'sign' && from < offset && offset <= to);
  const before = at >= 0 ? at : tokens.filter(({ to }) => to <= offset).length;
  // A text that is complete ends with its quote.
  if (at >= 0 && tokens[at]!.kind === 'text' && isClosed(tokens[at]!, text) && offset === tokens[at]!.to) return null;
  const frames: Frame[] = [];
  for (const token of tokens.slice(0, before)) read(frames, token, text);
  const frame = frames.at(-1);
  if (frame === undefined) return null;
  const behind = tokens[before - 1];
  const isFree = behind !== undefined && /^[{[,:]$/.test(text.slice(behind.from, behind.to));
  if (!isFree) return null;
  const span = at >= 0 ? { from: tokens[at]!.from, to: tokens[at]!.to } : { from: offset, to: offset };
  const next = tokens[at >= 0 ? at + 1 : before];
  const beside = new Set([...frame.beside, ...restBeside(tokens.slice(at >= 0 ? at + 1 : before), frame.kind, text)]);
  if (frame.kind === 'object' && !frame.isValue) {
    const hasValue = next !== undefined && text[next.from] === ':';
    return { kind: 'key', path: frame.path, span, beside, hasValue, isFollowed: next?.kind === 'text' };
  }
  const texts = frame.kind === 'array' ? beside : new Set<string>();
  return { kind: 'value', path: pathOf(frame), span, beside: texts, hasValue: false, isFollowed: false };
}

/** The field that is named, or has its value, at an offset; null for none. */
export function fieldPlaceAt(
  text: string,
  offset: number,
): { readonly path: string; readonly span: Span; readonly isKey: boolean } | null {
  const tokens = jsonTokens(text);
  const at = tokens.findIndex(({ from, to, kind }) => kind !== 'sign' && from <= offset && offset <= to);
  if (at < 0) return null;
  const frames: Frame[] = [];
  for (const token of tokens.slice(0, at)) read(frames, token, text);
  const frame = frames.at(-1);
  const { from, to, kind } = tokens[at]!;
  if (frame === undefined) return null;
  const isKey = frame.kind === 'object' && !frame.isValue;
  if (isKey && kind !== 'text') return null;
  const path = isKey ? joined(frame.path, textOfToken(tokens[at]!, text)) : pathOf(frame);
  return path === '' ? null : { path, span: { from, to }, isKey };
}

function read(frames: Frame[], token: JsonToken, text: string): void {
  const frame = frames.at(-1);
  if (token.kind === 'sign') {
    const sign = text[token.from];
    if (sign === '{' || sign === '[') {
      const path = frame === undefined ? '' : pathOf(frame);
      frames.push({ kind: sign === '{' ? 'object' : 'array', path, beside: new Set(), key: null, isValue: false });
    } else if (sign === '}' || sign === ']') frames.pop();
    else if (frame?.kind === 'object') {
      if (sign === ':') frame.isValue = frame.key !== null;
      if (sign === ',') Object.assign(frame, { key: null, isValue: false });
    }
    return;
  }
  if (frame === undefined) return;
  const written = textOfToken(token, text);
  if (frame.kind === 'array') frame.beside.add(written);
  else if (!frame.isValue && token.kind === 'text') {
    frame.key = written;
    frame.beside.add(written);
  }
}

/** What follows in the same object or array. */
function restBeside(tokens: readonly JsonToken[], kind: Frame['kind'], text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  for (const [i, token] of tokens.entries()) {
    const sign = token.kind === 'sign' ? text[token.from] : '';
    if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
    if (depth < 0) break;
    if (depth > 0 || token.kind === 'sign') continue;
    const isKey = tokens[i + 1] !== undefined && text[tokens[i + 1]!.from] === ':';
    if (kind === 'array' || isKey) found.push(textOfToken(token, text));
  }
  return found;
}

function pathOf({ kind, path, key }: Frame): string {
  return kind === 'array' ? path : joined(path, key ?? '');
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function isClosed({ from, to }: JsonToken, text: string): boolean {
  return to - from > 1 && text[to - 1] === '"' && !/(?:^|[^\\])\\(?:\\\\)*"$/.test(text.slice(from, to));
}

/** A text without its quotes and escapes; a number or constant as it is. */
function textOfToken(token: JsonToken, text: string): string {
  const written = text.slice(token.from, token.to);
  if (token.kind !== 'text') return written;
  const inner = written.slice(1, isClosed(token, text) ? -1 : undefined);
  if (!inner.includes('\\')) return inner;
  try {
    return String(JSON.parse(`"${inner}"`));
  } catch {
    return inner;
  }
}
