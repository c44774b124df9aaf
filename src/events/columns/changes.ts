/**
 * Which rows were changed in place, so that evaluation can do only those again. The log keeps the last few thousand
 * changes; whoever is further behind starts afresh.
 */
const KEPT = 4096;

export class ChangeLog {
  /** Changes ever made. */
  count = 0;
  /** Before this count nothing is known any more. */
  #floor = 0;
  #rows: number[] = [];

  add(row: number): void {
    this.#rows.push(row);
    this.count++;
    if (this.#rows.length >= 2 * KEPT) {
      this.#rows = this.#rows.slice(-KEPT);
      this.#floor = this.count - KEPT;
    }
  }

  /** Everything may have changed. */
  addAll(): void {
    this.count++;
    this.#floor = this.count;
    this.#rows = [];
  }

  /** The rows changed since `seen` changes had been made, each once. */
  since(seen: number): readonly number[] | 'all' {
    if (seen < this.#floor) return 'all';
    return [...new Set(this.#rows.slice(seen - this.#floor))];
  }
}
