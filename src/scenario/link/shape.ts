/**
 * A document taken apart into its shape, which is its text without the values, and the values with their paths:
 *
 *     {"event":{"category":["process"]},"pid":1}     {"event":{"category":},"pid":}     ["process"]   1
 *
 * A list is one value unless it holds an object. A text that is no document has the empty shape, and is a value itself.
 */
import { rewrite } from '../rewrite.ts';
import { skipString } from '../source.ts';

/** A value and the path of its field. */
export interface Placed {
  readonly path: string;
  readonly raw: string;
}

export interface TakenApart {
  readonly shape: string;
  readonly values: readonly Placed[];
}

export function takeApart(text: string): TakenApart {
  const values: Placed[] = [];
  const shape = rewrite(text, {
    value(raw, path) {
      values.push({ path, raw });
      return '';
    },
  });
  return { shape: shape ?? '', values: shape === null ? [{ path: '', raw: opaque(text) }] : values };
}

/** A document that the walk does not enter stands as it is; any other text as a JSON string. */
function opaque(text: string): string {
  return isJson(text) && text.startsWith('{') && !/[\n\r]/.test(text) ? text : JSON.stringify(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A shape ready to be filled: `pieces[0] value pieces[1] value … pieces[n]`. */
export interface Form {
  readonly pieces: readonly string[];
  /** Of each value. */
  readonly paths: readonly string[];
}

/** Objects and lists in one another. */
const DEEPEST = 100;

/** Null for a text that is no shape. */
export function formOf(shape: string): Form | null {
  const pieces: string[] = [];
  const paths: string[] = [];
  /** Paths of the open objects and lists. */
  const open: { readonly list: boolean; readonly path: string }[] = [];
  let path = '';
  let pieceFrom = 0;
  const place = (at: number): void => {
    pieces.push(shape.slice(pieceFrom, at));
    paths.push(path);
    pieceFrom = at;
  };
  for (let at = 0; at < shape.length;) {
    const character = shape[at]!;
    const inner = open.at(-1);
    if (character === '{' || character === '[') {
      if (open.length >= DEEPEST) return null;
      open.push({ list: character === '[', path });
      at++;
      if (character === '[' && isEmptyAt(shape, at)) place(at);
    } else if (character === '}' || character === ']') {
      if (inner === undefined || inner.list !== (character === ']')) return null;
      open.pop();
      at++;
    } else if (character === ',' && inner !== undefined) {
      path = inner.path;
      at++;
      if (inner.list && isEmptyAt(shape, at)) place(at);
    } else if (character === '"' && inner?.list === false) {
      const end = skipString(shape, at);
      const name = nameOf(shape.slice(at, end));
      if (name === null || shape[end] !== ':') return null;
      path = inner.path === '' ? name : `${inner.path}.${name}`;
      at = end + 1;
      if (isEmptyAt(shape, at)) place(at);
    } else {
      return null;
    }
  }
  if (open.length > 0) return null;
  if (shape === '') place(0);
  return { pieces: [...pieces, shape.slice(pieceFrom)], paths };
}

/** Whether a value is left out at `at`. */
function isEmptyAt(shape: string, at: number): boolean {
  const character = shape[at];
  return character === ',' || character === '}' || character === ']';
}

function nameOf(raw: string): string | null {
  try {
    const name: unknown = JSON.parse(raw);
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}

/** The document again; null when the only value of the empty shape is none. */
export function putTogether({ pieces }: Form, values: readonly string[]): string | null {
  const [first = ''] = values;
  if (pieces.length === 2 && pieces[0] === '' && pieces[1] === '') return first.startsWith('"') ? nameOf(first) : first;
  return pieces.map((piece, i) => piece + (values[i] ?? '')).join('');
}
