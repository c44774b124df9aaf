/**
 * The drafts of this browser. Each is kept in pieces: the *events*, which are large and written only when rows come or go
 * for good, the *sheet* with everything else, which is small and written after every change, and its *history*. What was
 * edited or removed since the events were written stands in the sheet, so a key stroke costs a small write, however many
 * events there are. A page that is about to go cannot wait for IndexedDB: its last sheet goes to a place that can be
 * written at once.
 *
 * Two tabs never write the same draft. A tab remembers the id of its draft in its session; a new tab starts from the
 * newest draft. Before it writes, a tab claims the id with a lock that lives as long as the draft is in its hand; when
 * another tab holds it, the first write goes to a new id.
 */
import { countTexts } from '../text/packed.ts';
import { type EventPack, type KeptEvents, type KnownById, knownEvents } from './keptEvents.ts';
import { readScenario, type Rule, type Scenario, writeScenario } from './scenario.ts';
import { LAYOUT, packOf, sheetIn, sheetOf, type StoredSheet } from './sheets.ts';

/** All of a draft but the events' texts. Edits and removals are those since the events were written. */
export interface Sheet extends KnownById {
  /** Its events are not looked at. */
  readonly scenario: Scenario;
  /** Id of the selected event. */
  readonly selected: string | null;
  /** Somebody changed something: worth keeping when another scenario is opened. */
  readonly touched: boolean;
}

/** A draft as it was when it was last written. Its sheet's edits and removals are in the events already. */
export interface Draft extends Pick<Sheet, 'edits' | 'removed' | 'selected' | 'touched'> {
  /** Without its events. */
  readonly scenario: Scenario;
  readonly events: KeptEvents;
}

/** A draft in the list of them. */
export interface ShelfEntry {
  readonly id: string;
  /** As the scenario has it: may be empty. */
  readonly title: string;
  readonly rule: Rule;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Null where nobody has counted them. */
  readonly events: number | null;
  readonly labels: number;
  /** In hand in this tab, in another one, or in none. */
  readonly place: 'here' | 'elsewhere' | 'shelf';
}

/** Where pieces of drafts are kept; in the browser, IndexedDB. Everything may fail. */
export interface Storage {
  get(keys: readonly string[]): Promise<readonly unknown[]>;
  /** All or nothing. */
  set(entries: readonly (readonly [string, unknown])[]): Promise<void>;
  keys(): Promise<readonly string[]>;
  remove(keys: readonly string[]): Promise<void>;
  /** Asks that nothing of it is thrown away when the disk gets full. */
  persist(): Promise<void>;
}

/** What one tab knows and no other. */
export interface Tab {
  draftId: string | null;
  /** True when no other tab can claim this id until it is released. */
  claim(id: string): Promise<boolean>;
  release(id: string): void;
  /** Ids that some tab has claimed. */
  claimed(): Promise<ReadonlySet<string>>;
  newId(): string;
  /** Small texts that are written at once, and that outlive the tab. False where there is no room. */
  rescue(key: string, text: string | null): boolean;
  rescued(key: string): string | null;
}

/** Drafts that nobody worked on, beyond so many, are thrown away once they are older than the age below. */
const KEPT_DRAFTS = 20;
const KEPT_AGE = 30 * 24 * 3600 * 1000;

/** How long a deleted draft can be had back when the page went before its deletion was final. */
const GRACE = 3600 * 1000;

const sheetKey = (id: string) => `sheet ${id}`;
const eventsKey = (id: string) => `events ${id}`;
const historyKey = (id: string) => `history ${id}`;

export class Shelf {
  readonly #storage: Storage;
  readonly #tab: Tab;
  readonly #now: () => number;
  #claimed: Promise<string> | null = null;
  /** The claimed id, once it is known. */
  #id: string | null = null;
  #lastTime = 0;
  #rescuedAt = 0;
  /** Of the draft in hand, in the events as they were last written. */
  #packCount: number | null = null;
  #lastWrite: Promise<void> = Promise.resolve();
  #asksToPersist = true;
  /** The draft whose history is that of the draft in hand, until one is written for it. */
  #historyOf: string | null = null;

