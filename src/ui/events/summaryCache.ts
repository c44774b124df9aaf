/**
 * What the list draws of its rows, fetched by the screenful. Summaries of an older run or table are still shown until
 * the new ones are there: a row is never blank for longer than one answer takes. One question is under way at a time,
 * and of those that wait only the newest is asked, so that fast scrolling never queues up rows that are gone again.
 */
import type { RowSummary } from '../../worker/protocol.ts';

/** Several screens of a large monitor in both directions. */
const LIMIT = 2000;

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
  #busy = false;
  #waiting: readonly number[] | null = null;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  get(row: number): RowSummary | undefined {
    return this.#entries.get(row)?.summary;
  }

  /** Everything known is of an older run or table from now on. */
  renew(): void {
    this.#generation++;
  }

  /** Asks for the rows that are not known or not new. */
  want(rows: readonly number[]): void {
    if (this.#busy) {
      this.#waiting = rows;
      return;
    }
    const missing = rows.filter((row) => this.#entries.get(row)?.generation !== this.#generation);
    if (missing.length > 0) void this.#ask(missing);
  }

  async #ask(rows: readonly number[]): Promise<void> {
    this.#busy = true;
    const generation = this.#generation;
    try {
      this.#keep(await this.#fetch(rows), generation);
    } finally {
      this.#busy = false;
      const next = this.#waiting;
      this.#waiting = null;
      if (next !== null) this.want(next);
    }
  }

  #keep(summaries: readonly RowSummary[], generation: number): void {
    for (const summary of summaries) {
      // Deleting first moves the row to the young end of the map.
      this.#entries.delete(summary.row);
      this.#entries.set(summary.row, { summary, generation });
    }
    for (const row of this.#entries.keys()) {
      if (this.#entries.size <= LIMIT) break;
      this.#entries.delete(row);
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
