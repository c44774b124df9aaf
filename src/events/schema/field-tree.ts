/**
 * The fields of a dataset as a tree of path segments. A dotted key, nested objects and any mix of both lead to the same
 * node (eql.md 3.2), so a node *is* a field, whatever the spelling in the event.
 *
 * Reading events is mostly finding the node of a key. Events of one source have the same keys in the same order, so
 * each key remembers which key followed it last time: the next one is then found by comparing bytes, without decoding
 * or hashing. A key that was not foreseen is looked up by its spelling.
 */
import { familyOf, type FieldType } from '../../eql/check/types.ts';

/** What stands at one place of an event. Numbers are told apart by spelling: `1.0` and `1e3` are decimals. */
export const LeafKind = { string: 0, integer: 1, decimal: 2, boolean: 3, object: 4 } as const;
export type LeafKind = (typeof LeafKind)[keyof typeof LeafKind];

/** How the values of a field are counted for inference: integers by the type that can hold them. */
const Seen = { string: 0, small: 1, unsigned: 2, huge: 3, decimal: 4, boolean: 5, object: 6, negative: 7 } as const;

/** Keys with more dots than this are refused, as events nested deeper are. */
export const MAX_DEPTH = 100;

/** Why a key cannot be a field. */
export interface KeyProblem {
  readonly code: string;
  readonly message: string;
}

/** One key as it is spelt in events, below one node. */
export class Key {
  /** Raw bytes between the quotes. */
  readonly bytes: Uint8Array;
  readonly target: FieldNode;
  readonly problem: KeyProblem | undefined;
  /** The same key in its plain spelling (`"\u0061"` is `"a"`); itself for nearly all. */
  readonly plain: Key;
  /** The number of the object that held this key last; the same one again is a duplicate. Kept on the plain key. */
  lastObject = -1;
  /** Which key stood behind this one last time. */
  next: Key | undefined;

  constructor(bytes: Uint8Array, target: FieldNode, problem: KeyProblem | undefined, plain: Key | undefined) {
    this.bytes = bytes;
    this.target = target;
    this.problem = problem;
    this.plain = plain ?? this;
  }
}

export class FieldNode {
  readonly id: number;
  readonly path: string;
  readonly parent: FieldNode | undefined;
  readonly children = new Map<string, FieldNode>();
  /** The type that a mapping gives. */
  declared: FieldType | undefined;
  /** Declared, but mapped only once an event has it (the timestamp in a closed mapping). */
  onlyWhenSeen = false;
  /** The field whose values this one reads: `process.name` for `process.name.text`. */
  source: FieldNode | undefined;
  /** The other way round: the sub-fields that read this field's values. */
  readonly multiFields: FieldNode[] = [];
  /** Some field below is declared, so that this is an object to Elasticsearch. */
  declaredBelow = false;
  /** How many valid, present events' values there are of each kind (`Seen`). */
  readonly #seen = new Int32Array(8);
  /** First key of an object that stands here, last time. */
  firstKey: Key | undefined;
  readonly #keys = new Map<string, Key>();

  constructor(id: number, path: string, parent: FieldNode | undefined) {
    this.id = id;
    this.path = path;
    this.parent = parent;
  }

  /** The key of a spelling (raw bytes as latin-1 text) seen before. */
  knownKey(spelling: string): Key | undefined {
    return this.#keys.get(spelling);
  }

  addKey(spelling: string, key: Key): void {
    this.#keys.set(spelling, key);
  }

  /** Counts a value in (`step` 1) or out (-1). Returns whether the inferred type may have changed. */
  count(kind: number, step: 1 | -1): boolean {
    const seen = this.#seen;
    const before = seen[kind]!;
    seen[kind] = before + step;
    return before === 0 || before + step === 0;
  }

  /** Counts in what was counted for another tree's node of the same path. Returns the same. */
  countAll(other: FieldNode): boolean {
    let moved = false;
    other.#seen.forEach((count, kind) => {
      if (count === 0) return;
      moved ||= this.#seen[kind] === 0;
      this.#seen[kind]! += count;
    });
    return moved;
  }

  /** Declared, or held by some event, here or below. */
  get known(): boolean {
    return this.type !== undefined;
  }

  /** Elasticsearch's mapping type; undefined when nothing is known of the field. */
  get type(): FieldType | undefined {
    if (this.declared !== undefined && (!this.onlyWhenSeen || this.hasValues)) return this.declared;
    return this.#inferred();
  }

  /** How many values valid events have of it. */
  get valueCount(): number {
    return this.#seen.reduce((sum, count, kind) => (kind === Seen.object ? sum : sum + count), 0);
  }

  get hasValues(): boolean {
    return this.#seen.some((count, kind) => count > 0 && kind !== Seen.object);
  }

  /** An object or a group of fields by declaration; a plain value here contradicts the mapping. */
  get declaredObject(): boolean {
    return (
      this.declared === 'object' || this.declared === 'nested' || (this.declared === undefined && this.declaredBelow)
    );
  }

  /** A field with values by declaration; an object here contradicts the mapping. */
  get declaredValue(): boolean {
    return this.declared !== undefined && familyOf(this.declared) !== 'none';
  }

  #inferred(): FieldType | undefined {
    const seen = this.#seen;
    const integers = seen[Seen.small]! + seen[Seen.negative]! + seen[Seen.unsigned]! + seen[Seen.huge]!;
    const numbers = integers + seen[Seen.decimal]!;
    if (seen[Seen.string]! > 0) return 'keyword';
    if (seen[Seen.boolean]! > 0) return numbers > 0 ? 'keyword' : 'boolean';
    if (numbers > 0) return inferredNumber(seen);
    if (seen[Seen.object]! > 0 || this.declaredBelow) return 'object';
    for (const child of this.children.values()) if (child.known && child.source === undefined) return 'object';
    return undefined;
  }
}

