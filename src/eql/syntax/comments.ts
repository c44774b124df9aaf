/**
 * Which printed piece of a query each of its comments belongs to. A comment at the end of a line belongs to what stands
 * before it, one on a line of its own to what follows, one in the middle to its neighbour on the line.
 */
import type { Span } from '../../text/span.ts';
import type { Token } from './tokens.ts';

/** A piece of the printed query and the part of the source that it stands for; in the order of the source. */
export interface Atom extends Span {
  readonly text: string;
}

export interface Attached {
  /** On lines of their own, above the line of the atom. */
  readonly above: string[];
  /** Block comments right before and right after the atom. */
  readonly before: string[];
  readonly after: string[];
  /** Line comments, at the end of the atom's line. */
  readonly behind: string[];
}

export interface Attachments {
  /** By the atom's place in the list. */
  readonly byAtom: ReadonlyMap<number, Attached>;
  /** Below everything. */
  readonly end: readonly string[];
}

export const NO_COMMENTS: Attachments = { byAtom: new Map(), end: [] };

/** A block comment before one of these goes with what it follows. */
const JOINING = new Set([',', ')', ']', 'and', 'or', '|']);

export function attachComments(text: string, comments: readonly Token[], atoms: readonly Atom[]): Attachments {
  const byAtom = new Map<number, Attached>();
  const end: string[] = [];
  const at = (place: number): Attached => {
    const found = byAtom.get(place) ?? { above: [], before: [], after: [], behind: [] };
    byAtom.set(place, found);
    return found;
  };
  const breaks = (from: number, to: number): boolean => /[\r\n]/.test(text.slice(from, to));

  let place = 0;
  for (const comment of comments) {
    while (place < atoms.length && atoms[place]!.to <= comment.from) place++;
    const previous = atoms[place - 1];
    const next = atoms[place];
    const isLine = comment.text.startsWith('//');
    if (next !== undefined && next.from < comment.from) {
      if (isLine) at(place).behind.push(comment.text);
      else at(place).before.push(comment.text);
      continue;
    }
    const behindPrevious = previous !== undefined && !breaks(previous.to, comment.from);
    const endsLine = next === undefined || breaks(comment.to, next.from);
    if (behindPrevious && isLine) at(place - 1).behind.push(comment.text);
    else if (behindPrevious && (endsLine || JOINING.has(next.text))) at(place - 1).after.push(comment.text);
    else if (next === undefined) end.push(comment.text);
    else if (isLine || endsLine) at(place).above.push(comment.text);
    else at(place).before.push(comment.text);
  }
  return { byAtom, end };
}
