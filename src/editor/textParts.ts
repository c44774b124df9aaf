/**
 * A text too large for any editor, cut into parts of which one is shown at a time. Parts end with a line where they can, and
 * never within a character.
 */
import type { Span } from '../text/span.ts';

/** As much as the plain text area draws at once without being felt. */
const PART_LENGTH = 8_000;

export interface Part extends Span {
  /** The number of its first line, counted from 1; a line that was cut goes on under its own number. */
  readonly line: number;
}

/** At least one. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  let line = 1;
  do {
    const to = endOf(text, from);
    parts.push({ from, to, line });
    line += linesIn(text, from, to);
    from = to;
  } while (from < text.length);
  return parts;
}

/** Which part an offset is in. */
export function partAt(parts: readonly Part[], offset: number): number {
  const at = parts.findIndex(({ to }) => offset < to);
  return at < 0 ? parts.length - 1 : at;
}

function endOf(text: string, from: number): number {
  const most = from + PART_LENGTH;
  if (most >= text.length) return text.length;
  const line = text.lastIndexOf('\n', most - 1) + 1;
  if (line > from) return line;
  const unit = text.charCodeAt(most);
  const isInCharacter = unit >= 0xdc_00 && unit < 0xe0_00;
  return isInCharacter ? most - 1 : most;
}

function linesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
