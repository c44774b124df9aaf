/** Events that exceptions take away, in words: by which item, and of a dropped sequence through which of its events. */
import { hasBit } from '../evaluate/bitmap.ts';
import type { Removal } from '../evaluate/removal.ts';
import type { RunnableRule, SearchResult } from '../evaluate/search.ts';

/** `removed by exception CI runner`. */
export function removedReason(result: SearchResult, row: number): string {
  const { removal, culprit, isDropped } = causeOf(result, row);
  return `${isDropped ? 'dropped' : 'removed'} by ${itemsOn(removal, culprit, (name) => name)}`;
}

export function removedSentence(
  rule: RunnableRule,
  result: SearchResult,
  row: number,
  nameOf: (row: number) => string,
): string {
  const { removal, culprit, isDropped } = causeOf(result, row);
  const items = itemsOn(removal, culprit, (name) => `"${name}"`);
  if (isDropped) {
    const where = culprit === row ? 'this event' : `its event ${nameOf(culprit)}`;
    return `Its ${rule.join?.kind} is dropped by ${items}, for ${where}.`;
  }
  return `Removed by ${items}${rule.join === null ? '' : `, before a ${rule.join.kind} is built`}.`;
}

interface Cause {
  readonly removal: Removal | null;
  /** The event that the items fit. */
  readonly culprit: number;
  /** Only its sequence brings the event down. */
  readonly isDropped: boolean;
}

function causeOf({ removal, dropped }: SearchResult, row: number): Cause {
  const whole = dropped.find(({ rows }) => rows.includes(row));
  if (whole === undefined || removal === null) return { removal, culprit: row, isDropped: false };
  const fitting = whole.rows.filter((of): of is number => of !== null && hasBit(removal.rows, of));
  return { removal, culprit: fitting.includes(row) ? row : fitting[0]!, isDropped: true };
}

function itemsOn(removal: Removal | null, row: number, shown: (name: string) => string): string {
  const names = removal?.namesOn(row) ?? [];
  return `exception${names.length === 1 ? '' : 's'} ${names.map(shown).join(', ')}`;
}
