import { useMemo, useState } from 'react';
import { hasBit } from '../../app/rows.ts';
import type { Storyline } from '../../worker/protocol.ts';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';

/**
 * The storyline of the last run; of an older one until its own is there. A selected event that a bounded picture leaves
 * out is asked for.
 */
export function useStoryline(): { readonly line: Storyline; readonly isCurrent: boolean } | null {
  const { storyline } = useActions();
  const verdicts = useApp((state) => state.verdicts);
  const selected = useApp((state) => state.selected);
  const [around, setAround] = useState<number | null>(null);
  const answered = useAnswer(storyline, around, verdicts);
  const answer = answered?.answer;
  const line = answer?.line;

  const shown = useMemo(() => new Set(line?.lanes.flatMap(({ marks }) => marks.map(({ row }) => row))), [line]);
  const isBounded =
    line !== undefined &&
    (line.laneCount > line.lanes.length || line.lanes.some(({ marks, markCount }) => markCount > marks.length));
  const isWanted =
    isBounded &&
    selected !== null &&
    !shown.has(selected) &&
    line.filters.some(({ clause }) => {
      const rows = verdicts?.evidence.clauses[clause]?.true;
      return rows !== undefined && hasBit(rows, selected);
    });
  if (isWanted && around !== selected) setAround(selected);

  if (answer === undefined) return null;
  return { line: answer.line, isCurrent: answer.run === verdicts?.evidence.run };
}
