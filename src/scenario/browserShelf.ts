/**
 * Storage and tab of a browser: IndexedDB, a session, claims on drafts, and local storage for what must be written at
 * once. What a browser does not have, we do without.
 */
import { createStore, delMany, getMany, keys, setMany } from 'idb-keyval';
import { countTexts } from '../text/packed.ts';
import { browserClaims } from './claims.ts';
import type { EventPack } from './keptEvents.ts';
import { packOf } from './sheets.ts';
import type { Storage, Tab } from './shelf.ts';

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
    async persist() {
      await navigator.storage?.persist?.();
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

/**
 * How long a page waits for the page before it to let go of the draft of this session, in milliseconds. One that was
 * reloaded knows that there was such a page; any other may be the duplicate of a tab that stays.
 */
const HANDOVER = 1000;
const HANDOVER_OF_RELOAD = 10_000;

function handover(): number {
  const [navigation] = performance.getEntriesByType('navigation');
  const isReload = navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
  return isReload ? HANDOVER_OF_RELOAD : HANDOVER;
}

/** This tab: its session, a claim on each draft that it has in hand, and local storage. */
export function browserTab(): Tab {
  let remembered: string | null = null;
  const claims = browserClaims();
  const ofSession = () => orNull(() => sessionStorage.getItem('draft'));
  return {
    get draftId() {
      return ofSession() ?? remembered;
    },
    set draftId(id) {
      remembered = id;
      if (id !== null) orNull(() => sessionStorage.setItem('draft', id));
    },
    claim: async (id) => claims.take(id, ofSession() === id ? handover() : 0),
    release: (id) => claims.release(id),
    claimed: async () => claims.all(),
    newId: () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-'),
    rescue(key, text) {
      const write = () => {
        if (text === null) localStorage.removeItem(key);
        else localStorage.setItem(key, text);
        return true;
      };
      return orNull(write) ?? false;
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
