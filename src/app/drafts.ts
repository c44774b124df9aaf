/**
 * Keeps the draft on the shelf up to date. Changes are written together, a moment after the first of them; the events
 * themselves are written again only when rows came or came back, and everything else is a small sheet.
 */
import { type KeptEvents, knownEvents, NO_EVENTS, packEvents } from '../scenario/keptEvents.ts';
import type { Label, Scenario } from '../scenario/scenario.ts';
import type { Draft, Sheet, Shelf } from '../scenario/shelf.ts';
import type { Core } from './core.ts';
import { rowsOf } from '../worker/protocol.ts';
import type { History } from './history.ts';
import { idOf } from './rowNotes.ts';

/** How long changes are collected, in milliseconds. */
const DELAY = 400;

/** A storage that failed is asked again after so many milliseconds, and each time after twice as many, up to the most. */
const FIRST_RETRY = 5_000;
const MOST_RETRY = 80_000;

/** Of events' texts that are kept, in bytes. More would stop the page for seconds whenever it is written. */
const MOST_KEPT = 64_000_000;

/** Calls back once after some milliseconds. */
export type Wait = (milliseconds: number, then: () => void) => void;

/** A scenario of the reader's that was set aside. `draft`: it is on the shelf; else it is here alone. */
export interface OwnWork {
  /** Without its events. */
  readonly scenario: Scenario;
  readonly events: KeptEvents;
  readonly selected: string | null;
  readonly draft: Draft | null;
}

export class Drafts {
  readonly #core: Core;
  readonly #shelf: Shelf;
  readonly #wait: Wait;
  readonly #history: History;
  /** Texts of events that were edited, and ids of those that were removed, since the events were written. */
  #edits = new Map<string, string>();
  #removed = new Set<string>();
  #eventsChanged = false;
  #writesEvents = false;
  #touched = false;
  /** Somebody changed something since the draft is in hand. */
  #changedHere = false;
  /** The last attempt to write did not succeed. */
  #failed = false;
  #retryAfter = FIRST_RETRY;
  #retries = false;
  /** Something is not written yet. */
  #changed = false;
  #waiting = false;
  #writing: Promise<void> | null = null;
  #pruned = false;
  /** A scenario is looked at that nothing is to be written of, and what is to be known of the draft before it. */
  #held: { readonly scenario: Scenario; readonly wasTouched: boolean } | null = null;
  /** What was to be opened, while somebody is asked whether the work in hand may be lost for it. */
  #opening: (() => void) | null = null;

  constructor(core: Core, shelf: Shelf, wait: Wait, history: History) {
    this.#core = core;
    this.#shelf = shelf;
    this.#wait = wait;
    this.#history = history;
  }

