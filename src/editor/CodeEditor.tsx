/**
 * An editor for one text: the plain text area at once, Monaco when it has come. The text lives in whichever of the two
 * is on; the log of the plain one's edits goes over into Monaco, so nothing typed, and no undo step, is lost.
 */
import { useCallback, useEffect, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import { shiftAll } from './change.ts';
import type { Colourer } from './colours.ts';
import type { EditLog, Selection } from './editLog.ts';
import { openLog, record } from './editLog.ts';
import type { Echo } from './echo.ts';
import { openEcho } from './echo.ts';
import { fitsColours, fitsMonaco } from './limits.ts';
import { openHover } from './hover.ts';
import type { EditorProps } from './marks.ts';
import { normalSpan, normalText } from './normalText.ts';
import type { Paint } from './paint.ts';
import { problemPaints } from './paint.ts';
import { PlainEditor } from './PlainEditor.tsx';
import './editor.css';

export interface CodeEditorProps extends EditorProps {
  readonly language: 'eql' | 'json';
  readonly colourer: Colourer;
  readonly ariaLabel: string;
  readonly problems: readonly Diagnostic[];
  readonly paints: readonly Paint[];
  /** The text that the paints point into. */
  readonly paintedText: string;
  readonly stale: boolean;
  /** What to say when the pointer rests at an offset. */
  readonly hintAt: (offset: number) => string | null;
  /** The offset in `text` under the pointer, else of the caret of the focused editor. */
  readonly onHover: (offset: number | null) => void;
}

/** What changes with every key and must not wait for a render. */
interface Session {
  document: string | number | undefined;
  log: EditLog;
  echo: Echo;
}

export function CodeEditor(props: CodeEditorProps) {
  const { text, onChange, document: name, paints, paintedText, problems, onHover, onEscape, ref } = props;
  const normal = useMemo(() => normalText(text), [text]);
  const area = useRef<HTMLTextAreaElement>(null);
  const session = useRef<Session>({ document: name, log: openLog(normal.text), echo: openEcho() });
  const [shown, setShown] = useState(normal.text);
  const hintId = useId();

  useLayoutEffect(() => {
    const now = session.current;
    const sameDocument = now.document === name;
    if (sameDocument && (now.log.text === normal.text || now.echo.isEcho(normal.text))) return;
    now.document = name;
    if (sameDocument && name !== undefined) {
      const end = { anchor: normal.text.length, head: normal.text.length };
      now.log = record(now.log, normal.text, '', end, end);
    } else {
      now.log = openLog(normal.text);
      now.echo = openEcho();
    }
    setShown(normal.text);
  }, [name, normal.text]);

  const input = useCallback(
    (edited: string, inputType: string, before: Selection, after: Selection) => {
      const now = session.current;
      if (edited === now.log.text) return;
      now.log = record(now.log, edited, inputType, before, after);
      now.echo.sent(edited);
      setShown(edited);
      onChange(edited);
    },
    [onChange],
  );

  const [hover] = useState(openHover);
  useEffect(
    () => hover.listen((offset) => onHover(offset === null ? null : normal.fromNormal(offset))),
    [hover, onHover, normal],
  );
  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus(),
    reveal(span: Span) {
      const { from, to } = normalSpan(normal, span);
      area.current?.focus();
      area.current?.setSelectionRange(from, to);
    },
  }));

  const shownPaints = useMemo(() => {
    const painted = normalText(paintedText);
    const moved = shiftAll(
      paints.map((paint) => normalSpan(painted, paint)),
      painted.text,
      shown,
    );
    const inNormal = problems.map((problem) =>
      problem.span ? { ...problem, span: normalSpan(normal, problem.span) } : problem,
    );
    return [...moved, ...problemPaints(inNormal, shown)];
  }, [paints, paintedText, problems, normal, shown]);

  const isBig = !fitsMonaco(shown);
  return (
    <div className="eql-editor" data-theme={props.theme} data-stale={props.stale}>
      <PlainEditor
        area={area}
        text={shown}
        colourer={props.colourer}
        paints={shownPaints}
        bare={!fitsColours(shown)}
        ariaLabel={props.ariaLabel}
        describedBy={isBig ? hintId : undefined}
        readOnly={props.readOnly ?? false}
        onInput={input}
        hover={hover}
        onEscape={() => onEscape?.()}
      />
      {isBig ? (
        <p className="eql-note" id={hintId}>
          A big text ({Math.round(shown.length / 1000)} KB): shown plain, without colours and marks.
        </p>
      ) : null}
    </div>
  );
}
