/**
 * The rule and the events, and what happens when one of them changes: the change goes to the worker, the state says that
 * the verdicts are stale, a run is asked for, and the draft is told.
 *
 * Messages are answered in order, so a run always sees the changes that were sent before it. An answer that comes after
 * another scenario was opened is dropped.
 */
import type { Diagnostic } from '../text/diagnostic.ts';
import type { KnowledgeBase } from './knowledge.ts';
import type { Schema } from '../eql/check/schema.ts';
import { type KeptEvents, keptEvents } from '../scenario/keptEvents.ts';
import { emptyScenario, type JsonObject, type Rule, type Scenario } from '../scenario/scenario.ts';
import { searchSettings } from '../scenario/search.ts';
import {
  bitmapOf,
  countBits,
  type EngineOptions,
  hasBit,
  type ReadingPlace,
  or,
  rowsOf,
  type RunEvidence,
  type Source,
  type TableState,
  type Told,
} from '../worker/protocol.ts';
import { analyse, sameFields, schemaOf } from './analyse.ts';
import type { Core } from './core.ts';
import type { Drafts } from './drafts.ts';
import type { EventList } from './eventList.ts';
import { type History, isReplacement } from './history.ts';
import { type Order, RunLoop, type Stopwatch } from './runLoop.ts';
import { ruleBookOf } from './imports.ts';
import { initialState } from './initialState.ts';
import { idOf, labelOf, notesOf, rowOfId, type RowIds, type RowNotes, withLabel } from './rowNotes.ts';
import { scenarioName } from './scenarioName.ts';
import type { Analysis, AppState, Label, Progress, ScenarioRest } from './state.ts';
import type { Knobs } from './stories.ts';
import { madeLine, type RuleOrder, withMadeNotes } from './ruleEvents.ts';
import { Steps } from './steps.ts';
import { Traps } from './traps.ts';
import type { Frame } from './undo.ts';
import { countTold, toldTexts, withTexts, withToldLabels } from './told.ts';
import { changeWords, counted, labelledLine, readingLine, removedLine, strippedLine, toldLine } from './words.ts';

/** A reading that is over sooner is not worth showing, in milliseconds. */
const SHOWN_AFTER = 150;

/** Notes that are put together in one turn of the page. */
const NOTED_AT_ONCE = 5_000;

/** Something that takes its time and can be cancelled; null when it was. */
interface LongWork<T> {
  readonly done: Promise<T | null>;
  cancel(): void;
}

export class Workspace {
  readonly #core: Core;
  readonly #list: EventList;
  readonly #drafts: Drafts;
  readonly #runs: RunLoop;
  readonly #stopwatch: Stopwatch;
  readonly #steps: Steps;
  readonly #history: History;
  /** Counts scenarios opened. */
  #opened = 0;
  /** Counts changes of events that were sent to the worker. */
  #changes = 0;
  /** How many of them the shown verdicts know. */
  #changesShown = 0;
  #fields: TableState['fields'] | null = null;
  #schema: Schema | null = null;
  readonly #traps: Traps;
  /** The next verdicts choose what is selected. */
  #selectsFirst = false;
  /** No run until somebody edits something: the last ones brought the worker down. */
  #held = false;
  #adding: Promise<void> = Promise.resolve();
  #cancelReading: (() => void) | null = null;

