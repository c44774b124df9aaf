/**
 * What the list draws of rows, as far as it was asked for lately. Under a new run, or after a change of the events, all
 * of it is out of date.
 */
import type { RowSummary } from '../worker/protocol.ts';
import type { Core } from './core.ts';

const MOST = 4000;

export class Summaries {
  readonly #core: Core;
  #known = new Map<number, RowSummary>();

  constructor(core: Core) {
    this.#core = core;
  }

  clear(): void {
    this.#known = new Map();
  }

  /** In the order asked for; rows that the engine does not know are left out. */
  async of(rows: readonly number[]): Promise<readonly RowSummary[]> {
    // An answer that comes after `clear` goes to a map that nobody reads any more.
    const known = this.#known;
    const { client, get } = this.#core;
    const missing = rows.filter((row) => !known.has(row));
    const answers = missing.length === 0 ? [] : ((await client.rows(missing, get().columns)) ?? []);
    for (const summary of answers) known.set(summary.row, summary);
    const summaries = rows.flatMap((row) => known.get(row) ?? []);
    // A map keeps its order, so the oldest go first.
    for (const row of known.keys()) {
      if (known.size <= MOST) break;
      known.delete(row);
    }
    return summaries;
  }
}
