/**
 * Labels against verdicts, as bit arithmetic. An alert that matches is a true positive, a benign event that matches a
 * false positive, and so on; an event that is invalid has no verdict and counts nowhere.
 */
import { and, andNot, type Bitmap, countShared, emptyBitmap, or } from '../worker/protocol.ts';
import type { RowNotes } from './rowNotes.ts';
import type { Label, LabelledState, ListedFilter } from './state.ts';

export interface LabelCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** What the label expects and the verdict denies. */
export type Contradiction = 'FP' | 'FN';

/** Null without verdicts, or when no event has a label. */
export function labelCounts({ notes, live, verdicts }: LabelledState): LabelCounts | null {
  const { alert, benign } = notes;
  const alerts = countShared(alert, live);
  const benigns = countShared(benign, live);
  if (verdicts === null || alerts + benigns === 0) return null;
  const matches = and(verdicts.evidence.matches, live);
  const truePositives = countShared(alert, matches);
  const falsePositives = countShared(benign, matches);
  return {
    truePositives,
    falsePositives,
    falseNegatives: alerts - truePositives,
    trueNegatives: benigns - falsePositives,
  };
}

/** The rows whose verdict contradicts their label. */
export function disagreements({ notes, live, verdicts }: LabelledState): Bitmap {
  if (verdicts === null) return emptyBitmap(0);
  const { alert, benign } = notes;
  const { matches } = verdicts.evidence;
  return and(live, or(andNot(alert, matches), and(benign, matches)));
}

/** The events that a label, or what the verdict makes of it, divides the table into. */
export type LabelSet = Label | 'none' | 'TP' | 'FP' | 'FN' | 'TN' | 'contradicted';

const LABEL_SETS: Readonly<
  Record<LabelSet, { readonly words: string; readonly rows: (notes: RowNotes, state: LabelledState) => Bitmap }>
> = {
  alert: { words: 'labelled alert', rows: ({ alert }) => alert },
  benign: { words: 'labelled benign', rows: ({ benign }) => benign },
  none: { words: 'without a label', rows: ({ alert, benign }, { live }) => andNot(live, or(alert, benign)) },
  TP: { words: 'true positives', rows: ({ alert }, state) => and(alert, matchesOf(state)) },
  FP: { words: 'false positives', rows: ({ benign }, state) => and(benign, matchesOf(state)) },
  FN: { words: 'false negatives', rows: ({ alert }, state) => andNot(and(alert, state.live), matchesOf(state)) },
  TN: { words: 'true negatives', rows: ({ benign }, state) => andNot(and(benign, state.live), matchesOf(state)) },
  contradicted: { words: 'verdict against label', rows: (_, state) => disagreements(state) },
};

export function labelFilter(set: LabelSet): ListedFilter {
  const { words, rows } = LABEL_SETS[set];
  return { words, rows: (state) => rows(state.notes, state) };
}

function matchesOf({ verdicts, live }: LabelledState): Bitmap {
  return verdicts === null ? emptyBitmap(0) : and(verdicts.evidence.matches, live);
}
