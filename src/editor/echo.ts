/**
 * Tells a parent's echo of the person's own edit from a text that really came from outside. An edit is sent up and soon
 * comes back as the `text` property; by then the person may have typed on, and the late echo must not undo that.
 */
export interface Echo {
  /** An edit went up. */
  sent(text: string): void;
  /** A text came down: is it one that went up, and not yet answered? */
  isEcho(text: string): boolean;
}

export function openEcho(): Echo {
  let waiting: string[] = [];
  return {
    sent(text) {
      waiting.push(text);
      // A parent that never answers must not make us remember for ever.
      if (waiting.length > 200) waiting.shift();
    },
    isEcho(text) {
      const at = waiting.lastIndexOf(text);
      waiting = at < 0 ? [] : waiting.slice(at + 1);
      return at >= 0;
    },
  };
}
