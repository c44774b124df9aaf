/** A document with only the fields that somebody reads: a few hundred bytes of several thousand. */
import { rewrite } from '../rewrite.ts';

export class FieldFilter {
  readonly #paths: readonly string[];
  /** Answers so far; the same fields are in every event. */
  readonly #kept = new Map<string, boolean>();

  constructor(paths: Iterable<string>) {
    this.#paths = [...new Set(paths)];
  }

  /** The document with the fields of the filter alone; a text that is no document as it is. */
  apply(text: string): string {
    return rewrite(text, { value: (raw, path) => (this.#keeps(path) ? raw : null) }) ?? text;
  }

  /** A field of the filter, one inside of it, or one that it may be a sub-field of (`process.name` for `process.name.text`). */
  #keeps(path: string): boolean {
    let kept = this.#kept.get(path);
    if (kept === undefined) {
      kept = this.#paths.some(
        (wanted) => wanted === path || path.startsWith(`${wanted}.`) || wanted.startsWith(`${path}.`),
      );
      this.#kept.set(path, kept);
    }
    return kept;
  }
}
