/**
 * Offsets to lines and columns, for messages and editors. A line ends with LF, CR or CR LF.
 */
export interface Position {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in code points: what a person counts (contract, section 3). */
  readonly column: number;
}

/** Where an offset lies, in one pass over the text before it. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  const end = Math.min(offset, text.length);
  for (let i = 0; i < end; i++) {
    const unit = text.charCodeAt(i);
    const endsLine = unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10);
    if (endsLine) {
      line++;
      lineStart = i + 1;
    }
  }
  return { line, column: codePoints(text, lineStart, end) + 1 };
}

/** How many code points lie between two offsets. */
function codePoints(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    const highSurrogate = unit >= 0xd800 && unit <= 0xdbff;
    if (highSurrogate && i + 1 < to && isLowSurrogate(text.charCodeAt(i + 1))) i++;
    count++;
  }
  return count;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
