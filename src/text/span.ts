/**
 * A range of UTF-16 offsets in a text. Offsets are the only position that our code passes around; line and column exist
 * at an edge alone (a message, the editor) and come from `lines.ts`.
 */
export interface Span {
  /** First offset, inclusive. */
  readonly from: number;
  /** Last offset, exclusive. */
  readonly to: number;
}

/** The text below a span. */
export function slice(text: string, span: Span): string {
  return text.slice(span.from, span.to);
}
