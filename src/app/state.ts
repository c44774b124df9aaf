/**
 * What the page knows, in one place. Text is the only thing stored of a rule; everything that can be derived from it is
 * derived in `analyse`. Verdicts are the last run's bitmaps: the row of the selected event is the highlighting of the
 * rule, and no message is sent to paint it.
 */
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Span } from '../text/span.ts';
import type { Schema } from '../eql/check/schema.ts';
import type { Knowledge } from '../eql/language/knowledge.ts';
import type { Clause } from '../eql/syntax/clauses.ts';
import type { Query } from '../eql/syntax/ast.ts';
import type { Token } from '../eql/syntax/tokens.ts';
import type { LabelSet } from './labels.ts';
import type { ImportedRule, RuleBook, RuleFile } from './imports.ts';
import type { AskedField, Condition } from './conditions.ts';
import type { ClauseSet } from './clauseRows.ts';
import type { RowIds, RowNotes } from './rowNotes.ts';
import type { Knobs } from './stories.ts';
import type { LongWork } from '../worker/client.ts';
import type { RuleOrder, Solved } from './ruleEvents.ts';
import type { RowIndex, Sort } from './rowOrder.ts';
import type { Version } from './history.ts';
import type { ShelvedScenario } from './scenarios.ts';
import type { EventChoice, ShareChoice } from './sharing.ts';
import type { Rule, Scenario } from '../scenario/scenario.ts';
import type {
  Bitmap,
  EventField,
  FieldOrder,
  FieldValues,
  Inspection,
  Label,
  ProcessTree,
  ReadReport,
  RowSummary,
  RunCoverage,
  RunEvidence,
  Source,
  Shared,
  ShareOrder,
  Storyline,
  ClauseUse,
  EventExportForm,
  ClusterTexts,
  NearMisses,
  PartResult,
  RuleVerdict,
} from '../worker/protocol.ts';

export type { Inspection, Label };

/** A rule's text and what the editor needs of it, made in the frame of the key stroke. */
export interface Analysis {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly query: Query;
  readonly clauses: readonly Clause[];
  readonly diagnostics: readonly Diagnostic[];
  /** No error among the diagnostics. */
  readonly runnable: boolean;
}

/** The last run that gave verdicts, with the rule text that it belongs to. */
export interface Verdicts {
  readonly analysis: Analysis;
  readonly evidence: RunEvidence;
}

export interface Progress {
  readonly what: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly events: number;
  /** Of events that are made: how many there will be; bytes are none then. */
  readonly eventsTotal?: number;
  /** What they are counted in, where that is not events. */
  readonly unit?: string;
}

/** Of what is tried before there are events. */
export interface StepProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Which rows the events list shows. `near` is: does not match, one leaf away; `partial`: fills a stage of a sequence or
 * sample, and is in nothing complete; `error`: its verdict is a run-time error.
 */
export type ListFilter = 'all' | 'match' | 'near' | 'partial' | 'no match' | 'error' | 'invalid';

/** One more condition on the events list, shown as a chip that can be taken away. Equal words are the same filter. */
export interface ListedFilter {
  readonly words: string;
  /** Its rows under the verdicts of now; null once it means nothing any more, which takes it away. */
  readonly rows: (state: Pick<AppState, 'live' | 'verdicts' | 'notes' | 'near'>) => Bitmap | null;
  /** Its rows are read off `near`. */
  readonly readsNear?: true;
  /** Of one that is a condition of EQL: asked again when the events change. */
  readonly condition?: string;
}

export interface Notice {
  readonly tone: 'info' | 'error';
  readonly text: string;
}

/** A scenario from a link, beside the reader's own work. */
export interface CopyState {
  /** There is work of the reader's to go back to. */
  readonly hasOwn: boolean;
  /** The reader has changed something in it. */
  readonly isChanged: boolean;
}

export type ScenarioRest = Omit<Scenario, 'rule' | 'events'>;

/** What the pointer or the caret rests on; the other side is marked. */
export type Hover =
  | { readonly kind: 'clause'; readonly clause: number }
  | { readonly kind: 'path'; readonly path: string };

export interface AppState {
  /** Scenario title shown in the header. */
  readonly title: string;
  /** What the page shows and does not change: description, baseline, exceptions, field types, options. */
  readonly rest: ScenarioRest;
  readonly rule: Rule;
  /** Of `rule.query`, always up to date. */
  readonly analysis: Analysis;
  readonly verdicts: Verdicts | null;
  /** The verdicts belong to an older text or table: shown, but dimmed. */
  readonly stale: boolean;

  /** The fields and their types; null until they are known. */
  readonly schema: Schema | null;
  /** Names of the fields that the mapping or some event has, sorted. */
  readonly fields: readonly string[];
  readonly rowCount: number;
  /** Of all events' texts. */
  readonly textBytes: number;
  readonly live: Bitmap;
  readonly invalid: Bitmap;
  readonly ids: RowIds;
  readonly notes: RowNotes;
  /** Counts up whenever rows change, so that lists ask again. */
  readonly tableVersion: number;

