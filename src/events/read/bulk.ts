/**
 * Bodies of Elasticsearch's `_bulk`: a line that says what to do, and for `index` and `create` a line with the document.
 * A deletion has no event; of an update only a whole document (`doc`) could be one, and it is only a part.
 */
import { decodeString } from '../columns/bytes.ts';
import { skipSpace, skipStrict, type JsonFault } from '../columns/json.ts';
import { readValues } from './json.ts';
import { brokenPiece, type Format, type Piece } from './piece.ts';
import { nextLine, trimEnd } from './recover.ts';
import { Members } from './walk.ts';

const FORM = 'Elasticsearch bulk body';

export const bulk: Format = {
  recognises(bytes, from) {
    const start = skipSpace(bytes, from, bytes.length);
    const end = nextLine(bytes, start, bytes.length);
    const action = actionOf(bytes, start, end);
    if (action === null) return false;
    // An event may have a key `index`, too; but not on the line before another event.
    const next = skipSpace(bytes, end, bytes.length);
    return action.kind === 'delete' || bytes[next] === 0x7b;
  },
  pieces: readBulk,
};

const KINDS = ['index', 'create', 'update', 'delete'] as const;

interface Action {
  readonly kind: (typeof KINDS)[number];
  readonly id?: string;
}

function* readBulk(bytes: Uint8Array, from: number): Generator<Piece, void> {
  for (let at = from; at < bytes.length;) {
    const start = skipSpace(bytes, at, bytes.length);
    if (start >= bytes.length) return;
    const lineEnd = nextLine(bytes, start, bytes.length);
    const action = actionOf(bytes, start, lineEnd);
    at = lineEnd;
    if (action === null) {
      const end = trimEnd(bytes, start, lineEnd);
      yield {
        bytes,
        from: start,
        to: end,
        at: start,
        form: FORM,
        broken: 'expected a bulk action, such as {"index":{}}',
      };
      continue;
    }
    if (action.kind === 'delete') {
      yield {
        bytes,
        from: start,
        to: start,
        at: start,
        form: FORM,
        broken: 'a delete action is not used: there is no event in it',
      };
      continue;
    }
    const document = skipSpace(bytes, lineEnd, bytes.length);
    at = nextLine(bytes, document, bytes.length);
    yield* documentPieces(bytes, document, at, start, action);
  }
}

function* documentPieces(
  bytes: Uint8Array,
  from: number,
  to: number,
  actionAt: number,
  { kind, id }: Action,
): Generator<Piece, void> {
  const end = trimEnd(bytes, from, to);
  if (from >= end) {
    yield {
      bytes,
      from: actionAt,
      to: actionAt,
      at: actionAt,
      form: FORM,
      broken: `no document behind the ${kind} action`,
    };
    return;
  }
  if (kind === 'update') {
    const broken = 'an update action is not used: it holds a part of an event only';
    yield { bytes, from: actionAt, to: actionAt, at: actionAt, form: FORM, broken };
    return;
  }
  const pieces = [...readValues(bytes, from, end)];
  const fault = pieces.find((piece) => piece.broken !== undefined);
  if (fault !== undefined || pieces.length !== 1) {
    const piece = fault ?? brokenPiece(bytes, from, end, from, 'expected one document on the line');
    yield { ...piece, from, to: end, form: FORM };
    return;
  }
  yield { ...pieces[0]!, ...(id === undefined ? {} : { id }), form: FORM };
}

/** What a line says to do; null when it is no action. */
function actionOf(bytes: Uint8Array, from: number, to: number): Action | null {
  if (bytes[from] !== 0x7b) return null;
  const fault: JsonFault = { at: 0, reason: '' };
  const members = new Members(bytes, from, to, fault);
  if (!members.next()) return null;
  const kind = KINDS.find((name) => name === members.key);
  const metadata = members.valueAt;
  if (kind === undefined || bytes[metadata] !== 0x7b) return null;
  const metadataEnd = skipStrict(bytes, metadata, to, fault);
  // The action is all there is on its line.
  if (metadataEnd < 0 || !members.after(metadataEnd) || members.next() || members.end < 0) return null;
  const inside = new Members(bytes, metadata, metadataEnd, fault);
  let id: string | undefined;
  while (inside.next()) {
    const end = skipStrict(bytes, inside.valueAt, metadataEnd, fault);
    if (!inside.key.startsWith('_') && !METADATA.has(inside.key)) return null;
    if (inside.key === '_id' && bytes[inside.valueAt] === 0x22) id = decodeString(bytes, inside.valueAt, end);
    inside.after(end);
  }
  return { kind, ...(id === undefined ? {} : { id }) };
}

/** What may stand in an action besides `_index` and `_id`. */
const METADATA = new Set([
  'routing',
  'pipeline',
  'version',
  'version_type',
  'if_seq_no',
  'if_primary_term',
  'require_alias',
  'dynamic_templates',
  'retry_on_conflict',
  'list_executed_pipelines',
]);
