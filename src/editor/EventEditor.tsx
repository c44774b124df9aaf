/** The selected event as JSON, with the values boxed that made clauses true. */
import { useMemo } from 'react';
import { CodeEditor } from './CodeEditor.tsx';
import { colourJson } from './jsonColours.ts';
import type { EventEditorProps } from './marks.ts';
import { eventPaints } from './paint.ts';

const noHint = (): null => null;
const noHover = (): void => {
  // Nobody asked.
};

export function EventEditor(props: EventEditorProps) {
  const { witnesses, reads, markedText = props.text, stale = false, ariaLabel = 'Event JSON', ...rest } = props;
  const paints = useMemo(() => eventPaints(witnesses, reads), [witnesses, reads]);
  return (
    <CodeEditor
      {...rest}
      language="json"
      colourer={colourJson}
      ariaLabel={ariaLabel}
      paints={paints}
      paintedText={markedText}
      stale={stale}
      hintAt={noHint}
      onHover={props.onHoverPath ?? noHover}
    />
  );
}
