/** What can be asked for a rule, and what comes of it. */
import type { CoveredEnding } from '../../../eql/coverage/coverage.ts';
import type { Span } from '../../../text/span.ts';

/** A leaf of the rule true or false where it decides. */
export interface PointName {
  /** Number of the leaf; of equal leaves of a filter the first. */
  readonly clause: number;
  readonly verdict: boolean;
}

export interface Order {
  /** Events that match, one for each way in which they can. */
  readonly ways: boolean;
  /** Each leaf true and each leaf false where it decides. */
  readonly points: boolean;
  /** Of a sequence: its endings, or those and all else that breaks it. */
  readonly endings: 'all' | readonly CoveredEnding[];
  /** For each leaf, values at the edge of what it asks. */
  readonly edges: boolean;
  /** An event for each entry of each list. */
  readonly entries: boolean;
  /** Points that other events cover, and so need none; and entries that they use. */
  readonly covered: readonly PointName[];
  readonly usedEntries: readonly Span[];
  /** The events that are there already: new ones come after them, and join with none of them. */
  readonly after: Earlier | null;
  /** Only for these leaves; null: for all. */
  readonly clauses: readonly number[] | null;
  /** Any text; equal seeds give equal events. */
  readonly seed: string;
}

export interface Earlier {
  readonly count: number;
  /** Of the last of them, in milliseconds since 1970. */
  readonly lastTime: number;
}

export const DEFAULT_ORDER: Order = {
  ways: true,
  points: true,
  endings: 'all',
  edges: false,
  entries: false,
  covered: [],
  usedEntries: [],
  after: null,
  clauses: null,
  seed: '1',
};

/** What a set of events is for. */
export type Purpose = 'match' | 'near miss' | 'edge' | 'entry' | 'sequence';

/** Events that belong together: of an event query one, of a sequence or sample several, in the order of time. */
export interface MadeSet {
  readonly purpose: Purpose;
  /** The leaf that it is made for; null where it is for the rule as a whole. */
  readonly clause: number | null;
  /** In a sentence. */
  readonly says: string;
  /** The event matches, or the sequence or sample is complete. */
  readonly matches: boolean;
  /** Each as the JSON of its document. */
  readonly events: readonly string[];
  /** Of each event: whether it is one that matches. */
  readonly isMatch: readonly boolean[];
}

export interface PointReport extends PointName {
  /**
   * | state      | the point                                                  |
   * |------------|------------------------------------------------------------|
   * | covered    | was covered before                                         |
   * | made       | is covered by the events that were made                    |
   * | impossible | cannot be covered, and why is proved                       |
   * | open       | is not covered: nothing was found, nothing is proved       |
   */
  readonly state: 'covered' | 'made' | 'impossible' | 'open';
  /** Of an impossible or open point. */
  readonly reason: string | null;
}

/** What there are no events for, and why. */
interface Unmade {
  readonly state: 'impossible' | 'open';
  readonly reason: string;
}

export interface EndingReport extends Unmade {
  readonly ending: CoveredEnding;
}

export interface EntryReport extends Unmade {
  /** In the rule. */
  readonly span: Span;
}

export interface LeafReport {
  readonly clause: number;
  /** Whether two of the made events show the leaf's effect, and nothing else, or nothing else that decides, differs. */
  readonly pair: 'unique cause' | 'masking' | null;
}

export interface Made {
  readonly sets: readonly MadeSet[];
  readonly points: readonly PointReport[];
  readonly leaves: readonly LeafReport[];
  /** Those for which there are no events. */
  readonly endings: readonly EndingReport[];
  readonly entries: readonly EntryReport[];
  /** Ways to match, entries and breaks of a sequence for which there are no events, and why. */
  readonly without: readonly string[];
  /** Sets that the engine saw otherwise than they were meant; they are not among `sets`. */
  readonly refused: number;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}
