/**
 * The texts of all events as UTF-8 bytes in a few big chunks, with one place for each row. What was read in one go stays
 * in the buffer it came in. An edited text is written behind the others and its row points there; the old bytes are
 * garbage until there is more of it than of text, when everything is copied together once. So an edit costs its own
 * length, and no text is ever held as an object.
 */
import { type Bitmap, runsOf } from '../../eql/index.ts';

/** Chunks that the store fills itself, in bytes. */
const CHUNK = 1 << 20;

/** Garbage below this, in bytes, is left alone. */
const ENOUGH_GARBAGE = 4 << 20;

/** Bytes of one text: `bytes[from .. to)`. */
export interface TextRange {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Rows whose texts follow one another in one buffer. */
export interface TextRun {
  readonly bytes: Uint8Array;
  /** Of the store: row * 3 + 1 -> first byte, row * 3 + 2 -> byte after the last. */
  readonly places: Uint32Array;
  readonly first: number;
  /** The row after the last. */
  readonly end: number;
}

export class TextStore {
  #chunks: Uint8Array[] = [];
  /** The chunk that takes new texts, and how much of it is full. */
  #open = -1;
  #full = 0;
  /** Row -> chunk, first byte, last byte. */
  #places = new Uint32Array(3 * 64);
  #rows = 0;
  #textBytes = 0;
  #heldBytes = 0;
  readonly #known = new Map<Uint8Array, number>();

  /** Of all rows together. */
  get textBytes(): number {
    return this.#textBytes;
  }

  get rowCount(): number {
    return this.#rows;
  }

  /** A row whose text lies in a buffer of the caller's, which must not change any more. */
  append(range: TextRange): number {
    const row = this.#rows++;
    if (this.#places.length < 3 * this.#rows) {
      const grown = new Uint32Array(this.#places.length * 2);
      grown.set(this.#places);
      this.#places = grown;
    }
    this.#place(row, range);
    return row;
  }

  /** Gives a row another text. */
  replace(row: number, range: TextRange): void {
    this.#textBytes -= this.#places[row * 3 + 2]! - this.#places[row * 3 + 1]!;
    this.#place(row, range);
    const garbage = this.#heldBytes - this.#textBytes;
    if (garbage > ENOUGH_GARBAGE && garbage > this.#textBytes) this.#compact();
  }

  /** Copies a text behind the others. */
  write(bytes: Uint8Array): TextRange {
    if (bytes.length > CHUNK / 4) return { bytes, from: 0, to: bytes.length };
    if (this.#open < 0 || this.#full + bytes.length > CHUNK) {
      this.#open = this.#addChunk(new Uint8Array(CHUNK));
      this.#full = 0;
    }
    const chunk = this.#chunks[this.#open]!;
    chunk.set(bytes, this.#full);
    const from = this.#full;
    this.#full += bytes.length;
    return { bytes: chunk, from, to: this.#full };
  }

  bytes(row: number): Uint8Array {
    return this.#chunks[this.#places[row * 3]!]!;
  }

  from(row: number): number {
    return this.#places[row * 3 + 1]!;
  }

  to(row: number): number {
    return this.#places[row * 3 + 2]!;
  }

  /** The rows of a bitmap, as few runs as there are: what is looked for is looked for in many texts at once. */
  *runs(rows: Bitmap): Generator<TextRun, void> {
    const places = this.#places;
    for (const [begin, stop] of runsOf(rows)) {
      for (let first = begin; first < stop;) {
        const chunk = places[first * 3]!;
        let end = first + 1;
        while (end < stop && places[end * 3] === chunk && places[end * 3 + 1]! >= places[end * 3 - 1]!) end++;
        yield { bytes: this.#chunks[chunk]!, places, first, end };
        first = end;
      }
    }
  }

  #place(row: number, range: TextRange): void {
    const { bytes, from, to } = range;
    this.#places[row * 3] = this.#known.get(bytes) ?? this.#addChunk(bytes);
    this.#places[row * 3 + 1] = from;
    this.#places[row * 3 + 2] = to;
    this.#textBytes += to - from;
  }

  #addChunk(bytes: Uint8Array): number {
    const chunk = this.#chunks.push(bytes) - 1;
    this.#known.set(bytes, chunk);
    this.#heldBytes += bytes.length;
    return chunk;
  }

  #compact(): void {
    const all = new Uint8Array(this.#textBytes);
    let at = 0;
    for (let row = 0; row < this.#rows; row++) {
      const from = this.from(row);
      const to = this.to(row);
      all.set(this.bytes(row).subarray(from, to), at);
      this.#places[row * 3] = 0;
      this.#places[row * 3 + 1] = at;
      at += to - from;
      this.#places[row * 3 + 2] = at;
    }
    this.#chunks = [];
    this.#known.clear();
    this.#heldBytes = 0;
    this.#open = -1;
    this.#addChunk(all);
  }
}
