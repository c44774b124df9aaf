import { type RefObject, useEffect, useRef } from 'react';
import type { EditorHandle } from '../../editor/marks.ts';
import type { Span } from '../../text/span.ts';
import type { Inspection } from '../../worker/protocol.ts';

/**
 * An event is long and what decides its verdict often far down. When an event is selected, the value that decides is
 * brought into view; when a clause is hovered, what it reads is. Never while a person types in the event.
 */
export function useShownPlace(
  editor: RefObject<EditorHandle | null>,
  inspection: Inspection,
  reads: readonly Span[],
  isOfSelected: boolean,
): void {
  const shownRow = useRef<number | null>(null);
  const [hovered] = reads;

  useEffect(() => {
    if (!isOfSelected || shownRow.current === inspection.row || inspection.clauses.length === 0) return;
    shownRow.current = inspection.row;
    const place = decidingPlace(inspection);
    if (place !== null) editor.current?.show(place);
  }, [editor, inspection, isOfSelected]);

  useEffect(() => {
    if (hovered !== undefined) editor.current?.show(hovered);
  }, [editor, hovered]);
}

/** Of the last leaf that decides and reads a value that is there: the value that made it true, or the first it read. */
function decidingPlace({ clauses, deciding }: Inspection): Span | null {
  for (const leaf of deciding.toReversed()) {
    const clause = clauses[leaf];
    const place = clause?.witnesses[0] ?? clause?.reads.flatMap(({ spans }) => spans)[0];
    if (place !== undefined) return place;
  }
  return null;
}
