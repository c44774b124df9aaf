/**
 * The scenarios of this browser, as a person keeps them: listed, opened, named, duplicated, deleted and had back. One
 * that another tab has in hand is only ever opened as a copy. Opening writes the work in hand first; it stays on the
 * shelf.
 */
import type { Draft, Shelf, ShelfEntry } from '../scenario/shelf.ts';
import type { Core } from './core.ts';
import type { Drafts } from './drafts.ts';
import { sentences } from './words.ts';
import { scenarioName } from './scenarioName.ts';
import type { Workspace } from './workspace.ts';

/** A scenario in the list. `aside`: it is this tab's own, and waits while a copy from a link is looked at. */
export interface ShelvedScenario extends Omit<ShelfEntry, 'place'> {
  /** As the header would show it. */
  readonly name: string;
  readonly place: ShelfEntry['place'] | 'aside';
}

export class Scenarios {
  readonly #core: Core;
  readonly #shelf: Shelf;
  readonly #drafts: Drafts;
  readonly #workspace: Workspace;

  constructor(core: Core, shelf: Shelf, drafts: Drafts, workspace: Workspace) {
    this.#core = core;
    this.#shelf = shelf;
    this.#drafts = drafts;
    this.#workspace = workspace;
  }

  /** Those changed last first; null when nothing can be read from this browser's storage. */
  async list(): Promise<readonly ShelvedScenario[] | null> {
    try {
      await this.#drafts.flush();
      const entries = await this.#shelf.list();
      const { copy } = this.#core.get();
      return entries.map((entry) => {
        const place = entry.place === 'here' && copy !== null ? 'aside' : entry.place;
        return { ...entry, name: scenarioName(entry), place };
      });
    } catch {
      return null;
    }
  }

  async open(id: string): Promise<void> {
    const show = ({ scenario, selected, events }: Draft) => this.#workspace.open(scenario, selected, events);
    const isOpen = await this.#tried(async () => this.#drafts.take(id, show));
    if (isOpen === false) this.#tell(sentences.notOnShelf);
  }

  /** The scenario in hand is renamed on the page, and written with it. */
  async rename({ id, place }: Pick<ShelvedScenario, 'id' | 'place'>, title: string): Promise<void> {
    if (place === 'here') this.#workspace.rename(title);
    else this.#told(await this.#tried(async () => this.#shelf.rename(id, title)));
  }

  async duplicate({ id, name }: Pick<ShelvedScenario, 'id' | 'name'>): Promise<void> {
    await this.#drafts.flush();
    this.#told(await this.#tried(async () => (await this.#shelf.duplicate(id, `Copy of ${name}`)) !== null));
  }

  /** In the place of the scenario in hand comes an empty one. False when it is still there. */
  async remove({ id, place }: Pick<ShelvedScenario, 'id' | 'place'>): Promise<boolean> {
    if (place === 'here' && !(await this.#drafts.open(() => this.#workspace.openEmpty(), true))) return false;
    return this.#told(await this.#tried(async () => this.#shelf.remove(id)));
  }

  async bringBack(id: string): Promise<void> {
    this.#told(await this.#tried(async () => this.#shelf.bringBack(id)));
  }

  /** What was deleted is gone for good. */
  async purge(ids: readonly string[]): Promise<void> {
    await this.#tried(async () => this.#shelf.purge(ids));
  }

  /** Null, and it is said, where the storage fails. */
  async #tried<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch {
      this.#tell(sentences.shelfFailed);
      return null;
    }
  }

  #told(isDone: boolean | null): boolean {
    if (isDone === false) this.#tell(sentences.inOtherTab);
    return isDone === true;
  }

  #tell(text: string): void {
    this.#core.set({ notice: { tone: 'error', text } });
  }
}