  constructor(
    core: Core,
    list: EventList,
    drafts: Drafts,
    history: History,
    stopwatch: Stopwatch,
    knowledge: KnowledgeBase,
  ) {
    this.#core = core;
    this.#history = history;
    this.#traps = new Traps(core, knowledge);
    this.#list = list;
    this.#drafts = drafts;
    this.#stopwatch = stopwatch;
    this.#runs = new RunLoop(
      async (run, rule) => core.client.run(run, rule),
      (evidence, order) => this.#show(evidence, order),
      stopwatch,
    );
    this.#steps = new Steps(core, list, drafts, {
      now: () => stopwatch.now(),
      changing: () => history.changing(),
      change: (answer) => {
        this.#changed();
        void this.#take(answer);
      },
      putBack: (frame) => this.#putBack(frame),
    });
  }

  /**
   * Shows a scenario. `selected` is the id of an event; without it an interesting one is selected.
   * @param events where the scenario comes without its own
   */
  open(scenario: Scenario, selected: string | null = null, events: KeptEvents = keptEvents(scenario.events)): void {
    const { rule, events: _, ...rest } = scenario;
    this.#opened++;
    this.#changes++;
    this.#steps.clear();
    this.#runs.forget();
    this.#list.forget();
    this.#cancelReading?.();
    this.#fields = null;
    this.#schema = null;
    this.#selectsFirst = true;
    const { saved, lossWarning, welcome, tableVersion, columns, ruleBook } = this.#core.get();
    const title = scenarioName(scenario);
    const analysis = this.#analyse(rule, rest);
    this.#list.update({
      ...initialState,
      title,
      rest,
      rule,
      analysis,
      saved,
      lossWarning,
      welcome,
      columns,
      ruleBook,
      ids: [{ from: 0, ids: events.pack.ids }],
      notes: notesOf(events),
      tableVersion: tableVersion + 1,
    });
    const table = this.#core.client.open(events.pack, engineOptions(rest));
    void this.#take(table, ({ rowCount }) => {
      const row = selected === null ? null : rowOfId(this.#core.get().ids, selected, rowCount);
      if (row !== null) this.#list.select(row);
    });
    this.#run(null);
  }

  openEmpty(): void {
    this.open(emptyScenario);
  }

  /** Another rule, with its options and exceptions, over the same events; labels and notes stay with them. */
  adopt(frame: Omit<Scenario, 'events'>): void {
    const { rule, ...rest } = frame;
    this.#steps.clear();
    this.#runs.forget();
    this.#held = false;
    this.#core.set({
      copy: null,
      verdicts: null,
      inspection: null,
      near: null,
      hover: null,
      part: null,
      welcome: false,
    });
    this.#list.update({ title: scenarioName(frame), rule, rest, filter: 'all', filters: [] });
    this.#changeOptions(rest);
    this.#core.set({ analysis: this.#analyse(rule, rest) });
    this.#run(null);
  }

  /** Exceptions, options or field types of the scenario in hand. */
  change(changes: Partial<ScenarioRest>): void {
    const rest = { ...this.#core.get().rest, ...changes };
    this.#steps.did(changeWords(changes));
    this.#core.set({ rest });
    this.#changeOptions(rest);
    this.#drafts.changed();
    this.#run(null);
  }

  /** What the rule says of itself beside its query. */
  setDetails(details: Rule): void {
    const { rule, rest } = this.#core.get();
    const changed = { ...details, query: rule.query };
    this.#steps.did('details of the rule');
    this.#core.set({ rule: changed, title: scenarioName({ ...rest, rule: changed }) });
    // Its index patterns say which fields there can be.
    this.#lookForTraps();
    this.#drafts.changed();
  }

  /** Another title; an empty one leaves the name of the rule. */
  rename(title: string): void {
    const { rest, rule } = this.#core.get();
    this.#steps.did('name of the scenario');
    this.#core.set({ rest: { ...rest, title }, title: scenarioName({ title, rule }) });
    this.#drafts.changed();
  }

  #changeOptions(rest: ScenarioRest): void {
    this.#changed();
    this.#fields = null;
    void this.#take(this.#core.client.options(engineOptions(rest)));
  }

  setRule(text: string): void {
    const { rule, rest, verdicts } = this.#core.get();
    if (text === rule.query) return;
    const editedAt = this.#stopwatch.now();
    if (isReplacement(rule.query, text)) this.#history.mark();
    this.#steps.did('edit of the rule', {}, 'rule');
    const stale = verdicts !== null && (verdicts.analysis.text !== text || this.#changesShown !== this.#changes);
    this.#core.set({
      rule: { ...rule, query: text },
      analysis: this.#analyse({ ...rule, query: text }, rest),
      stale,
      hover: null,
    });
    this.#drafts.changed();
    this.#held = false;
    // A rule that cannot be run leaves the last result.
    if (this.#core.get().analysis.runnable) this.#run(editedAt);
  }

  editEvent(row: number, text: string): void {
    const { ids, rowCount } = this.#core.get();
    if (row >= rowCount) return;
    const editedAt = this.#stopwatch.now();
    const back = this.#steps.changeRows({ kind: 'text', row, text: { text, typed: true } });
    this.#steps.did(`edit of event ${idOf(ids, row)}`, { rows: [back], selects: row }, `event ${row}`);
    this.#held = false;
    this.#run(editedAt);
  }

  label(row: number, label: Label | null): void {
    const { ids, notes, rowCount } = this.#core.get();
    if (row >= rowCount || labelOf(notes, row) === (label ?? undefined)) return;
    this.#steps.did(`label of event ${idOf(ids, row)}`, { selects: row });
    this.#relabel(withLabel(notes, bitmapOf(row + 1, [row]), label));
  }

  labelListed(label: Label | null): void {
    const { notes, listed } = this.#core.get();
    const text = labelledLine(countBits(listed), label);
    this.#steps.did(`labels of ${counted(countBits(listed), 'event')}`);
    this.#relabel(withLabel(notes, listed, label));
    this.#core.set({ relabelled: { before: notes, text } });
  }

  undoLabels(): void {
    const { relabelled } = this.#core.get();
    if (relabelled === null) return;
    const { before } = relabelled;
    if (this.#steps.isLast((rows, { alert }) => rows.length === 0 && alert === before.alert)) {
      void this.#steps.take('undo');
      return;
    }
    this.#steps.did('labels as they were before');
    this.#relabel(before);
  }

  #relabel(notes: RowNotes): void {
    // Lists may be narrowed to a label. Labels that came together are not to be taken back alone any more.
    this.#list.update({ notes, relabelled: null });
    this.#drafts.changed();
  }

  remove(rows: readonly number[]): void {
    const { live, invalid } = this.#core.get();
    const there = or(live, invalid);
    const known = rows.filter((row) => hasBit(there, row));
    if (known.length === 0) return;
    const back = { kind: 'restore', rows: known } as const;
    this.#steps.did(`removal of ${counted(known.length, 'event')}`, { rows: [back], selects: known[0]! });
    this.#steps.changeRows({ kind: 'remove', rows: known });
    this.#core.set({ removed: { rows: known, text: removedLine(known.length) } });
    this.#run(null);
  }

  /** The last removal, whatever was done since. */
  undoRemove(): void {
    const { removed } = this.#core.get();
    if (removed === null) return;
    const { rows } = removed;
    if (this.#steps.isLast(([back, more]) => more === undefined && back?.kind === 'restore' && back.rows === rows)) {
      void this.#steps.take('undo');
      return;
    }
    this.#steps.did(`return of ${counted(rows.length, 'event')}`, { rows: [{ kind: 'remove', rows }] });
    this.#core.set({ removed: null });
    this.#steps.changeRows({ kind: 'restore', rows });
    this.#list.select(rows[0] ?? null);
    this.#run(null);
  }

  /** Another rule, with what else decides its verdicts, and other labels. */
  putInPlace(frame: Frame, words: string): void {
    this.#history.mark();
    this.#steps.did(words);
    this.#putBack(frame);
  }

  /** Takes the last step back, or does it again. */
  takeStep(way: 'undo' | 'redo'): void {
    void this.#steps.take(way);
  }

  #putBack({ rule, rest, alert, benign }: Frame): void {
    const { rule: ruleBefore, rest: restBefore, notes, verdicts } = this.#core.get();
    this.#held = false;
    this.#list.update({ rule, rest, title: scenarioName({ ...rest, rule }), notes: { ...notes, alert, benign } });
    if (rest !== restBefore) this.#changeOptions(rest);
    if (rest !== restBefore || rule.query !== ruleBefore.query) {
      this.#core.set({ analysis: this.#analyse(rule, rest), stale: verdicts !== null, hover: null });
    }
    this.#drafts.changed();
    this.#run(null);
  }

  /** Reads texts one after the other. */
  addEvents(sources: readonly Source[]): void {
    if (sources.length > 0) this.#adding = this.#adding.then(async () => this.#add(sources));
  }

  /** Makes the alerts that were added last the events that they are about. */
  stripAlerts(): void {
    const { report, live } = this.#core.get();
    if (report === null) return;
    const alerts = report.alerts.filter((row) => hasBit(live, row));
    this.#steps.did(`alert fields of ${counted(alerts.length, 'event')}`, {
      rows: [{ kind: 'unstrip', rows: alerts }],
    });
    this.#steps.changeRows({ kind: 'strip', rows: alerts });
    this.#core.set({
      report: { ...report, alerts: [] },
      notice: { tone: 'info', text: strippedLine(alerts.length) },
    });
    this.#run(null);
  }

  /** Tells stories, behind the events that are there or in their place; in turns with what is read. */
  generate(knobs: Knobs, replaces: boolean): void {
    this.#adding = this.#adding.then(async () => this.#tell(knobs, replaces));
  }

  /** Makes events for the rule, behind those that are there; in turns with what is read. */
  generateFor(order: RuleOrder, isLabelled: boolean): void {
    this.#adding = this.#adding.then(async () => this.#solve(order, isLabelled));
  }

  cancel(): void {
    this.#cancelReading?.();
  }

  /** The worker is a new one and has no events: opens what is known of them. Runs wait for an edit if `held`. */
  reopen(scenario: Scenario, selected: string | null, events: KeptEvents, held: boolean): void {
    this.#held = held;
    this.open(scenario, selected, events);
  }

  async #add(sources: readonly Source[]): Promise<void> {
    const result = await this.#atLength('Reading events', (onProgress) =>
      this.#core.client.append(sources, onProgress),
    );
    if (result === null) return;
    if (result.files.length > 0) {
      this.#core.set({ ruleBook: ruleBookOf(result.files, this.#core.get().tableVersion), isReviewing: true });
    }
    if (result.report === null) return;
    this.#added('adding', result.table, []);
    this.#changed();
    if (this.#core.get().selected === null) this.#selectsFirst = true;
    this.#takeTable(result.table);
    this.#core.set({ report: result.report });
    this.#drafts.added();
    this.#run(null);
    this.#selectWithoutVerdicts();
  }

  async #tell(knobs: Knobs, replaces: boolean): Promise<void> {
    const result = await this.#atLength('Telling stories', (onProgress) =>
      this.#core.client.generate(knobs, replaces, onProgress),
    );
    if (result === null) return;
    const { table, told } = result;
    const { live, invalid, selected } = this.#core.get();
    const rows = replaces ? [...rowsOf(or(live, invalid))] : [];
    this.#added('generation', table, rows);
    this.#changed();
    if (replaces) {
      this.#core.set({ removed: rows.length === 0 ? null : { rows, text: removedLine(rows.length) } });
      this.#list.select(null);
    }
    if (replaces || selected === null) this.#selectsFirst = true;
    this.#takeTable(table);
    this.#list.update({ notes: withToldLabels(this.#core.get().notes, told) });
    this.#core.set({ rest: withGenerated(this.#core.get().rest, told.generated) });
    this.#core.set({ notice: { tone: 'info', text: toldLine(countTold(told)) } });
    this.#drafts.added();
    this.#run(null);
    this.#selectWithoutVerdicts();
    await this.#noteTold(told);
  }

  async #solve(order: RuleOrder, isLabelled: boolean): Promise<void> {
    const { query } = this.#core.get().rule;
    const result = await this.#atLength('Making events for the rule', (onProgress) =>
      this.#core.client.generateFor(query, order, (progress) => onProgress({ ...progress, unit: 'step' })),
    );
    if (result === null) return;
    const { table, solved } = result;
    this.#added('generation', table, []);
    this.#changed();
    if (this.#core.get().selected === null) this.#selectsFirst = true;
    this.#takeTable(table);
    this.#list.update({ notes: withMadeNotes(this.#core.get().notes, table, solved, isLabelled) });
    this.#core.set({ notice: { tone: 'info', text: madeLine(solved) } });
    this.#drafts.added();
    this.#run(null);
    this.#selectWithoutVerdicts();
  }

  /** Rows came, and some went for them. */
  #added(how: string, { rowCount }: TableState, gone: readonly number[]): void {
    const { rowCount: before } = this.#core.get();
    const came = Array.from({ length: rowCount - before }, (_, i) => before + i);
    if (came.length + gone.length === 0) return;
    const away = came.length === 0 ? [] : [{ kind: 'remove', rows: came } as const];
    const back = gone.length === 0 ? [] : [{ kind: 'restore', rows: gone } as const];
    this.#steps.did(`${how} of ${counted(came.length, 'event')}`, { rows: [...away, ...back] });
  }

  /** The words of many events are put together in turns with everything else. */
  async #noteTold(told: Told): Promise<void> {
    const opened = this.#opened;
    const added = new Map<number, string>();
    for (const [row, text] of toldTexts(told)) {
      // oxlint-disable-next-line no-await-in-loop
      if (added.size % NOTED_AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
      added.set(row, text);
    }
    if (opened !== this.#opened) return;
    const { notes } = this.#core.get();
    this.#list.update({ notes: { ...notes, texts: withTexts(notes.texts, added) } });
    this.#drafts.changed();
  }

  /** Reads or makes events beside everything else; null when it was cancelled, or another scenario opened meanwhile. */
  async #atLength<T>(
    what: string,
    begin: (
      onProgress: (progress: Omit<Progress, 'what'> & { readonly reading?: ReadingPlace }) => void,
    ) => LongWork<T>,
  ): Promise<T | null> {
    const opened = this.#opened;
    const started = this.#stopwatch.now();
    this.#core.set({ report: null });
    const work = begin(({ bytesRead, bytesTotal, events, eventsTotal, reading, unit }) => {
      if (opened !== this.#opened || this.#stopwatch.now() - started < SHOWN_AFTER) return;
      const now = reading === undefined ? what : readingLine(reading);
      const made = { ...(eventsTotal !== undefined && { eventsTotal }), ...(unit !== undefined && { unit }) };
      this.#core.set({ progress: { what: now, bytesRead, bytesTotal, events, ...made } });
    });
    this.#cancelReading = () => work.cancel();
    const result = await work.done;
    this.#cancelReading = null;
    if (opened !== this.#opened) return null;
    this.#core.set({ progress: null });
    return result;
  }

  /** A rule that cannot be run has no verdicts that could choose what is selected. */
  #selectWithoutVerdicts(): void {
    const { analysis, selected, verdicts, rowCount } = this.#core.get();
    if (analysis.runnable || verdicts !== null || selected !== null || rowCount === 0) return;
    this.#selectsFirst = false;
    this.#list.selectInteresting();
  }

  #analyse(rule: Rule, rest: ScenarioRest): Analysis {
    return analyse(rule.query, this.#schema, rest.options.eventCategoryField, this.#traps.finder(rule));
  }

  /** Asks what there is to say of the fields, and looks for traps again. */
  async #learn(): Promise<void> {
    const schema = this.#schema;
    const isNews = await this.#traps.gather(this.#core.get().analysis);
    if (isNews && schema === this.#schema) this.#lookForTraps();
  }

  #lookForTraps(): void {
    const { analysis, rule, rest } = this.#core.get();
    if (!analysis.runnable) return;
    const { diagnostics } = this.#analyse(rule, rest);
    const said = ({ code, message, span }: Diagnostic): string => `${code} ${span?.from} ${message}`;
    const before = analysis.diagnostics.map(said);
    if (before.length === diagnostics.length && diagnostics.every((found, i) => said(found) === before[i])) return;
    this.#core.set({ analysis: { ...analysis, diagnostics } });
  }

  /** The events are about to change in the worker. */
  #changed(): void {
    this.#changes++;
    if (this.#core.get().verdicts !== null) this.#core.set({ stale: true });
  }

  async #take(answer: Promise<TableState | null>, then?: (table: TableState) => void): Promise<void> {
    const opened = this.#opened;
    const table = await answer;
    if (table === null || opened !== this.#opened) return;
    this.#takeTable(table);
    then?.(table);
  }

  #takeTable(table: TableState): void {
    const { ids, rule, rest, tableVersion } = this.#core.get();
    const { rowCount, textBytes, live, invalid } = table;
    const changes: { -readonly [K in keyof AppState]?: AppState[K] } = { rowCount, textBytes, live, invalid };
    changes.tableVersion = tableVersion + 1;
    changes.ids = withAdded(ids, table.added);
    const fieldsMoved = this.#fields === null || !sameFields(this.#fields, table.fields);
    if (fieldsMoved) {
      this.#fields = table.fields;
      changes.fields = Object.keys(table.fields).toSorted();
      this.#schema = schemaOf(table.fields, rest.options.mapping);
      changes.schema = this.#schema;
      changes.analysis = this.#analyse(rule, rest);
    }
    const wasRunnable = this.#core.get().analysis.runnable;
    this.#list.update(changes);
    if (fieldsMoved && !wasRunnable && this.#core.get().analysis.runnable) this.#run(null);
    if (fieldsMoved) void this.#learn();
  }

  /** Asks for a run of the rule; while it cannot be run, of the last one that could: its result is on the screen. */
  #run(editedAt: number | null): void {
    const { analysis, verdicts } = this.#core.get();
    const runnable = analysis.runnable ? analysis : verdicts?.analysis;
    if (runnable !== undefined && !this.#held)
      this.#runs.request({ analysis: runnable, changes: this.#changes, editedAt });
  }

  #show(evidence: RunEvidence, order: Order): void {
    const { analysis } = this.#core.get();
    const isCurrent = order.analysis.text === analysis.text;
    if (evidence.diagnostics.some(({ severity }) => severity === 'error')) {
      // The worker knows the fields better than the last table told.
      if (isCurrent) this.#core.set({ analysis: { ...analysis, diagnostics: evidence.diagnostics, runnable: false } });
      return;
    }
    this.#changesShown = order.changes;
    const stale = !isCurrent || order.changes !== this.#changes;
    this.#list.update({ verdicts: { analysis: order.analysis, evidence }, stale });
    if (isCurrent) void this.#learn();
    if (this.#selectsFirst && this.#core.get().rowCount > 0) {
      this.#selectsFirst = false;
      if (this.#core.get().selected === null) this.#list.selectInteresting();
    }
  }
}

/** Of more generations links hold the events themselves. */
const MOST_GENERATED = 20;

/** The scenario remembers how its events came about. */
function withGenerated(rest: ScenarioRest, knobs: JsonObject): ScenarioRest {
  return {
    ...rest,
    generated: [...(rest.generated ?? []), knobs].slice(-MOST_GENERATED),
  };
}

function engineOptions(rest: ScenarioRest): EngineOptions {
  return searchSettings(rest, Date.now());
}

/** What the worker says of rows that it was given with their ids replaces what was known of them. */
function withAdded(ids: RowIds, added: TableState['added']): RowIds {
  if (added === null) return ids;
  return [...ids.filter(({ from }) => from < added.from), added];
}
