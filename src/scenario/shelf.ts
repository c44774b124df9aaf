/**
 * The draft that survives a reload. The shelf holds drafts by id, each in two pieces: the *events*, which are large and
 * written only when rows come or go for good, and the *sheet* with everything else, which is small and written after
 * every change. What was edited or removed since the events were written stands in the sheet, so a key stroke costs a
 * small write, however many events there are. A page that is about to go cannot wait for IndexedDB: its last sheet goes
 * to a place that can be written at once.
 *
 * Two tabs never write the same draft. A tab remembers the id of its draft in its session; a new tab starts from the
 * newest draft. Before it writes, a tab claims the id with a lock that lives as long as the tab; when another tab holds
 * it, the first write goes to a new id.
 */
import { createStore, delMany, getMany, keys, setMany } from 'idb-keyval';
import { countTexts } from '../text/packed.ts';
import { type EventPack, type KeptEvents, type KnownById, knownEvents, packEvents } from './keptEvents.ts';
import { type Label, readScenario, type Scenario, type ScenarioEvent, writeScenario } from './scenario.ts';

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

/** Where pieces of drafts are kept; in the browser, IndexedDB. Everything may fail. */
export interface Storage {
  get(keys: readonly string[]): Promise<readonly unknown[]>;
  /** All or nothing. */
  set(entries: readonly (readonly [string, unknown])[]): Promise<void>;
  keys(): Promise<readonly string[]>;
  remove(keys: readonly string[]): Promise<void>;
}

/** What one tab knows and no other. */
export interface Tab {
  draftId: string | null;
  /** True when from now on no other tab can claim this id. */
  claim(id: string): Promise<boolean>;
  newId(): string;
  /** Small texts that are written at once, and that outlive the tab. May be lost. */
  rescue(key: string, text: string | null): void;
  rescued(key: string): string | null;
}

/** How a sheet is stored. A reader that meets a higher `layout` leaves the draft alone. */
interface StoredSheet extends KnownById {
  readonly layout: number;
  readonly savedAt: number;
  readonly scenario: string;
  readonly selected: string | null;
  readonly touched: boolean;
}

/** The first layout: labels stood among the notes, and events were a list. */
interface FirstSheet extends Omit<StoredSheet, 'labels' | 'notes'> {
  readonly notes: readonly { readonly id: string; readonly label?: Label; readonly note?: string }[];
}

const LAYOUT = 2;

/** Drafts beyond so many are thrown away once they are older than the age below. */
const KEPT_DRAFTS = 20;
const KEPT_AGE = 30 * 24 * 3600 * 1000;

const sheetKey = (id: string) => `sheet ${id}`;
const eventsKey = (id: string) => `events ${id}`;

export class Shelf {
  readonly #storage: Storage;
  readonly #tab: Tab;
  readonly #now: () => number;
  #claimed: Promise<string> | null = null;
  /** The claimed id, once it is known. */
  #id: string | null = null;
  #lastTime = 0;
  #rescuedAt = 0;

  constructor(storage: Storage, tab: Tab, now: () => number = Date.now) {
    this.#storage = storage;
    this.#tab = tab;
    this.#now = now;
  }

