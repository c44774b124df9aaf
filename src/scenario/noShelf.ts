/** A shelf that keeps nothing and touches no storage, for an embedded page. */
import { Shelf, type Storage, type Tab } from './shelf.ts';

export function noShelf(): Shelf {
  const storage: Storage = {
    get: async (names) => names.map(() => undefined),
    set: async () => undefined,
    keys: async () => [],
    remove: async () => undefined,
    persist: async () => undefined,
  };
  const tab: Tab = {
    draftId: null,
    claim: async () => true,
    release: () => undefined,
    claimed: async () => new Set<string>(),
    newId: () => 'none',
    rescue: () => true,
    rescued: () => null,
  };
  return new Shelf(storage, tab);
}
