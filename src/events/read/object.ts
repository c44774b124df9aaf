/**
 * One JSON object of a source: an event, a search hit with the event inside, or a whole search response. Told apart by
 * the keys at its top, in the one pass that also finds its end.
 */
import { decodeString, encode } from '../columns/bytes.ts';
import { skipSpace, skipStrict, type JsonFault } from '../columns/json.ts';
import { type Neighbour, tell } from './neighbours.ts';
import type { Piece } from './piece.ts';
import { Members } from './walk.ts';

/** A range of the source: a value. */
export interface Value {
  readonly from: number;
  readonly to: number;
}

export type Found =
  | {
      readonly kind: 'event';
      readonly end: number;
      readonly id?: string;
      readonly cut: boolean;
      /** The tool whose event it is, if it is told in that tool's own words. */
      readonly neighbour?: Neighbour;
      /** A text that holds the event itself, as log shippers write it: its quotes included. */
      readonly shipped?: Value;
    }
  | { readonly kind: 'hit'; readonly end: number; readonly hit: Hit }
  /** `at` is the object that holds `hits`: the found object itself, or one inside a wrapper. */
  | { readonly kind: 'response'; readonly at: number }
  | { readonly kind: 'broken' };

export interface Hit {
  readonly id?: string;
  readonly index?: string;
  readonly source?: Value;
  /** The `fields` of a search that asked for them: every value in an array. */
  readonly fields?: Value;
  /** Stands for an event that must not exist in a sequence. */
  readonly missing: boolean;
}

/** Keys at the top of an event that say what it is for and are no part of the document. */
const NOTES = new Set(['_scenario', '_generated', '_partial']);

/** Keys under which other tools keep a whole response. */
const WRAPPERS = new Set(['response', 'rawResponse']);

const OPEN_OBJECT = 0x7b;

/** What the object at `at` is. A broken one leaves its fault. */
export function findObject(bytes: Uint8Array, at: number, to: number, fault: JsonFault): Found {
  const special = new Map<string, Value>();
  const members = new Members(bytes, at, to, fault);
  while (members.next()) {
    const { valueAt } = members;
    const key = mayBeSpecial(members.initial) ? members.key : '';
    const isObject = bytes[valueAt] === OPEN_OBJECT;
    if (key === 'hits' && isObject && holdsResults(bytes, valueAt, to)) return { kind: 'response', at };
    if (WRAPPERS.has(key) && isObject && holdsHits(bytes, valueAt, to)) return { kind: 'response', at: valueAt };
    const end = skipStrict(bytes, valueAt, to, fault);
    if (!members.after(end)) return { kind: 'broken' };
    if (key !== '') special.set(key, { from: valueAt, to: end });
  }
  if (members.end < 0) return { kind: 'broken' };
  return classify(bytes, members.end, special);
}

/** `_…`, `hits`, `fields`, `missing`, `message`, `response`, `rawResponse`, `rule`, `output_fields`, `process…`. */
const SPECIAL_INITIALS: ReadonlySet<number> = new Set(encode('_hfmrop'));

function mayBeSpecial(initial: number): boolean {
  return SPECIAL_INITIALS.has(initial);
}

function classify(bytes: Uint8Array, end: number, special: ReadonlyMap<string, Value>): Found {
  const objectAt = (key: string): Value | undefined => {
    const value = special.get(key);
    return value !== undefined && bytes[value.from] === OPEN_OBJECT ? value : undefined;
  };
  const id = textAt(bytes, special.get('_id'));
  const index = textAt(bytes, special.get('_index'));
  const source = objectAt('_source');
  const fields = objectAt('fields');
  const missing = special.has('missing') && bytes[special.get('missing')!.from] === 0x74;
  const withId = id === undefined ? {} : { id };
  if (source !== undefined || (index !== undefined && id !== undefined)) {
    const hit = {
      ...withId,
      ...(index === undefined ? {} : { index }),
      ...(source && { source }),
      ...(fields && { fields }),
      missing,
    };
    return { kind: 'hit', end, hit };
  }
  const neighbour = neighbourOf(special, objectAt);
  const message = special.get('message');
  const isShipped =
    message !== undefined &&
    !special.has('process') &&
    bytes[message.from] === 0x22 &&
    bytes[message.from + 1] === OPEN_OBJECT;
  const cut = id !== undefined || [...NOTES].some((key) => special.has(key));
  return {
    kind: 'event',
    end,
    ...withId,
    cut,
    ...(neighbour && { neighbour }),
    ...(isShipped && { shipped: message }),
  };
}

