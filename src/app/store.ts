/**
 * The app put together: one store, and behind its actions the parts that do the work. Nothing here knows of a browser;
 * `start.ts` gives it one.
 */
import { createStore } from 'zustand/vanilla';
import type { Span } from '../text/span.ts';
import type { Example } from '../scenario/examples/index.ts';
import { keptEvents } from '../scenario/keptEvents.ts';
import type { Draft, Shelf } from '../scenario/shelf.ts';
import { EngineClient, type Spawn } from '../worker/client.ts';
import { fieldCondition } from './conditions.ts';
import { isIndexName } from './cluster.ts';
import { clauseFilter } from './clauseRows.ts';
import { KnowledgeBase } from './knowledge.ts';
import { labelFilter } from './labels.ts';
import { Copies } from './copies.ts';
import { pointFilter } from './coverage.ts';
import type { App, AppStore, Core } from './core.ts';
import { Drafts, type Wait } from './drafts.ts';
import { EventList } from './eventList.ts';
import { History } from './history.ts';
import { Imports } from './imports.ts';
import { restore, versionVerdict } from './restore.ts';
import { initialState } from './initialState.ts';
import type { Stopwatch } from './runLoop.ts';
import { Scenarios } from './scenarios.ts';
import { chosenRows, shareOrder } from './sharing.ts';
import type { AppActions, Notice } from './state.ts';
import type { Address } from './url.ts';
import { problemLine, savedLine, sentences } from './words.ts';
import { Workspace } from './workspace.ts';

export type { AppStore } from './core.ts';

/** What the app needs of the world. */
export interface World {
  readonly spawn: Spawn;
  readonly shelf: Shelf;
  readonly examples: readonly Example[];
  readonly stopwatch: Stopwatch;
  readonly wait: Wait;
  /** Puts a text on the clipboard; rejects where that is not allowed. */
  readonly copy: (text: string) => Promise<void>;
}

/** What happens to the page, as opposed to what a person does in it. */
export interface AppEvents {
  /** Shows what the address asks for, else the draft, else the first example. */
  begin(address: Address | null): Promise<void>;
  /** The address changed while the page was open. */
  follow(address: Address): void;
  /** The page is hidden, or about to go. */
  leave(): void;
  /** Something would be lost if the page went now. */
  wouldLose(): boolean;
}

/** Runs after a crash stop until an edit when the worker has crashed so often. */
const PATIENCE = 2;

