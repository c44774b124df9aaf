/**
 * The events list: which rows it shows, which one is selected, and what is known of that one. Filter and search are
 * bitmaps, so a change of the verdicts is a new list within the same update of the state.
 */
import type { Bitmap, Inspection, RowSummary } from '../worker/protocol.ts';
import type { Core } from './core.ts';
import { disagreements } from './labels.ts';
import { NewestFirst } from './newest.ts';
import { filteredRows, listedRows, nextRow, nextRowAround } from './rows.ts';
import type { AppState, Hover, ListedFilter, ListFilter } from './state.ts';
import { Summaries } from './summaries.ts';

export class EventList {
  readonly #core: Core;
  readonly #summaries: Summaries;
  readonly #inspections: NewestFirst<number, Inspection>;
  readonly #searches: NewestFirst<string, Bitmap>;

  constructor(core: Core) {
    this.#core = core;
    this.#summaries = new Summaries(core.client);
    this.#inspections = new NewestFirst(
      async (row) => core.client.inspect(row),
      (inspection, row) => {
        if (core.get().selected === row) core.set({ inspection });
      },
    );
    this.#searches = new NewestFirst(
      async (words) => core.client.find(words),
      (rows, words) => {
        if (core.get().search.words === words) this.#show({ search: { words, rows } });
      },
    );
  }

  /** Takes a change of rows or verdicts into the state, and into everything that the list makes of them. */
  update(changes: Partial<AppState>): void {
    const { tableVersion } = this.#core.get();
    this.#summaries.clear();
    this.#show(changes);
    const { selected, search, tableVersion: newVersion } = this.#core.get();
    if (selected !== null) this.#inspections.ask(selected);
    if (search.rows !== null && newVersion !== tableVersion) this.#searches.ask(search.words);
  }

  /** Another scenario: what is being asked is of no interest any more. */
  forget(): void {
    this.#inspections.forget();
    this.#searches.forget();
    this.#summaries.clear();
  }

  select(row: number | null): void {
    this.#core.set({ selected: row, ...(row === null && { inspection: null }) });
    if (row !== null) this.#inspections.ask(row);
  }

  selectNext(step: 1 | -1): void {
    const { listed, selected } = this.#core.get();
    this.#selectIfAny(nextRow(listed, selected, step));
  }

  selectDisagreement(step: 1 | -1): void {
    const state = this.#core.get();
    this.#selectIfAny(nextRowAround(disagreements(state), state.selected, step));
  }

  /** A row worth looking at first: a match, else a near miss, else any. */
  selectInteresting(): void {
    const state = this.#core.get();
    const filters: readonly ListFilter[] = ['match', 'near', 'all'];
    for (const filter of filters) {
      const row = nextRow(filteredRows(state, filter), null, 1);
      if (row === null) continue;
      this.select(row);
      return;
    }
  }

  setFilter(filter: ListFilter): void {
    this.#show({ filter });
  }

  setSearch(words: string): void {
    const { rows } = this.#core.get().search;
    if (words.trim() === '') {
      this.#searches.forget();
      this.#show({ search: { words, rows: null } });
      return;
    }
    // The rows found before stay until the new ones are here.
    this.#core.set({ search: { words, rows } });
    this.#searches.ask(words);
  }

  addFilter(filter: ListedFilter): void {
    const others = this.#core.get().filters.filter(({ words }) => words !== filter.words);
    // A filter that is asked for is to be seen, whatever was shown before.
    this.#show({ filters: [...others, filter], filter: 'all' });
  }

  removeFilter(words: string): void {
    this.#show({ filters: this.#core.get().filters.filter((filter) => filter.words !== words) });
  }

  setHover(hover: Hover | null): void {
    this.#core.set({ hover });
  }

  async summaries(rows: readonly number[]): Promise<readonly RowSummary[]> {
    return this.#summaries.of(rows);
  }

  #selectIfAny(row: number | null): void {
    if (row !== null) this.select(row);
  }

  #show(changes: Partial<AppState>): void {
    const state = { ...this.#core.get(), ...changes };
    const filters = state.filters.filter((filter) => filter.rows(state) !== null);
    this.#core.set({ ...changes, filters, listed: listedRows({ ...state, filters }) });
  }
}