function inferredNumber(seen: Int32Array): FieldType {
  if (seen[Seen.decimal]! > 0 || seen[Seen.huge]! > 0) return 'double';
  if (seen[Seen.unsigned]! > 0) return seen[Seen.negative]! > 0 ? 'double' : 'unsigned_long';
  return 'long';
}

/** The bucket of `FieldNode.count` for a leaf; `digits` is the spelling, asked for integers alone. */
export function seenKind(kind: LeafKind, digits: () => string): number {
  switch (kind) {
    case LeafKind.string:
      return Seen.string;
    case LeafKind.boolean:
      return Seen.boolean;
    case LeafKind.object:
      return Seen.object;
    case LeafKind.decimal:
      return Seen.decimal;
    case LeafKind.integer:
      return integerKind(digits());
  }
}

function integerKind(digits: string): number {
  const negative = digits.startsWith('-');
  if (digits.length <= 18) return negative ? Seen.negative : Seen.small;
  // Arithmetic on text of any length would be quadratic; no 64-bit number is longer than this.
  if (digits.length > 20) return Seen.huge;
  const value = BigInt(digits);
  if (negative) return value >= -(2n ** 63n) ? Seen.negative : Seen.huge;
  if (value < 2n ** 63n) return Seen.small;
  return value < 2n ** 64n ? Seen.unsigned : Seen.huge;
}

export class FieldTree {
  /** By id. */
  readonly nodes: FieldNode[] = [];
  readonly root: FieldNode;

  constructor() {
    this.root = this.#add('', undefined);
  }

  #add(path: string, parent: FieldNode | undefined): FieldNode {
    const node = new FieldNode(this.nodes.length, path, parent);
    this.nodes.push(node);
    return node;
  }

  find(path: string): FieldNode | undefined {
    let node: FieldNode | undefined = this.root;
    for (const segment of path.split('.')) {
      node = node.children.get(segment);
      if (node === undefined) return undefined;
    }
    return node;
  }

  /** The node of a path, made when it is not there yet. */
  node(path: string, from: FieldNode = this.root): FieldNode {
    let node = from;
    for (const segment of path.split('.')) {
      let child = node.children.get(segment);
      if (child === undefined) {
        child = this.#add(node === this.root ? segment : `${node.path}.${segment}`, node);
        node.children.set(segment, child);
      }
      node = child;
    }
    return node;
  }

  /** Counts in what events had for the fields of another tree. Returns whether an inferred type may have changed. */
  countAll(other: FieldTree): boolean {
    let moved = false;
    for (const node of other.nodes) {
      if (node !== other.root && this.node(node.path).countAll(node)) moved = true;
    }
    return moved;
  }

  /**
   * Declares fields at once. A field declared below one that holds values is a multi-field of that one, as in
   * Elasticsearch's mappings.
   */
  declare(fields: Iterable<readonly [path: string, type: FieldType]>): void {
    const declared: FieldNode[] = [];
    for (const [path, type] of fields) {
      const node = this.node(path);
      node.declared = type;
      declared.push(node);
    }
    for (const node of declared) this.#place(node);
  }

  #place(node: FieldNode): void {
    for (let above = node.parent; above !== undefined; above = above.parent) {
      if (above.declaredValue) {
        node.source = above;
        above.multiFields.push(node);
        return;
      }
    }
    for (let above = node.parent; above !== undefined; above = above.parent) above.declaredBelow = true;
  }

  /**
   * The key of an object at `node`, made when it is new.
   * @param bytes raw bytes between the quotes
   * @param spelling the same as latin-1 text, to look up
   * @param name what the key means once its escapes are read
   */
  key(node: FieldNode, bytes: Uint8Array, spelling: string, name: () => string): Key {
    const known = node.knownKey(spelling);
    if (known !== undefined) return known;
    const meant = name();
    const problem = keyProblem(meant);
    // Two spellings of one key share its plain form, under which duplicates are found. A raw key never holds a quote
    // that is not escaped, so this prefix cannot be mistaken for a spelling.
    const plainName = `"${meant}`;
    const target = problem === undefined ? this.node(meant, node) : node;
    const key = new Key(bytes.slice(), target, problem, node.knownKey(plainName));
    if (key.plain === key) node.addKey(plainName, key);
    node.addKey(spelling, key);
    return key;
  }
}

/** Elasticsearch's own reasons for refusing a key, and ours for `__proto__`. */
function keyProblem(name: string): KeyProblem | undefined {
  if (name === '')
    return { code: 'event/bad-key', message: 'Elasticsearch would reject it: field name cannot be an empty string' };
  const segments = name.split('.');
  if (segments.includes('__proto__'))
    return { code: 'event/proto-key', message: 'the key "__proto__" is not accepted' };
  if (segments.length > MAX_DEPTH) return { code: 'event/too-deep', message: `nested deeper than ${MAX_DEPTH}` };
  if (segments.every((segment) => segment === '')) {
    return { code: 'event/bad-key', message: 'Elasticsearch would reject it: field name cannot contain only dots' };
  }
  if (segments.includes('')) {
    const message = `Elasticsearch would reject it: field name starting or ending with a [.] makes object resolution ambiguous: [${name}]`;
    return { code: 'event/bad-key', message };
  }
  if (segments.some((segment) => segment.trim() === '')) {
    return {
      code: 'event/bad-key',
      message: `Elasticsearch would reject it: field name cannot contain only whitespace: ['${name}']`,
    };
  }
  return undefined;
}
