/** What the list of scenarios says of each. */
import type { ShelvedScenario } from '../../app/scenarios.ts';
import { clockWords } from '../../app/words.ts';
import { counted } from '../words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const dayWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** `just now`, `12 minutes ago`, `today 09:14`, `23 Nov 2026`; where the reader is. */
export function whenWords(at: number, now: number): string {
  if (now - at < MINUTE) return 'just now';
  if (now - at < HOUR) return `${counted(Math.floor((now - at) / MINUTE), 'minute')} ago`;
  const day = dayWords.format(at);
  return day === dayWords.format(now) ? `today ${clockWords.format(at)}` : day;
}

/** `24 events, 12 labels`. */
export function contentWords({ events, labels }: Pick<ShelvedScenario, 'events' | 'labels'>): string {
  const counts = events === null ? [] : [counted(events, 'event')];
  return [...counts, ...(labels === 0 ? [] : [counted(labels, 'label')])].join(', ');
}

export const placeWords: Readonly<Record<ShelvedScenario['place'], string | null>> = {
  here: 'in hand',
  elsewhere: 'open in another tab',
  aside: 'set aside for the copy',
  shelf: null,
};

/** Does it hold every word, in its names or its rule? `words` is as typed. */
export function isFound({ name, rule }: Pick<ShelvedScenario, 'name' | 'rule'>, words: string): boolean {
  const text = `${name}\n${rule.name ?? ''}\n${rule.query}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** What became of a download. */
export const downloadWords = {
  saved: 'The file is among your downloads.',
  failed: 'The engine did not make the file. Try again.',
} as const;
