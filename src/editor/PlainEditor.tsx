/**
 * A text area that shows colours and marks without any library: a transparent `<textarea>` lies over a `<pre>` that
 * draws the same text in the same font and wraps it alike. It is there at first paint, it is what touch screens keep,
 * and it takes texts too big for Monaco (`bare`: without the `<pre>`).
 *
 * Signs stand in the space before their clause, or above it where there is none, and take no room: the two layers must
 * have the same characters in the same places.
 */
import { memo, useEffect, useMemo } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import type { Hover } from './hover.ts';
import type { Colourer } from './colours.ts';
import type { Selection } from './editLog.ts';
import { lineRuns } from './lineRuns.ts';
import type { Paint } from './paint.ts';

export interface PlainEditorProps {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  /** The number of its first line; 1 unless told otherwise. */
  readonly firstLine?: number;
  readonly colourer: Colourer;
  readonly paints: readonly Paint[];
  readonly bare: boolean;
  readonly ariaLabel: string;
  readonly describedBy: string | undefined;
  readonly readOnly: boolean;
  readonly onInput: (text: string, inputType: string, before: Selection, after: Selection) => void;
  /** Hears the offset under the pointer, to the accuracy of a token, and the caret's. */
  readonly hover: Hover;
  readonly onFocus: () => void;
  readonly onSelect: (selection: Selection) => void;
  readonly onEscape: () => void;
}

export function PlainEditor(props: PlainEditorProps) {
  const { area, text, firstLine = 1, colourer, paints, bare, hover, onInput } = props;
  useInput(area, onInput);

  const point = (event: PointerEvent): void => {
    hover.point(bare ? null : offsetUnder(event.clientX, event.clientY, event.currentTarget));
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) props.onEscape();
  };
  return (
    <div className={bare ? 'eql-plain eql-plain-bare' : 'eql-plain'}>
      <div className="eql-plain-layers">
        {bare ? null : <ColouredText text={text} firstLine={firstLine} colourer={colourer} paints={paints} />}
        <textarea
          ref={area}
          className="eql-plain-area"
          aria-label={props.ariaLabel}
          aria-describedby={props.describedBy}
          readOnly={props.readOnly}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          value={text}
          // Edits are taken by the native listener, which knows what kind they are.
          onChange={ignore}
          onKeyDown={escape}
          onPointerMove={point}
          onPointerLeave={() => hover.point(null)}
          onSelect={(event) => {
            const selection = selectionOf(event.currentTarget);
            hover.caret(selection.head);
            props.onSelect(selection);
          }}
          onFocus={props.onFocus}
          onBlur={() => hover.focus(false)}
        />
      </div>
    </div>
  );
}

function ignore(): void {
  // React wants a handler beside a value.
}

export function selectionOf(area: HTMLTextAreaElement): Selection {
  const { selectionStart, selectionEnd, selectionDirection } = area;
  return selectionDirection === 'backward'
    ? { anchor: selectionEnd, head: selectionStart }
    : { anchor: selectionStart, head: selectionEnd };
}

/** Hears edits with the selection before them. */
function useInput(area: RefObject<HTMLTextAreaElement | null>, onInput: PlainEditorProps['onInput']): void {
  useEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    let before = selectionOf(element);
    const hearBefore = (): void => {
      before = selectionOf(element);
    };
    const hear = (event: Event): void => {
      onInput(element.value, event instanceof InputEvent ? event.inputType : '', before, selectionOf(element));
    };
    element.addEventListener('beforeinput', hearBefore);
    element.addEventListener('input', hear);
    return () => {
      element.removeEventListener('beforeinput', hearBefore);
      element.removeEventListener('input', hear);
    };
  }, [area, onInput]);
}

/** The run below the text area at a point of the screen says its offset. */
function offsetUnder(x: number, y: number, area: Element): number | null {
  const layers = area.parentElement;
  for (const element of document.elementsFromPoint(x, y)) {
    if (element instanceof HTMLElement && element.dataset['from'] !== undefined && layers?.contains(element)) {
      return Number(element.dataset['from']);
    }
  }
  return null;
}

interface ColouredTextProps {
  readonly text: string;
  readonly firstLine: number;
  readonly colourer: Colourer;
  readonly paints: readonly Paint[];
}

const ColouredText = memo(function ColouredText({ text, firstLine, colourer, paints }: ColouredTextProps) {
  const lines = useMemo(() => lineRuns(text, colourer, paints), [text, colourer, paints]);
  return (
    <pre className="eql-plain-text" aria-hidden="true" style={{ counterReset: `line ${firstLine - 1}` }}>
      {lines.map((runs, line) => (
        // A line has no name but its number.
        // oxlint-disable-next-line react/no-array-index-key
        <div className="eql-plain-line" key={line}>
          {runs.map((run) => (
            <span key={run.from} data-from={run.from} className={`eql-c-${run.colour} ${run.className}`}>
              {run.signs.map((sign) => (
                <i
                  key={sign.text}
                  className={`${run.hasRoom ? 'eql-beside' : 'eql-raised'} ${sign.className}`}
                  data-sign={sign.text}
                />
              ))}
              {run.text}
            </span>
          ))}
          {'\n'}
        </div>
      ))}
    </pre>
  );
});