  readonly filter: ListFilter;
  /** Words in the search box and the rows that hold them; null without a search. */
  readonly search: { readonly words: string; readonly rows: Bitmap | null };
  /** All of them must hold. */
  readonly filters: readonly ListedFilter[];
  /** How far the events are from a match, under these verdicts; null until it is asked for and there. */
  readonly near: { readonly run: number; readonly misses: NearMisses } | null;
  readonly sort: Sort;
  /** Of the time or field that is sorted by; null for the other orders, and until it is there. */
  readonly fieldOrder: FieldOrder | null;
  /** Fields that the list shows as columns of their own. */
  readonly columns: readonly string[];
  /** The rows that the list shows, of filter, search and filters. */
  readonly listed: Bitmap;
  /** Those rows in their order. */
  readonly index: RowIndex;

  readonly selected: number | null;
  /** Of the selected row; may lag behind `verdicts` by one message. */
  readonly inspection: Inspection | null;
  readonly hover: Hover | null;
  /** What is selected in the rule and is no clause by itself; its result a moment later. */
  readonly part: { readonly text: string; readonly result: PartResult | null } | null;

  readonly progress: Progress | null;
  /** Rules from files, reviewed or at hand; null when there are none. */
  readonly ruleBook: RuleBook | null;
  /** The review of them is in front. */
  readonly isReviewing: boolean;
  /** What the last "Add events" did; dismissible. */
  readonly report: ReadReport | null;
  /**
   * Whether a reload would find everything again. `off`: the browser does not let us store anything; `full`: its storage
   * has no room left; `large`: only the rule is kept, the events are too many.
   */
  readonly saved: 'saved' | 'saving' | 'large' | 'full' | 'off';
  /** The browser stores nothing any more, and nobody has said yet that they know. */
  readonly lossWarning: boolean;
  /** Something was to be opened in the place of work that could not be kept; it waits for `openAllTheSame` or `stay`. */
  readonly isLeaving: boolean;
  /** Something to be told once, in the status line: dismissible. */
  readonly notice: Notice | null;
  readonly welcome: boolean;
  /** The scenario came with a link and is kept nowhere; null for the reader's own work. */
  readonly copy: CopyState | null;
  /** Names of panes and tabs that a link asks to be in front; the page takes them up once. */
  readonly arrival: readonly string[];
  /** The last removal, for "Undo". */
  readonly removed: { readonly rows: readonly number[]; readonly text: string } | null;
  /** The last labelling of a whole list, for "Undo". */
  readonly relabelled: { readonly before: RowNotes; readonly text: string } | null;
  /** What can be taken back and done again, in words; null where there is nothing. */
  readonly steps: Readonly<Record<'undo' | 'redo', string | null>>;
}

/** What the lists of `rows.ts` and the counts of `labels.ts` are made of. */
export type ListedState = Pick<
  AppState,
  'live' | 'invalid' | 'verdicts' | 'notes' | 'near' | 'filter' | 'search' | 'filters'
>;
export type LabelledState = Pick<AppState, 'notes' | 'live' | 'verdicts'>;

