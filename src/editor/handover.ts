/**
 * When the plain text area may be taken away from under a person's hands: not while an input method composes a
 * character, and not while a mouse button or finger is down in it.
 */
export interface Handover {
  /** Calls back once, as soon as the area is free; gives the function that calls it off. */
  readonly whenFree: (callback: () => void) => () => void;
  readonly dispose: () => void;
}

export function watchHands(area: HTMLElement): Handover {
  let isComposing = false;
  let isPressed = false;
  const waiting = new Set<() => void>();

  const release = (): void => {
    // The last input event of a composition may come after its end.
    setTimeout(() => {
      if (isComposing || isPressed) return;
      const callbacks = [...waiting];
      waiting.clear();
      for (const callback of callbacks) callback();
    });
  };
  const ends = new AbortController();
  const on = (target: EventTarget, type: string, listener: () => void): void =>
    target.addEventListener(type, listener, { signal: ends.signal });
  on(area, 'compositionstart', () => (isComposing = true));
  on(area, 'compositionend', () => {
    isComposing = false;
    release();
  });
  on(area, 'pointerdown', () => (isPressed = true));
  for (const type of ['pointerup', 'pointercancel']) {
    on(window, type, () => {
      isPressed = false;
      release();
    });
  }
  return {
    whenFree(callback) {
      waiting.add(callback);
      release();
      return () => waiting.delete(callback);
    },
    dispose() {
      ends.abort();
      waiting.clear();
    },
  };
}
