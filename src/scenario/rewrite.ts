/**
 * An event's document as text, changed value by value. Numbers keep their spelling, keys their order and strings their
 * escapes, because Elasticsearch indexes what the source says (`source.ts`); only white space between the parts goes.
 *
 * Links, slimming and redaction all are such changes, so a document has one walker. It takes what `JSON.parse` takes, as
 * long as it is an object and not nested deeper than events may be; for any other text there is no walk, and null.
 */
import { depthOf, skipScalar, skipSpace, skipString } from './source.ts';

/** What becomes of the parts of a document. Texts are JSON, strings with their quotes. */
export interface Rewriting {
  /**
   * What stands for a scalar or an empty object, or for a list without objects, which is one value. Null leaves it out
   * with its key; objects and lists that lose everything go with it.
   */
  value(raw: string, path: string): string | null;
  /** What stands for a key; itself unless told. */
  key?(raw: string, path: string): string;
}

/** Objects and lists in one another; an event nested deeper is none (`event/too-deep`). */
const DEEPEST = 100;

/** The document rewritten, without white space; null for a text that is no document. */
export function rewrite(text: string, rewriting: Rewriting): string | null {
  if (!isDocument(text)) return null;
  const walk = new Walk(text, rewriting);
  return walk.object(skipSpace(text, 0), '') ?? '{}';
}

/** The document without white space between its parts; null for a text that is no document. */
export function compact(text: string): string | null {
  return rewrite(text, { value: (raw) => raw });
}

/** Whether the text is one JSON object that the walk can enter. */
function isDocument(text: string): boolean {
  if (text[skipSpace(text, 0)] !== '{') return false;
  try {
    JSON.parse(text);
  } catch {
    return false;
  }
  return depthOf(text, { from: 0, to: text.length }) <= DEEPEST;
}

class Walk {
  readonly #text: string;
  readonly #rewriting: Rewriting;
  /** Behind what was read last. */
  #at = 0;

  constructor(text: string, rewriting: Rewriting) {
    this.#text = text;
    this.#rewriting = rewriting;
  }

  /** The object at `from`; null when everything in it is left out. */
  object(from: number, path: string): string | null {
    const text = this.#text;
    const members: string[] = [];
    let at = skipSpace(text, from + 1);
    if (text[at] === '}') {
      this.#at = at + 1;
      return this.#rewriting.value('{}', path);
    }
    while (text[at] === '"') {
      const keyEnd = skipString(text, at);
      const raw = text.slice(at, keyEnd);
      const name = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
      const here = path === '' ? name : `${path}.${name}`;
      const value = this.#value(skipSpace(text, skipSpace(text, keyEnd) + 1), here);
      if (value !== null) members.push(`${this.#rewriting.key?.(raw, here) ?? raw}:${value}`);
      at = this.#next();
    }
    this.#at = at + 1;
    return members.length === 0 ? null : `{${members.join(',')}}`;
  }

  #value(from: number, path: string): string | null {
    const text = this.#text;
    if (text[from] === '{') return this.object(from, path);
    if (text[from] !== '[') {
      this.#at = text[from] === '"' ? skipString(text, from) : skipScalar(text, from);
      return this.#rewriting.value(text.slice(from, this.#at), path);
    }
    const plain = this.#plainList(from);
    return plain === null ? this.#list(from, path) : this.#rewriting.value(plain, path);
  }

  /** A list that holds an object somewhere. */
  #list(from: number, path: string): string | null {
    const text = this.#text;
    const elements: string[] = [];
    let at = skipSpace(text, from + 1);
    while (text[at] !== ']') {
      const value = this.#value(at, path);
      if (value !== null) elements.push(value);
      at = this.#next();
    }
    this.#at = at + 1;
    return elements.length === 0 ? null : `[${elements.join(',')}]`;
  }

  /** The list at `from` without white space; null when an object is in it. */
  #plainList(from: number): string | null {
    const text = this.#text;
    let out = '';
    let depth = 0;
    let at = from;
    do {
      const character = text[at];
      if (character === '{') return null;
      const end = character === '"' ? skipString(text, at) : at + 1;
      if (character === '[') depth++;
      else if (character === ']') depth--;
      out += text.slice(at, end);
      at = skipSpace(text, end);
    } while (depth > 0);
    this.#at = at;
    return out;
  }

  /** Where the next member or element starts, or the closing bracket stands. */
  #next(): number {
    const text = this.#text;
    const at = skipSpace(text, this.#at);
    return text[at] === ',' ? skipSpace(text, at + 1) : at;
  }
}
