/**
 * Where the person's attention is, as one offset: under the pointer while it is over the text, else at the caret while
 * the editor has focus, else nowhere. The listener hears of changes only, and may be exchanged.
 */
export interface Hover {
  point(this: void, offset: number | null): void;
  caret(this: void, offset: number): void;
  focus(this: void, focused: boolean): void;
  /** Nothing is left to point at. */
  leave(this: void): void;
  /** Hears the offset of now and every other; gives the function that ends it. */
  listen(this: void, listener: (offset: number | null) => void): () => void;
}

export function openHover(): Hover {
  let pointed: number | null = null;
  let caret: number | null = null;
  let told: number | null = null;
  let listener: ((offset: number | null) => void) | null = null;

  const tell = (): void => {
    const offset = pointed ?? caret;
    if (offset === told) return;
    told = offset;
    listener?.(offset);
  };
  return {
    point(offset) {
      pointed = offset;
      tell();
    },
    caret(offset) {
      caret = offset;
      tell();
    },
    focus(focused) {
      if (focused) return;
      caret = null;
      tell();
    },
    leave() {
      pointed = null;
      caret = null;
      tell();
    },
    listen(next) {
      listener = next;
      if (told !== null) next(told);
      return () => {
        if (listener === next) listener = null;
      };
    },
  };
}
