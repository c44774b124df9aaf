/**
 * The verdict of a row as the list says it. It comes from the last run's bitmaps alone, so that a row has its sign
 * before anything else of it has arrived.
 */
import type { Contradiction } from '../../app/labels.ts';
import { hasBit } from '../../app/rows.ts';
import type { RowNote } from '../../app/rowNotes.ts';
import type { AppState } from '../../app/state.ts';
import type { SignKind } from '../Sign.tsx';

export type RowVerdict = 'match' | 'partial' | 'no match' | 'error' | 'invalid' | 'pending';

export function rowVerdict(state: Pick<AppState, 'verdicts' | 'invalid'>, row: number): RowVerdict {
  if (hasBit(state.invalid, row)) return 'invalid';
  const evidence = state.verdicts?.evidence;
  if (evidence === undefined || row >>> 5 >= evidence.matches.length) return 'pending';
  if (hasBit(evidence.errors, row)) return 'error';
  if (hasBit(evidence.matches, row)) return 'match';
  return hasBit(evidence.partial, row) ? 'partial' : 'no match';
}

/** It matches, and a search would not return it: `size`, `head` or `tail` cuts it off (contract, section 1, "verdict"). */
export function isCutOff({ verdicts }: Pick<AppState, 'verdicts'>, row: number): boolean {
  const evidence = verdicts?.evidence;
  if (evidence === undefined || row >>> 5 >= evidence.matches.length) return false;
  return hasBit(evidence.matches, row) && !hasBit(evidence.returned, row);
}

interface VerdictLook {
  /** What a row's accessible name starts with, and what it shows. */
  readonly word: string;
  readonly sign: SignKind;
}

export const verdictLooks = {
  match: { word: 'Match', sign: 'true' },
  // Fills a stage of a sequence or sample that is not complete.
  partial: { word: 'Partial', sign: 'partial' },
  'no match': { word: 'No match', sign: 'false' },
  // A run-time error: the event is not found, and Elasticsearch would fail the search.
  error: { word: 'No match', sign: 'error' },
  invalid: { word: 'Invalid', sign: 'error' },
  pending: { word: 'No verdict', sign: 'none' },
} satisfies Record<RowVerdict, VerdictLook>;

export type Label = NonNullable<RowNote['label']>;

export const contradictionWords = { FP: 'false positive', FN: 'false negative' } satisfies Record<
  Contradiction,
  string
>;

export function contradiction(verdict: RowVerdict, label: Label | undefined): Contradiction | null {
  if (label === 'benign' && verdict === 'match') return 'FP';
  if (label === 'alert' && verdict !== 'match' && verdict !== 'invalid' && verdict !== 'pending') return 'FN';
  return null;
}
