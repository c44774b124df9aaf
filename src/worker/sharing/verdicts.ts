/**
 * Do two sets of events, row by row, have the same verdicts? The proof behind "slim" and "redacted": the rule is run over
 * both, and every clause is compared on every row.
 */
import { type Bitmap, emptyBitmap, or, rowsOf, xor } from '../../eql/index.ts';
import type { ClauseEvidence, RunEvidence, TableState } from '../protocol.ts';

/** A run and the table that it was made on. */
export interface Judgement {
  readonly table: Pick<TableState, 'rowCount' | 'live' | 'invalid'>;
  readonly evidence: RunEvidence;
}

export interface Difference {
  /** Number of the clause; null where not a clause but the whole differs: what is valid, returned or wrong with the rule. */
  readonly clause: number | null;
  /** Name of the exception that fits other events. */
  readonly exception?: string;
  readonly rows: readonly number[];
}

/** Leaves and groups that differ, each with its rows; empty when every verdict is the same. */
export function differences(before: Judgement, after: Judgement): readonly Difference[] {
  const rowCount = before.table.rowCount;
  const none = emptyBitmap(rowCount);
  const found: Difference[] = [];
  const compare = (
    clause: number | null,
    pairs: readonly (readonly [Bitmap | undefined, Bitmap | undefined])[],
    exception?: string,
  ): void => {
    const differing = pairs.map(([a = none, b = none]) => xor(a, b));
    const rows = [...rowsOf(differing.reduce(or, none))];
    if (rows.length > 0) found.push({ clause, rows, ...(exception !== undefined && { exception }) });
  };
  for (let clause = 0; clause < Math.max(before.evidence.clauses.length, after.evidence.clauses.length); clause++) {
    compare(clause, pairsOf(before.evidence.clauses[clause], after.evidence.clauses[clause]));
  }
  for (const [i, { name, rows }] of before.evidence.exceptions.entries()) {
    compare(null, [[rows, after.evidence.exceptions[i]?.rows]], name);
  }
  compare(null, [
    [before.table.live, after.table.live],
    [before.table.invalid, after.table.invalid],
    [before.evidence.matches, after.evidence.matches],
    [before.evidence.errors, after.evidence.errors],
    [before.evidence.partial, after.evidence.partial],
    [before.evidence.removed, after.evidence.removed],
    [before.evidence.returned, after.evidence.returned],
  ]);
  if (found.length === 0 && !saysTheSame(before, after)) found.push({ clause: null, rows: [] });
  return found;
}

function pairsOf(
  a: ClauseEvidence | undefined,
  b: ClauseEvidence | undefined,
): readonly (readonly [Bitmap | undefined, Bitmap | undefined])[] {
  return [
    [a?.true, b?.true],
    [a?.missing, b?.missing],
    [a?.error, b?.error],
  ];
}

/** What is said of the rule, apart from the values that a message quotes. */
function saysTheSame(before: Judgement, after: Judgement): boolean {
  const said = ({ evidence }: Judgement): string =>
    JSON.stringify([
      evidence.joinedCount,
      evidence.diagnostics.map(({ code, severity, span }) => [code, severity, span ?? null]),
    ]);
  return said(before) === said(after);
}
