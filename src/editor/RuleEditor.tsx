/** The EQL rule, with each clause's verdict on the selected event in its own text. */
import { useCallback, useMemo, useRef } from 'react';
import { CodeEditor } from './CodeEditor.tsx';
import { colourEql } from './eqlColours.ts';
import type { RuleEditorProps } from './marks.ts';
import { clauseAt, clausePaints, shiftMarks } from './paint.ts';
import { useTracked } from './useTracked.tsx';

export function RuleEditor(props: RuleEditorProps) {
  const { hoverClause, onHoverClause, diagnostics, ariaLabel = 'EQL rule', ...rest } = props;
  const marks = useTracked(props.marks, props.markedText, props.text, shiftMarks);
  const paints = useMemo(() => clausePaints(marks, hoverClause), [marks, hoverClause]);
  const told = useRef<number | null>(null);
  const hover = useCallback(
    (offset: number | null) => {
      const clause = offset === null ? null : (clauseAt(marks, offset)?.clause ?? null);
      if (clause === told.current) return;
      told.current = clause;
      onHoverClause(clause);
    },
    [marks, onHoverClause],
  );
  const hintAt = useCallback((offset: number) => clauseAt(marks, offset)?.hint ?? null, [marks]);
  return (
    <CodeEditor
      {...rest}
      language="eql"
      colourer={colourEql}
      ariaLabel={ariaLabel}
      problems={diagnostics}
      paints={paints}
      hintAt={hintAt}
      onHover={hover}
    />
  );
}
