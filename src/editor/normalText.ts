/**
 * Text areas and Monaco both rewrite line ends, and Monaco drops a byte order mark. So that an offset means the same
 * everywhere, the editors work on a normal form, with LF alone and no mark, and spans are carried over at the border.
 */
import type { Span } from '../text/span.ts';

export interface NormalText {
  readonly text: string;
  /** From an offset in the given text to one in the normal form, and back. */
  readonly toNormal: (offset: number) => number;
  readonly fromNormal: (offset: number) => number;
}

const same = (offset: number): number => offset;

export function normalText(given: string): NormalText {
  if (!given.includes('\r') && !given.startsWith('\uFEFF')) return { text: given, toNormal: same, fromNormal: same };
  const dropped = droppedOffsets(given);
  const text = given.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  return {
    text,
    toNormal: (offset) => offset - dropped.filter((at) => at < offset).length,
    fromNormal(offset) {
      let at = offset;
      for (const gone of dropped) if (gone <= at) at++;
      return at;
    },
  };
}

export function normalSpan<T extends Span>(normal: NormalText, span: T): T {
  if (normal.toNormal === same) return span;
  return { ...span, from: normal.toNormal(span.from), to: normal.toNormal(span.to) };
}

/** Offsets of the characters that the normal form leaves out, in order: the mark, and each CR before an LF. */
function droppedOffsets(given: string): number[] {
  const dropped: number[] = given.startsWith('\uFEFF') ? [0] : [];
  for (let at = given.indexOf('\r\n'); at >= 0; at = given.indexOf('\r\n', at + 2)) dropped.push(at);
  return dropped;
}
