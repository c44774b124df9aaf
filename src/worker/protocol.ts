/**
 * What the page and the engine's worker say to each other. Events cross as bytes and come back a screenful at a time;
 * verdicts cross as bitmaps. No event object is ever cloned between the threads.
 *
 * Every request has an `id` and gets exactly one final answer with that `id`; `progress` may come before it.
 */
import type { JsonObject, Scenario } from '../scenario/scenario.ts';
import type { PackedTexts } from '../text/packed.ts';
import type { Bitmap } from '../eql/evaluate/bitmap.ts';
import type { ExceptionSettings, ItemFinding } from '../eql/exceptions/exceptions.ts';
import type { ClauseRole } from '../eql/explain/decides.ts';
import type { Storyline } from '../eql/explain/storyline.ts';
import type { Coverage } from '../eql/coverage/coverage.ts';
import type { Knobs, Made, Order, Purpose, Purposes } from '../events/generate/index.ts';
import type { ProcessTree } from '../events/processes/tree.ts';
import type { LoadProgress, LoadReport } from '../events/read/load.ts';
import type { FieldValues } from '../eql/explain/fieldValues.ts';
import type { FieldNotes } from '../eql/language/knowledge.ts';
import type { NearMisses } from '../eql/explain/nearMisses.ts';
import type { Obstacle } from '../eql/explain/obstacle.ts';
import type { BlockerSets } from '../eql/explain/record.ts';
import type { RuleFile } from '../scenario/files/ruleFile.ts';
import type { EventPack } from '../scenario/keptEvents.ts';
import type { LinkReading } from '../scenario/link/link.ts';
import type { ClauseUse, ExplanationTexts, Inspection, PartResult, RuleVerdict, RunEvidence } from './evidence.ts';
import type { Shared, ShareOrder } from './sharing/order.ts';
import type { EventField, FieldOrder, RowSummary } from './shown.ts';

/** Verdicts are bitmaps, so whoever gets them also gets the means to read them. */
export {
  and,
  andNot,
  BitmapIndex,
  bitmapOf,
  countBits,
  countShared,
  emptyBitmap,
  hasBit,
  isEmpty,
  or,
  rowsOf,
} from '../eql/evaluate/bitmap.ts';
export type { ItemFinding };
export type { Bitmap, BlockerSets, ClauseRole, FieldNotes, FieldValues, NearMisses, Obstacle, ProcessTree, Storyline };
export type * from './evidence.ts';
export type * from './shown.ts';
export type * from './sharing/order.ts';

export type Label = 'alert' | 'benign';

/** One pasted text, or a file, whose bytes are read by the worker alone. */
export type Source =
  | { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly name: string; readonly file: Blob };

/** One event of a scenario; `text` is the document's JSON. Labels and notes stay on the page. */
export interface NewEvent {
  readonly id?: string;
  readonly text: string;
}

/** The options of the contract, section 2, that change a verdict. */
export interface EngineOptions {
  readonly mapping: 'open' | 'closed';
  readonly timestampField: string;
  readonly eventCategoryField: string;
  readonly tiebreakerField: string | null;
  readonly size: number;
  readonly resultPosition: 'head' | 'tail';
  readonly maxSamplesPerKey: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly exceptions?: ExceptionSettings;
}

