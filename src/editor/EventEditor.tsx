/** The selected event as JSON, with the values boxed that made clauses true. */
import { useMemo } from 'react';
import { shiftAll } from './change.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { colourJson } from './jsonColours.ts';
import type { EventEditorProps } from './marks.ts';
import { eventPaints } from './paint.ts';
import { useTracked } from './useTracked.tsx';

const noHint = (): null => null;
const noHover = (): void => {
  // Nobody asked.
};

export function EventEditor(props: EventEditorProps) {
  const {
    witnesses,
    reads,
    obstacles,
    markedText = props.text,
    stale = false,
    ariaLabel = 'Event JSON',
    ...rest
  } = props;
  const given = useMemo(() => eventPaints(witnesses, reads, obstacles), [witnesses, reads, obstacles]);
  const paints = useTracked(given, markedText, props.text, shiftAll);
  return (
    <CodeEditor
      {...rest}
      language="json"
      colourer={colourJson}
      ariaLabel={ariaLabel}
      paints={paints}
      stale={stale}
      hintAt={noHint}
      onHover={props.onHoverPath ?? noHover}
    />
  );
}