  /** The draft to go on with; null when there is none, or when this browser stores nothing. */
  async find(): Promise<Draft | null> {
    try {
      const draft = await this.#shelf.open();
      void draft?.isCopy.then((isCopy) => {
        // Another tab keeps it; a copy that nobody changes need not be kept as well.
        if (isCopy && !this.#changedHere) this.#touched = false;
      });
      return draft;
    } catch (error) {
      this.#refused(error);
      return null;
    }
  }

  /** What is kept from now on is the draft that was found. */
  continue(draft: Draft): void {
    this.#edits = new Map(draft.edits);
    this.#removed = new Set(draft.removed);
    this.#touched = draft.touched;
    this.#changedHere = false;
    this.#eventsChanged = false;
    this.#history.begin('shelf');
  }

  /**
   * Another draft of the shelf is in hand, once everything before it is written: `show` puts it on the page. False where
   * it cannot be read; then nothing else has happened. Rejects when storage is off.
   */
  async take(id: string, show: (draft: Draft) => void, mayLose = false): Promise<boolean> {
    if (this.#isBehind()) await this.retry();
    if (!mayLose && this.wouldLose()) return this.#ask(() => void this.take(id, show, true).catch(() => {}));
    const taken = await this.#shelf.take(id);
    if (taken === null) return false;
    await this.flush();
    this.#history.leave();
    taken.begin();
    this.#held = null;
    this.continue(taken.draft);
    this.#core.set({ saved: 'saved' });
    show(taken.draft);
    return true;
  }

  /**
   * Another scenario is in hand: `show` puts it on the page, at once unless somebody's work is not written yet. False
   * where that work cannot be kept: then it stays, and somebody is asked first.
   */
  async open(show: () => void, anew = false): Promise<boolean> {
    const go = () => {
      if (this.#held === null) this.#history.leave();
      show();
      this.#start(anew);
      this.#history.begin('new');
    };
    if (this.#isBehind()) await this.retry();
    if (this.wouldLose()) return !this.#ask(go);
    go();
    return true;
  }

  /** The work in hand may be lost: what was to be opened opens. */
  goOn(): void {
    const opening = this.#opening;
    this.stay();
    opening?.();
  }

  /** The work in hand stays. */
  stay(): void {
    this.#opening = null;
    this.#core.set({ isLeaving: false });
  }

  #ask(opening: () => void): true {
    this.#opening = opening;
    this.#core.set({ isLeaving: true });
    return true;
  }

  /** Somebody's work is not written, or not yet. */
  #isBehind(): boolean {
    return this.#held === null && this.#touched && (this.#changed || this.#failed || this.#writing !== null);
  }

  /** What is kept from now on is another scenario. One that somebody worked on stays on the shelf, and any if `anew`. */
  #start(anew = false): void {
    if (this.#held !== null) this.#touched = this.#held.wasTouched;
    this.#held = null;
    if (this.#touched || anew) this.#shelf.startNew();
    this.#changedHere = false;
    this.#edits.clear();
    this.#removed.clear();
    this.#touched = false;
    this.#eventsChanged = true;
    this.#core.set({ saved: 'saving' });
    this.#schedule();
  }

  /** Writes what is in hand and takes it off the page; null when nobody has worked on anything. */
  async setAside(): Promise<OwnWork | null> {
    let own: OwnWork | null = null;
    do {
      // One after the other: a change that comes in between is written, too.
      // oxlint-disable-next-line no-await-in-loop
      await this.flush();
      // oxlint-disable-next-line no-await-in-loop
      const draft = this.#core.get().saved === 'saved' ? await this.recover() : null;
      // oxlint-disable-next-line no-await-in-loop
      own = draft === null ? await this.#inMemory() : { ...draft, draft };
    } while (this.#changed && !this.#failed);
    return own;
  }

  /** What is not on the shelf, because it is too large for it or nothing can be written. */
  async #inMemory(): Promise<OwnWork | null> {
    const pack = await this.#core.client.save();
    if (pack === null) return null;
    const { scenario, labels, notes, selected } = this.#sheet();
    return { scenario, events: knownEvents(pack, { labels, notes, edits: [], removed: [] }), selected, draft: null };
  }

  /** From now on nothing is written: what the page shows is somebody else's. */
  hold(scenario: Scenario): void {
    if (this.#held === null) this.#history.leave();
    this.#history.hold();
    this.#held = { scenario, wasTouched: this.#held?.wasTouched ?? this.#touched };
    this.#edits.clear();
    this.#removed.clear();
    this.#changed = false;
  }

  /** What is in hand is kept from now on, as a draft of its own, after `then`. May be asked first, as with `open`. */
  keep(then: () => void): void {
    const go = () => {
      this.#start();
      this.#history.keep();
      this.changed();
      then();
    };
    if (this.wouldLose()) this.#ask(go);
    else go();
  }

  /** The work that was set aside is in hand again. */
  release({ draft }: OwnWork): void {
    const wasTouched = this.#held?.wasTouched ?? false;
    this.#held = null;
    this.#edits.clear();
    this.#removed.clear();
    this.#touched = wasTouched;
    if (draft !== null) this.continue(draft);
    else {
      this.#history.release();
      this.added();
    }
  }

  /** The rule, a label or a note changed. */
  changed(): void {
    if (this.#held !== null) {
      const { copy } = this.#core.get();
      if (copy?.isChanged === false) this.#core.set({ copy: { ...copy, isChanged: true } });
      return;
    }
    this.#touched = true;
    this.#changedHere = true;
    // A storage that failed is tried again, and until it answers nothing else is said of it.
    if (!this.#failed) this.#core.set({ saved: 'saving' });
    this.#schedule();
  }

  /** Nothing of value changed, only what is selected. */
  moved(): void {
    this.#schedule();
  }

  edited(id: string, text: string): void {
    this.#edits.set(id, text);
    this.changed();
  }

  removed(ids: readonly string[]): void {
    for (const id of ids) this.#removed.add(id);
    this.changed();
  }

  restored(ids: readonly string[]): void {
    // What was written while they were away does not have them.
    if (this.#writing !== null || ids.some((id) => !this.#removed.has(id))) this.#eventsChanged = true;
    for (const id of ids) this.#removed.delete(id);
    this.changed();
  }

  /** Events came. They are too large to be rescued from a page that goes, so they are written without delay. */
  added(): void {
    this.#eventsChanged = true;
    this.changed();
    if (!this.#failed) this.#wait(0, () => void this.flush());
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    while (this.#changed || this.#writing !== null) {
      this.#writing ??= this.#write().finally(() => {
        this.#writing = null;
      });
      await this.#writing;
    }
  }

  /** The same, and what could not be written before. */
  async retry(): Promise<void> {
    this.#changed ||= this.#failed && this.#held === null;
    await this.flush();
  }

  /** The page is about to go. */
  leave(): void {
    if (this.#held !== null) return;
    if (!this.#changed && !this.#failed && this.#writing === null) return;
    this.#shelf.rescue(this.#kept());
    void this.retry();
  }

  /**
   * Would something be lost if the page went now? Beside what cannot be kept, these are events that are still being written,
   * and changes that are not written yet and find no room in the place for them.
   */
  losesOnLeaving(): boolean {
    if (this.wouldLose()) return true;
    if (!this.#changedHere || this.#held !== null) return false;
    if (this.#eventsChanged || this.#writesEvents) return true;
    return this.#isBehind() && !this.#shelf.rescue(this.#kept());
  }

  /** Is there work of somebody's that cannot be kept? */
  wouldLose(): boolean {
    return this.#changedHere && (this.#failed || this.#core.get().saved === 'large');
  }

  /** The events as they were last written, with everything that is known of them here; for a new worker. */
  async recover(): Promise<Draft | null> {
    if (this.#held !== null) return this.#heldDraft(this.#held.scenario);
    try {
      if (await this.#shelf.needsEvents()) return null;
      await this.#shelf.write(this.#sheet());
      return await this.#shelf.reopen();
    } catch {
      return null;
    }
  }

  /** A scenario from a link, as it is now but for events that were added. */
  #heldDraft({ events }: Scenario): Draft {
    const sheet = this.#sheet();
    const { scenario, selected } = sheet;
    return {
      scenario,
      events: knownEvents(packEvents(events), sheet),
      edits: [],
      removed: [],
      selected,
      touched: false,
    };
  }

  #schedule(): void {
    if (this.#held !== null) return;
    this.#changed = true;
    if (this.#waiting) return;
    this.#waiting = true;
    this.#wait(DELAY, () => {
      this.#waiting = false;
      void this.flush();
    });
  }

  async #write(): Promise<void> {
    this.#changed = false;
    const withEvents = this.#eventsChanged;
    this.#eventsChanged = false;
    this.#writesEvents = withEvents;
    try {
      const isLarge = this.#isLarge();
      const needsEvents = await this.#shelf.needsEvents();
      if (isLarge) await this.#shelf.write(this.#kept(), ...(needsEvents ? [NO_EVENTS] : []));
      else if (withEvents || needsEvents) await this.#writeEvents();
      else await this.#shelf.write(this.#sheet());
      // Once there are fewer events again, they are written.
      this.#eventsChanged ||= isLarge;
      this.#failed = false;
      this.#retryAfter = FIRST_RETRY;
      this.#core.set({ saved: this.#changed ? 'saving' : isLarge ? 'large' : 'saved', lossWarning: false });
      if (!this.#pruned) await this.#shelf.prune();
      this.#pruned = true;
    } catch (error) {
      this.#eventsChanged ||= withEvents;
      this.#refused(error);
    } finally {
      this.#writesEvents = false;
    }
  }

  /** Nothing can be written for now. It is said aloud when it begins. */
  #refused(error: unknown): void {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    this.#core.set({ saved: isFull ? 'full' : 'off', ...(!this.#failed && { lossWarning: true }) });
    this.#failed = true;
    this.#retryLater();
  }

  /** Also when nobody does anything more: the disk may have room again. */
  #retryLater(): void {
    if (this.#retries) return;
    this.#retries = true;
    this.#wait(this.#retryAfter, () => {
      this.#retries = false;
      this.#retryAfter = Math.min(2 * this.#retryAfter, MOST_RETRY);
      if (this.#failed) void this.retry();
    });
  }

  async #writeEvents(): Promise<void> {
    const edits = [...this.#edits];
    const removed = [...this.#removed];
    const pack = await this.#core.client.save();
    // The worker is gone; whoever starts it again opens the events anew.
    if (pack === null) {
      this.#eventsChanged = true;
      return;
    }
    await this.#shelf.write(this.#sheet(), pack);
    for (const [id, text] of edits) if (this.#edits.get(id) === text) this.#edits.delete(id);
    for (const id of removed) this.#removed.delete(id);
  }

  #isLarge(): boolean {
    return this.#core.get().textBytes > MOST_KEPT;
  }

  /** What is known of events that are not kept is not kept either. */
  #kept(): Sheet {
    if (!this.#isLarge()) return this.#sheet();
    return { ...this.#frame(), labels: { alert: [], benign: [] }, notes: [], edits: [], removed: [] };
  }

  #sheet(): Sheet {
    const { ids, notes } = this.#core.get();
    const idsOf = (label: Label) => Array.from(rowsOf(notes[label]), (row) => idOf(ids, row));
    return {
      ...this.#frame(),
      labels: { alert: idsOf('alert'), benign: idsOf('benign') },
      notes: [...notes.texts].map(([row, note]) => [idOf(ids, row), note]),
      edits: [...this.#edits],
      removed: [...this.#removed],
    };
  }

  #frame(): Pick<Sheet, 'scenario' | 'selected' | 'touched'> {
    const { rest, rule, ids, selected } = this.#core.get();
    return {
      scenario: { ...rest, rule, events: [] },
      selected: selected === null ? null : idOf(ids, selected),
      touched: this.#touched,
    };
  }
}
