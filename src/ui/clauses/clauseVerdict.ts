/**
 * The verdict of a clause on one event, read off the last run's bitmaps. What only the worker knows of it (an error's
 * message, "true because missing") comes with the event's inspection and may be a moment late.
 */
import { readingOf } from '../../app/reading.ts';
import { hasBit } from '../../app/rows.ts';
import type { AppState } from '../../app/state.ts';
import type { Clause } from '../../eql/syntax/clauses.ts';
import type { ClauseEvidence, ClauseInspection, ClauseRole, Inspection } from '../../worker/protocol.ts';
import { clauseCounts, counted, sentence } from '../words.ts';

/** `none` before the first run and without a selected event. */
export type ClauseVerdict = 'true' | 'false' | 'missing' | 'error' | 'none';

export function clauseVerdict(evidence: ClauseEvidence | undefined, row: number | null): ClauseVerdict {
  if (evidence === undefined || row === null || row >>> 5 >= evidence.true.length) return 'none';
  if (evidence.error !== undefined && hasBit(evidence.error, row)) return 'error';
  if (hasBit(evidence.true, row)) return 'true';
  return evidence.missing !== undefined && hasBit(evidence.missing, row) ? 'missing' : 'false';
}

type Selected = Pick<AppState, 'selected' | 'inspection' | 'verdicts' | 'invalid'>;

/** The row whose verdicts are shown: none where the selected event is invalid, as it is never run. */
export function shownRow({ selected, invalid }: Selected): number | null {
  return selected !== null && !hasBit(invalid, selected) ? selected : null;
}

/** The inspection, if it is of the selected event and the last run. */
export function currentInspection({ selected, inspection, verdicts }: Selected): Inspection | null {
  if (inspection === null || inspection.row !== selected) return null;
  return inspection.run === verdicts?.evidence.run ? inspection : null;
}

const none: ReadonlySet<number> = new Set();

/** The clauses to tint. Where the verdict hangs on every condition alike, a tint would point at nothing. */
export function tintedClauses(clauses: readonly Clause[], inspection: Inspection | null): ReadonlySet<number> {
  if (inspection === null) return none;
  const deciding = new Set(inspection.deciding);
  const conditions = clauses.filter(({ kind }) => kind === 'leaf' || kind === 'category');
  return conditions.length > 1 && conditions.every(({ id }) => deciding.has(id)) ? none : deciding;
}

/** A leaf's text is its own; of a group the members follow, so its kind and their number say enough. */
export function clauseTitle(clause: Clause): string {
  const size = groupSize(clause);
  return size === '' ? groupWord(clause) : `${groupWord(clause)}, ${size}`;
}

/** `9 clauses`, for a group that may have any number of them. */
export function groupSize({ kind, children }: Clause): string {
  return kind === 'and' || kind === 'or' ? counted(children.length, 'clause') : '';
}

export function groupWord({ kind, parent, text }: Clause): string {
  switch (kind) {
    case 'category':
    case 'leaf':
      return text;
    case 'filter':
      return parent === null ? 'whole rule' : `${text.split(' where ', 1)[0]} where`;
    default:
      return kind;
  }
}

/** What there is to add to a verdict: why a clause is true without a value, or which error. */
export function clauseRemark(inspection: ClauseInspection | undefined): string {
  if (inspection === undefined) return '';
  return inspection.message ?? (inspection.becauseMissing ? 'true because missing' : '');
}

/** What there is to say of a clause that does not do what one expects of a clause; empty for one that does. */
export function roleWords(role: ClauseRole): string {
  return roles[role].words;
}

/** The same as a mark in the tree. */
export function roleMark(role: ClauseRole): string {
  return roles[role].mark;
}

const roles: Readonly<Record<ClauseRole, { readonly mark: string; readonly words: string }>> = {
  decides: { mark: '', words: '' },
  'always true': { mark: 'always true', words: 'True on every event here: without it nothing would change.' },
  'keeps all out': { mark: 'keeps all out', words: 'The same on every event here: with it, no event can match.' },
  'never true': {
    mark: 'never true',
    words: 'Null before any event is seen: neither it nor its negation is ever true.',
  },
  'never decides': { mark: 'never decides', words: 'No verdict here hangs on it: other clauses decide first.' },
};

interface Spoken {
  readonly clause: Clause;
  readonly verdict: ClauseVerdict;
  readonly evidence: ClauseEvidence | undefined;
  readonly events: number;
  readonly inspection: ClauseInspection | undefined;
}

/** The accessible name of a tree item: verdict, text, counts. */
export function clauseName({ clause, verdict, evidence, events, inspection }: Spoken): string {
  const parts = [verdict === 'none' ? 'no verdict' : verdict, clauseTitle(clause)];
  const remark = clauseRemark(inspection);
  if (remark !== '') parts.push(remark);
  if (evidence !== undefined) {
    parts.push(clauseCounts(evidence.counts, events));
    const mark = roleMark(evidence.role);
    if (mark !== '') parts.push(mark);
  }
  return parts.join(', ');
}

/** What the rule's text says of a clause when the pointer rests on it. */
export function clauseHint(
  { clause, verdict, evidence, events, inspection }: Spoken,
  clauses: readonly Clause[],
): string {
  const remark = clauseRemark(inspection);
  const here = remark === '' || remark === 'true because missing' ? remark || verdict : `${verdict} (${remark})`;
  if (evidence === undefined) return here;
  const facts = `On this event: ${here}. Of all events: ${clauseCounts(evidence.counts, events)}.`;
  const { words, meaning, traps } = readingOf(clause, clauses);
  const lines = [...(words === '' ? [] : [sentence(words.replaceAll('`', ''))]), meaning, ...traps];
  return [facts, ...lines.filter((line) => line !== '')].join('\n\n');
}
