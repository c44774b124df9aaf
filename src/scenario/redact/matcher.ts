/**
 * Finds many values in a text at once, wherever they stand: inside a longer word, in another letter case, percent-encoded
 * as in an address, escaped as in JSON inside of JSON, and in base64. A value that is short or a bare number would be
 * found in everything, so that one counts only where no letter or digit stands beside it.
 */
import { decodeBase64 } from '../base64.ts';

/** What stands for a value in a text where it was found. */
export type Replace = (value: string) => string;

/** A value in a text. */
export interface Found {
  readonly value: string;
  /** Another value in the form and letter case in which this one was found. */
  write(standIn: string): string;
}

interface Node {
  readonly next: Map<number, Node>;
  entry: Entry | null;
}

interface Entry {
  readonly value: string;
  /** Writes a text in the form in which the value was found. */
  readonly write: (text: string) => string;
  readonly alone: boolean;
}

/** Shorter values count only where they stand alone. */
const SHORT = 4;

export class Matcher {
  readonly #root: Node = { next: new Map(), entry: null };

  constructor(values: Iterable<string> = []) {
    for (const value of values) this.add(value);
  }

  /** `alone`: is found only where no letter or digit stands beside it. */
  add(value: string, alone = value.length < SHORT || /^\d+$/.test(value)): void {
    for (const write of FORMS) this.#addForm(write(value), { value, write, alone });
  }

  /** The text with every value replaced, the longest at each place first. */
  replace(text: string, by: Replace): string {
    return this.#replacePlain(this.#replaceEncoded(text, by), by);
  }

  /** The values that stand in the text, as often as they do. */
  find(text: string): readonly string[] {
    const found: string[] = [];
    this.replace(text, (value) => {
      found.push(value);
      return value;
    });
    return found;
  }

  #addForm(form: string, entry: Entry): void {
    let node = this.#root;
    for (let i = 0; i < form.length; i++) {
      const unit = fold(form.charCodeAt(i));
      let next = node.next.get(unit);
      if (next === undefined) node.next.set(unit, (next = { next: new Map(), entry: null }));
      node = next;
    }
    if (node !== this.#root) node.entry ??= entry;
  }

  /** The text cut into the values that are found in it as they stand, the longest at each place, and what is between. */
  split(text: string): readonly (string | Found)[] {
    const pieces: (string | Found)[] = [];
    let copied = 0;
    for (let at = 0; at < text.length;) {
      const found = this.#longestAt(text, at);
      if (found === null) {
        at++;
        continue;
      }
      const { entry, end } = found;
      if (at > copied) pieces.push(text.slice(copied, at));
      const as = text.slice(at, end);
      pieces.push({ value: entry.value, write: (standIn) => entry.write(inCase(standIn, as)) });
      at = copied = end;
    }
    if (copied < text.length) pieces.push(text.slice(copied));
    return pieces;
  }

  #replacePlain(text: string, by: Replace): string {
    const pieces = this.split(text);
    if (pieces.every((piece) => typeof piece === 'string')) return text;
    return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.write(by(piece.value)))).join('');
  }

  #longestAt(text: string, from: number): { readonly entry: Entry; readonly end: number } | null {
    let node: Node | undefined = this.#root;
    let found: { entry: Entry; end: number } | null = null;
    for (let at = from; at < text.length;) {
      node = node.next.get(fold(text.charCodeAt(at++)));
      if (node === undefined) break;
      const { entry } = node;
      if (entry !== null && (!entry.alone || isAlone(text, from, at))) found = { entry, end: at };
    }
    return found;
  }

  /** Base64 of a text that holds a value is decoded, and written again with the value replaced. */
  #replaceEncoded(text: string, by: Replace): string {
    if (text.length < SHORTEST_BASE64) return text;
    return text.replace(BASE64, (run) => {
      const decoded = decodeText(run);
      if (decoded === null) return run;
      const replaced = this.#replacePlain(decoded, by);
      return replaced === decoded ? run : btoa(replaced);
    });
  }
}

/** How a value may be written, each as a function of the value. */
const FORMS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  percent,
];

function percent(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half of a surrogate pair has no such form.
    return text;
  }
}

/** ASCII letters in lower case. */
function fold(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
}

function isAlone(text: string, from: number, to: number): boolean {
  return !isWordAt(text, from - 1) && !isWordAt(text, to);
}

function isWordAt(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at));
}

/** A value that was found in capitals is replaced in capitals. */
function inCase(text: string, found: string): string {
  return /[A-Z]/.test(found) && !/[a-z]/.test(found) ? text.toUpperCase() : text;
}

const SHORTEST_BASE64 = 16;
const BASE64 = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{14,}={0,2}(?![A-Za-z0-9+/=])/g;

/** The running text that is written in base64; null when it is none. */
export function decodeText(base64: string): string | null {
  const decoded = decodeBase64(base64);
  return decoded !== null && /^[\x20-\x7e\s]+$/.test(decoded) ? decoded : null;
}
