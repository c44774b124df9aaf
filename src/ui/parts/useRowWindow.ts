import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { RefObject } from 'react';
import type { ListPlace, ListShape, RowWindow } from './rowWindow.ts';
import { bringIntoSight, follow, heightOf, placeAt, topOf, windowAt } from './rowWindow.ts';

/** Rows drawn beyond the screen on either side. */
const AROUND = 12;

interface RowWindowOptions {
  readonly count: number;
  readonly rowHeight: number;
  /** Of a heading that stays at the top of the scroller. */
  readonly headHeight: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** A place that stays in the page wherever the list is scrolled to, because it may hold the focus. */
  readonly keep: number;
}

export interface ScrolledRows extends RowWindow {
  /** The height of the window is known. */
  readonly isMeasured: boolean;
  /** Of the element that the rows lie in. */
  readonly height: number;
  topOf(place: number): number;
  scrollTo(place: number): void;
}

/** Rows of one height, of which only those near the screen are in the page. */
export function useRowWindow({ count, rowHeight, headHeight, scroller, keep }: RowWindowOptions): ScrolledRows {
  const [viewport, setViewport] = useState(0);
  const [place, setPlace] = useState<ListPlace>({ scrollTop: 0, offset: 0 });
  const shape = useMemo<ListShape>(() => ({ count, rowHeight, viewport }), [count, rowHeight, viewport]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => setViewport(Math.max(0, element.clientHeight - headHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, headHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const hear = () =>
      setPlace((before) => {
        // Where the list put the bar itself the rows are right; browsers round it to parts of a pixel.
        if (Math.abs(element.scrollTop - before.scrollTop) < 1) return before;
        return follow(shape, before, element.scrollTop);
      });
    element.addEventListener('scroll', hear, { passive: true });
    return () => element.removeEventListener('scroll', hear);
  }, [scroller, shape]);

  // A list that became shorter, or a window that became higher.
  const held = useMemo(() => {
    const limit = placeAt(shape, place.offset);
    return limit.offset === place.offset ? place : limit;
  }, [shape, place]);

  const scrollTo = (target: number) => {
    const next = viewport === 0 ? null : bringIntoSight(shape, held, target);
    if (next === null) return;
    setPlace(next);
    scroller.current?.scrollTo({ top: next.scrollTop });
  };

  const shown = useMemo(() => windowAt(shape, held, AROUND, keep), [shape, held, keep]);
  return {
    ...shown,
    isMeasured: viewport > 0,
    height: heightOf(shape),
    topOf: (index) => topOf(shape, held, index),
    scrollTo,
  };
}
