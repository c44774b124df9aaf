/**
 * What was done, so that it can be taken back and done again: one stack for the rule, the scenario around it, labels and
 * events. A step holds what is to be put back. Rule, scenario and labels are never changed in place, so the frame of a
 * step costs nothing; of events it holds which rows come and go, and the texts that were replaced.
 */
import type { Rule } from '../scenario/scenario.ts';
import type { Bitmap, Replaced } from '../worker/protocol.ts';
import type { ScenarioRest } from './state.ts';

/** All that a step can change beside the events. */
export interface Frame {
  readonly rule: Rule;
  readonly rest: ScenarioRest;
  readonly alert: Bitmap;
  readonly benign: Bitmap;
}

/** What is to be done to rows. `text` gives a row another text; `strip` and `unstrip` are of alerts. */
export type RowChange =
  | { readonly kind: 'remove' | 'restore' | 'strip' | 'unstrip'; readonly rows: readonly number[] }
  | { readonly kind: 'text'; readonly row: number; readonly text: Replaced };

/** The same, while a replaced text is still on its way from the worker; null if it never comes. */
export type LaterChange = RowChange | { readonly kind: 'later'; readonly change: Promise<RowChange | null> };

export interface Step {
  /** What was done: `removal of 2 events`. */
  readonly words: string;
  readonly frame: Frame;
  /** In this order. */
  readonly rows: readonly LaterChange[];
  /** The row to look at afterwards. */
  readonly selects: number | null;
}

/** Steps beyond so many are forgotten, the oldest first. */
const MOST_STEPS = 200;

/** Changes of one thing within so many milliseconds of one another are one step. */
const PAUSE = 1000;

export class UndoStack {
  #done: Step[] = [];
  #undone: Step[] = [];
  #last: { readonly thing: string; readonly at: number } | null = null;

  /** The step that `way` would take. */
  next(way: 'undo' | 'redo'): Step | null {
    return (way === 'undo' ? this.#done : this.#undone).at(-1) ?? null;
  }

  /** @param thing what is changed, where changes that follow one another are one step */
  record(step: Step, thing: string | null, at: number): void {
    const isMore = thing !== null && this.#last?.thing === thing && at - this.#last.at < PAUSE;
    this.#last = thing === null ? null : { thing, at };
    this.#undone = [];
    if (isMore) return;
    this.#done.push(step);
    if (this.#done.length > MOST_STEPS) this.#done.shift();
  }

  /** The next step of this way was taken; `inverse` goes the other way. */
  took(way: 'undo' | 'redo', inverse: Step): void {
    const [from, to] = way === 'undo' ? [this.#done, this.#undone] : [this.#undone, this.#done];
    from.pop();
    to.push(inverse);
    this.#last = null;
  }

  /** Another scenario. */
  clear(): void {
    this.#done = [];
    this.#undone = [];
    this.#last = null;
  }
}
