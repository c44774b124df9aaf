/**
 * Events that come: read from texts and files, told as stories, made for the rule. One after the other, each beside
 * everything else, with its progress and a cancel; nothing of it is left where another scenario is opened meanwhile.
 */
import type { JsonObject } from '../scenario/scenario.ts';
import { or, type ReadingPlace, rowsOf, type Source, type TableState, type Told } from '../worker/protocol.ts';
import type { Core } from './core.ts';
import { ruleBookOf } from './imports.ts';
import type { RowNotes } from './rowNotes.ts';
import { madeLine, type RuleOrder, withMadeNotes } from './ruleEvents.ts';
import type { Stopwatch } from './runLoop.ts';
import type { AppState, Progress, ScenarioRest } from './state.ts';
import type { Steps } from './steps.ts';
import type { Knobs } from './stories.ts';
import { countTold, toldTexts, withToldLabels } from './told.ts';
import { counted, readingLine, toldLine } from './words.ts';

/** What is over sooner is not worth showing, in milliseconds. */
const SHOWN_AFTER = 150;

/** Notes that are put together in one turn of the page. */
const NOTED_AT_ONCE = 5_000;

/** Of more generations links hold the events themselves. */
const MOST_GENERATED = 20;

/** Rows that came. */
export interface Arrival {
  readonly table: TableState;
  /** Rows in whose place they came; null where they came behind what was there. */
  readonly replaced: readonly number[] | null;
  /** What else there is to say, once the rows are there. */
  readonly state: (state: AppState) => Partial<AppState>;
}

/** Who has the rows. */
interface Host {
  /** Another number, another scenario. */
  opened(): number;
  arrive(arrival: Arrival): void;
  /** Notes of rows that came before. */
  noted(texts: RowNotes['texts']): void;
}

/** Something that takes its time and can be cancelled; null when it was. */
interface LongWork<T> {
  readonly done: Promise<T | null>;
  cancel(): void;
}

export class Incoming {
  readonly #core: Core;
  readonly #steps: Steps;
  readonly #stopwatch: Stopwatch;
  readonly #host: Host;
  #turn: Promise<void> = Promise.resolve();
  #cancel: (() => void) | null = null;

  constructor(core: Core, steps: Steps, stopwatch: Stopwatch, host: Host) {
    this.#core = core;
    this.#steps = steps;
    this.#stopwatch = stopwatch;
    this.#host = host;
  }

  /** Reads texts and files. */
  add(sources: readonly Source[]): void {
    if (sources.length > 0) this.#turn = this.#turn.then(async () => this.#add(sources));
  }

  /** Tells stories, behind the events that are there or in their place. */
  tell(knobs: Knobs, replaces: boolean): void {
    this.#turn = this.#turn.then(async () => this.#tell(knobs, replaces));
  }

  /** Makes events for the rule, behind those that are there. */
  solve(order: RuleOrder, isLabelled: boolean): void {
    this.#turn = this.#turn.then(async () => this.#solve(order, isLabelled));
  }

  cancel(): void {
    this.#cancel?.();
  }

  async #add(sources: readonly Source[]): Promise<void> {
    const result = await this.#atLength('Reading events', (onProgress) =>
      this.#core.client.append(sources, onProgress),
    );
    if (result === null) return;
    if (result.files.length > 0) {
      this.#core.set({ ruleBook: ruleBookOf(result.files, this.#core.get().tableVersion), isReviewing: true });
    }
    const { table, report } = result;
    if (report === null) return;
    this.#did('adding', table, []);
    this.#host.arrive({ table, replaced: null, state: () => ({ report }) });
  }

  async #tell(knobs: Knobs, replaces: boolean): Promise<void> {
    const result = await this.#atLength('Telling stories', (onProgress) =>
      this.#core.client.generate(knobs, replaces, onProgress),
    );
    if (result === null) return;
    const { table, told } = result;
    const { live, invalid } = this.#core.get();
    const replaced = replaces ? [...rowsOf(or(live, invalid))] : null;
    this.#did('generation', table, replaced ?? []);
    this.#host.arrive({
      table,
      replaced,
      state: ({ notes, rest }) => ({
        notes: withToldLabels(notes, told),
        rest: withGenerated(rest, told.generated),
        notice: { tone: 'info', text: toldLine(countTold(told)) },
      }),
    });
    await this.#note(told);
  }

  async #solve(order: RuleOrder, isLabelled: boolean): Promise<void> {
    const { query } = this.#core.get().rule;
    const result = await this.#atLength('Making events for the rule', (onProgress) =>
      this.#core.client.generateFor(query, order, (progress) => onProgress({ ...progress, unit: 'step' })),
    );
    if (result === null) return;
    const { table, solved } = result;
    this.#did('generation', table, []);
    this.#host.arrive({
      table,
      replaced: null,
      state: ({ notes }) => ({
        notes: withMadeNotes(notes, table, solved, isLabelled),
        notice: { tone: 'info', text: madeLine(solved) },
      }),
    });
  }

  /** Rows came, and some went for them. */
  #did(how: string, { rowCount }: TableState, gone: readonly number[]): void {
    const { rowCount: before } = this.#core.get();
    const came: number[] = [];
    for (let row = before; row < rowCount; row++) came.push(row);
    if (came.length + gone.length === 0) return;
    const away = came.length === 0 ? [] : [{ kind: 'remove', rows: came } as const];
    const back = gone.length === 0 ? [] : [{ kind: 'restore', rows: gone } as const];
    this.#steps.did(`${how} of ${counted(came.length, 'event')}`, { rows: [...away, ...back] });
  }

  /** The words of many events are put together in turns with everything else. */
  async #note(told: Told): Promise<void> {
    const opened = this.#host.opened();
    const added = new Map<number, string>();
    for (const [row, text] of toldTexts(told)) {
      // oxlint-disable-next-line no-await-in-loop
      if (added.size % NOTED_AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
      added.set(row, text);
    }
    if (opened === this.#host.opened()) this.#host.noted(added);
  }

  /** Reads or makes events beside everything else; null when it was cancelled, or another scenario opened meanwhile. */
  async #atLength<T>(
    what: string,
    begin: (
      onProgress: (progress: Omit<Progress, 'what'> & { readonly reading?: ReadingPlace }) => void,
    ) => LongWork<T>,
  ): Promise<T | null> {
    const opened = this.#host.opened();
    const started = this.#stopwatch.now();
    this.#core.set({ report: null });
    const work = begin(({ bytesRead, bytesTotal, events, eventsTotal, reading, unit }) => {
      if (opened !== this.#host.opened() || this.#stopwatch.now() - started < SHOWN_AFTER) return;
      const now = reading === undefined ? what : readingLine(reading);
      const made = { ...(eventsTotal !== undefined && { eventsTotal }), ...(unit !== undefined && { unit }) };
      this.#core.set({ progress: { what: now, bytesRead, bytesTotal, events, ...made } });
    });
    this.#cancel = () => work.cancel();
    const result = await work.done;
    this.#cancel = null;
    if (opened !== this.#host.opened()) return null;
    this.#core.set({ progress: null });
    return result;
  }
}

/** The scenario remembers how its events came about. */
function withGenerated(rest: ScenarioRest, knobs: JsonObject): ScenarioRest {
  return {
    ...rest,
    generated: [...(rest.generated ?? []), knobs].slice(-MOST_GENERATED),
  };
}
