import { useState } from 'react';
import type { Tracked } from './change.ts';
import { track } from './change.ts';

/** Ranges that were given for an older text, where they lie in the text of now. `move` must be one function for good. */
export function useTracked<T>(
  given: readonly T[],
  givenFor: string,
  text: string,
  move: (ranges: readonly T[], before: string, after: string) => readonly T[],
): readonly T[] {
  const [tracked, setTracked] = useState<Tracked<T>>(() => track(null, given, givenFor, text, move));
  const now = track(tracked, given, givenFor, text, move);
  if (now !== tracked) setTracked(now);
  return now.moved;
}
