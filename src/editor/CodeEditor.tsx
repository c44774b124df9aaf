/**
 * An editor for one text: the plain text area at once, Monaco when it has come. The text lives in whichever of the two
 * is on; the log of the plain one's edits goes over into Monaco, so nothing typed, and no undo step, is lost.
 */
import {
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { flushSync } from 'react-dom';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import { shiftAll } from './change.ts';
import type { Colourer } from './colours.ts';
import type { Selection } from './editLog.ts';
import { openHover } from './hover.ts';
import { KeysNote, SizeNote } from './notes.tsx';
import { fitsArea, fitsColours, fitsMonaco } from './limits.ts';
import type { AskKnowledge, EditorProps } from './marks.ts';
import type { NormalText } from './normalText.ts';
import { normalSpan, normalText } from './normalText.ts';
import type { Paint } from './paint.ts';
import { onInk, problemPaints } from './paint.ts';
import { PartsEditor } from './PartsEditor.tsx';
import { PlainEditor } from './PlainEditor.tsx';
import { partAt, partsOf } from './textParts.ts';
import { openSession } from './textSession.ts';
import { useMonaco } from './useMonaco.tsx';
import './editor.css';

export interface CodeEditorProps extends EditorProps {
  readonly language: 'eql' | 'json';
  readonly colourer: Colourer;
  readonly ariaLabel: string;
  /** Of `text`, as the paints. */
  readonly problems: readonly Diagnostic[];
  readonly paints: readonly Paint[];
  readonly stale: boolean;
  /** What to say when the pointer rests at an offset. */
  readonly hintAt: (offset: number) => string | null;
  /** What the language service answers from. */
  readonly knowledge?: AskKnowledge | undefined;
  readonly onGoToField?: ((path: string) => void) | undefined;
  /** Of JSON: of the value at an offset. */
  readonly onListValue?: ((offset: number) => void) | undefined;
  /** The offset in `text` under the pointer, else of the caret of the focused editor. */
  readonly onHover: (offset: number | null) => void;
  /** The span that is selected; null for a caret alone. */
  readonly onSelect?: ((span: Span | null) => void) | undefined;
}

export function CodeEditor(props: CodeEditorProps) {
  const { text, document: name, theme, readOnly = false, onChange, onHover, ref } = props;
  const normal = useMemo(() => normalText(text), [text]);
  const host = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [session] = useState(() => openSession(name, normal.text));
  const shown = useSyncExternalStore(session.subscribe, session.text);
  const [hover] = useState(openHover);
  const [isFocused, setFocused] = useState(false);
  const [tabLeaves, setTabLeaves] = useState(false);
  const isLate = useLate(props.stale);
  const noteId = useId();
  const fits = fitsMonaco(shown);
  /** The document that is edited though it is too large. */
  const [forced, setForced] = useState<EditorProps['document']>();
  const isLarge = !fitsArea(shown) && (forced === undefined || forced !== name);
  const parts = useMemo(() => (isLarge ? partsOf(shown) : []), [isLarge, shown]);
  const [partOffset, setPartOffset] = useState(0);
  const select = ({ anchor, head }: Selection): void => {
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)].map((offset) => normal.fromNormal(offset));
    props.onSelect?.(from === undefined || to === undefined || from === to ? null : { from, to });
  };
  const { monaco, hurry } = useMonaco({
    host,
    area,
    fits,
    session,
    setup: { language: props.language, ariaLabel: props.ariaLabel, describedBy: noteId, theme },
    events: {
      hover,
      onEdit: session.edit,
      hintAt: (offset) => props.hintAt(normal.fromNormal(offset)),
      knowledge: async (path) => (await props.knowledge?.(path)) ?? null,
      onGoToField: (path) => props.onGoToField?.(path),
      onListValue: (offset) => props.onListValue?.(normal.fromNormal(offset)),
      onEscape: () => props.onEscape?.(),
      onSelect: select,
      onFocus: setFocused,
      onTabLeaves: setTabLeaves,
    },
  });
  useLayoutEffect(() => session.receive(name, normal.text), [session, name, normal.text]);
  useLayoutEffect(() => session.listen(onChange), [session, onChange]);

  const problems = useMemo(() => moved(normal, props.problems, shown), [normal, props.problems, shown]);
  const paints = useMemo(() => {
    const given = props.paints.map((paint) => normalSpan(normal, paint));
    return onInk(shiftAll(given, normal.text, shown), shown);
  }, [normal, props.paints, shown]);
  const plainPaints = useMemo(
    () => (monaco ? [] : [...paints, ...problemPaints(problems, shown)]),
    [monaco, paints, problems, shown],
  );
  useLayoutEffect(() => monaco?.setPaints(paints), [monaco, paints]);
  useLayoutEffect(() => monaco?.setProblems(problems), [monaco, problems]);
  useLayoutEffect(() => monaco?.setTheme(theme), [monaco, theme]);
  useLayoutEffect(() => monaco?.setReadOnly(readOnly), [monaco, readOnly]);
  // Before the listener goes: what was hovered is hovered no more.
  useEffect(() => hover.leave, [hover]);
  useEffect(
    () => hover.listen((offset) => onHover(offset === null ? null : normal.fromNormal(offset))),
    [hover, onHover, normal],
  );
  /** Where an offset of the text is in what the text area shows. */
  const startOfPart = (offset: number): number => {
    if (!isLarge) return 0;
    flushSync(() => setPartOffset(offset));
    return parts[partAt(parts, offset)]?.from ?? 0;
  };
  useImperativeHandle(ref, () => ({
    settle: () => session.receive(name, normal.text),
    focus: () => (monaco ? monaco.focus() : area.current?.focus()),
    reveal(span: Span) {
      const here = normalSpan(normal, span);
      if (monaco) return monaco.reveal(here);
      const start = startOfPart(here.from);
      area.current?.focus();
      return area.current?.setSelectionRange(here.from - start, here.to - start);
    },
    show(span: Span) {
      const here = normalSpan(normal, span);
      if (monaco) return monaco.show(here);
      const start = startOfPart(here.from);
      return area.current === null ? undefined : scrollTo(area.current, here.from - start);
    },
  }));

  return (
    <div className="eql-editor" data-theme={theme} data-stale={isLate}>
      <div className="eql-monaco" ref={host} inert={!monaco} />
      {monaco || isLarge ? null : (
        <PlainEditor
          area={area}
          text={shown}
          colourer={props.colourer}
          paints={plainPaints}
          bare={!fitsColours(shown)}
          ariaLabel={props.ariaLabel}
          describedBy={fits ? undefined : noteId}
          readOnly={readOnly}
          onInput={session.type}
          hover={hover}
          onFocus={hurry}
          onSelect={select}
          onEscape={() => props.onEscape?.()}
        />
      )}
      {isLarge ? (
        <PartsEditor
          area={area}
          text={shown}
          parts={parts}
          at={partOffset}
          onAt={setPartOffset}
          onEdit={readOnly || name === undefined ? null : () => setForced(name)}
          colourer={props.colourer}
          paints={plainPaints}
          ariaLabel={props.ariaLabel}
          noteId={noteId}
          hover={hover}
          onSelect={select}
          onEscape={() => props.onEscape?.()}
        />
      ) : null}
      {fits || isLarge ? null : <SizeNote id={noteId} length={shown.length} />}
      {monaco && !readOnly ? <KeysNote id={noteId} isShown={isFocused} tabLeaves={tabLeaves} /> : null}
    </div>
  );
}

/** Problems of the given text, placed in the text that is shown. */
function moved(normal: NormalText, problems: readonly Diagnostic[], shown: string): readonly Diagnostic[] {
  return problems.flatMap((problem) => {
    if (!problem.span) return [problem];
    const [span] = shiftAll([normalSpan(normal, problem.span)], normal.text, shown);
    return span ? [{ ...problem, span }] : [];
  });
}

/** Stale for long enough to be worth showing: verdicts that come within a blink must not flicker. */
function useLate(stale: boolean): boolean {
  const BLINK = 150;
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(stale), stale ? BLINK : 0);
    return () => clearTimeout(timer);
  }, [stale]);
  return stale && isLate;
}

/** Brings the line of an offset into view; lines that wrap make it a little off. */
function scrollTo(area: HTMLTextAreaElement, offset: number): void {
  const scroller = area.closest('.eql-plain');
  if (scroller === null) return;
  const lineOf = (end: number): number => area.value.slice(0, end).split('\n').length;
  const top = (lineOf(offset) / lineOf(area.value.length)) * scroller.scrollHeight;
  const isInView = top > scroller.scrollTop && top < scroller.scrollTop + scroller.clientHeight;
  if (!isInView) scroller.scrollTop = top - scroller.clientHeight / 2;
}