function neighbourOf(
  special: ReadonlyMap<string, Value>,
  objectAt: (key: string) => Value | undefined,
): Neighbour | undefined {
  if (special.has('rule') && objectAt('output_fields') !== undefined) return 'Falco';
  const isTetragon = objectAt('process_exec') !== undefined || objectAt('process_exit') !== undefined;
  return isTetragon ? 'Tetragon' : undefined;
}

/** A string's text, a number's spelling. */
function textAt(bytes: Uint8Array, value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const first = bytes[value.from]!;
  if (first === 0x22) return decodeString(bytes, value.from, value.to);
  if (first === 0x2d || (first >= 0x30 && first <= 0x39))
    return String.fromCharCode(...bytes.subarray(value.from, value.to));
  return undefined;
}

/** Whether a `hits` object is that of a response: it holds a list of results. */
function holdsResults(bytes: Uint8Array, at: number, to: number): boolean {
  return holds(
    bytes,
    at,
    to,
    (key, first) => first === 0x5b && (key === 'hits' || key === 'events' || key === 'sequences'),
  );
}

function holdsHits(bytes: Uint8Array, at: number, to: number): boolean {
  return holds(
    bytes,
    at,
    to,
    (key, first, valueAt) => key === 'hits' && first === OPEN_OBJECT && holdsResults(bytes, valueAt, to),
  );
}

function holds(
  bytes: Uint8Array,
  at: number,
  to: number,
  test: (key: string, first: number, valueAt: number) => boolean,
): boolean {
  const fault = { at: 0, reason: '' };
  const members = new Members(bytes, at, to, fault);
  while (members.next()) {
    if (members.valueAt < to && test(members.key, bytes[members.valueAt]!, members.valueAt)) return true;
    if (!members.after(skipStrict(bytes, members.valueAt, to, fault))) return false;
  }
  return false;
}

/** The event of an object as a document: without notes and metadata at its top. */
export function documentPiece(bytes: Uint8Array, at: number, found: Extract<Found, { kind: 'event' }>): Piece {
  const id = found.id === undefined ? {} : { id: found.id };
  if (found.neighbour !== undefined) {
    const { text, untold } = tell(found.neighbour, bytes, at, found.end);
    return { bytes: text, from: 0, to: text.length, at, ...id, form: `${found.neighbour} events`, untold };
  }
  const shipped = found.shipped === undefined ? null : shippedPiece(bytes, found.shipped, at);
  if (shipped !== null) return { ...shipped, ...id };
  if (!found.cut) return { bytes, from: at, to: found.end, at, ...id };
  const isNote = (key: string): boolean => NOTES.has(key) || (key === '_id' && found.id !== undefined);
  const text = rewriteKeys(bytes, at, found.end, (key) => (isNote(key) ? undefined : key));
  return { bytes: text, from: 0, to: text.length, at, ...id };
}

/** The event in the message of a log shipper's line; null where the message is no whole object. */
function shippedPiece(bytes: Uint8Array, { from, to }: Value, at: number): Piece | null {
  const inner = encode(decodeString(bytes, from, to));
  const fault = { at: 0, reason: '' };
  const found = findObject(inner, 0, inner.length, fault);
  if (found.kind !== 'event' || skipSpace(inner, found.end, inner.length) < inner.length) return null;
  return { ...documentPiece(inner, 0, found), at, form: 'events inside the messages of a log shipper' };
}

/**
 * A copy of an object with some keys changed or left out; everything else keeps its bytes, white space included.
 * @param rename the key to write, without quotes; undefined leaves the member out
 */
export function rewriteKeys(
  bytes: Uint8Array,
  at: number,
  to: number,
  rename: (key: string) => string | undefined,
): Uint8Array {
  const fault = { at: 0, reason: '' };
  const members = new Members(bytes, at, to, fault);
  const copy: Uint8Array[] = [];
  let last = at + 1;
  while (members.next()) {
    last = skipStrict(bytes, members.valueAt, to, fault);
    members.after(last);
    const { key } = members;
    const written = rename(key);
    if (written === undefined) continue;
    copy.push(copy.length === 0 ? OPEN : COMMA);
    if (written === key) {
      copy.push(bytes.subarray(members.chunkFrom, last));
    } else {
      copy.push(bytes.subarray(members.chunkFrom, members.keyFrom), encode(JSON.stringify(written)));
      copy.push(bytes.subarray(members.keyTo, last));
    }
  }
  if (copy.length === 0) copy.push(OPEN);
  copy.push(bytes.subarray(last, to));
  return join(copy);
}

const OPEN = encode('{');
const COMMA = encode(',');

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let length = 0;
  for (const part of parts) {
    whole.set(part, length);
    length += part.length;
  }
  return whole;
}