  /** This tab's draft, or else the newest; null when there is none that can be read. Rejects when storage is off. */
  async open(): Promise<Draft | null> {
    const own = this.#tab.draftId;
    const found = own === null ? null : await this.#read(own);
    const id = found === null ? await this.#newestId() : own;
    if (id === null) return null;
    // A draft of another tab is taken as a copy: `write` will not get its id.
    this.#claimed = this.#claim(id);
    return found ?? (await this.#read(id));
  }

  /** This tab's draft as it was last written; null when it was not. */
  async reopen(): Promise<Draft | null> {
    return this.#id === null ? null : this.#read(this.#id);
  }

  /** From now on a draft of its own: the one written so far stays on the shelf. */
  startNew(): void {
    this.#id = null;
    this.#claimed = this.#claim(this.#tab.newId());
  }

  /** Writes the sheet, and the events where they are given. Rejects when it could not. */
  async write(sheet: Sheet, events?: EventPack): Promise<void> {
    const claimed = (this.#claimed ??= this.#claim(this.#tab.newId()));
    const id = await claimed;
    const stored = this.#stored(sheet);
    const entries: [string, unknown][] = [[sheetKey(id), stored]];
    if (events !== undefined) entries.push([eventsKey(id), events]);
    await this.#storage.set(entries);
    if (this.#rescuedAt < stored.savedAt) this.#tab.rescue(sheetKey(id), null);
  }

  /** For a page that is about to go: writes the sheet at once, as far as that is possible. */
  rescue(sheet: Sheet): void {
    if (this.#id === null) return;
    const stored = this.#stored(sheet);
    this.#rescuedAt = stored.savedAt;
    this.#tab.rescue(sheetKey(this.#id), JSON.stringify(stored));
  }

  #stored(sheet: Sheet): StoredSheet {
    // Two sheets of this tab never have the same time.
    this.#lastTime = Math.max(this.#now(), this.#lastTime + 1);
    const scenario = writeScenario({ ...sheet.scenario, events: [] });
    return { ...sheet, layout: LAYOUT, savedAt: this.#lastTime, scenario };
  }

  /** True when `write` needs the events, too: the id is new to the shelf. */
  async needsEvents(): Promise<boolean> {
    if (this.#claimed === null) return true;
    const id = await this.#claimed;
    return !(await this.#storage.keys()).includes(eventsKey(id));
  }

  /** Throws old drafts away when there are many. */
  async prune(): Promise<void> {
    const sheets = await this.#sheets();
    const old = sheets.slice(KEPT_DRAFTS).filter(({ savedAt }) => savedAt < this.#now() - KEPT_AGE);
    if (old.length > 0) await this.#storage.remove(old.flatMap(({ id }) => [sheetKey(id), eventsKey(id)]));
  }

  async #claim(id: string): Promise<string> {
    const mine = (await this.#tab.claim(id)) ? id : this.#tab.newId();
    if (mine !== id) await this.#tab.claim(mine);
    this.#tab.draftId = mine;
    this.#id = mine;
    return mine;
  }

  async #newestId(): Promise<string | null> {
    for (const { id } of await this.#sheets()) {
      if ((await this.#read(id)) !== null) return id;
    }
    return null;
  }

  /** The readable sheets, newest first. */
  async #sheets(): Promise<readonly { readonly id: string; readonly savedAt: number }[]> {
    const sheets = (await this.#storage.keys()).filter((key) => key.startsWith('sheet '));
    const values = await this.#storage.get(sheets);
    return sheets
      .flatMap((key, i) => {
        const sheet = sheetOf(values[i]);
        return sheet === null ? [] : [{ id: key.slice('sheet '.length), savedAt: sheet.savedAt }];
      })
      .toSorted((a, b) => b.savedAt - a.savedAt);
  }

  async #read(id: string): Promise<Draft | null> {
    const [sheetThere, eventsThere] = await this.#storage.get([sheetKey(id), eventsKey(id)]);
    const stored = sheetOf(sheetThere);
    const pack = packOf(eventsThere);
    if (stored === null || pack === null) return null;
    const rescued = sheetIn(this.#tab.rescued(sheetKey(id)));
    const sheet = rescued !== null && rescued.savedAt > stored.savedAt ? rescued : stored;
    const { scenario } = readScenario(sheet.scenario);
    if (scenario === null) return null;
    const { edits, removed, selected, touched } = sheet;
    return { scenario, events: knownEvents(pack, sheet), edits, removed, selected, touched };
  }
}

function sheetIn(text: string | null): StoredSheet | null {
  try {
    return text === null ? null : sheetOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Null for what is no sheet, or one of a newer layout. */
function sheetOf(value: unknown): StoredSheet | null {
  if (typeof value !== 'object' || value === null || !('layout' in value)) return null;
  if (value.layout === 1) return fromFirst(value as FirstSheet);
  return value.layout === LAYOUT ? (value as StoredSheet) : null;
}

function fromFirst({ notes, ...rest }: FirstSheet): StoredSheet {
  const idsOf = (label: Label) => notes.flatMap((note) => (note.label === label ? [note.id] : []));
  return {
    ...rest,
    labels: { alert: idsOf('alert'), benign: idsOf('benign') },
    notes: notes.flatMap(({ id, note }) => (note === undefined ? [] : [[id, note] as const])),
  };
}

/** Null where there are none. */
function packOf(value: unknown): EventPack | null {
  if (Array.isArray(value)) return packEvents(value as ScenarioEvent[]);
  return typeof value === 'object' && value !== null && 'texts' in value ? (value as EventPack) : null;
}

/** IndexedDB, opened when it is first needed. */
export function browserStorage(): Storage {
  let opened: ReturnType<typeof createStore> | null = null;
  const store = () => (opened ??= createStore('eql-rule-playground', 'drafts'));
  return {
    get: async (names) => Promise.all((await getMany<unknown>([...names], store())).map(takenOut)),
    set: async (entries) => {
      await setMany(
        entries.map(([key, value]) => [key, putAway(value)]),
        store(),
      );
    },
    keys: async () => (await keys(store())).map(String),
    remove: async (names) => {
      await delMany([...names], store());
    },
  };
}

/** Buffers go to the database as blobs: it copies a buffer while the page waits, and a blob while it does not. */
function putAway(value: unknown): unknown {
  const pack = packOf(value);
  if (pack === null) return value;
  const { ids, texts } = pack;
  const parts = [ids.starts, texts.starts, ids.bytes, texts.bytes];
  return { blob: new Blob(parts), count: countTexts(ids), idBytes: ids.bytes.length } satisfies StoredPack;
}

/** The numbers first, so that they stand where numbers may stand. */
interface StoredPack {
  readonly blob: Blob;
  readonly count: number;
  readonly idBytes: number;
}

async function takenOut(value: unknown): Promise<unknown> {
  if (typeof value !== 'object' || value === null || !('blob' in value)) return value;
  const { blob, count, idBytes } = value as StoredPack;
  const buffer = await blob.arrayBuffer();
  const numbers = (count + 1) * Uint32Array.BYTES_PER_ELEMENT;
  return {
    ids: { starts: new Uint32Array(buffer, 0, count + 1), bytes: new Uint8Array(buffer, 2 * numbers, idBytes) },
    texts: {
      starts: new Uint32Array(buffer, numbers, count + 1),
      bytes: new Uint8Array(buffer, 2 * numbers + idBytes),
    },
  } satisfies EventPack;
}

/** How long a reloaded page waits for the page before it to let go of its draft. */
const HANDOVER = 1000;

/** This tab: its session, a web lock, and local storage. What the browser does not have, we do without. */
export function browserTab(): Tab {
  let remembered: string | null = null;
  return {
    get draftId() {
      return orNull(() => sessionStorage.getItem('draft')) ?? remembered;
    },
    set draftId(id) {
      remembered = id;
      if (id !== null) orNull(() => sessionStorage.setItem('draft', id));
    },
    claim: async (id) => claimLock(`draft ${id}`),
    newId: () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-'),
    rescue(key, text) {
      orNull(() => (text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text)));
    },
    rescued: (key) => orNull(() => localStorage.getItem(key)),
  };
}

/** What a storage of the browser answers; null when it is full, or not there. */
function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

async function claimLock(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return true;
  return new Promise((resolve) => {
    const hold = async () => {
      resolve(true);
      // Until the tab goes.
      await new Promise(() => {});
    };
    navigator.locks.request(name, { signal: AbortSignal.timeout(HANDOVER) }, hold).catch(() => resolve(false));
  });
}
