/**
 * Values of documents that pack badly, spelt in a shorter way. Both spellings are undone exactly: a value that would not
 * come back to the character keeps its own.
 *
 * - A time, `"2026-01-20T09:03:27.118Z"`, is `@` and the milliseconds since the time before it in the same column, in
 *   base 36.
 * - Text in base64, as sensors make ids of a process, is `~` and the text, in which the parts of the id are seen again.
 *
 * No JSON value starts with either sign.
 */
import { decodeBase64 } from '../base64.ts';

/** Spells the values of one column, in order; one object for each column and direction. */
export class Speller {
  /** Milliseconds since 1970 of the last time. */
  #before = 0;

  short(raw: string): string {
    if (TIME.test(raw)) {
      const time = Date.parse(raw.slice(1, -1));
      if (!Number.isNaN(time) && new Date(time).toISOString() === raw.slice(1, -1)) {
        const since = time - this.#before;
        this.#before = time;
        return `@${since.toString(36)}`;
      }
    }
    const text = raw.length < SHORTEST_BASE64 ? null : decodeBase64(raw.slice(1, -1));
    return text !== null && PRINTABLE.test(text) ? `~${text}` : raw;
  }

  /** The value of a spelling; null for one that `short` never makes. */
  long(spelt: string): string | null {
    if (spelt.startsWith('@')) return this.#time(spelt.slice(1));
    if (!spelt.startsWith('~')) return spelt;
    return PRINTABLE.test(spelt.slice(1)) ? `"${btoa(spelt.slice(1))}"` : null;
  }

  #time(digits: string): string | null {
    if (!/^-?[0-9a-z]{1,11}$/.test(digits)) return null;
    this.#before += Number.parseInt(digits, 36);
    const date = new Date(this.#before);
    return Number.isNaN(date.getTime()) ? null : JSON.stringify(date.toISOString());
  }
}

const TIME = /^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"$/;

/** With its quotes. Words are base64, too; it takes some length to tell. */
const SHORTEST_BASE64 = 22;
const PRINTABLE = /^[\x20-\x7e]+$/;
