/**
 * What the list draws of its rows, fetched by the screenful. Summaries of an older run or table are still shown until
 * the new ones are there: a row is never blank for longer than one answer takes. One question is under way at a time, of a
 * screen or two, and each takes the first rows of the newest wish that are not known: what is seen comes first, and fast
 * scrolling never queues up rows that are gone again.
 */
import type { RowSummary } from '../../worker/protocol.ts';

/** Several screens of a large monitor in both directions. */
const LIMIT = 2000;

/** So many rows are asked for at once. */
const BATCH = 48;

type Fetch = (rows: readonly number[]) => Promise<readonly RowSummary[]>;

interface Entry {
  readonly summary: RowSummary;
  readonly generation: number;
}

export class SummaryCache {
  readonly #fetch: Fetch;
  readonly #entries = new Map<number, Entry>();
  readonly #listeners = new Set<() => void>();
  #generation = 0;
  #version = 0;
  #isBusy = false;
  #wish: readonly number[] = [];
  /** Of this generation. */
  readonly #asked = new Set<number>();

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  get(row: number): RowSummary | undefined {
    return this.#entries.get(row)?.summary;
  }

  /** Everything known is of an older run or table from now on. */
  renew(): void {
    this.#generation++;
    this.#asked.clear();
  }

  /** Asks for the rows that are not known or not new, the first ones first. */
  want(rows: readonly number[]): void {
    this.#wish = rows;
    if (!this.#isBusy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    try {
      for (let rows = this.#missing(); rows.length > 0; rows = this.#missing()) {
        const generation = this.#generation;
        for (const row of rows) this.#asked.add(row);
        // One question at a time is the point.
        // oxlint-disable-next-line no-await-in-loop
        this.#keep(await this.#fetch(rows), generation);
      }
    } finally {
      this.#isBusy = false;
    }
  }

  /** The first rows of the wish that are not known. One that was asked for and not answered is not asked for again. */
  #missing(): readonly number[] {
    const rows: number[] = [];
    for (const row of this.#wish) {
      if (rows.length === BATCH) break;
      if (this.#entries.get(row)?.generation !== this.#generation && !this.#asked.has(row)) rows.push(row);
    }
    return rows;
  }

  #keep(summaries: readonly RowSummary[], generation: number): void {
    for (const summary of summaries) {
      // Deleting first moves the row to the young end of the map.
      const before = this.#entries.get(summary.row)?.summary;
      this.#entries.delete(summary.row);
      this.#entries.set(summary.row, {
        summary: before !== undefined && isSame(before, summary) ? before : summary,
        generation,
      });
    }
    for (const row of this.#entries.keys()) {
      if (this.#entries.size <= LIMIT) break;
      this.#entries.delete(row);
      this.#asked.delete(row);
    }
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever summaries arrive. */
  version = (): number => this.#version;
}

/** A row that looks as before is not drawn again. */
function isSame(a: RowSummary, b: RowSummary): boolean {
  const keys = Object.keys(b) as (keyof RowSummary)[];
  return keys.length === Object.keys(a).length && keys.every((key) => a[key] === b[key]);
}
