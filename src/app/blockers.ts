import type { AppState } from './state.ts';

/**
 * The leaf to look at next: of those that decide the selected event's verdict, the one after the clause that is marked
 * now, in the order of the text, and round again. Null without any.
 */
export function nextBlocker({
  selected,
  inspection,
  hover,
}: Pick<AppState, 'selected' | 'inspection' | 'hover'>): number | null {
  if (inspection === null || inspection.row !== selected) return null;
  const deciding = inspection.deciding.toSorted((a, b) => a - b);
  const marked = hover?.kind === 'clause' ? hover.clause : -1;
  return deciding.find((clause) => clause > marked) ?? deciding[0] ?? null;
}
