/**
 * JSON values one after the other, however they are laid out: one event, an array of events, events written one behind
 * the other or each over several lines, a search response. White space or commas may stand between them.
 */
import { skipSpace, skipStrict, type JsonFault } from '../columns/json.ts';
import { hitPiece, ResponseReader } from './elasticsearch.ts';
import { documentPiece, findObject } from './object.ts';
import { brokenPiece, type Format, type Piece } from './piece.ts';
import { behindStray, nextStart, trimEnd } from './recover.ts';
import { Elements } from './walk.ts';

const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;

export const json: Format = {
  recognises: () => true,
  pieces: (bytes, from) => readValues(bytes, from, bytes.length),
};

/** Every value between two offsets, broken ones as broken pieces. */
export function* readValues(bytes: Uint8Array, from: number, to: number): Generator<Piece, void> {
  const fault: JsonFault = { at: 0, reason: '' };
  let at = skipSpace(bytes, from, to);
  while (at < to) {
    const start = at;
    if (bytes[at] === OPEN_ARRAY) at = yield* readArray(bytes, at, to, fault);
    else at = yield* readElement(bytes, at, to, fault, 'JSON');
    if (at === GIVEN_UP) return;
    if (at === BROKEN) {
      at = nextStart(bytes, start, fault.at, to);
      yield brokenPiece(bytes, start, trimEnd(bytes, start, at), fault.at, fault.reason);
      continue;
    }
    at = skipSpace(bytes, at, to);
    if (at < to && bytes[at] === 0x2c) at = skipSpace(bytes, at + 1, to);
  }
}

/** Results of the readers below besides an end: broken here, or broken inside and already told. */
const BROKEN = -1;
const GIVEN_UP = -2;

/** The elements of an array; an array in it is no event and becomes one invalid piece. */
function* readArray(bytes: Uint8Array, at: number, to: number, fault: JsonFault): Generator<Piece, number> {
  const elements = new Elements(bytes, at, to, fault);
  for (;;) {
    if (!elements.next()) {
      if (elements.end >= 0) return elements.end;
      // A comma too few or a bracket too many costs no event.
      const next = behindStray(bytes, fault.at, to);
      const kept = next < 0 ? trimEnd(bytes, fault.at, to) : fault.at;
      yield brokenPiece(bytes, fault.at, kept, fault.at, fault.reason);
      if (next < 0) return GIVEN_UP;
      elements.resume(next);
      continue;
    }
    const start = elements.valueAt;
    const end = yield* readElement(bytes, start, to, fault, 'JSON array');
    if (end === GIVEN_UP) return GIVEN_UP;
    if (end === BROKEN) {
      const next = nextStart(bytes, start, fault.at, to);
      yield brokenPiece(bytes, start, trimEnd(bytes, start, next), fault.at, fault.reason);
      if (next >= to) return GIVEN_UP;
      elements.resume(next);
    } else {
      elements.after(end);
    }
  }
}

function* readElement(
  bytes: Uint8Array,
  at: number,
  to: number,
  fault: JsonFault,
  form: string,
): Generator<Piece, number> {
  if (bytes[at] !== OPEN_OBJECT) {
    const end = skipStrict(bytes, at, to, fault);
    if (end >= 0) yield { bytes, from: at, to: end, at, form };
    return end;
  }
  const found = findObject(bytes, at, to, fault);
  if (found.kind === 'broken') return BROKEN;
  if (found.kind === 'response') return yield* readResponse(bytes, at, found.at, to, fault);
  if (found.kind === 'hit') {
    const piece = hitPiece(bytes, at, found.hit);
    if (piece !== undefined) yield { ...piece, form: 'search hits' };
  } else {
    yield { form, ...documentPiece(bytes, at, found) };
  }
  return found.end;
}

/** A response, and the end of what it is wrapped in. */
function* readResponse(
  bytes: Uint8Array,
  at: number,
  responseAt: number,
  to: number,
  fault: JsonFault,
): Generator<Piece, number> {
  const end = yield* new ResponseReader(bytes, to, fault).read(responseAt);
  if (end < 0) return GIVEN_UP;
  return at === responseAt ? end : skipStrict(bytes, at, to, fault);
}
