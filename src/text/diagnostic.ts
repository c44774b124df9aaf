import type { Span } from './span.ts';

/** A hint is worth a thought and no more: it is drawn faintly, and lists leave it out. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A change of a text that mends what a diagnostic complains of. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly replacement: string;
}

/**
 * Something a person should know about a text they gave us: where, what, and what to do. Nothing typed by a person
 * throws; it comes back as one of these.
 */
export interface Diagnostic {
  /** Stable name of the kind of problem, such as `eql/unknown-column` or `event/not-json`. */
  readonly code: string;
  readonly severity: Severity;
  /** Where in the text, when the text is at hand. */
  readonly span?: Span;
  /** Where in a JSON document, such as `process.args[2]`, when there is no text to point into. */
  readonly path?: string;
  readonly message: string;
  /** What to do about it, when it is not obvious from the message. */
  readonly hint?: string;
  readonly fixes?: readonly Fix[];
}