export function createApp(world: World): { readonly store: AppStore; readonly events: AppEvents } {
  const tell = (tone: Notice['tone'], text: string) => store.setState({ notice: { tone, text } });

  const client = new EngineClient(world.spawn, {
    onFailure: (message) => tell('error', sentences.bug(message)),
    onCrash: (message, restarted) => void recover(message, restarted),
  });
  const core: Core = { get: () => store.getState(), set: (changes) => store.setState(changes), client };
  const history = new History(core, world.shelf, world.wait);
  const drafts = new Drafts(core, world.shelf, world.wait, history);
  const list = new EventList(core);
  const knowledge = new KnowledgeBase(core);
  const workspace = new Workspace(core, list, drafts, history, world.stopwatch, knowledge);
  const copies = new Copies(core, drafts, workspace);
  const imports = new Imports(core, workspace, drafts);
  const scenarios = new Scenarios(core, world.shelf, drafts, workspace);

  let crashes = 0;
  async function recover(message: string, restarted: boolean): Promise<void> {
    if (!restarted) {
      tell('error', sentences.stopped(message));
      return;
    }
    crashes++;
    const draft = await drafts.recover();
    const { rest, rule, copy } = store.getState();
    const held = crashes > PATIENCE;
    const scenario = draft?.scenario ?? { ...rest, rule, events: [] };
    workspace.reopen(scenario, draft?.selected ?? null, draft?.events ?? keptEvents([]), held);
    store.setState({ copy });
    if (held) tell('error', sentences.keepsStopping);
    else tell('error', draft === null ? sentences.restartedEmpty : sentences.restarted);
  }

  function openExample(id: string): void {
    const example = world.examples.find((it) => it.id === id);
    if (example === undefined) {
      tell('error', sentences.noExample(id));
      return;
    }
    void drafts.open(() => workspace.open(example.scenario()));
  }

  function openNew(): void {
    void drafts.open(() => workspace.openEmpty());
  }

  function follow(address: Address): void {
    if (address.kind === 'new') openNew();
    else if (address.kind === 'example') openExample(address.id);
    else void openLink(address);
  }

  async function openLink(link: Extract<Address, { kind: 'scenario' | 'rule' }>): Promise<void> {
    const problem = await copies.open(link);
    if (problem !== null) tell('error', problemLine(problem));
  }

  function showFirstExample(): void {
    if (world.examples[0] === undefined) return;
    openExample(world.examples[0].id);
    store.setState({ welcome: true });
  }

  async function begin(address: Address | null): Promise<void> {
    const draft = await drafts.find();
    if (draft !== null) drafts.continue(draft);
    const problem = address === null ? null : await openFirst(address, draft);
    if (address !== null && problem === null) return;
    if (draft === null) showFirstExample();
    else workspace.open(draft.scenario, draft.selected, draft.events);
    if (problem !== null) tell('error', problem);
  }

  /** Opens what the address asks for. Null when it did; else why not, in words. */
  async function openFirst(address: Address, draft: Draft | null): Promise<string | null> {
    if (address.kind === 'scenario' || address.kind === 'rule') {
      const problem = await copies.open(address, draft === null ? null : { ...draft, draft });
      return problem === null ? null : problemLine(problem);
    }
    if (address.kind === 'example' && !world.examples.some(({ id }) => id === address.id)) {
      return sentences.noExample(address.id);
    }
    follow(address);
    return null;
  }

  function copy(text: string, what: string): void {
    world.copy(text).then(
      () => tell('info', sentences.copied(what)),
      () => tell('error', sentences.notCopied),
    );
  }

  async function findField(path: string): Promise<Span | null> {
    const { selected } = store.getState();
    const fields = selected === null ? null : await client.fields(selected);
    const place = fields?.find((field) => field.path === path)?.values[0]?.span ?? null;
    if (place === null) tell('info', selected === null ? sentences.noEvent : sentences.noField(path));
    return place;
  }

  const actions: AppActions = {
    setRule: (text) => workspace.setRule(text),
    select(row) {
      list.select(row);
      drafts.moved();
    },
    selectNext(step) {
      list.selectNext(step);
      drafts.moved();
    },
    selectDisagreement(step) {
      list.selectDisagreement(step);
      drafts.moved();
    },
    editEvent: (row, text) => workspace.editEvent(row, text),
    label: (row, label) => workspace.labels.set(row, label),
    labelListed: (label) => workspace.labels.setListed(label),
    undoLabels: () => workspace.labels.undo(),
    remove: (rows) => workspace.remove(rows),
    undoRemove: () => workspace.undoRemove(),
    undo: () => workspace.takeStep('undo'),
    redo: () => workspace.takeStep('redo'),
    addEvents: (sources) => workspace.incoming.add(sources),
    stripAlerts: () => workspace.stripAlerts(),
    generate: (knobs, replaces) => workspace.incoming.tell(knobs, replaces),
    generateFor: (order, isLabelled) => workspace.incoming.solve(order, isLabelled),
    solved: (order, onProgress) =>
      client.solved(store.getState().rule.query, order, ({ events, eventsTotal = events }) =>
        onProgress({ done: events, total: eventsTotal }),
      ),
    coverage: async () => client.coverage(),
    cancel: () => workspace.incoming.cancel(),
    dismissReport: () => store.setState({ report: null }),
    dismissRemoved: () => store.setState({ removed: null }),
    dismissRelabelled: () => store.setState({ relabelled: null }),
    dismissLossWarning: () => store.setState({ lossWarning: false }),
    openAllTheSame: () => drafts.goOn(),
    stay: () => drafts.stay(),
    dismissWelcome: () => store.setState({ welcome: false }),
    dismissNotice: () => store.setState({ notice: null }),
    copy,
    clauseUse: async (clause) => client.clauseUse(clause),
    async exportEvents(form, events) {
      const state = store.getState();
      return client.exportEvents({ form, rows: chosenRows(state, events), columns: state.columns });
    },
    async clusterTexts(index) {
      if (!isIndexName(index)) return null;
      const { rest, rule } = store.getState();
      return client.cluster(index, { ...rest, rule, events: [] });
    },
    copyExplanation(row, form) {
      void client.explain(row).then((texts) => {
        if (texts === null) tell('error', sentences.noVerdict);
        else copy(texts[form], 'The explanation');
      });
    },
    save() {
      void drafts.retry().then(() => tell('info', savedLine(store.getState())));
    },
    setFilter: (filter) => list.setFilter(filter),
    setSearch: (words) => list.setSearch(words),
    sortBy: (sort) => list.sortBy(sort),
    setColumns: (paths) => list.setColumns(paths),
    filterByCondition: async (condition) => list.filterWhere(condition),
    countWhere: async (condition) => list.countWhere(condition),
    filterByField(asked) {
      void list.filterWhere(fieldCondition(asked)).then((problem) => {
        if (problem !== null) tell('error', problem);
      });
    },
    knowledge: async (path) => knowledge.about(path),
    findField,
    fieldValues: async (path) => client.values(path),
    filterByLabel: (set) => list.addFilter(labelFilter(set)),
    addFilter: (filter) => list.addFilter(filter),
    removeFilter: (words) => list.removeFilter(words),
    clearFilters: () => list.clearFilters(),
    filterByClause(clause, set) {
      const { verdicts } = store.getState();
      const named = verdicts?.analysis.clauses[clause];
      if (named !== undefined) list.addFilter(clauseFilter(named, set));
    },
    filterByPoint(clause, verdict) {
      const { clauses = [] } = store.getState().verdicts?.analysis ?? {};
      const named = clauses[clause];
      if (named !== undefined) list.addFilter(pointFilter(clauses, named, verdict));
    },
    setHover: (hover) => list.setHover(hover),
    setPart: (text) => list.setPart(text),
    openExample,
    newScenario: openNew,
    shelf: async () => scenarios.list(),
    openShelved: async (id) => scenarios.open(id),
    renameShelved: async (scenario, title) => scenarios.rename(scenario, title),
    duplicateShelved: async (scenario) => scenarios.duplicate(scenario),
    deleteShelved: async (scenario) => scenarios.remove(scenario),
    bringBackShelved: async (id) => scenarios.bringBack(id),
    purgeShelved: async (ids) => scenarios.purge(ids),
    review: () => store.setState({ isReviewing: true }),
    closeReview: () => imports.close(),
    forgetRules: () => imports.forget(),
    openRule: (imported, over) => void imports.openRule(imported, over),
    openScenarioFile: (scenario) => void imports.openScenario(scenario),
    addExceptions: (files) => imports.addExceptions(files),
    evaluateRules: () => void imports.evaluate(),
    stopRules: () => imports.stop(),
    changeScenario: (changes) => workspace.change(changes),
    setDetails: (details) => workspace.setDetails(details),
    keepCopy: () => copies.keep(),
    versions: async () => history.list(),
    versionVerdict: async (version) => versionVerdict(core, version),
    restoreVersion: (version) => void restore(core, workspace, version),
    share: async (choice, as) => client.share(shareOrder(store.getState(), choice, as)),
    leaveCopy() {
      if (!copies.back()) showFirstExample();
    },
    eventFields: async (row) => client.fields(row),
    processes: async (row) => client.processes(row),
    storyline: async (around) => client.storyline(around),
    summaries: async (rows) => list.summaries(rows),
  };
  const store: AppStore = createStore<App>(() => ({ ...initialState, actions }));
  return { store, events: { begin, follow, leave: () => drafts.leave(), wouldLose: () => drafts.losesOnLeaving() } };
}
