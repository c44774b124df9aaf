/**
 * Ids of rows: the given one, or `#i` with the row number. Labels hang on ids, so they are unique and never change: an id
 * that is taken gets a suffix.
 */

/** How the rows of a dataset are called. */
export interface RowNames {
  /**
   * Names the next row.
   * @returns the id that was taken already, if that is why the row got another
   */
  add(id: string | undefined): string | undefined;
  idOf(row: number): string;
  rowOf(id: string): number | undefined;
}

const OWN = /^#(0|[1-9]\d*)$/;

export class RowIds implements RowNames {
  /** Only of rows whose id is not `#row`. */
  readonly #byRow = new Map<number, string>();
  readonly #rows = new Map<string, number>();
  /** Last suffix tried for a name, so that a thousand equal ids do not try a thousand names each. */
  readonly #suffixes = new Map<string, number>();
  #count = 0;

  add(id: string | undefined): string | undefined {
    const row = this.#count;
    // A million rows without ids are named in no time.
    if (id === undefined && this.#rows.size === 0) {
      this.#count++;
      return undefined;
    }
    const wanted = id ?? `#${row}`;
    const taken = this.rowOf(wanted) !== undefined;
    const given = taken ? this.#free(wanted) : wanted;
    this.#count++;
    if (given !== `#${row}`) {
      this.#byRow.set(row, given);
      this.#rows.set(given, row);
    }
    return taken ? wanted : undefined;
  }

  idOf(row: number): string {
    return this.#byRow.get(row) ?? `#${row}`;
  }

  rowOf(id: string): number | undefined {
    const named = this.#rows.get(id);
    if (named !== undefined) return named;
    const number = OWN.exec(id)?.[1];
    if (number === undefined) return undefined;
    const row = Number(number);
    return row < this.#count && !this.#byRow.has(row) ? row : undefined;
  }

  #free(id: string): string {
    for (let suffix = (this.#suffixes.get(id) ?? 1) + 1; ; suffix++) {
      const candidate = `${id}-${suffix}`;
      if (this.rowOf(candidate) !== undefined) continue;
      this.#suffixes.set(id, suffix);
      return candidate;
    }
  }
}

/** The names that were asked for, for rows that get their ids where they go (`Dataset.stage`). */
export class AskedIds implements RowNames {
  readonly #asked = new Map<number, string>();
  #count = 0;

  add(id: string | undefined): undefined {
    if (id !== undefined) this.#asked.set(this.#count, id);
    this.#count++;
  }

  asked(row: number): string | undefined {
    return this.#asked.get(row);
  }

  idOf(row: number): string {
    return this.#asked.get(row) ?? `#${row}`;
  }

  rowOf(): undefined {
    return undefined;
  }
}
