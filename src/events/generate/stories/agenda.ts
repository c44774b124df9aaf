/**
 * The stories under way, in the order of what happens next: a binary heap. Steps at the same time happen in the order of
 * their stories.
 */
import type { GroupedActor } from './actors/index.ts';
import type { Step } from './scene.ts';

export interface Story {
  /** From 1. */
  readonly number: number;
  readonly actor: GroupedActor;
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** In the order of time; at least one. */
  readonly steps: readonly Step[];
}

/** A step whose turn it is. */
export interface Turn {
  readonly story: Story;
  readonly step: Step;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface Entry {
  readonly story: Story;
  /** Index of the step that comes next, and its time. */
  next: number;
  time: number;
}

export class Agenda {
  readonly #heap: Entry[] = [];

  add(story: Story): void {
    const heap = this.#heap;
    const entry = { story, next: 0, time: story.start + story.steps[0]!.at };
    let i = heap.push(entry) - 1;
    for (let parent = (i - 1) >> 1; i > 0 && isBefore(entry, heap[parent]!); parent = (i - 1) >> 1) {
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = entry;
  }

  /** Every step before a time, in order. */
  *until(horizon: number): Generator<Turn, void> {
    for (let first = this.#heap[0]; first !== undefined && first.time < horizon; first = this.#heap[0]) {
      const { story, next, time } = first;
      yield { story, step: story.steps[next]!, now: time };
      this.#advance(first);
    }
  }

  /** The first entry goes on to its next step, or leaves. */
  #advance(first: Entry): void {
    const heap = this.#heap;
    const step = first.story.steps[++first.next];
    if (step !== undefined) {
      first.time = first.story.start + step.at;
      this.#sink(first);
      return;
    }
    const last = heap.pop()!;
    if (last !== first) this.#sink(last);
  }

  /** Puts an entry where the first one was, and lets it go down. */
  #sink(entry: Entry): void {
    const heap = this.#heap;
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      const right = left + 1;
      if (left >= heap.length) break;
      const child = right < heap.length && isBefore(heap[right]!, heap[left]!) ? right : left;
      if (!isBefore(heap[child]!, entry)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = entry;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.story.number < b.story.number);
}
