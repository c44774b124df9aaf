/**
 * Steps through the members of one JSON object, or the elements of one array, over bytes and without reading the whole:
 * the caller says where each value ends, so it can look inside, skip it, or give up. That is how events are taken out of
 * a search response of any size, and out of one that was cut off in the middle.
 */
import { latin1 } from '../columns/bytes.ts';
import { scanColon, scanString, skipSpace, unexpected, type JsonFault } from '../columns/json.ts';

export class Members {
  /** Of the member at hand: behind the brace or comma before it, the key with its quotes, the value. */
  chunkFrom = 0;
  keyFrom = 0;
  keyTo = 0;
  valueAt = 0;
  /** Behind the closing brace, once `next` has returned false and the object was whole; else -1. */
  end = -1;
  readonly #bytes: Uint8Array;
  readonly #to: number;
  readonly #fault: JsonFault;
  #at: number;
  #first = true;

  /** @param at the opening brace */
  constructor(bytes: Uint8Array, at: number, to: number, fault: JsonFault) {
    this.#bytes = bytes;
    this.#to = to;
    this.#fault = fault;
    this.#at = at + 1;
  }

  /** Goes to the next member. False at the end or at a fault: `end` tells which. */
  next(): boolean {
    const bytes = this.#bytes;
    const to = this.#to;
    let i = skipSpace(bytes, this.#at, to);
    const first = this.#first;
    this.#first = false;
    if (i < to && bytes[i] === 0x7d) {
      this.end = i + 1;
      return false;
    }
    this.chunkFrom = this.#at;
    if (!first) {
      if (i >= to || bytes[i] !== 0x2c) return unexpected(bytes, i, to, '"," or "}"', this.#fault) > 0;
      this.chunkFrom = i + 1;
      i = skipSpace(bytes, i + 1, to);
    }
    if (i >= to || bytes[i] !== 0x22) return unexpected(bytes, i, to, 'a key in double quotes', this.#fault) > 0;
    const keyTo = scanString(bytes, i, to, this.#fault);
    if (keyTo < 0) return false;
    this.keyFrom = i;
    this.keyTo = keyTo;
    this.valueAt = scanColon(bytes, keyTo, to, this.#fault);
    return this.valueAt >= 0;
  }

  /** Says where the value at hand ends. A negative end is a fault; the walk must stop then. */
  after(valueEnd: number): boolean {
    this.#at = valueEnd;
    return valueEnd >= 0;
  }

  /** The key without quotes, escapes as they are spelt: enough to compare with plain names. */
  get key(): string {
    return latin1(this.#bytes, this.keyFrom + 1, this.keyTo - 1);
  }

  /** First letter of the key, to pass over most keys without making text. */
  get initial(): number {
    return this.#bytes[this.keyFrom + 1]!;
  }
}

export class Elements {
  valueAt = 0;
  /** Behind the closing bracket, once `next` has returned false and the array was whole; else -1. */
  end = -1;
  readonly #bytes: Uint8Array;
  readonly #to: number;
  readonly #fault: JsonFault;
  #at: number;
  #first = true;

  /** @param at the opening bracket */
  constructor(bytes: Uint8Array, at: number, to: number, fault: JsonFault) {
    this.#bytes = bytes;
    this.#to = to;
    this.#fault = fault;
    this.#at = at + 1;
  }

  /** Goes to the next element. False at the end or at a fault: `end` tells which. */
  next(): boolean {
    const bytes = this.#bytes;
    const to = this.#to;
    let i = skipSpace(bytes, this.#at, to);
    const first = this.#first;
    this.#first = false;
    if (i < to && bytes[i] === 0x5d) {
      this.end = i + 1;
      return false;
    }
    if (!first) {
      if (i >= to || bytes[i] !== 0x2c) {
        unexpected(bytes, i, to, '"," or "]"', this.#fault);
        return false;
      }
      i = skipSpace(bytes, i + 1, to);
    }
    this.valueAt = i;
    if (i < to) return true;
    unexpected(bytes, i, to, 'a value', this.#fault);
    return false;
  }

  /** Says where the element at hand ends. */
  after(valueEnd: number): void {
    this.#at = valueEnd;
  }

  /** Goes on at another element, after a broken one. */
  resume(elementAt: number): void {
    this.#at = elementAt;
    this.#first = true;
  }
}
