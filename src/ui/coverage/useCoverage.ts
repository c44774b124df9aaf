/** What the events exercise under the last run, with what the solver knows of the rule. */
import { useEffect, useMemo, useState } from 'react';
import { BOUNDS_ORDER, type Bounds, type CoverageMeter, meterOf } from '../../app/coverage.ts';
import type { Analysis } from '../../app/state.ts';
import type { RunCoverage } from '../../worker/protocol.ts';
import { useAnswer } from '../useAnswer.ts';
import { useActions, useApp } from '../useApp.ts';
import { useSolved } from '../useSolved.ts';

/** Nothing is proved while somebody types. */
const SETTLED_AFTER = 400;

export interface ShownCoverage {
  readonly meter: CoverageMeter;
  /** Of the run that it is of. */
  readonly analysis: Analysis;
  /** Whether it is known what cannot be covered. */
  readonly isBounded: boolean;
}

/** Of an older run until that of the last one is there; null before the first. */
export function useCoverage(): ShownCoverage | null {
  const { coverage } = useActions();
  const verdicts = useApp((state) => state.verdicts);
  const answered = useAnswer(coverage, null, verdicts);
  const [shown, setShown] = useState<{ readonly coverage: RunCoverage; readonly analysis: Analysis } | null>(null);
  const answer = answered?.answer;
  if (answer !== undefined && verdicts?.evidence.run === answer.run && shown?.coverage !== answer) {
    setShown({ coverage: answer, analysis: verdicts.analysis });
  }
  const bounds = useBounds(shown?.analysis.text ?? null);
  return useMemo(() => {
    if (shown === null) return null;
    const { clauses, query } = shown.analysis;
    const meter = meterOf(shown.coverage, clauses, query, bounds);
    return { meter, analysis: shown.analysis, isBounded: bounds !== null };
  }, [shown, bounds]);
}

/** Null until they are known, and for a rule that is not the one in hand any more. */
function useBounds(text: string | null): Bounds | null {
  const query = useApp((state) => state.rule.query);
  const schema = useApp((state) => state.schema);
  const question = useMemo(() => ({ query, schema }), [query, schema]);
  const settled = useSettled(question, SETTLED_AFTER);
  const isAsked = settled === question && text === query;
  const { solving } = useSolved(isAsked ? BOUNDS_ORDER : null, question);
  return isAsked && solving.kind === 'solved' ? solving.solved : null;
}

/** The value once it has stayed the same for some milliseconds; the one before until then. */
function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
