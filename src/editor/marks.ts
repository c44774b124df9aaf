/**
 * What the page tells the editors to show, and what it hears back. The editors know nothing of the store: a text, marks
 * with spans in a text, and functions to call.
 */
import type { Knowledge } from '../eql/language/knowledge.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';

export type Theme = 'light' | 'dark';

export type MarkVerdict = 'true' | 'false' | 'missing' | 'error';

/** One clause of the rule with its verdict on the selected event. */
export interface ClauseMark {
  /** Number of the clause. */
  readonly clause: number;
  /** Where it stands in `markedText`. */
  readonly span: Span;
  readonly verdict: MarkVerdict;
  /** Tinted: the verdict of the event hangs on it. */
  readonly deciding: boolean;
  /** Entries of an `in` or `:` list that matched: boxed. */
  readonly entries: readonly Span[];
  /** In how many events it is true, as small print after it: `9/24`. */
  readonly count?: string | undefined;
  /** The verdict in one sentence, shown when the pointer rests on the clause. */
  readonly hint: string;
}

/** What a parent can ask of an editor through its `ref`. */
export interface EditorHandle {
  focus(): void;
  /** Selects the span, scrolls it into view and focuses the editor. */
  reveal(span: Span): void;
  /** Scrolls the span into view, and leaves caret and focus where they are. */
  show(span: Span): void;
  /**
   * The text given is what there is, and no edit is on its way. An edit that was taken back before it came back as `text`
   * would stay otherwise: the text from outside never changed.
   */
  settle(): void;
}

/** What both editors share. */
export interface EditorProps {
  readonly text: string;
  /** Called for the person's own edits only, never for a text that came in through `text`. */
  readonly onChange: (text: string) => void;
  /**
   * Names the document. Another name begins a new undo history; under the same name another `text` is a change that can
   * be undone. Without a name every text from outside begins anew. Name and text must change together.
   */
  readonly document?: string | number | undefined;
  readonly theme: Theme;
  readonly readOnly?: boolean | undefined;
  /** Esc was pressed and nothing in the editor (find, several cursors) had use for it. */
  readonly onEscape?: (() => void) | undefined;
  /** A React ref. */
  readonly ref?: { current: EditorHandle | null } | undefined;
}

export interface RuleEditorProps extends EditorProps {
  /** "EQL rule" unless told otherwise. */
  readonly ariaLabel?: string | undefined;
  /** Of `text`. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The leaves and the category test, and groups where they should be found by the pointer: a mark that holds other
   * marks draws no line of its own.
   */
  readonly marks: readonly ClauseMark[];
  /** The rule text that the spans of `marks` point into; may be older than `text`. */
  readonly markedText: string;
  /** The marks are not of this text or these events: dimmed. */
  readonly stale: boolean;
  /** The clause to bring out, hovered here or elsewhere. */
  readonly hoverClause: number | null;
  /** The innermost clause under the pointer, else under the caret of the focused editor. */
  readonly onHoverClause: (clause: number | null) => void;
  /** The span of `text` that is selected; null for a caret alone. */
  readonly onSelect?: ((span: Span | null) => void) | undefined;
  /** What is known of fields, with the values of one of them; without it the words of the rule are not explained. */
  readonly knowledge?: AskKnowledge | undefined;
  /** The person wants to see a field of the rule in the event. */
  readonly onGoToField?: ((path: string) => void) | undefined;
}

export type AskKnowledge = (path: string | null) => Promise<Knowledge>;

export interface EventEditorProps extends EditorProps {
  /** "Event JSON" unless told otherwise. */
  readonly ariaLabel?: string | undefined;
  readonly problems: readonly Diagnostic[];
  /** Values that made clauses true: boxed. */
  readonly witnesses: readonly Span[];
  /** Values in the way of a match: boxed with dashes. */
  readonly obstacles?: readonly Span[] | undefined;
  /** What the hovered clause reads: marked. */
  readonly reads: readonly Span[];
  /** The text that the spans of `witnesses` and `reads` point into; `text` unless told otherwise. */
  readonly markedText?: string | undefined;
  readonly stale?: boolean | undefined;
  /** What is known of fields; without it fields and values are neither completed nor explained. */
  readonly knowledge?: AskKnowledge | undefined;
  /** The person wants to see the events that have the value at an offset of `text`. */
  readonly onListValue?: ((offset: number) => void) | undefined;
  /** The offset in `text` under the pointer, else of the caret of the focused editor. */
  readonly onHoverPath?: ((offset: number | null) => void) | undefined;
}
