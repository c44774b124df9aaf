/**
 * A text that no editor takes: read-only, one part at a time, drawn by the plain text area. What is asked for by its offset in
 * the whole text is shown in its part.
 */
import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import type { Colourer } from './colours.ts';
import type { Selection } from './editLog.ts';
import type { Hover } from './hover.ts';
import { fitsColours } from './limits.ts';
import type { Paint } from './paint.ts';
import { PlainEditor } from './PlainEditor.tsx';
import { type Part, partAt } from './textParts.ts';

export interface PartsEditorProps {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly parts: readonly Part[];
  /** The part that holds this offset is shown. */
  readonly at: number;
  readonly onAt: (offset: number) => void;
  /** The person wants to edit it all the same. Null where nothing can be edited. */
  readonly onEdit: (() => void) | null;
  readonly colourer: Colourer;
  readonly paints: readonly Paint[];
  readonly ariaLabel: string;
  readonly noteId: string;
  /** Of the whole text. */
  readonly hover: Hover;
  readonly onSelect: (selection: Selection) => void;
  readonly onEscape: () => void;
}

const nothing = (): void => {
  // It is read-only, and no other editor will come.
};

export function PartsEditor(props: PartsEditorProps) {
  const { area, text, parts, at, onAt, hover, paints } = props;
  const place = partAt(parts, at);
  const { from, to, line } = parts[place]!;
  const shown = useMemo(() => text.slice(from, to), [text, from, to]);
  const here = useMemo(
    () =>
      paints
        .filter((paint) => paint.from < to && paint.to > from)
        .map((paint) => ({ ...paint, from: Math.max(0, paint.from - from), to: paint.to - from })),
    [paints, from, to],
  );
  const shifted = useMemo<Hover>(
    () => ({
      ...hover,
      point: (offset) => hover.point(offset === null ? null : offset + from),
      caret: (offset) => hover.caret(offset + from),
    }),
    [hover, from],
  );
  const scrolledFor = useRef(from);
  useLayoutEffect(() => {
    // At first it is at its top, and to ask would make the browser lay out the page at once.
    if (scrolledFor.current !== from) area.current?.closest('.eql-plain')?.scrollTo(0, 0);
    scrolledFor.current = from;
  }, [area, from]);
  const size = `${number(Math.ceil(text.length / 1000))} KB`;
  const go = (step: number): void => onAt(parts[place + step]?.from ?? from);
  return (
    <div className="eql-parts">
      <PlainEditor
        area={area}
        text={shown}
        firstLine={line}
        colourer={props.colourer}
        paints={here}
        bare={!fitsColours(shown)}
        ariaLabel={props.ariaLabel}
        describedBy={props.noteId}
        readOnly
        onInput={nothing}
        hover={shifted}
        onFocus={nothing}
        onSelect={({ anchor, head }) => props.onSelect({ anchor: anchor + from, head: head + from })}
        onEscape={props.onEscape}
      />
      <div className="eql-pager">
        <button type="button" aria-label="Previous part" disabled={place === 0} onClick={() => go(-1)}>
          Previous
        </button>
        <button type="button" aria-label="Next part" disabled={place === parts.length - 1} onClick={() => go(1)}>
          Next
        </button>
        <p id={props.noteId}>
          Part {number(place + 1)} of {number(parts.length)}, from line {number(line)}. {size} are too much to edit.
        </p>
        {props.onEdit !== null && (
          <button type="button" onClick={props.onEdit}>
            Edit slowly
          </button>
        )}
      </div>
    </div>
  );
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
