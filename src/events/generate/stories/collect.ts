/**
 * Stories for a dataset: their events as UTF-8 in big chunks, and beside them what is to be known of each, as numbers. No
 * event is held twice, and none as an object.
 */
import { encode } from '../../columns/bytes.ts';
import type { NewEventText } from '../../columns/dataset.ts';
import { pause, TURN } from '../../pause.ts';
import { actorNamed } from './actors/index.ts';
import type { Knobs } from './knobs.ts';
import type { Label } from './situations.ts';
import { type GeneratedEvent, generateStories } from './stories.ts';

export interface Collected {
  readonly events: readonly NewEventText[];
  /** Positions in `events`, ascending. */
  readonly labelled: Readonly<Record<Label, readonly number[]>>;
  readonly purposes: Purposes;
}

/** For each event what it is for: enough to say it in words (`noteText`). */
export interface Purposes {
  /** Number of its story. */
  readonly stories: Uint32Array<ArrayBuffer>;
  /** Who acts: an index of `titles`. */
  readonly actors: Uint8Array<ArrayBuffer>;
  readonly titles: readonly string[];
  /** What happens: an index of `sentences`. */
  readonly says: Uint16Array<ArrayBuffer>;
  readonly sentences: readonly string[];
}

export interface CollectOptions {
  readonly onProgress?: (events: number) => void;
  readonly shouldCancel?: () => boolean;
}

/** Events between two looks at the clock. */
const SLICE = 64;

/** Bytes of a chunk. */
const CHUNK = 4 << 20;

/** Tells all of them, in turns with whatever else the thread has to do. */
export async function collectStories(knobs: Knobs, options: CollectOptions = {}): Promise<Collected | 'cancelled'> {
  const collecting = new Collecting(knobs.count);
  let turnFrom = performance.now();
  for (const event of generateStories(knobs)) {
    collecting.add(event);
    if (collecting.count % SLICE !== 0 || performance.now() - turnFrom < TURN) continue;
    options.onProgress?.(collecting.count);
    // One turn after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    await pause();
    if (options.shouldCancel?.() === true) return 'cancelled';
    turnFrom = performance.now();
  }
  options.onProgress?.(collecting.count);
  return collecting.done();
}

class Collecting {
  readonly #events: NewEventText[] = [];
  readonly #labelled: Record<Label, number[]> = { alert: [], benign: [] };
  readonly #stories: Uint32Array<ArrayBuffer>;
  readonly #actors: Uint8Array<ArrayBuffer>;
  readonly #says: Uint16Array<ArrayBuffer>;
  readonly #titles = new Numbered();
  readonly #sentences = new Numbered();
  #chunk = new Uint8Array(0);
  #full = 0;

  constructor(count: number) {
    this.#stories = new Uint32Array(count);
    this.#actors = new Uint8Array(count);
    this.#says = new Uint16Array(count);
  }

  get count(): number {
    return this.#events.length;
  }

  add({ text, story, actor, label, says }: GeneratedEvent): void {
    const i = this.#events.length;
    this.#events.push(this.#write(encode(text)));
    if (label !== null) this.#labelled[label].push(i);
    this.#stories[i] = story;
    this.#actors[i] = this.#titles.numberOf(actorNamed(actor)!.title);
    this.#says[i] = this.#sentences.numberOf(says);
  }

  done(): Collected {
    return {
      events: this.#events,
      labelled: this.#labelled,
      purposes: {
        stories: this.#stories,
        actors: this.#actors,
        titles: this.#titles.all,
        says: this.#says,
        sentences: this.#sentences.all,
      },
    };
  }

  #write(bytes: Uint8Array): NewEventText {
    if (this.#full + bytes.length > this.#chunk.length) {
      this.#chunk = new Uint8Array(Math.max(CHUNK, bytes.length));
      this.#full = 0;
    }
    this.#chunk.set(bytes, this.#full);
    const from = this.#full;
    this.#full += bytes.length;
    return { bytes: this.#chunk, from, to: this.#full };
  }
}

/** Texts by the order in which they came first. */
class Numbered {
  readonly all: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.all.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }
}
