/** How a scrolling list follows its own size. */
import { useLayoutEffect, useRef, useState } from 'react';

/** The width of an element in pixels, now and whenever it changes. */
export function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const measure = () => setWidth(target.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** A row that was in sight stays in sight when the list gets lower, as it does when a message appears above it. */
export function useKeepInSight(element: { readonly current: HTMLElement | null }, top: number, height: number): void {
  const before = useRef(0);
  useLayoutEffect(() => {
    const list = element.current;
    if (list === null) return undefined;
    before.current ||= list.clientHeight;
    const observer = new ResizeObserver(() => {
      const wasInSight = top >= list.scrollTop && top + height <= list.scrollTop + before.current;
      const hidden = top + height - (list.scrollTop + list.clientHeight);
      if (wasInSight && hidden > 0) list.scrollTop += hidden;
      before.current = list.clientHeight;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [element, top, height]);
}
