/**
 * What was taken out of a text and what was put in, by words: the longest common sequence of them stays. What two texts
 * begin and end with alike is set aside first, so that an edit costs what it touches. Between texts that have too much in
 * between, all of that is one replacement.
 */

/** In the order of both texts. What is `out` is of the first alone, what is `in` of the second alone. */
export interface Piece {
  readonly kind: 'same' | 'out' | 'in';
  readonly text: string;
}

/** Pairs of words that are looked at. */
const MOST_PAIRS = 4_000_000;

export function differenceOf(before: string, after: string): readonly Piece[] {
  const [old, young] = [wordsOf(before), wordsOf(after)];
  const { start, end } = commonEnds(old, young);
  const [out, put] = [old.slice(start, old.length - end), young.slice(start, young.length - end)];
  const middle = out.length * put.length > MOST_PAIRS ? replaced(out, put) : aligned(out, put);
  return joined([
    ...old.slice(0, start).map((text): Piece => ({ kind: 'same', text })),
    ...middle,
    ...old.slice(old.length - end).map((text): Piece => ({ kind: 'same', text })),
  ]);
}

/** How long two texts, or lists, are the same from their start, and from their end. */
export function commonEnds(
  a: ArrayLike<unknown>,
  b: ArrayLike<unknown>,
): { readonly start: number; readonly end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { start, end };
}

/** Names with their dots, numbers, runs of spaces; every other character by itself. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[\w.@-]+|[^\S\n]+|./gsu) ?? [];
}

function replaced(out: readonly string[], put: readonly string[]): readonly Piece[] {
  return [
    { kind: 'out', text: out.join('') },
    { kind: 'in', text: put.join('') },
  ];
}

function aligned(out: readonly string[], put: readonly string[]): readonly Piece[] {
  // shared[i][j]: how much out[i…] and put[j…] have in common.
  const width = put.length + 1;
  const shared = new Uint16Array((out.length + 1) * width);
  for (let i = out.length - 1; i >= 0; i--) {
    for (let j = put.length - 1; j >= 0; j--) {
      const at = i * width + j;
      shared[at] = out[i] === put[j] ? shared[at + width + 1]! + 1 : Math.max(shared[at + width]!, shared[at + 1]!);
    }
  }
  const pieces: Piece[] = [];
  let j = 0;
  for (let i = 0; i < out.length || j < put.length;) {
    const at = i * width + j;
    if (i < out.length && j < put.length && out[i] === put[j]) {
      pieces.push({ kind: 'same', text: out[i++]! });
      j++;
    } else if (j === put.length || (i < out.length && shared[at + width]! >= shared[at + 1]!)) {
      pieces.push({ kind: 'out', text: out[i++]! });
    } else {
      pieces.push({ kind: 'in', text: put[j++]! });
    }
  }
  return pieces;
}

/** Pieces of one kind that follow one another are one; of a replacement, what went stands first. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  let out = '';
  let put = '';
  const flush = (): void => {
    if (out !== '') result.push({ kind: 'out', text: out });
    if (put !== '') result.push({ kind: 'in', text: put });
    out = '';
    put = '';
  };
  for (const { kind, text } of pieces) {
    if (kind === 'out') out += text;
    else if (kind === 'in') put += text;
    else {
      flush();
      const last = result.at(-1);
      if (last?.kind === 'same') result[result.length - 1] = { kind, text: last.text + text };
      else result.push({ kind, text });
    }
  }
  flush();
  return result;
}
