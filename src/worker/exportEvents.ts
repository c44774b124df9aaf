/** Events as a file: as they are written, as the body of `_bulk`, or as a table. Made piece by piece, and held once. */
import { and, rowsOf } from '../eql/index.ts';
import { type Dataset, toBulk, toCsv, toNdjson } from '../events/index.ts';
import type { EventExportOrder } from './protocol.ts';
import { shownPaths } from './summary.ts';

/** Characters that are encoded together. */
const PIECE = 1 << 20;

export function exportEvents(
  { form, rows, columns }: EventExportOrder,
  dataset: Dataset,
  timestampField: string,
): Uint8Array<ArrayBuffer> {
  const valid = [...rowsOf(and(rows, dataset.live))];
  switch (form) {
    case 'ndjson':
      return encoded(toNdjson(dataset, valid));
    case 'bulk':
      return encoded(toBulk(dataset, valid, 'create'));
    case 'csv shown':
      return encoded(toCsv(dataset, valid, [...new Set([...shownPaths(dataset, timestampField), ...columns])]));
    case 'csv':
      return encoded(toCsv(dataset, valid));
  }
}

function encoded(lines: Iterable<string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    pieces.push(encoder.encode(piece));
    piece = '';
  }
  pieces.push(encoder.encode(piece));
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of pieces) {
    bytes.set(each, at);
    at += each.length;
  }
  return bytes;
}