export type Request =
  /** Replaces every event. */
  | {
      readonly id: number;
      readonly kind: 'open';
      readonly events: readonly NewEvent[] | EventPack;
      readonly options: EngineOptions;
    }
  /** Other options and exceptions over the same events. */
  | { readonly id: number; readonly kind: 'options'; readonly options: EngineOptions }
  /** Another rule over the same events; the rule in hand and its run stay as they are. */
  | { readonly id: number; readonly kind: 'match'; readonly query: string; readonly options: EngineOptions }
  /** Adds events from texts or files, recognised by content; files of rules come back as what is in them. */
  | { readonly id: number; readonly kind: 'append'; readonly sources: readonly Source[] }
  /** Tells stories: behind the events that are there, or in their place. */
  | { readonly id: number; readonly kind: 'generate'; readonly knobs: Knobs; readonly replaces: boolean }
  /** Makes events for a rule behind those that are there; unless it `adds` them, they are only told of. */
  | {
      readonly id: number;
      readonly kind: 'generateFor';
      readonly rule: string;
      readonly order: RuleOrder;
      readonly adds: boolean;
    }
  /** Another text of an event; `typed`: as somebody is writing it, which is shown as it is. */
  | {
      readonly id: number;
      readonly kind: 'patch';
      readonly row: number;
      readonly text: string;
      readonly typed: boolean;
    }
  /** Leaves the fields of the alert out of rows that are alerts of Kibana. */
  | { readonly id: number; readonly kind: 'strip'; readonly rows: readonly number[] }
  | { readonly id: number; readonly kind: 'remove'; readonly rows: readonly number[] }
  /** Takes `strip` back. */
  | { readonly id: number; readonly kind: 'unstrip'; readonly rows: readonly number[] }
  /** Puts rows back that `remove` took away. */
  | { readonly id: number; readonly kind: 'restore'; readonly rows: readonly number[] }
  /** One that is overtaken by a newer one before its turn is answered with `cancelled`. */
  | { readonly id: number; readonly kind: 'run'; readonly run: number; readonly rule: string }
  /** What the events list draws of these rows. */
  | {
      readonly id: number;
      readonly kind: 'rows';
      readonly rows: readonly number[];
      readonly columns: readonly string[];
    }
  /** One event's text and, under the last run, why it has its verdict. */
  | { readonly id: number; readonly kind: 'inspect'; readonly row: number }
  /** Why one event has its verdict, as texts to hand on. */
  | { readonly id: number; readonly kind: 'explain'; readonly row: number }
  /** The fields of one event, flat. */
  | { readonly id: number; readonly kind: 'fields'; readonly row: number }
  /** The processes that one event names, and what others know of them. */
  | { readonly id: number; readonly kind: 'processes'; readonly row: number }
  /** The last run of a sequence or sample in time; `around`: a row that is to be among what is shown. */
  | { readonly id: number; readonly kind: 'storyline'; readonly around: number | null }
  /** All events with their ids, for saving. */
  | { readonly id: number; readonly kind: 'save' }
  /** Rows whose text holds the words. */
  | { readonly id: number; readonly kind: 'find'; readonly words: string }
  /** Rows on which a condition of EQL is true. */
  | { readonly id: number; readonly kind: 'where'; readonly condition: string }
  /** What there is to say of every field. */
  | { readonly id: number; readonly kind: 'notes' }
  /** The commonest values of a field. */
  | { readonly id: number; readonly kind: 'values'; readonly path: string }
  /** All rows in the order of a field. */
  | { readonly id: number; readonly kind: 'order'; readonly path: string }
  /** Makes ready what is to be shared: a link's payload or a file. */
  | { readonly id: number; readonly kind: 'share'; readonly order: ShareOrder }
  /** Events as a file. */
  | { readonly id: number; readonly kind: 'exportEvents'; readonly order: EventExportOrder }
  /** Reads the payload of a link; nothing here changes. */
  | { readonly id: number; readonly kind: 'readLink'; readonly payload: string }
  /** The scenario as texts that run it on a cluster. Its events are those of the table. */
  | { readonly id: number; readonly kind: 'cluster'; readonly index: string; readonly scenario: Scenario }
  /** What the entries of a clause and the values of its fields are in, under the last run. */
  | { readonly id: number; readonly kind: 'clause'; readonly clause: number }
  /** How far each event is from a match, and what keeps it out, under the last run. */
  | { readonly id: number; readonly kind: 'near' }
  /** How much of the rule the events exercise, under the last run. */
  | { readonly id: number; readonly kind: 'coverage' }
  /** A part of the rule by itself. */
  | { readonly id: number; readonly kind: 'part'; readonly text: string }
  /** Has no answer of its own; the target's is `cancelled`, unless it was done already. */
  | { readonly id: number; readonly kind: 'cancel'; readonly target: number };

