/**
 * Paints as Monaco's decorations. Only what differs is changed: a sign takes room in its line, so each one that comes or
 * goes has Monaco break the line anew, and while a person types nearly all of them stay, moved by Monaco itself.
 */
import type { Span } from '../text/span.ts';
import { editor, Range } from './monaco.ts';
import type { Paint } from './paint.ts';

type Decoration = editor.IModelDeltaDecoration;

/** Makes a model show these paints, and none that it showed before. */
export function openPainter(): (model: editor.ITextModel, paints: readonly Paint[]) => void {
  let painted: editor.ITextModel | null = null;
  /** How each decoration looks, by its id. */
  let looks = new Map<string, string>();

  return (model, paints) => {
    if (painted !== model) looks = new Map();
    painted = model;
    const wanted = new Map<string, Decoration>();
    for (const paint of paints) {
      for (const decoration of decorations(model, paint)) {
        wanted.set(keyOf(decoration.range, lookOf(decoration)), decoration);
      }
    }
    const gone: string[] = [];
    for (const [id, look] of looks) {
      const range = model.getDecorationRange(id);
      if (range && wanted.delete(keyOf(range, look))) continue;
      gone.push(id);
      looks.delete(id);
    }
    if (gone.length === 0 && wanted.size === 0) return;
    const added = [...wanted.values()];
    const ids = model.deltaDecorations(gone, added);
    for (const [i, decoration] of added.entries()) looks.set(ids[i] ?? '', lookOf(decoration));
  };
}

/**
 * A paint's line and background, its sign and its note: apart, so that the signs stay where the clause is hovered or
 * grows.
 */
function decorations(model: editor.ITextModel, { from, to, className, sign, note }: Paint): Decoration[] {
  const stickiness = editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges;
  const all: Decoration[] = [
    { range: rangeIn(model, { from, to }), options: { stickiness, inlineClassName: className } },
  ];
  if (sign)
    all.push({ range: rangeIn(model, { from, to: from + 1 }), options: { stickiness, before: injected(sign) } });
  if (note) all.push({ range: rangeIn(model, { from: to - 1, to }), options: { stickiness, after: injected(note) } });
  return all;
}

function injected({ text, className }: NonNullable<Paint['sign']>): editor.InjectedTextOptions {
  return {
    content: text,
    inlineClassName: className,
    inlineClassNameAffectsLetterSpacing: true,
    cursorStops: editor.InjectedTextCursorStops.None,
  };
}

function lookOf({ options }: Decoration): string {
  const text = options.before ?? options.after;
  return options.inlineClassName ?? `${text?.content} ${text?.inlineClassName}`;
}

function keyOf(
  { startLineNumber, startColumn, endLineNumber, endColumn }: editor.IModelDeltaDecoration['range'],
  look: string,
): string {
  return `${startLineNumber}:${startColumn}-${endLineNumber}:${endColumn} ${look}`;
}

export function rangeIn(model: editor.ITextModel, { from, to }: Span): Range {
  return Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
}
