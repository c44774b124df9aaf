/**
 * JSON laid out for reading: two spaces, one key a line, a short list of scalars on one line. Only white space changes;
 * keys keep their order and values their spelling, so `1.0` and `"\u0041"` stay as they were written.
 */
import { encode } from './bytes.ts';
import { skipStrict, skipSpace } from './json.ts';

/** Columns that a list on one line may fill. */
const WIDTH = 80;

/** The text laid out; the text itself when it is not one JSON value. */
export function pretty(text: string): string {
  return isJson(text) ? layOut(text) : text;
}

function isJson(text: string): boolean {
  const bytes = encode(text);
  const end = skipStrict(bytes, 0, bytes.length, { at: 0, reason: '' });
  return end >= 0 && skipSpace(bytes, end, bytes.length) === bytes.length;
}

/** A token of JSON that was checked: a string, a bracket, a comma, a colon, or a number or word. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

function layOut(text: string): string {
  const tokens = text.match(TOKEN) ?? [];
  const out: string[] = [];
  let indent = 0;
  let column = 0;
  const put = (token: string): void => {
    out.push(token);
    column += token.length;
  };
  const newLine = (): void => {
    out.push('\n', ' '.repeat(indent * 2));
    column = indent * 2;
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token === '{' || token === '[') {
      const end = shortList(tokens, i, column);
      if (end > i) {
        put(oneLine(tokens, i, end));
        i = end;
        continue;
      }
      put(token);
      indent++;
      newLine();
    } else if (token === '}' || token === ']') {
      indent--;
      newLine();
      put(token);
    } else if (token === ',') {
      put(token);
      newLine();
    } else if (token === ':') {
      put(': ');
    } else {
      put(token);
    }
  }
  return out.join('');
}

/** The closing bracket of an empty object or of a list of scalars that fits on the line; `i` when it does not. */
function shortList(tokens: readonly string[], i: number, column: number): number {
  if (tokens[i + 1] === '}' || tokens[i + 1] === ']') return i + 1;
  if (tokens[i] === '{') return i;
  let width = column + 1;
  for (let end = i + 1; end < tokens.length; end++) {
    const token = tokens[end]!;
    if (token === '[' || token === '{') return i;
    // One more for the space behind a comma, or for the comma behind the list.
    width += token.length + 1;
    if (token === ']') return end;
    if (token === ',') continue;
    if (width > WIDTH) return i;
  }
  return i;
}

function oneLine(tokens: readonly string[], from: number, to: number): string {
  let line = '';
  for (let i = from; i <= to; i++) line += tokens[i] === ',' ? ', ' : tokens[i];
  return line;
}
