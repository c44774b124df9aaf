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
  return positionFinder(text)(offset);
}

/** Finds where offsets lie; those that ascend cost one pass over the text together. */
export function positionFinder(text: string): (offset: number) => Position {
  let at = 0;
  let line = 1;
  let column = 1;
  return (offset) => {
    const end = Math.min(offset, text.length);
    if (end < at) {
      at = 0;
      line = 1;
      column = 1;
    }
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) {
        line++;
        column = 1;
      } else if (!isLowSurrogate(unit) || at === 0 || !isHighSurrogate(text.charCodeAt(at - 1))) {
        column++;
      }
    }
    return { line, column };
  };
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
