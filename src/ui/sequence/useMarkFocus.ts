/** The keyboard in the picture: one mark can be reached by Tab, the arrow keys lead from it to the others. */
import {
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type LaneLayout, MARGIN, trackMiddle } from './laneLayout.ts';

export interface MarkPlace {
  readonly lane: number;
  readonly mark: number;
}

interface Picture {
  readonly layouts: readonly LaneLayout[];
  /** Of the lanes, below the axis, and where the last one ends. */
  readonly tops: readonly number[];
  readonly scroller: RefObject<HTMLElement | null>;
  /** Width of the keys, which cover the left of the window. */
  readonly label: number;
  /** Height of a key above its lane. */
  readonly above: number;
  /** Height of the axis, which covers the top. */
  readonly axis: number;
  readonly selected: number | null;
}

/** Where one went, and which event was selected then. */
interface Visit {
  readonly place: MarkPlace;
  readonly selected: number | null;
}

export function useMarkFocus({ layouts, tops, scroller, label, above, axis, selected }: Picture) {
  const [visit, setVisit] = useState<Visit>({ place: { lane: 0, mark: 0 }, selected: null });
  const isMoving = useRef(false);
  const active = useMemo(() => activePlace(visit, selected, layouts), [visit, selected, layouts]);

  const show = useEffectEvent(({ lane, mark }: MarkPlace) => {
    const element = scroller.current;
    const found = layouts[lane]?.marks[mark];
    if (element === null || found === undefined) return;
    const x = found.x - MARGIN;
    const y = tops[lane]! + above + trackMiddle(found.track);
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = element;
    const room = { x: clientWidth - label - 2 * MARGIN, y: clientHeight - axis - 2 * MARGIN };
    const isAcross = x >= scrollLeft && x <= scrollLeft + room.x;
    const up = y - 2 * MARGIN - above;
    const down = y - room.y;
    element.scrollTo({
      left: isAcross ? scrollLeft : x - room.x / 2,
      top: Math.max(down, Math.min(up, scrollTop)),
    });
  });

  // After every drawing, since a lane that was out of view is drawn only when the window has followed.
  useLayoutEffect(() => {
    if (!isMoving.current) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-mark="${active.lane} ${active.mark}"]`);
    if (!element) return;
    isMoving.current = false;
    element.focus({ preventScroll: true });
  });

  // The selected event comes into view, wherever it was selected; the focus stays where it is.
  const { lane, mark } = active;
  useEffect(() => show({ lane, mark }), [lane, mark, selected]);

  const moveTo = (place: MarkPlace) => {
    isMoving.current = true;
    setVisit({ place, selected });
  };

  const onKey = (key: string): boolean => {
    const count = layouts[lane]?.marks.length ?? 0;
    const x = layouts[lane]?.marks[mark]?.x ?? 0;
    const toLane = (next: number) => {
      const to = Math.min(layouts.length - 1, Math.max(0, next));
      if (to !== lane) moveTo({ lane: to, mark: nearest(layouts[to]!, x) });
    };
    const moves: Record<string, () => void> = {
      ArrowRight: () => moveTo({ lane, mark: Math.min(count - 1, mark + 1) }),
      ArrowLeft: () => moveTo({ lane, mark: Math.max(0, mark - 1) }),
      Home: () => moveTo({ lane, mark: 0 }),
      End: () => moveTo({ lane, mark: count - 1 }),
      ArrowDown: () => toLane(lane + 1),
      ArrowUp: () => toLane(lane - 1),
      PageDown: () => toLane(lane + 5),
      PageUp: () => toLane(lane - 5),
    };
    moves[key]?.();
    return moves[key] !== undefined;
  };

  const onFocus = useCallback(
    (to: number, at: number) => setVisit({ place: { lane: to, mark: at }, selected }),
    [selected],
  );
  return { active, onKey, onFocus };
}

/** Where one went last; when another event was selected since, where that stands. */
function activePlace(
  { place, selected: before }: Visit,
  selected: number | null,
  layouts: readonly LaneLayout[],
): MarkPlace {
  const visited = clamped(place, layouts);
  if (selected === before || selected === null) return visited;
  const isThere = layouts[visited.lane]?.marks[visited.mark]?.rows.includes(selected) === true;
  return isThere ? visited : (placeOf(selected, layouts) ?? visited);
}

function clamped({ lane, mark }: MarkPlace, layouts: readonly LaneLayout[]): MarkPlace {
  const at = Math.max(0, Math.min(lane, layouts.length - 1));
  return { lane: at, mark: Math.max(0, Math.min(mark, (layouts[at]?.marks.length ?? 0) - 1)) };
}

function placeOf(row: number, layouts: readonly LaneLayout[]): MarkPlace | null {
  for (const [lane, { marks }] of layouts.entries()) {
    const mark = marks.findIndex(({ rows, look }) => look !== 'ghost' && rows.includes(row));
    if (mark >= 0) return { lane, mark };
  }
  return null;
}

/** The mark of a lane that is nearest to a place. */
function nearest({ marks }: LaneLayout, x: number): number {
  let best = 0;
  for (const [i, mark] of marks.entries()) if (Math.abs(mark.x - x) < Math.abs(marks[best]!.x - x)) best = i;
  return best;
}