/** Everything a person can do. Each returns at once; slow work reports through the state. */
export interface AppActions {
  setRule(text: string): void;
  select(row: number | null): void;
  /** Next or previous row of the list as shown. */
  selectNext(step: 1 | -1): void;
  /** Next row whose verdict contradicts its label. */
  selectDisagreement(step: 1 | -1): void;
  editEvent(row: number, text: string): void;
  label(row: number, label: Label | null): void;
  /** Labels every event of the list as it is shown. */
  labelListed(label: Label | null): void;
  undoLabels(): void;
  remove(rows: readonly number[]): void;
  undoRemove(): void;
  /** Takes the last step back, whatever it changed. */
  undo(): void;
  redo(): void;
  /** Bytes are the caller's no more. */
  addEvents(sources: readonly Source[]): void;
  /** Leaves Kibana's fields out of the alerts that were added last. */
  stripAlerts(): void;
  /** Tells stories, behind the events that are there or in their place. */
  generate(knobs: Knobs, replaces: boolean): void;
  /** Makes events for the rule, behind those that are there; labelled by what the rule says of them now, or not. */
  generateFor(order: RuleOrder, isLabelled: boolean): void;
  /** What could be made for the rule; null for one with errors. */
  solved(order: RuleOrder, onProgress: (progress: StepProgress) => void): LongWork<Solved>;
  /** How much of the rule the events exercise; null without a run. */
  coverage(): Promise<RunCoverage | null>;
  cancel(): void;
  dismissReport(): void;
  dismissRemoved(): void;
  dismissRelabelled(): void;
  dismissWelcome(): void;
  dismissLossWarning(): void;
  openAllTheSame(): void;
  stay(): void;
  dismissNotice(): void;
  /** To the clipboard; `what` names it in the status line: `The clause`. */
  copy(text: string, what: string): void;
  /** Why an event has its verdict, to the clipboard. */
  copyExplanation(row: number, form: 'markdown' | 'json'): void;
  /** What the entries of a clause and the values of its fields are in; null without verdicts. */
  clauseUse(clause: number): Promise<ClauseUse | null>;
  /** Chosen events as the bytes of a file; null where the engine is gone. */
  exportEvents(form: EventExportForm, events: EventChoice): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Texts that run the scenario on a cluster, in an index of this name. */
  clusterTexts(index: string): Promise<ClusterTexts | null>;
  /** Writes what is not written yet, and says so. */
  save(): void;
  setFilter(filter: ListFilter): void;
  setSearch(words: string): void;
  sortBy(sort: Sort): void;
  setColumns(paths: readonly string[]): void;
  addFilter(filter: ListedFilter): void;
  /** Lists the events on which a condition of EQL is true; resolves to what is wrong with it. */
  filterByCondition(condition: Condition): Promise<string | null>;
  /** On how many events a condition is true; null where it cannot be told. */
  countWhere(condition: string): Promise<number | null>;
  /** The same of a field; what is wrong is told in the status line. */
  filterByField(asked: AskedField): void;
  /** What the language service knows, with the values of one field. */
  knowledge(path: string | null): Promise<Knowledge>;
  /** Where in the selected event's text a field stands; null, and it is told, where it has none. */
  findField(path: string): Promise<Span | null>;
  /** The commonest values of a field; null when the worker has no answer. */
  fieldValues(path: string): Promise<FieldValues | null>;
  filterByLabel(set: LabelSet): void;
  removeFilter(words: string): void;
  clearFilters(): void;
  /** Lists the events of one set of a clause. */
  filterByClause(clause: number, set: ClauseSet): void;
  /** Lists the events on which a leaf has a verdict and decides. */
  filterByPoint(clause: number, verdict: boolean): void;
  setHover(hover: Hover | null): void;
  /** Another part of the rule is to be seen by itself; null: none. */
  setPart(text: string | null): void;
  openExample(id: string): void;
  newScenario(): void;
  /** The scenarios of this browser; null when its storage cannot be read. */
  shelf(): Promise<readonly ShelvedScenario[] | null>;
  /** The work in hand stays on the shelf. */
  openShelved(id: string): Promise<void>;
  renameShelved(scenario: ShelvedScenario, title: string): Promise<void>;
  duplicateShelved(scenario: ShelvedScenario): Promise<void>;
  /** True when it is off the shelf; until `purgeShelved` it can be had back. */
  deleteShelved(scenario: ShelvedScenario): Promise<boolean>;
  bringBackShelved(id: string): Promise<void>;
  purgeShelved(ids: readonly string[]): Promise<void>;
  /** Shows the review of imported rules again. */
  review(): void;
  closeReview(): void;
  forgetRules(): void;
  /** Opens an imported rule as a draft of its own. */
  openRule(imported: ImportedRule, over: 'events' | 'nothing'): void;
  openScenarioFile(scenario: Scenario): void;
  addExceptions(files: readonly RuleFile[]): void;
  /** Evaluates every imported rule over the events in hand, or stops that. */
  evaluateRules(): void;
  stopRules(): void;
  /** Changes exceptions, options or field types. */
  changeScenario(changes: Partial<ScenarioRest>): void;
  /** What the rule says of itself; its query stays. */
  setDetails(details: Rule): void;
  /** The copy from a link is kept from now on, like the reader's own work. */
  keepCopy(): void;
  /** Earlier versions of the rule and its labels, newest first. */
  versions(): Promise<readonly Version[]>;
  /** What a version matches among the events in hand, null: what the rule in hand does; null when the worker has no answer. */
  versionVerdict(version: Version | null): Promise<RuleVerdict | null>;
  restoreVersion(version: Version): void;
  /** Makes ready what is to be shared; null where it was overtaken or the engine is gone. */
  share(choice: ShareChoice, as: ShareOrder['as']): Promise<Shared | null>;
  /** Back to the reader's own work; the copy is gone. */
  leaveCopy(): void;
  /** What tabs show when they are in front; null when the worker has no answer. */
  eventFields(row: number): Promise<readonly EventField[] | null>;
  processes(row: number): Promise<ProcessTree | null>;
  storyline(around: number | null): Promise<{ readonly run: number; readonly line: Storyline } | null>;
  /** What the list draws of some rows; answered from a bounded cache or the worker. */
  summaries(rows: readonly number[]): Promise<readonly RowSummary[]>;
}
