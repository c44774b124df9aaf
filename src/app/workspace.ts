/**
 * The rule and the events, and what happens when one of them changes: the change goes to the worker, the state says that
 * the verdicts are stale, a run is asked for, and the draft is told.
 *
 * Messages are answered in order, so a run always sees the changes that were sent before it. An answer that comes after
 * another scenario was opened is dropped.
 */
import type { Diagnostic } from '../text/diagnostic.ts';
import { measured } from '../text/measured.ts';
import type { KnowledgeBase } from './knowledge.ts';
import type { Schema } from '../eql/check/schema.ts';
import { type KeptEvents, keptEvents } from '../scenario/keptEvents.ts';
import { emptyScenario, type Rule, type Scenario } from '../scenario/scenario.ts';
import { searchSettings } from '../scenario/search.ts';
import { type EngineOptions, hasBit, or, type RunEvidence, type TableState } from '../worker/protocol.ts';
import { analyse, sameFields, schemaOf } from './analyse.ts';
import type { Core } from './core.ts';
import type { Drafts } from './drafts.ts';
import type { EventList } from './eventList.ts';
import { type History, isReplacement } from './history.ts';
import { type Order, RunLoop, type Stopwatch } from './runLoop.ts';
import { type Arrival, Incoming } from './incoming.ts';
import { initialState } from './initialState.ts';
import { idOf, notesOf, rowOfId, type RowIds, type RowNotes } from './rowNotes.ts';
import { Labelling } from './labelling.ts';
import { scenarioName } from './scenarioName.ts';
import type { Analysis, AppState, ScenarioRest } from './state.ts';
import { Steps } from './steps.ts';
import { Traps } from './traps.ts';
import type { Frame } from './undo.ts';
import { withTexts } from './told.ts';
import { changeWords, counted, removedLine, strippedLine } from './words.ts';

/** How long after a run the traps ask of the events, in milliseconds. */
const LEARNT_AFTER = 200;

export class Workspace {
  /** Events that are read, told or made. */
  readonly incoming: Incoming;
  readonly labels: Labelling;
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
  #learning: ReturnType<typeof setTimeout> | undefined;
  /** The next verdicts choose what is selected. */
  #selectsFirst = false;
  /** No run until somebody edits something: the last ones brought the worker down. */
  #held = false;

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
    this.labels = new Labelling(core, list, drafts, this.#steps);
    this.incoming = new Incoming(core, this.#steps, stopwatch, {
      opened: () => this.#opened,
      arrive: (arrival) => this.#arrive(arrival),
      noted: (texts) => this.#noted(texts),
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
    this.incoming.cancel();
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

  /** The worker is a new one and has no events: opens what is known of them. Runs wait for an edit if `held`. */
  reopen(scenario: Scenario, selected: string | null, events: KeptEvents, held: boolean): void {
    this.#held = held;
    this.open(scenario, selected, events);
  }

  #arrive({ table, replaced, state }: Arrival): void {
    this.#changed();
    if (replaced !== null) {
      this.#core.set({
        removed: replaced.length === 0 ? null : { rows: replaced, text: removedLine(replaced.length) },
      });
      this.#list.select(null);
    }
    if (this.#core.get().selected === null) this.#selectsFirst = true;
    this.#takeTable(table);
    this.#list.update(state(this.#core.get()));
    this.#drafts.added();
    this.#run(null);
    this.#selectWithoutVerdicts();
  }

  #noted(texts: RowNotes['texts']): void {
    const { notes } = this.#core.get();
    this.#list.update({ notes: { ...notes, texts: withTexts(notes.texts, texts) } });
    this.#drafts.changed();
  }

  /** A rule that cannot be run has no verdicts that could choose what is selected. */
  #selectWithoutVerdicts(): void {
    const { analysis, selected, verdicts, rowCount } = this.#core.get();
    if (analysis.runnable || verdicts !== null || selected !== null || rowCount === 0) return;
    this.#selectsFirst = false;
    this.#list.selectInteresting();
  }

  readonly #analyse = measured('diagnostics', (rule: Rule, rest: ScenarioRest): Analysis => {
    return analyse(rule.query, this.#schema, rest.options.eventCategoryField, this.#traps.finder(rule));
  });

  /** Asks what there is to say of the fields, and looks for traps again. */
  async #learn(): Promise<void> {
    const schema = this.#schema;
    const isNews = await this.#traps.gather(this.#core.get().analysis);
    if (isNews && schema === this.#schema) this.#lookForTraps();
  }

  /** What the events hold is asked for when nobody types: while an event is edited, each key makes all of it old. */
  #learnSoon(): void {
    clearTimeout(this.#learning);
    this.#learning = setTimeout(() => void this.#learn(), LEARNT_AFTER);
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
    if (isCurrent) this.#learnSoon();
    if (this.#selectsFirst && this.#core.get().rowCount > 0) {
      this.#selectsFirst = false;
      if (this.#core.get().selected === null) this.#list.selectInteresting();
    }
  }
}

function engineOptions(rest: ScenarioRest): EngineOptions {
  return searchSettings(rest, Date.now());
}

/** What the worker says of rows that it was given with their ids replaces what was known of them. */
function withAdded(ids: RowIds, added: TableState['added']): RowIds {
  if (added === null) return ids;
  return [...ids.filter(({ from }) => from < added.from), added];
}
