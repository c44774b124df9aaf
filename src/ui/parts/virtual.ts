import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { ReactVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect } from 'react';
import type { RefObject } from 'react';

interface VirtualRowsOptions {
  readonly count: number;
  readonly rowHeight: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** A place that stays in the page wherever the list is scrolled to, because it may hold the focus. */
  readonly keep: number;
}

export type VirtualRows = ReactVirtualizer<HTMLElement, HTMLElement>;

/** Rows of one height, of which only those near the screen are in the page. */
export function useVirtualRows({ count, rowHeight, scroller, keep }: VirtualRowsOptions): VirtualRows {
  const virtual = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    rangeExtractor: (range) => {
      const places = defaultRangeExtractor(range);
      if (keep < 0 || keep >= count || places.includes(keep)) return places;
      return keep < (places[0] ?? 0) ? [keep, ...places] : [...places, keep];
    },
  });
  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight]);
  return virtual;
}
