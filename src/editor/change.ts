/**
 * The difference of two texts as one replacement, and what it does to ranges. Enough for typing, pasting and undoing; a
 * change in several places is one replacement from the first to the last.
 */
import { commonEnds } from '../text/difference.ts';
import type { Span } from '../text/span.ts';

/** Replaces `from`..`to` of a text by `insert`. */
export interface Change extends Span {
  readonly insert: string;
}

export function changeBetween(before: string, after: string): Change | null {
  if (before === after) return null;
  const { start, end } = commonEnds(before, after);
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

export function applyChange(text: string, change: Change): string {
  return text.slice(0, change.from) + change.insert + text.slice(change.to);
}

/**
 * Where a range lies after a change. Typing at its edge does not widen it; a range of which more than half was replaced
 * is null, for what is left of it says nothing.
 */
export function shiftSpan(span: Span, change: Change): Span | null {
  const grow = change.insert.length - (change.to - change.from);
  if (span.to <= change.from) return span;
  if (span.from >= change.to) return { from: span.from + grow, to: span.to + grow };
  const replaced = Math.min(span.to, change.to) - Math.max(span.from, change.from);
  if (replaced * 2 > span.to - span.from) return null;
  const from = span.from < change.from ? span.from : change.from + change.insert.length;
  const to = span.to > change.to ? span.to + grow : change.from;
  return from < to ? { from, to } : null;
}

/** Moves ranges of `before` to where they lie in `after`, leaving out those that are gone. */
export function shiftAll<T extends Span>(ranges: readonly T[], before: string, after: string): readonly T[] {
  const change = changeBetween(before, after);
  if (!change) return ranges;
  return ranges.flatMap((range) => {
    const span = shiftSpan(range, change);
    return span ? [{ ...range, ...span }] : [];
  });
}

/** Ranges on their way through the edits of a text. */
export interface Tracked<T> {
  readonly given: readonly T[];
  readonly givenFor: string;
  readonly text: string;
  readonly moved: readonly T[];
}

/**
 * Ranges `given` for one text, moved to another. Edit by edit they stay exact; from a text far back they are moved by
 * one difference, and those within it are lost.
 */
export function track<T>(
  before: Tracked<T> | null,
  given: readonly T[],
  givenFor: string,
  text: string,
  move: (ranges: readonly T[], before: string, after: string) => readonly T[],
): Tracked<T> {
  if (text === givenFor && (before?.given !== given || before.moved !== given)) {
    return { given, givenFor, text, moved: given };
  }
  const isKnown = before !== null && before.given === given && before.givenFor === givenFor;
  const from = isKnown ? before : { given, givenFor, text: givenFor, moved: given };
  return from.text === text ? from : { given, givenFor, text, moved: move(from.moved, from.text, text) };
}
