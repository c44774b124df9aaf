/** What the history says of a version. */
import { andNot, type Bitmap, countBits } from '../../app/rows.ts';
import type { RuleVerdict } from '../../worker/protocol.ts';
import { number } from '../words.ts';

const clockWords = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const dayWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** `09:14:03`, `23 Nov 2026, 18:29:00`; where the reader is. */
export function momentWords(at: number, now: number): string {
  const day = dayWords.format(at);
  return day === dayWords.format(now) ? clockWords.format(at) : `${day}, ${clockWords.format(at)}`;
}

/** `2 more, 1 fewer`, `the same events`; null where one of the two cannot be run. */
export function changeWords(before: Bitmap | null, after: Bitmap | null): string | null {
  if (before === null || after === null) return null;
  const [more, fewer] = [countBits(andNot(after, before)), countBits(andNot(before, after))];
  const parts = [...(more > 0 ? [`${number(more)} more`] : []), ...(fewer > 0 ? [`${number(fewer)} fewer`] : [])];
  return parts.length === 0 ? 'the same events' : parts.join(', ');
}

/** `8 of 24 match`, or why it has no verdicts. */
export function verdictWords({ matches, problem }: RuleVerdict, events: number): string {
  if (matches === null) return `has an error: ${problem ?? 'it cannot be run'}`;
  const count = countBits(matches);
  return `${number(count)} of ${number(events)} ${count === 1 ? 'matches' : 'match'}`;
}
