/**
 * How long reading goes on before others have their turn: a few milliseconds, so that other messages of the thread are
 * answered in between, a cancel among them. Progress is told ten times a second, however short the turns are.
 */
import { pause, TURN } from '../pause.ts';

export interface ReadProgress {
  /** Getting the bytes of a file, unpacking it, or reading events. */
  readonly phase: 'opening' | 'unpacking' | 'reading';
  /** Of the source in hand; of a packed one that is unpacked, packed bytes. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** Of the source in hand. */
  readonly events: number;
}

export interface PaceOptions {
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly shouldCancel?: () => boolean;
}

/** Milliseconds between two reports of progress. */
const REPORTED_EVERY = 100;

export class Pace {
  readonly #options: PaceOptions;
  #turnFrom = performance.now();
  #reported = -Infinity;

  constructor(options: PaceOptions = {}) {
    this.#options = options;
  }

  /** The turn is over: time to `rest`. */
  get due(): boolean {
    return performance.now() - this.#turnFrom >= TURN;
  }

  /** Lets others in. Returns whether reading is to stop. */
  async rest(progress: ReadProgress): Promise<boolean> {
    const now = performance.now();
    if (now - this.#reported >= REPORTED_EVERY) {
      this.#reported = now;
      this.#options.onProgress?.(progress);
    }
    await pause();
    this.#turnFrom = performance.now();
    return this.#options.shouldCancel?.() === true;
  }
}
