/**
 * One JSON object of a source: an event, a search hit with the event inside, or a whole search response. Told apart by
 * the keys at its top, in the one pass that also finds its end.
 */
import { decodeString, encode } from '../columns/bytes.ts';
import { skipSpace, skipStrict, type JsonFault } from '../columns/json.ts';
import { isAlertKey } from './alert.ts';
import { type Neighbour, tell } from './neighbours/neighbours.ts';
import type { Piece } from './piece.ts';
import { rewriteKeys } from './rewriteKeys.ts';
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
      /** An alert of Kibana. */
      readonly alert: boolean;
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
  let alert = false;
  const members = new Members(bytes, at, to, fault);
  while (members.next()) {
    const { valueAt } = members;
    if (members.initial === 0x6b) alert ||= isAlertKey(members.key);
    const key = mayBeSpecial(members.initial) ? members.key : '';
    const isObject = bytes[valueAt] === OPEN_OBJECT;
    if (key === 'hits' && isObject && holdsResults(bytes, valueAt, to)) return { kind: 'response', at };
    if (WRAPPERS.has(key) && isObject && holdsHits(bytes, valueAt, to)) return { kind: 'response', at: valueAt };
    const end = skipStrict(bytes, valueAt, to, fault);
    if (!members.after(end)) return { kind: 'broken' };
    if (key !== '') special.set(key, { from: valueAt, to: end });
  }
  if (members.end < 0) return { kind: 'broken' };
  return classify(bytes, members.end, special, alert);
}

/**
 * `_…`, `hits`, `fields`, `missing`, `message`, `response`, `rawResponse`, `rule`, `output_fields`, `process…`, `log`,
 * `stream`.
 */
const SPECIAL_INITIALS: ReadonlySet<number> = new Set(encode('_hfmropls'));

function mayBeSpecial(initial: number): boolean {
  return SPECIAL_INITIALS.has(initial);
}

function classify(bytes: Uint8Array, end: number, special: ReadonlyMap<string, Value>, alert: boolean): Found {
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
  if (source !== undefined || (index !== undefined && (id ?? fields) !== undefined)) {
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
  const shipped = shippedText(bytes, special);
  const cut = id !== undefined || [...NOTES].some((key) => special.has(key));
  return {
    kind: 'event',
    end,
    ...withId,
    cut,
    alert,
    ...(neighbour && { neighbour }),
    ...(shipped && { shipped }),
  };
}

/** Filebeat keeps a line in `message`, Docker in `log`: a text that begins like an object. */
function shippedText(bytes: Uint8Array, special: ReadonlyMap<string, Value>): Value | undefined {
  const text = special.get('message') ?? (special.has('stream') ? special.get('log') : undefined);
  if (text === undefined || special.has('process')) return undefined;
  return bytes[text.from] === 0x22 && bytes[text.from + 1] === OPEN_OBJECT ? text : undefined;
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
  const alert = found.alert ? { alert: true } : {};
  if (found.neighbour !== undefined) {
    const { text, untold, notes } = tell(found.neighbour, bytes, at, found.end);
    return { bytes: text, from: 0, to: text.length, at, ...id, form: `${found.neighbour} output`, untold, notes };
  }
  const shipped = found.shipped === undefined ? null : shippedPiece(bytes, found.shipped, at);
  if (shipped !== null) return { ...shipped, ...id };
  if (!found.cut) return { bytes, from: at, to: found.end, at, ...id, ...alert };
  const isNote = (key: string): boolean => NOTES.has(key) || (key === '_id' && found.id !== undefined);
  const text = rewriteKeys(bytes, at, found.end, (key) => (isNote(key) ? undefined : key));
  return { bytes: text, from: 0, to: text.length, at, ...id, ...alert };
}

const LEFT_OUT = 'what a log shipper had written around the events was left out';

/** The event in a log shipper's line; null where the text is no whole object. */
function shippedPiece(bytes: Uint8Array, { from, to }: Value, at: number): Piece | null {
  const inner = encode(decodeString(bytes, from, to));
  const fault = { at: 0, reason: '' };
  const found = findObject(inner, 0, inner.length, fault);
  if (found.kind !== 'event' || skipSpace(inner, found.end, inner.length) < inner.length) return null;
  const piece = documentPiece(inner, 0, found);
  return { form: 'lines of a log shipper', ...piece, notes: [LEFT_OUT, ...(piece.notes ?? [])], at };
}
