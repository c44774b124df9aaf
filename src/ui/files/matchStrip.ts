import { hasBit } from '../../app/rows.ts';
import type { Bitmap } from '../../worker/protocol.ts';

/** A path with a stroke for each event of a set, over a line from 0 to 100. */
export function matchStrip(matches: Bitmap, rowCount: number): string {
  const at = (row: number) => Number((((row + 0.5) * 100) / rowCount).toFixed(3));
  return Array.from({ length: rowCount }, (_, row) => (hasBit(matches, row) ? `M${at(row)} 1V9` : '')).join('');
}
