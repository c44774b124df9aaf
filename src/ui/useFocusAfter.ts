import { useEffectEvent, useLayoutEffect } from 'react';
import type { RefObject } from 'react';
import { useShell } from './shell.ts';
import type { FocusTarget } from './shell.ts';

/** When what holds the focus leaves the page, the focus goes on to `target`; left to itself it would be nowhere. */
export function useFocusAfter(element: RefObject<HTMLElement | null>, target: FocusTarget | null): void {
  const { focus } = useShell();
  const goOn = useEffectEvent(() => {
    if (target !== null) focus(target);
  });
  useLayoutEffect(() => {
    const leaving = element.current;
    return () => {
      if (leaving?.contains(document.activeElement)) goOn();
    };
  }, [element]);
}
