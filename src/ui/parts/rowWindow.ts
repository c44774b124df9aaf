/**
 * Which rows of a long list are on the screen. Rows have one height, so everything is arithmetic, whatever their number.
 *
 * Browsers cap the height of an element (about 17 million pixels in Firefox, 33 in Chromium), and a million rows are
 * higher than that. Such a list is as high as the cap, and a place of its scroll bar stands for a place among the rows
 * in proportion. Small steps, as of a wheel, still move the rows pixel by pixel: `follow` carries on from where they
 * were, and only a jump is taken in proportion.
 */
export interface ListShape {
  readonly count: number;
  readonly rowHeight: number;
  /** Of the visible part, in pixels. */
  readonly viewport: number;
}

/** Where a list is: its scroll bar, and how far its rows have moved up. Both in pixels, the same where nothing is scaled. */
export interface ListPlace {
  readonly scrollTop: number;
  readonly offset: number;
}

/** Below every browser's cap. */
export const HIGHEST = 15_000_000;

/** The height of the element that scrolls. */
export function heightOf({ count, rowHeight }: ListShape): number {
  return Math.min(count * rowHeight, HIGHEST);
}

/** How far the rows can move, and how far the bar can. */
function reach(shape: ListShape): { readonly rows: number; readonly bar: number } {
  const { count, rowHeight, viewport } = shape;
  return { rows: Math.max(0, count * rowHeight - viewport), bar: Math.max(0, heightOf(shape) - viewport) };
}

/** The list after its bar was moved to `scrollTop`. */
export function follow(shape: ListShape, before: ListPlace, scrollTop: number): ListPlace {
  const { rows, bar } = reach(shape);
  if (rows === bar) return { scrollTop, offset: Math.min(scrollTop, rows) };
  const step = scrollTop - before.scrollTop;
  const isSmall = Math.abs(step) <= 2 * shape.viewport;
  const atAnEnd = scrollTop <= 0 || scrollTop >= bar;
  const offset = isSmall && !atAnEnd ? before.offset + step : (scrollTop / bar) * rows;
  return { scrollTop, offset: Math.min(Math.max(offset, 0), rows) };
}

/** Where the bar has to be for the rows to have moved so far. */
export function placeAt(shape: ListShape, offset: number): ListPlace {
  const { rows, bar } = reach(shape);
  const held = Math.min(Math.max(offset, 0), rows);
  return { scrollTop: rows === bar ? held : (held / rows) * bar, offset: held };
}

/** The least movement that brings a row into sight; null when it is. */
export function bringIntoSight(shape: ListShape, { offset }: ListPlace, index: number): ListPlace | null {
  const top = index * shape.rowHeight;
  if (top < offset) return placeAt(shape, top);
  const bottom = top + shape.rowHeight;
  return bottom > offset + shape.viewport ? placeAt(shape, bottom - shape.viewport) : null;
}

export interface RowWindow {
  /** The rows that are seen at least in part, both included; empty when `last < first`. */
  readonly first: number;
  readonly last: number;
  /** Places to draw, ascending: those seen, some around them, and `keep`. */
  readonly places: readonly number[];
}

/** `around`: rows drawn beyond the screen on either side; `keep`: a place that is drawn wherever the list is. */
export function windowAt(shape: ListShape, { offset }: ListPlace, around: number, keep: number): RowWindow {
  const { count, rowHeight, viewport } = shape;
  const first = Math.min(Math.floor(offset / rowHeight), Math.max(count - 1, 0));
  const last = Math.min(count, Math.ceil((offset + viewport) / rowHeight)) - 1;
  const places: number[] = [];
  const from = Math.max(0, first - around);
  const to = Math.min(count - 1, last + around);
  if (keep >= 0 && keep < from) places.push(keep);
  for (let place = from; place <= to; place++) places.push(place);
  if (keep > to && keep < count) places.push(keep);
  return { first, last, places };
}

/** Where a row is drawn, in pixels below the top of the element that scrolls. */
export function topOf({ rowHeight }: ListShape, { scrollTop, offset }: ListPlace, index: number): number {
  return index * rowHeight - offset + scrollTop;
}
