/**
 * Reads one event in one pass over its UTF-8 bytes: checks that it is JSON and a document that can be stored, and lists
 * its values, each with its field, kind and place. Nothing is parsed into objects and no value is decoded: whoever wants
 * a value decodes its few bytes.
 *
 * Why bytes: events come as bytes (files, the other thread) and stay so in memory. Asked for some fields alone
 * (`wanted`), on a text that was checked before, everything else is passed over without a look at keys or values.
 */
import { decode, decodeString, latin1 } from './bytes.ts';
import {
  isDecimal,
  scanColon,
  scanNumber,
  scanString,
  scanWord,
  skipSpace,
  skipStrict,
  skipTrusted,
  unexpected,
} from './json.ts';
import type { JsonFault } from './json.ts';
import { LeafKind, MAX_DEPTH } from '../schema/field-tree.ts';
import type { FieldNode, FieldTree, Key } from '../schema/field-tree.ts';

/**
 * The values of one event, in the order in which they stand there. Parallel lists of `count` entries, reused from event
 * to event; offsets are byte offsets, a string's with its quotes. An object is listed too, at its opening brace, for
 * whoever has to know that a field is one; null and empty arrays are no values and are not listed.
 */
export class Leaves {
  count = 0;
  readonly nodes: FieldNode[] = [];
  readonly kinds: LeafKind[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];

  add(node: FieldNode, kind: LeafKind, from: number, to: number): void {
    const i = this.count++;
    this.nodes[i] = node;
    this.kinds[i] = kind;
    this.from[i] = from;
    this.to[i] = to;
  }

  /** The text of one value: a string without its escapes, a number or boolean as it is spelt. */
  text(bytes: Uint8Array, i: number): string {
    const from = this.from[i]!;
    const to = this.to[i]!;
    return this.kinds[i] === LeafKind.string ? decodeString(bytes, from, to) : decode(bytes, from, to);
  }
}

/** Why a text is no event. */
export interface ScanProblem {
  /** `event/not-json`, `event/not-object`, `event/too-deep`, `event/proto-key`, `event/duplicate-key`, `event/bad-key`. */
  readonly code: string;
  readonly message: string;
  /** Byte offsets. */
  readonly from: number;
  readonly to: number;
}

/** How much of a field is wanted, by node id: nothing, only fields below it, or its values. */
export const Wanted = { no: 0, below: 1, yes: 2 } as const;

export class EventScanner {
  readonly leaves = new Leaves();
  readonly #tree: FieldTree;
  readonly #fault: JsonFault = { at: 0, reason: '' };
  #problem: ScanProblem | undefined;
  #bytes: Uint8Array = new Uint8Array(0);
  #to = 0;
  #wanted: Uint8Array | undefined;
  /** Counts every object ever scanned; tells objects apart when looking for duplicate keys. */
  #object = 0;

  constructor(tree: FieldTree) {
    this.#tree = tree;
  }

  /**
   * Reads a whole event into `leaves`. New fields get nodes in the tree.
   * @returns undefined, or the first problem; then `leaves` holds the values before it
   */
  scan(bytes: Uint8Array, from: number, to: number): ScanProblem | undefined {
    this.#start(bytes, to, undefined);
    const start = skipSpace(bytes, from, to);
    if (start < to && bytes[start] !== 0x7b) return this.#notObject(start);
    const end =
      start < to ? this.#objectAt(start, this.#tree.root, 1) : unexpected(bytes, start, to, 'an event', this.#fault);
    if (end < 0) return this.#problem ?? this.#notJson();
    const rest = skipSpace(bytes, end, to);
    return rest < to ? this.#textBehind(rest) : undefined;
  }

  /** Reads the wanted values of an event that `scan` has accepted before into `leaves`. */
  scanWanted(bytes: Uint8Array, from: number, to: number, wanted: Uint8Array): void {
    this.#start(bytes, to, wanted);
    this.#objectAt(skipSpace(bytes, from, to), this.#tree.root, 1);
  }