export type Answer =
  | {
      readonly id: number;
      readonly kind: 'progress';
      readonly bytesRead: number;
      readonly bytesTotal: number;
      readonly events: number;
      /** Of events that are made: how many there will be; bytes are none then. */
      readonly eventsTotal?: number;
      /** Of texts that are read: which one, and what is done with it. */
      readonly reading?: ReadingPlace;
    }
  | {
      readonly id: number;
      readonly kind: 'table';
      readonly table: TableState;
      /** Of added events. */
      readonly report?: ReadReport;
      /** Of a patch. */
      readonly replaced?: Replaced;
      /** What was added and holds rules. */
      readonly files?: readonly RuleFile[];
      /** Of generated events. */
      readonly told?: Told;
      /** Of events that were made for a rule. */
      readonly solved?: Solved;
    }
  /** Null for a rule with errors. */
  | { readonly id: number; readonly kind: 'solved'; readonly solved: Solved | null }
  | { readonly id: number; readonly kind: 'evidence'; readonly evidence: RunEvidence }
  | { readonly id: number; readonly kind: 'matched'; readonly rule: RuleVerdict }
  | { readonly id: number; readonly kind: 'rows'; readonly rows: readonly RowSummary[] }
  | { readonly id: number; readonly kind: 'inspection'; readonly inspection: Inspection }
  | { readonly id: number; readonly kind: 'explanation'; readonly explanation: ExplanationTexts | null }
  | { readonly id: number; readonly kind: 'fields'; readonly fields: readonly EventField[] }
  | { readonly id: number; readonly kind: 'processes'; readonly tree: ProcessTree }
  /** `run`: the run that it is of. Null where the last run was of an event query, or of none. */
  | {
      readonly id: number;
      readonly kind: 'storyline';
      readonly storyline: { readonly run: number; readonly line: Storyline } | null;
    }
  | { readonly id: number; readonly kind: 'saved'; readonly events: EventPack }
  | { readonly id: number; readonly kind: 'found'; readonly rows: Bitmap }
  /** `problem`: the condition cannot be evaluated. */
  | { readonly id: number; readonly kind: 'where'; readonly rows: Bitmap | null; readonly problem: string | null }
  | { readonly id: number; readonly kind: 'notes'; readonly notes: ReadonlyMap<string, FieldNotes> }
  | { readonly id: number; readonly kind: 'values'; readonly values: FieldValues }
  | { readonly id: number; readonly kind: 'order'; readonly order: FieldOrder }
  | { readonly id: number; readonly kind: 'part'; readonly part: PartResult }
  | { readonly id: number; readonly kind: 'cluster'; readonly texts: ClusterTexts }
  /** Null without a run. */
  | { readonly id: number; readonly kind: 'clause'; readonly use: ClauseUse | null }
  /** Null without a run, and of a sequence or sample. */
  | { readonly id: number; readonly kind: 'near'; readonly near: NearMisses | null }
  /** Null without a run. */
  | { readonly id: number; readonly kind: 'coverage'; readonly coverage: RunCoverage | null }
  | { readonly id: number; readonly kind: 'shared'; readonly shared: Shared }
  | { readonly id: number; readonly kind: 'link'; readonly reading: LinkReading }
  | { readonly id: number; readonly kind: 'file'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly kind: 'cancelled' }
  /** A bug of ours; nothing a person types leads here. */
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

/** The text that an event had before a patch. */
export interface Replaced {
  readonly text: string;
  readonly typed: boolean;
}

/** The rows of the dataset after a change. */
export interface TableState {
  readonly rowCount: number;
  /** Of all events' texts, as UTF-8. */
  readonly textBytes: number;
  /** Neither removed nor invalid. */
  readonly live: Bitmap;
  /** Shown but never run: Elasticsearch would not take them. */
  readonly invalid: Bitmap;
  /** Known fields and their types, for the checker of the editor. */
  readonly fields: Readonly<Record<string, { readonly type: string; readonly declared: boolean }>>;
  /**
   * The ids of the rows added since the last answer; an empty text is of a row without one of its own, which is `#3`, by
   * its place. Null when no such row has one.
   */
  readonly added: { readonly from: number; readonly ids: PackedTexts } | null;
}

/** What is to be known of generated events. */
export interface Told {
  /** The row of the first of them; the others follow. */
  readonly first: number;
  readonly alert: Bitmap;
  readonly benign: Bitmap;
  readonly purposes: Purposes;
  /** The one spelling of the knobs. */
  readonly generated: JsonObject;
}

/** What is to be made for a rule. With `onlyMissing` nothing is made that the events that are there cover. */
export type RuleOrder = Omit<Order, 'covered' | 'usedEntries' | 'after'> & { readonly onlyMissing: boolean };

/** Events that were made for a rule, or could be. */
export interface Solved extends Omit<Made, 'sets'> {
  /** Events by what they are for. */
  readonly counts: Readonly<Partial<Record<Purpose, number>>>;
  /** What each event is for, in their order: the last rows of the table, where they were added. */
  readonly notes: readonly string[];
  /** Of each event: whether it is one that matches. */
  readonly isMatch: readonly boolean[];
}

/** Of which run, and what it exercises. */
export interface RunCoverage extends Coverage {
  readonly run: number;
}

/** What became of the texts that were read. */
export type ReadReport = LoadReport;
export type ReadProblem = LoadReport['problems'][number];
export type SourceReport = LoadReport['sources'][number];

/** The source in hand; `nth` is counted from 1. */
export type ReadingPlace = Pick<LoadProgress, 'phase' | 'source' | 'nth' | 'sourceCount'>;

/** `csv shown`: the fields that the list shows; `csv`: every field that some event has. */
export type EventExportForm = 'ndjson' | 'bulk' | 'csv shown' | 'csv';

export interface EventExportOrder {
  readonly form: EventExportForm;
  /** Of those the valid ones. */
  readonly rows: Bitmap;
  /** Fields that the list shows as columns of their own. */
  readonly columns: readonly string[];
}

export type ClusterForm = 'console' | 'curl' | 'script';

/** Requests as people run them: in the Dev Tools console, with curl, as a shell script. */
export interface ClusterTexts extends Readonly<Record<ClusterForm, string>> {
  /** How many events are in them. */
  readonly events: number;
  /** The rule over its own index patterns, on the real data. */
  readonly overPatterns: Readonly<Record<ClusterForm, string>>;
}
