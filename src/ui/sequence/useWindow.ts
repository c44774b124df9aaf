import { type RefObject, useLayoutEffect, useState } from 'react';

/** What of a scrolled element is in view, in its own pixels. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The window of a scrolled element, once for each frame in which it moves. */
export function useWindow(element: RefObject<HTMLElement | null>): Window {
  const [view, setView] = useState<Window>({ left: 0, top: 0, width: 640, height: 320 });
  useLayoutEffect(() => {
    const scrolled = element.current;
    if (scrolled === null) return undefined;
    let frame = 0;
    const read = () => {
      frame = 0;
      const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = scrolled;
      setView((before) =>
        before.left === left && before.top === top && before.width === width && before.height === height
          ? before
          : { left, top, width, height },
      );
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(read);
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(scrolled);
    scrolled.addEventListener('scroll', later, { passive: true });
    return () => {
      observer.disconnect();
      scrolled.removeEventListener('scroll', later);
      cancelAnimationFrame(frame);
    };
  }, [element]);
  return view;
}