  #start(bytes: Uint8Array, to: number, wanted: Uint8Array | undefined): void {
    this.leaves.count = 0;
    this.#bytes = bytes;
    this.#to = to;
    this.#wanted = wanted;
    this.#problem = undefined;
  }

  #notJson(): ScanProblem {
    const { at, reason } = this.#fault;
    return { code: 'event/not-json', message: `not JSON: ${reason}`, from: at, to: Math.min(at + 1, this.#to) };
  }

  /** JSON of another kind is told apart from what is no JSON at all. */
  #notObject(start: number): ScanProblem {
    const end = skipStrict(this.#bytes, start, this.#to, this.#fault);
    if (end < 0) return this.#notJson();
    const rest = skipSpace(this.#bytes, end, this.#to);
    if (rest < this.#to) return this.#textBehind(rest);
    const what = kindName(this.#bytes[start]!);
    return { code: 'event/not-object', message: `an event is a JSON object, this is ${what}`, from: start, to: end };
  }

  #textBehind(at: number): ScanProblem {
    unexpected(this.#bytes, at, this.#to, 'the end of the event', this.#fault);
    return this.#notJson();
  }

  #refuse(code: string, message: string, from: number, to: number): -1 {
    this.#problem ??= { code, message, from, to };
    return -1;
  }

  /** The object at `at`; its end, or -1. */
  #objectAt(at: number, node: FieldNode, depth: number): number {
    const bytes = this.#bytes;
    const to = this.#to;
    if (depth > MAX_DEPTH) return this.#refuse('event/too-deep', `nested deeper than ${MAX_DEPTH}`, at, at + 1);
    const object = ++this.#object;
    let before: Key | undefined;
    let i = skipSpace(bytes, at + 1, to);
    if (i < to && bytes[i] === 0x7d) return i + 1;
    for (;;) {
      if (i >= to || bytes[i] !== 0x22) return unexpected(bytes, i, to, 'a key in double quotes', this.#fault);
      let key = before === undefined ? node.firstKey : before.next;
      if (key === undefined || !this.#isKey(key, i)) {
        key = this.#keyAt(i, node);
        if (key === undefined) return -1;
        if (before === undefined) node.firstKey = key;
        else before.next = key;
      }
      const keyEnd = i + key.bytes.length + 2;
      if (key.problem !== undefined) return this.#refuse(key.problem.code, key.problem.message, i, keyEnd);
      if (key.plain.lastObject === object) return this.#duplicate(key, i, keyEnd);
      key.plain.lastObject = object;
      i = scanColon(bytes, keyEnd, to, this.#fault);
      if (i < 0) return -1;
      i = this.#wanted === undefined ? this.#valueAt(i, key.target, depth) : this.#wantedAt(i, key.target, depth);
      if (i < 0) return -1;
      i = skipSpace(bytes, i, to);
      if (i < to && bytes[i] === 0x7d) return i + 1;
      if (i >= to || bytes[i] !== 0x2c) return unexpected(bytes, i, to, '"," or "}"', this.#fault);
      i = skipSpace(bytes, i + 1, to);
      before = key;
    }
  }

  #duplicate(key: Key, from: number, to: number): -1 {
    const name = decodeString(this.#bytes, from, to);
    const place = key.target.path === name ? '' : ` of [${key.target.path}]`;
    return this.#refuse(
      'event/duplicate-key',
      `Elasticsearch would reject it: duplicate key "${name}"${place}`,
      from,
      to,
    );
  }

  /** Whether the key at the quote is the foreseen one. */
  #isKey(key: Key, at: number): boolean {
    const expected = key.bytes;
    const length = expected.length;
    const bytes = this.#bytes;
    if (at + length + 2 > this.#to || bytes[at + length + 1] !== 0x22) return false;
    for (let i = 0; i < length; i++) if (bytes[at + 1 + i] !== expected[i]) return false;
    return true;
  }

  /** The key at the quote, by its spelling. */
  #keyAt(at: number, node: FieldNode): Key | undefined {
    const bytes = this.#bytes;
    const end = scanString(bytes, at, this.#to, this.#fault);
    if (end < 0) return undefined;
    const spelling = latin1(bytes, at + 1, end - 1);
    return (
      node.knownKey(spelling) ??
      this.#tree.key(node, bytes.subarray(at + 1, end - 1), spelling, () => decodeString(bytes, at, end))
    );
  }

  #wantedAt(at: number, node: FieldNode, depth: number): number {
    const wanted = this.#wanted![node.id];
    if (wanted === Wanted.yes || wanted === Wanted.below) return this.#valueAt(at, node, depth);
    return skipTrusted(this.#bytes, at);
  }

  /** The value at `at`; its end, or -1. */
  #valueAt(at: number, node: FieldNode, depth: number): number {
    const bytes = this.#bytes;
    const byte = at < this.#to ? bytes[at]! : 0;
    let end: number;
    let kind: LeafKind;
    if (byte === 0x22) {
      end = scanString(bytes, at, this.#to, this.#fault);
      kind = LeafKind.string;
    } else if (byte === 0x7b) {
      this.leaves.add(node, LeafKind.object, at, at + 1);
      return this.#objectAt(at, node, depth + 1);
    } else if (byte === 0x5b) {
      return this.#arrayAt(at, node, depth + 1);
    } else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
      end = scanNumber(bytes, at, this.#to, this.#fault);
      kind = end >= 0 && isDecimal(bytes, at, end) ? LeafKind.decimal : LeafKind.integer;
    } else {
      end =
        at < this.#to
          ? scanWord(bytes, at, this.#to, this.#fault)
          : unexpected(bytes, at, this.#to, 'a value', this.#fault);
      if (byte === 0x6e) return end;
      kind = LeafKind.boolean;
    }
    if (end >= 0) this.leaves.add(node, kind, at, end);
    return end;
  }

  /** The array at `at`; its end, or -1. Its elements are values of the same field. */
  #arrayAt(at: number, node: FieldNode, depth: number): number {
    const bytes = this.#bytes;
    const to = this.#to;
    if (depth > MAX_DEPTH) return this.#refuse('event/too-deep', `nested deeper than ${MAX_DEPTH}`, at, at + 1);
    let i = skipSpace(bytes, at + 1, to);
    if (i < to && bytes[i] === 0x5d) return i + 1;
    for (;;) {
      i = this.#valueAt(i, node, depth);
      if (i < 0) return -1;
      i = skipSpace(bytes, i, to);
      if (i < to && bytes[i] === 0x5d) return i + 1;
      if (i >= to || bytes[i] !== 0x2c) return unexpected(bytes, i, to, '"," or "]"', this.#fault);
      i = skipSpace(bytes, i + 1, to);
    }
  }
}

/** What a JSON value is called, by its first byte. */
function kindName(first: number): string {
  if (first === 0x5b) return 'an array';
  if (first === 0x22) return 'a string';
  if (first === 0x6e) return 'null';
  return first === 0x74 || first === 0x66 ? 'a boolean' : 'a number';
}
