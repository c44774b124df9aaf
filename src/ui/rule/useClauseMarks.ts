import { useMemo } from 'react';
import type { ClauseMark } from '../../editor/marks.ts';
import { clauseHint, clauseVerdict, currentInspection, shownRow, tintedClauses } from '../clauses/clauseVerdict.ts';
import { useApp } from '../useApp.ts';
import { number } from '../words.ts';

/**
 * The verdict of each clause on the selected event, as marks in the text that the last run was of; with `counts`, in how
 * many events it is true.
 */
export function useClauseMarks(counts: boolean): readonly ClauseMark[] {
  const verdicts = useApp((state) => state.verdicts);
  const selected = useApp((state) => state.selected);
  const inspection = useApp((state) => state.inspection);
  const invalid = useApp((state) => state.invalid);

  return useMemo(() => {
    if (verdicts === null) return [];
    const { evidence, analysis } = verdicts;
    const row = shownRow({ selected, inspection, verdicts, invalid });
    const current = currentInspection({ selected, inspection, verdicts, invalid });
    const tinted = tintedClauses(analysis.clauses, current);
    const marks: ClauseMark[] = [];
    for (const clause of analysis.clauses) {
      const of = evidence.clauses[clause.id];
      const verdict = clauseVerdict(of, row);
      if (verdict === 'none' || clause.kind === 'filter') continue;
      const inspected = current?.clauses[clause.id];
      marks.push({
        clause: clause.id,
        span: clause.span,
        verdict,
        deciding: tinted.has(clause.id),
        entries: inspected?.entries ?? [],
        ...(counts && of !== undefined && { count: `${number(of.counts.true)}/${number(evidence.liveCount)}` }),
        hint: clauseHint(
          { clause, verdict, evidence: of, events: evidence.liveCount, inspection: inspected },
          analysis.clauses,
        ),
      });
    }
    return marks;
  }, [verdicts, selected, inspection, invalid, counts]);
}
