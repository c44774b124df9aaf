/**
 * How long a link may be, and how much may come out of one. Lengths are characters of the whole address; what browsers,
 * mail programs and chats take was tried out, and the last one is Chromium's own limit of 2 MiB, rounded down.
 */

/** Longer addresses are cut by many chats and mail programs. */
export const CHAT_LENGTH = 2_000;

/** Every browser opens an address of this length, and most forms take it. */
export const SAFE_LENGTH = 32_000;

/** No browser can be relied on to open a longer one: a link beyond it is never made. */
export const NEVER_LENGTH = 2_000_000;

/** Characters that the text of a link may unpack to, and that its documents may then add up to. */
export const LARGEST_TEXT = 32 * 1024 * 1024;

export const MOST_EVENTS = 50_000;

/** Generated events that the knobs in a link may tell: 60 MB of documents, from 200 characters. */
export const MOST_TOLD = 20_000;

/** How far a link of some length gets. */
export type LinkReach = 'chat' | 'safe' | 'long' | 'never';

export function reachOf(length: number): LinkReach {
  if (length <= CHAT_LENGTH) return 'chat';
  if (length <= SAFE_LENGTH) return 'safe';
  return length <= NEVER_LENGTH ? 'long' : 'never';
}