  constructor(storage: Storage, tab: Tab, now: () => number = Date.now) {
    this.#storage = storage;
    this.#tab = tab;
    this.#now = now;
  }

  /** This tab's draft, or else the newest; null when there is none that can be read. Rejects when storage is off. */
  async open(): Promise<(Draft & { readonly isCopy: Promise<boolean> }) | null> {
    const own = this.#tab.draftId;
    const found = own === null ? null : await this.#read(own);
    const id = found === null ? await this.#newestId() : own;
    if (id === null) return null;
    const draft = found ?? (await this.#read(id));
    if (draft === null) return null;
    // A draft of another tab is taken as a copy: `write` will not get its id.
    const claimed = this.#hold(id);
    this.#packCount = packedIn(draft);
    this.#historyOf = id;
    return { ...draft, isCopy: claimed.then((mine) => mine !== id) };
  }

  /** This tab's draft as it was last written; null when it was not. */
  async reopen(): Promise<Draft | null> {
    return this.#id === null ? null : this.#read(this.#id);
  }

  /** From now on a draft of its own: the one written so far stays on the shelf. */
  startNew(): void {
    void this.#hold(this.#tab.newId());
  }

  /**
   * Makes ready another draft to be in hand: as a copy where another tab has it. Null where it cannot be read. Until it
   * begins, nothing else has happened.
   */
  async take(id: string): Promise<{ readonly draft: Draft; begin(): void } | null> {
    if ((await this.#read(id)) === null) return null;
    const mine = await this.#claimFor(id);
    // Until now another tab may have written it.
    const draft = await this.#read(id);
    if (draft === null) {
      if (mine !== this.#id) this.#tab.release(mine);
      return null;
    }
    const begin = () => {
      void this.#letGo(this.#claimed, mine);
      this.#claimed = Promise.resolve(mine);
      this.#inHand(mine);
      this.#packCount = packedIn(draft);
      this.#historyOf = id;
    };
    return { draft, begin };
  }

  /** Writes the sheet, and the events where they are given. Rejects when it could not. */
  async write(sheet: Sheet, events?: EventPack): Promise<void> {
    const id = await (this.#claimed ?? this.#hold(this.#tab.newId()));
    if (events !== undefined) this.#packCount = countTexts(events.ids);
    const stored = this.#stored(sheet);
    const entries: [string, unknown][] = [[sheetKey(id), stored]];
    if (events !== undefined) entries.push([eventsKey(id), events]);
    await this.#set(entries);
    if (this.#rescuedAt < stored.savedAt) this.#tab.rescue(sheetKey(id), null);
    if (!sheet.touched || !this.#asksToPersist) return;
    this.#asksToPersist = false;
    // Whether the browser promises it or not, there is nothing to be done about it.
    this.#storage.persist().catch(() => {});
  }

  /** For a page that is about to go: writes the sheet at once. False where that is not possible. */
  rescue(sheet: Sheet): boolean {
    if (this.#id === null) return false;
    const stored = this.#stored(sheet);
    if (!this.#tab.rescue(sheetKey(this.#id), JSON.stringify(stored))) return false;
    this.#rescuedAt = stored.savedAt;
    return true;
  }

  /** What was written of the history of the draft in hand; anything, or nothing. */
  async readHistory(): Promise<unknown> {
    const id = this.#historyOf ?? (await this.#claimed);
    return id === null ? undefined : (await this.#storage.get([historyKey(id)]))[0];
  }

  async writeHistory(history: unknown): Promise<void> {
    const id = await this.#claimed;
    if (id !== null) await this.#set([[historyKey(id), history]]);
    if (this.#id === id) this.#historyOf = null;
  }

  /** True when `write` needs the events, too: the id is new to the shelf. */
  async needsEvents(): Promise<boolean> {
    if (this.#claimed === null) return true;
    const id = await this.#claimed;
    return !(await this.#storage.keys()).includes(eventsKey(id));
  }

  /** The drafts that somebody worked on or has in hand, those changed last first. */
  async list(): Promise<readonly ShelfEntry[]> {
    // A page that was reloaded may still wait for its own.
    await this.#claimed;
    const claimed = await this.#tab.claimed();
    const sheets = await this.#sheets();
    return sheets.flatMap(({ id, sheet }) => {
      const place = id === this.#id ? 'here' : claimed.has(id) ? 'elsewhere' : 'shelf';
      const { scenario } = readScenario(sheet.scenario);
      if (scenario === null || (!sheet.touched && place === 'shelf')) return [];
      const { title, rule } = scenario;
      const labels = sheet.labels.alert.length + sheet.labels.benign.length;
      return [{ id, title, rule, changedAt: sheet.savedAt, events: sheet.eventCount ?? null, labels, place }];
    });
  }

  /** Gives a draft on the shelf another title. False where another tab has it in hand, or it is there no more. */
  async rename(id: string, title: string): Promise<boolean> {
    return this.#change(id, (sheet) => {
      const { scenario } = readScenario(sheet.scenario);
      return scenario === null ? sheet : { ...sheet, scenario: writeScenario({ ...scenario, title }) };
    });
  }

  /** A second draft like the first, with another title; its id, or null where the first is there no more. */
  async duplicate(id: string, title: string): Promise<string | null> {
    const [there, events, history] = await this.#storage.get([sheetKey(id), eventsKey(id), historyKey(id)]);
    const sheet = this.#latest(id, sheetOf(there));
    const scenario = sheet === null ? null : readScenario(sheet.scenario).scenario;
    if (sheet === null || scenario === null) return null;
    const copy = this.#tab.newId();
    const text = writeScenario({ ...scenario, title });
    await this.#set([
      [sheetKey(copy), { ...sheet, scenario: text, savedAt: this.#time(), touched: true }],
      [eventsKey(copy), events],
      [historyKey(copy), history],
    ]);
    return copy;
  }

  /** Takes a draft off the shelf; `bringBack` puts it there again until `purge`. False as with `rename`. */
  async remove(id: string): Promise<boolean> {
    return this.#change(id, (sheet) => ({ ...sheet, deletedAt: this.#now() }));
  }

  async bringBack(id: string): Promise<boolean> {
    return this.#change(id, (sheet) => ({ ...sheet, deletedAt: undefined }));
  }

  /** Deleted drafts are gone for good. */
  async purge(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const id of ids) this.#tab.rescue(sheetKey(id), null);
    await this.#storage.remove(ids.flatMap((id) => [sheetKey(id), eventsKey(id), historyKey(id)]));
  }

  /** Throws away what was deleted, and old drafts that nobody worked on when there are many. */
  async prune(): Promise<void> {
    const claimed = await this.#tab.claimed();
    const sheets = (await this.#sheets(true)).filter(({ id }) => id !== this.#id && !claimed.has(id));
    const now = this.#now();
    const deleted = sheets.filter(({ sheet: { deletedAt } }) => deletedAt !== undefined && deletedAt < now - GRACE);
    const idle = sheets.filter(({ sheet }) => !sheet.touched && sheet.deletedAt === undefined);
    const old = idle.slice(KEPT_DRAFTS).filter(({ sheet }) => sheet.savedAt < now - KEPT_AGE);
    await this.purge([...deleted, ...old].map(({ id }) => id));
  }

  /** From now on a draft is in hand: of this id, or of a new one where another tab has it. */
  async #hold(id: string): Promise<string> {
    const before = this.#claimed;
    this.#packCount = null;
    this.#historyOf = null;
    const claimed = this.#claimFor(id);
    this.#claimed = claimed;
    const mine = await claimed;
    if (this.#claimed === claimed) this.#inHand(mine);
    await this.#letGo(before, mine);
    return mine;
  }

  async #claimFor(id: string): Promise<string> {
    const mine = (await this.#tab.claim(id)) ? id : this.#tab.newId();
    if (mine !== id) await this.#tab.claim(mine);
    return mine;
  }

  #inHand(id: string): void {
    this.#tab.draftId = id;
    this.#id = id;
  }

  /** The draft that was in hand is free for other tabs once it is written. */
  async #letGo(before: Promise<string> | null, next: string): Promise<void> {
    const id = await before;
    await this.#lastWrite;
    if (id !== null && id !== next) this.#tab.release(id);
  }

  /** Changes the sheet of a draft that is in no other tab's hand. */
  async #change(id: string, change: (sheet: StoredSheet) => StoredSheet): Promise<boolean> {
    if (id !== this.#id && !(await this.#tab.claim(id))) return false;
    try {
      const [there] = await this.#storage.get([sheetKey(id)]);
      const sheet = this.#latest(id, sheetOf(there));
      if (sheet === null) return false;
      await this.#set([[sheetKey(id), change(sheet)]]);
      this.#tab.rescue(sheetKey(id), null);
      return true;
    } finally {
      if (id !== this.#id) this.#tab.release(id);
    }
  }

  async #set(entries: readonly (readonly [string, unknown])[]): Promise<void> {
    const written = this.#storage.set(entries.filter(([, value]) => value !== undefined));
    this.#lastWrite = written.catch(() => {});
    await written;
  }

  #stored(sheet: Sheet): StoredSheet {
    const scenario = writeScenario({ ...sheet.scenario, events: [] });
    const eventCount = this.#packCount === null ? {} : { eventCount: this.#packCount - sheet.removed.length };
    return { ...sheet, layout: LAYOUT, savedAt: this.#time(), scenario, ...eventCount };
  }

  /** Now; two sheets of this tab never have the same time. */
  #time(): number {
    this.#lastTime = Math.max(this.#now(), this.#lastTime + 1);
    return this.#lastTime;
  }

  async #newestId(): Promise<string | null> {
    for (const { id } of await this.#sheets()) {
      // The first that can be read ends the search.
      // oxlint-disable-next-line no-await-in-loop
      if ((await this.#read(id)) !== null) return id;
    }
    return null;
  }

  /** The readable sheets, newest first; deleted ones only where they are asked for. */
  async #sheets(withDeleted = false): Promise<readonly { readonly id: string; readonly sheet: StoredSheet }[]> {
    const names = (await this.#storage.keys()).filter((key) => key.startsWith('sheet '));
    const values = await this.#storage.get(names);
    return names
      .flatMap((key, i) => {
        const id = key.slice('sheet '.length);
        const sheet = this.#latest(id, sheetOf(values[i]));
        return sheet === null || (sheet.deletedAt !== undefined && !withDeleted) ? [] : [{ id, sheet }];
      })
      .toSorted((a, b) => b.sheet.savedAt - a.sheet.savedAt);
  }

  /** A sheet as it was stored, or as it was rescued after that. */
  #latest(id: string, stored: StoredSheet | null): StoredSheet | null {
    const rescued = stored === null ? null : sheetIn(this.#tab.rescued(sheetKey(id)));
    return rescued !== null && stored !== null && rescued.savedAt > stored.savedAt ? rescued : stored;
  }

  async #read(id: string): Promise<Draft | null> {
    const [sheetThere, eventsThere] = await this.#storage.get([sheetKey(id), eventsKey(id)]);
    const sheet = this.#latest(id, sheetOf(sheetThere));
    const pack = packOf(eventsThere);
    if (sheet === null || pack === null || sheet.deletedAt !== undefined) return null;
    const { scenario } = readScenario(sheet.scenario);
    if (scenario === null) return null;
    const { edits, removed, selected, touched } = sheet;
    return { scenario, events: knownEvents(pack, sheet), edits, removed, selected, touched };
  }
}

/** Events in the pack that a draft was read from. */
function packedIn({ events, removed }: Draft): number {
  return countTexts(events.pack.ids) + removed.length;
}
