/**
 * Which texts go into Monaco. One line of a hundred thousand characters would freeze the page there; a bare text area takes
 * it. A pasted megabyte would freeze both, so it is only shown, in parts.
 */
const MONACO_LENGTH = 200_000;
const MONACO_LINE = 10_000;
const AREA_LENGTH = 200_000;
/** Above this the plain text area shows no colours: it draws every token anew on each key. */
const COLOUR_LENGTH = 50_000;

export function fitsMonaco(text: string): boolean {
  return text.length <= MONACO_LENGTH && !hasLineOver(text, MONACO_LINE);
}

export function fitsArea(text: string): boolean {
  return text.length <= AREA_LENGTH;
}

export function fitsColours(text: string): boolean {
  return text.length <= COLOUR_LENGTH && !hasLineOver(text, MONACO_LINE);
}

function hasLineOver(text: string, limit: number): boolean {
  let start = 0;
  while (text.length - start > limit) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end - start > limit) return true;
    start = end + 1;
  }
  return false;
}
