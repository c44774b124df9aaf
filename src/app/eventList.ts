/**
 * The events list: which rows it shows, which one is selected, and what is known of that one. Filter and search are
 * bitmaps, so a change of the verdicts is a new list within the same update of the state.
 */
import {
  type Bitmap,
  countBits,
  type FieldOrder,
  type Inspection,
  type NearMisses,
  type PartResult,
  type RowSummary,
} from '../worker/protocol.ts';
import type { Condition } from './conditions.ts';
import type { Core } from './core.ts';
import { disagreements } from './labels.ts';
import { NewestFirst } from './newest.ts';
import { isSameKey, rowIndexOf, type RowIndex, type Sort } from './rowOrder.ts';
import { filteredRows, listedRows, nextRow, nextRowAround } from './rows.ts';
import type { AppState, Hover, ListedFilter, ListFilter } from './state.ts';
import { Summaries } from './summaries.ts';

export class EventList {
  readonly #core: Core;
  readonly #summaries: Summaries;
  readonly #inspections: NewestFirst<number, Inspection>;
  readonly #searches: NewestFirst<string, Bitmap>;
  readonly #orders: NewestFirst<string, FieldOrder>;
  readonly #misses: NewestFirst<number, NearMisses>;
  readonly #parts: NewestFirst<string, PartResult>;
  /** Counts scenarios. */
  #scenario = 0;

  constructor(core: Core) {
    this.#core = core;
    this.#summaries = new Summaries(core);
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
    this.#parts = new NewestFirst(
      async (text) => core.client.part(text),
      (result, text) => {
        if (core.get().part?.text === text) core.set({ part: { text, result } });
      },
    );
    this.#misses = new NewestFirst(
      async () => core.client.nearMisses(),
      (misses, run) => {
        if (core.get().verdicts?.evidence.run === run) this.#show({ near: { run, misses } });
      },
    );
    this.#orders = new NewestFirst(
      async (path) => core.client.order(path),
      (fieldOrder, path) => {
        if (sortedPath(core.get()) === path) this.#show({ fieldOrder });
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
    if (newVersion === tableVersion) return;
    if (search.rows !== null) this.#searches.ask(search.words);
    this.#sortAgain();
    const { part } = this.#core.get();
    if (part !== null) this.#parts.ask(part.text);
    for (const filter of this.#core.get().filters) {
      if (filter.condition !== undefined) void this.#filterAgain(filter, filter.condition);
    }
  }

  /** Another scenario: what is being asked is of no interest any more. */
  forget(): void {
    this.#scenario++;
    this.#inspections.forget();
    this.#searches.forget();
    this.#orders.forget();
    this.#misses.forget();
    this.#parts.forget();
    this.#summaries.clear();
  }

  select(row: number | null): void {
    this.#core.set({ selected: row, ...(row === null && { inspection: null }) });
    if (row !== null) this.#inspections.ask(row);
  }

  selectNext(step: 1 | -1): void {
    const { index, listed, selected } = this.#core.get();
    const place = selected === null ? -1 : index.placeOf(selected);
    if (place >= 0) this.#selectIfAny(rowAt(index, place + step));
    else if (selected === null) this.#selectIfAny(rowAt(index, step === 1 ? 0 : index.count - 1));
    else this.#selectIfAny(nextRow(listed, selected, step));
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

  sortBy(sort: Sort): void {
    const { sort: before, fieldOrder } = this.#core.get();
    this.#show({ sort, fieldOrder: isSameKey(sort.key, before.key) ? fieldOrder : null });
    this.#sortAgain();
  }

  /** The order by a field is of the events as they were when it was asked for. */
  #sortAgain(): void {
    const path = sortedPath(this.#core.get());
    if (path === null) this.#orders.forget();
    else this.#orders.ask(path);
  }

  setColumns(columns: readonly string[]): void {
    this.#summaries.clear();
    this.#core.set({ columns });
  }

  /** Null when all is well, else what is wrong with the condition. */
  async filterWhere({ condition, words }: Condition): Promise<string | null> {
    const scenario = this.#scenario;
    const found = await this.#core.client.where(condition);
    if (found === null || scenario !== this.#scenario) return null;
    if ('problem' in found) return found.problem;
    this.addFilter({ words, condition, rows: () => found.rows });
    return null;
  }

  async countWhere(condition: string): Promise<number | null> {
    if (condition === '') return null;
    const found = await this.#core.client.where(condition);
    return found === null || 'problem' in found ? null : countBits(found.rows);
  }

  /** The events changed, or their types: which of them fulfil the condition of a filter, if it is still there. */
  async #filterAgain(filter: ListedFilter, condition: string): Promise<void> {
    const found = await this.#core.client.where(condition);
    if (found === null) return;
    const rows = 'problem' in found ? null : found.rows;
    const { filters } = this.#core.get();
    this.#show({ filters: filters.map((it) => (it.words === filter.words ? { ...filter, rows: () => rows } : it)) });
  }

  addFilter(filter: ListedFilter): void {
    const others = this.#core.get().filters.filter(({ words }) => words !== filter.words);
    // A filter that is asked for is to be seen, whatever was shown before.
    this.#show({ filters: [...others, filter], filter: 'all' });
  }

  removeFilter(words: string): void {
    this.#show({ filters: this.#core.get().filters.filter((filter) => filter.words !== words) });
  }

  clearFilters(): void {
    this.#show({ filters: [] });
  }

  setHover(hover: Hover | null): void {
    this.#core.set({ hover });
  }

  setPart(text: string | null): void {
    if (text === (this.#core.get().part?.text ?? null)) return;
    this.#core.set({ part: text === null ? null : { text, result: null } });
    if (text !== null) this.#parts.ask(text);
  }

  async summaries(rows: readonly number[]): Promise<readonly RowSummary[]> {
    return this.#summaries.of(rows);
  }

  /** Where the list is one of misses, how near they are is of interest. */
  #askNear(): void {
    const { filter, filters, sort, verdicts, near } = this.#core.get();
    const isOfMisses = filter === 'near' || filter === 'no match' || sort.key === 'verdict';
    const run = verdicts?.evidence.run;
    if (run === undefined || near?.run === run) return;
    if (isOfMisses || filters.some(({ readsNear }) => readsNear)) this.#misses.ask(run);
  }

  #selectIfAny(row: number | null): void {
    if (row !== null) this.select(row);
  }

  #show(changes: Partial<AppState>): void {
    const state = { ...this.#core.get(), ...changes };
    const filters = state.filters.filter((filter) => filter.rows(state) !== null);
    const listed = listedRows({ ...state, filters });
    this.#core.set({ ...changes, filters, listed, index: rowIndexOf({ ...state, listed }) });
    this.#askNear();
  }
}

function rowAt(index: RowIndex, place: number): number | null {
  const row = index.select(place);
  return row < 0 ? null : row;
}

/** The field whose order the list needs of the worker. */
function sortedPath({ sort, rest }: AppState): string | null {
  if (sort.key === 'time') return rest.options.timestampField;
  return typeof sort.key === 'object' ? sort.key.path : null;
}
