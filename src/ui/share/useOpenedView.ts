import { useEffect, useRef } from 'react';
import { useShell } from '../shell.ts';
import { useApp } from '../useApp.ts';
import { showPanels } from './link.ts';

/** Brings to the front, once, what the sender of a link had there. */
export function useOpenedView(): void {
  const shell = useShell();
  const arrival = useApp((state) => state.arrival);
  const shown = useRef<readonly string[] | null>(null);
  useEffect(() => {
    if (shown.current === arrival) return;
    shown.current = arrival;
    showPanels(arrival, shell);
  }, [arrival, shell]);
}
