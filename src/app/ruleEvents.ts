/** Events that were made for the rule: their notes, and what is said of them. */
import { bitmapOf, or, type RuleOrder, type Solved, type TableState } from '../worker/protocol.ts';
import type { Query } from '../eql/syntax/ast.ts';
import type { Clause } from '../eql/syntax/clauses.ts';
import type { PointReport } from '../events/generate/index.ts';
import type { RowNotes } from './rowNotes.ts';
import { withTexts } from './told.ts';
import { counted } from './words.ts';

export type { RuleOrder, Solved };

/** A note is text, in which nothing sets off code. */
function plain(note: string): string {
  return note.replaceAll('`', '');
}

/** A note for each, and a label if they are to have one: what the rule says of them now. They are the last rows of the table. */
export function withMadeNotes(
  before: RowNotes,
  { rowCount }: TableState,
  { notes, isMatch }: Solved,
  isLabelled: boolean,
): RowNotes {
  const first = rowCount - notes.length;
  const texts = withTexts(before.texts, new Map(notes.map((note, i) => [first + i, plain(note)])));
  if (!isLabelled) return { ...before, texts };
  const rowsWith = (wanted: boolean) =>
    bitmapOf(
      rowCount,
      isMatch.flatMap((matches, i) => (matches === wanted ? [first + i] : [])),
    );
  return { alert: or(before.alert, rowsWith(true)), benign: or(before.benign, rowsWith(false)), texts };
}

export type PointState = PointReport['state'];

/** A leaf of the rule with what is said of its two points. */
export interface LeafLine {
  readonly clause: Clause;
  /** Of a sequence or sample: which of its filters, from 0. */
  readonly stage: number | null;
  readonly whenTrue: PointReport | null;
  readonly whenFalse: PointReport | null;
}

/** In the order of the rule. */
export function leafLines(clauses: readonly Clause[], points: readonly PointReport[]): readonly LeafLine[] {
  const named = [...new Set(points.map(({ clause }) => clause))].toSorted((a, b) => a - b);
  return named.flatMap((id) => {
    const clause = clauses[id];
    if (clause === undefined) return [];
    const of = (verdict: boolean) => points.find((point) => point.clause === id && point.verdict === verdict) ?? null;
    return [{ clause, stage: stageOf(clauses, clause), whenTrue: of(true), whenFalse: of(false) }];
  });
}

/** Null for a clause of an event query. */
function stageOf(clauses: readonly Clause[], clause: Clause): number | null {
  let at = clause;
  while (at.kind !== 'filter' && at.parent !== null) at = clauses[at.parent]!;
  return at.parent === null ? null : clauses[at.parent]!.children.indexOf(at.id);
}

/** `Stage 2`, `Until`. */
export function stageName(query: Query, stage: number): string {
  if (query.kind === 'event') return '';
  const term = query.stages[stage];
  if (term === undefined) return 'Until';
  return term.missing ? `Stage ${stage + 1}, which must not be` : `Stage ${stage + 1}`;
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

/** Why a condition cannot be shown true or false where it decides; one sentence where both have the same reason. */
export function reasonsOf(...points: readonly (PointReport | null)[]): readonly string[] {
  const told = points.flatMap((point) => (point?.reason ? [{ ...point, reason: point.reason }] : []));
  const [first, second] = told;
  if (first !== undefined && second?.reason === first.reason && second.state === first.state) {
    return [`${first.state === 'impossible' ? 'It never decides' : 'Not found to decide'}: ${first.reason}.`];
  }
  return told.map(({ verdict, state, reason }) => {
    const never = state === 'impossible' ? 'Never' : 'Not found';
    return `${never} ${String(verdict)} where it decides: ${reason}.`;
  });
}
