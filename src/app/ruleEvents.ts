/** Events that were made for the rule: their notes, and what is said of them. */
import { bitmapOf, or, type RuleOrder, type Solved, type TableState } from '../worker/protocol.ts';
import type { RowNotes } from './rowNotes.ts';
import { withTexts } from './told.ts';
import { counted } from './words.ts';

export type { RuleOrder, Solved };

/** A note for each, and a label if they are to have one: what the rule says of them now. They are the last rows of the table. */
export function withMadeNotes(
  before: RowNotes,
  { rowCount }: TableState,
  { notes, isMatch }: Solved,
  isLabelled: boolean,
): RowNotes {
  const first = rowCount - notes.length;
  const texts = withTexts(before.texts, new Map(notes.map((note, i) => [first + i, note])));
  if (!isLabelled) return { ...before, texts };
  const rowsWith = (wanted: boolean) =>
    bitmapOf(
      rowCount,
      isMatch.flatMap((matches, i) => (matches === wanted ? [first + i] : [])),
    );
  return { alert: or(before.alert, rowsWith(true)), benign: or(before.benign, rowsWith(false)), texts };
}

const PURPOSES = {
  match: ['match', 'matches'],
  'near miss': ['near miss', 'near misses'],
  sequence: ['event of a sequence', 'events of sequences'],
  edge: ['edge', 'edges'],
  entry: ['entry of a list', 'entries of lists'],
} as const satisfies Record<keyof Solved['counts'], readonly [string, string]>;

/** `14 events: 3 matches, 9 near misses, 2 edges`. */
export function purposesLine({ counts, notes }: Solved): string {
  const parts = Object.entries(PURPOSES).flatMap(([purpose, [one, many]]) => {
    const count = counts[purpose as keyof typeof PURPOSES] ?? 0;
    return count === 0 ? [] : [counted(count, one, many)];
  });
  return parts.length === 0 ? counted(0, 'event') : `${counted(notes.length, 'event')}: ${parts.join(', ')}`;
}

/** Points that no event can cover, and those for which none was found, in a sentence; empty without any. */
export function uncoveredLine({ points }: Solved): string {
  const impossible = points.filter(({ state }) => state === 'impossible').length;
  const open = points.filter(({ state }) => state === 'open').length;
  const parts = [];
  if (impossible > 0) parts.push(`${counted(impossible, 'point')} cannot be covered`);
  if (open > 0) parts.push(`for ${counted(open, 'point')} nothing was found`);
  const line = parts.join(', and ');
  return line === '' ? '' : `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
}

/** After events were made for the rule. */
export function madeLine(solved: Solved): string {
  const made = solved.notes.length === 0 ? 'Nothing is left to be made for the rule' : purposesLine(solved);
  return [`${made}.`, uncoveredLine(solved)].filter((line) => line !== '').join(' ');
}
