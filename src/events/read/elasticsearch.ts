/**
 * Search responses of Elasticsearch: `_search` (`hits.hits[]`), EQL search (`hits.events[]` and
 * `hits.sequences[].events[]`), and single hits. Read hit by hit, so that what came before a cut-off end is used.
 */
import { skipStrict, type JsonFault } from '../columns/json.ts';
import { isAlert } from './alert.ts';
import { findObject, type Hit, type Value } from './object.ts';
import { brokenPiece, type Piece } from './piece.ts';
import { behindStray, nextStart, trimEnd } from './recover.ts';
import { rewriteKeys } from './rewriteKeys.ts';
import { withoutSubFields } from './subFields.ts';
import { Elements, Members } from './walk.ts';

const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;

/** The event inside a hit; undefined for the placeholder of an event that must not exist. */
export function hitPiece(bytes: Uint8Array, at: number, hit: Hit): Piece | undefined {
  if (hit.missing) return undefined;
  const id = hit.id === undefined ? {} : { id: hit.id };
  const document = hit.source ?? hit.fields;
  const alert = document !== undefined && isAlert(bytes, document) ? { alert: true } : {};
  if (hit.source !== undefined) return { bytes, ...hit.source, at, ...id, ...alert };
  if (hit.fields === undefined) {
    return {
      bytes,
      from: at,
      to: at,
      at,
      broken: 'a search hit without "_source" and "fields": the event is not in it',
    };
  }
  const text = documentOfFields(bytes, hit.fields);
  return { bytes: text, from: 0, to: text.length, at, ...id, ...alert };
}

/** The `fields` of a hit as a document. */
function documentOfFields(bytes: Uint8Array, { from, to }: Value): Uint8Array {
  const fault = { at: 0, reason: '' };
  const names: string[] = [];
  const members = new Members(bytes, from, to, fault);
  while (members.next()) {
    names.push(members.key);
    members.after(skipStrict(bytes, members.valueAt, to, fault));
  }
  return rewriteKeys(bytes, from, to, withoutSubFields(names));
}

/** Reads the events of a response; returns its end, or -1 when it is broken beyond repair (then a piece has said so). */
export class ResponseReader {
  readonly #bytes: Uint8Array;
  readonly #to: number;
  readonly #fault: JsonFault;
  /** Hits met before: an event may be in several sequences. */
  readonly #met = new Set<string>();

  constructor(bytes: Uint8Array, to: number, fault: JsonFault) {
    this.#bytes = bytes;
    this.#to = to;
    this.#fault = fault;
  }

  /** @param at the object that holds `hits` */
  *read(at: number): Generator<Piece, number> {
    return yield* this.#members(at, (key, valueAt) =>
      key === 'hits' && this.#bytes[valueAt] === OPEN_OBJECT ? this.#results(valueAt) : undefined,
    );
  }

  *#results(at: number): Generator<Piece, number> {
    return yield* this.#members(at, (key, valueAt) => {
      if (this.#bytes[valueAt] !== OPEN_ARRAY) return undefined;
      if (key === 'hits') return this.#hits(valueAt, 'Elasticsearch search response');
      if (key === 'events') return this.#hits(valueAt, 'EQL search response');
      return key === 'sequences' ? this.#sequences(valueAt) : undefined;
    });
  }

  *#sequences(at: number): Generator<Piece, number> {
    const elements = new Elements(this.#bytes, at, this.#to, this.#fault);
    while (elements.next()) {
      const isSequence = this.#bytes[elements.valueAt] === OPEN_OBJECT;
      const end = isSequence ? yield* this.#sequence(elements.valueAt) : this.#skip(elements.valueAt);
      if (end < 0) return isSequence ? -1 : yield* this.#broken(elements.valueAt);
      elements.after(end);
    }
    return elements.end >= 0 ? elements.end : yield* this.#broken(this.#fault.at);
  }

  *#sequence(at: number): Generator<Piece, number> {
    return yield* this.#members(at, (key, valueAt) =>
      key === 'events' && this.#bytes[valueAt] === OPEN_ARRAY ? this.#hits(valueAt, 'EQL search response') : undefined,
    );
  }

  /** Steps through an object: `inside` reads a member's value, other members are passed over. */
  *#members(
    at: number,
    inside: (key: string, valueAt: number) => Generator<Piece, number> | undefined,
  ): Generator<Piece, number> {
    const members = new Members(this.#bytes, at, this.#to, this.#fault);
    while (members.next()) {
      const reader = inside(members.key, members.valueAt);
      const end = reader === undefined ? this.#skip(members.valueAt) : yield* reader;
      if (end < 0) return reader === undefined ? yield* this.#broken(this.#fault.at) : -1;
      members.after(end);
    }
    return members.end >= 0 ? members.end : yield* this.#broken(this.#fault.at);
  }

  *#hits(at: number, form: string): Generator<Piece, number> {
    const elements = new Elements(this.#bytes, at, this.#to, this.#fault);
    for (;;) {
      if (!elements.next()) {
        if (elements.end >= 0) return elements.end;
        const { at: stray, reason } = this.#fault;
        const next = behindStray(this.#bytes, stray, this.#to);
        if (next < 0) return yield* this.#broken(stray);
        yield brokenPiece(this.#bytes, stray, stray, stray, reason);
        elements.resume(next);
        continue;
      }
      const start = elements.valueAt;
      const end = yield* this.#hit(start, form);
      if (end >= 0) {
        elements.after(end);
        continue;
      }
      const next = nextStart(this.#bytes, start, this.#fault.at, this.#to);
      yield brokenPiece(this.#bytes, start, trimEnd(this.#bytes, start, next), this.#fault.at, this.#fault.reason);
      if (next >= this.#to) return -1;
      elements.resume(next);
    }
  }

  *#hit(at: number, form: string): Generator<Piece, number> {
    if (this.#bytes[at] !== OPEN_OBJECT) {
      const end = this.#skip(at);
      if (end >= 0) yield { bytes: this.#bytes, from: at, to: end, at, form };
      return end;
    }
    const found = findObject(this.#bytes, at, this.#to, this.#fault);
    if (found.kind === 'broken') return -1;
    if (found.kind === 'hit') {
      const piece = this.#isNew(found.hit) ? hitPiece(this.#bytes, at, found.hit) : undefined;
      if (piece !== undefined) yield { ...piece, form };
      return found.end;
    }
    const end = this.#skip(at);
    if (end >= 0) yield { bytes: this.#bytes, from: at, to: end, at, form };
    return end;
  }

  #isNew(hit: Hit): boolean {
    if (hit.id === undefined) return true;
    const name = JSON.stringify([hit.index, hit.id]);
    if (this.#met.has(name)) return false;
    this.#met.add(name);
    return true;
  }

  #skip(at: number): number {
    return skipStrict(this.#bytes, at, this.#to, this.#fault);
  }

  /** Reports a fault that cannot be gone on behind; what is left is kept as it stands. */
  *#broken(at: number): Generator<Piece, number> {
    const end = trimEnd(this.#bytes, at, this.#to);
    yield brokenPiece(this.#bytes, at, end, this.#fault.at, this.#fault.reason);
    return -1;
  }
}
