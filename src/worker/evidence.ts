/** What a run says: of each clause, of the events together, and of one event. */
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import type { Bitmap } from '../eql/evaluate/bitmap.ts';
import type { ItemFinding, ItemUse } from '../eql/exceptions/exceptions.ts';
import type { ClauseRole } from '../eql/explain/decides.ts';
import type { EntryUse } from '../eql/explain/entries.ts';
import type { ExpressionValues } from '../eql/explain/expressionValues.ts';
import type { FieldValues } from '../eql/explain/fieldValues.ts';
import type { BlockerSets } from '../eql/explain/record.ts';

export type LeafVerdict = 'true' | 'false' | 'missing' | 'error';

/** One clause of a run. Bitmaps are absent where nothing changed since the run before, or where they are all zero. */
export interface ClauseEvidence {
  readonly true: Bitmap;
  /** Leaves only: not true, and some field that the leaf reads is empty. */
  readonly missing?: Bitmap;
  readonly error?: Bitmap;
  readonly counts: Readonly<Record<LeafVerdict | 'sole blocker' | 'alone responsible', number>>;
  /** Leaves: rows whose verdict (of a stage: whether they fit) changes if it flips. */
  readonly decides?: Bitmap;
  /** Leaves: rows that it alone keeps out (contract, section 1, "sole blocker"); of a stage, out of its filter. */
  readonly soleBlocker?: Bitmap;
  /** Parts of an `or`: rows that match, or fit their stage, because of it alone. */
  readonly aloneResponsible?: Bitmap;
  readonly role: ClauseRole;
}

export interface RunEvidence {
  readonly run: number;
  /** Every problem of the rule. With an error among them there is no verdict and `clauses` is empty. */
  readonly diagnostics: readonly Diagnostic[];
  /** By clause number. */
  readonly clauses: readonly ClauseEvidence[];
  /** Rows that match. */
  readonly matches: Bitmap;
  /** Rows whose verdict is a run-time error: the erring leaf decides. */
  readonly errors: Bitmap;
  /** Rows that do not match and would if one leaf flipped (contract, "blocker"). */
  readonly nearMisses: Bitmap;
  /** Sequences and samples: rows that fill a stage and belong to nothing complete. */
  readonly partial: Bitmap;
  /** How many sequences or samples are complete; null for an event query. */
  readonly joinedCount: number | null;
  /** Rows that a search would return, after size, head and tail. */
  readonly returned: Bitmap;
  readonly matchCount: number;
  readonly liveCount: number;
  /** Rows that exceptions take away; they do not match. */
  readonly removed: Bitmap;
  /** Of those, the ones that the rule, or a stage of it, fits. */
  readonly removedCount: number;
  /** In the order of the scenario. */
  readonly exceptions: readonly ExceptionUse[];
  readonly evaluateMs: number;
  /** How many clauses had to be evaluated; the others came from the cache. */
  readonly changedClauses: number;
}

/** Another rule over the events in hand. */
export interface RuleVerdict {
  /** Null where it cannot be run. */
  readonly matches: Bitmap | null;
  /** Events that its exceptions take away. */
  readonly removed: number;
  /** The first error, of the rule or of its run. */
  readonly problem: string | null;
}

/** One exception over all events. */
export interface ExceptionUse extends Pick<ItemUse, 'name' | 'state' | 'conditions' | 'problems'> {
  /** Live rows that it fits. */
  readonly rows: Bitmap;
  readonly fits: number;
  /** Of those, the ones that the rule, or a stage of it, fits. */
  readonly takes: number;
}

/** What a part of the rule is by itself, over all events. */
export type PartResult =
  | { readonly kind: 'condition'; readonly rows: Bitmap }
  | ({ readonly kind: 'values' } & ExpressionValues)
  /** It cannot be evaluated alone. */
  | { readonly kind: 'none'; readonly reason: string };

/** Of which run, and what a clause meets in the events. */
export interface ClauseUse {
  readonly run: number;
  readonly clause: number;
  readonly entries: readonly EntryUse[];
  readonly fields: readonly FieldValues[];
}

/** One event under the last run. */
export interface Inspection {
  readonly row: number;
  readonly run: number;
  /** The event's JSON, formatted for reading when it can be parsed, the text itself otherwise. */
  readonly text: string;
  /** Why it is invalid, with places in `text`. */
  readonly problems: readonly Diagnostic[];
  /** The answer in one sentence. */
  readonly sentence: string;
  /** By clause number. */
  readonly clauses: readonly ClauseInspection[];
  /** Numbers of the leaves of one smallest blocker set; for a match, of the leaves that it rests on. */
  readonly deciding: readonly number[];
  /** Of an event that does not match: what it would take. Null for a match, a partial one, and a run-time error. */
  readonly blockers: BlockerSets | null;
  /** Every exception that is in use, with its conditions on this event. */
  readonly exceptions: readonly ItemFinding[];
}

export interface ClauseInspection {
  readonly clause: number;
  readonly verdict: LeafVerdict;
  /** For a true `!=`, `not in`, `== null` on an empty field. */
  readonly becauseMissing: boolean;
  readonly message?: string;
  /** Where in `text` the values of the leaf's fields stand. */
  readonly reads: readonly { readonly path: string; readonly spans: readonly Span[] }[];
  /** Where in `text` the values stand that made it true. */
  readonly witnesses: readonly Span[];
  /** Which entries of an `in` or `:` list matched: their spans in the rule. */
  readonly entries: readonly Span[];
}

export interface ExplanationTexts {
  readonly markdown: string;
  readonly json: string;
}
