/**
 * Steps that can be taken back. Whoever changes something says so first, and changes rows through here; each change of
 * rows has one that undoes it.
 */
import { andNot, bitmapOf, type TableState } from '../worker/protocol.ts';
import type { Core } from './core.ts';
import type { Drafts } from './drafts.ts';
import type { EventList } from './eventList.ts';
import { idOf } from './rowNotes.ts';
import { nextRow } from './rows.ts';
import type { AppState } from './state.ts';
import { type Frame, type LaterChange, type RowChange, UndoStack } from './undo.ts';
import { sentences } from './words.ts';

/** What a step needs of the workspace. */
export interface StepWorld {
  now(): number;
  /** Something is about to change. */
  changing(): void;
  /** The rows are about to change in the worker; its answer. */
  change(answer: Promise<TableState | null>): void;
  /** Puts rule, scenario and labels in the place of those in hand, and asks for a run. */
  putBack(frame: Frame): void;
}

/** Of more rows the draft is not told one by one: all events are written anew. */
const MANY = 20_000;

export class Steps {
  readonly #core: Core;
  readonly #list: EventList;
  readonly #drafts: Drafts;
  readonly #world: StepWorld;
  readonly #stack = new UndoStack();
  #taking: Promise<void> = Promise.resolve();

  constructor(core: Core, list: EventList, drafts: Drafts, world: StepWorld) {
    this.#core = core;
    this.#list = list;
    this.#drafts = drafts;
    this.#world = world;
  }

  /**
   * Something is about to change.
   * @param rows what changes the rows back
   * @param thing what is changed, where changes that follow one another are one step
   */
  did(
    words: string,
    { rows = [], selects = null }: { readonly rows?: readonly LaterChange[]; readonly selects?: number | null } = {},
    thing: string | null = null,
  ): void {
    this.#world.changing();
    this.#stack.record({ words, frame: frameOf(this.#core.get()), rows, selects }, thing, this.#world.now());
    this.#show();
  }

  /** Is this the last step? */
  isLast(test: (rows: readonly LaterChange[], frame: Frame) => boolean): boolean {
    const last = this.#stack.next('undo');
    return last !== null && test(last.rows, last.frame);
  }

  clear(): void {
    this.#stack.clear();
    this.#show();
  }

  /** Takes the last step back, or does it again; one after the other. */
  async take(way: 'undo' | 'redo'): Promise<void> {
    this.#taking = this.#taking.then(async () => this.#take(way));
    return this.#taking;
  }

  async #take(way: 'undo' | 'redo'): Promise<void> {
    const step = this.#stack.next(way);
    if (step === null) {
      this.#core.set({ notice: { tone: 'info', text: sentences.nothingTo[way] } });
      return;
    }
    const { words, frame, selects } = step;
    // A text that was replaced a moment ago may not be known yet.
    const rows = await Promise.all(step.rows.map(async (it) => (it.kind === 'later' ? it.change : it)));
    if (this.#stack.next(way) !== step) return;
    const before = frameOf(this.#core.get());
    this.#core.set({ removed: null, relabelled: null });
    const inverse = rows.flatMap((change) => (change === null ? [] : [this.changeRows(change)])).toReversed();
    this.#world.changing();
    this.#world.putBack(frame);
    this.#stack.took(way, { words, frame: before, rows: inverse, selects });
    if (selects !== null && !isGone(inverse, selects)) this.#list.select(selects);
    this.#core.set({ notice: { tone: 'info', text: sentences.took[way](words) } });
    this.#show();
  }

  /** Changes rows in the worker and in the draft; what undoes it. */
  changeRows(change: RowChange): LaterChange {
    const { client } = this.#core;
    if (change.kind === 'text') {
      const { row, text } = change;
      this.#drafts.edited(this.#idsOf([row])[0]!, text.text);
      const answer = client.patch(row, text);
      this.#world.change(answer.then((it) => it?.table ?? null));
      const back = answer.then((it) => (it?.replaced ? ({ kind: 'text', row, text: it.replaced } as const) : null));
      return { kind: 'later', change: back };
    }
    const { kind, rows } = change;
    switch (kind) {
      case 'remove':
        this.#selectBeside(rows);
        if (rows.length > MANY) this.#drafts.added();
        else this.#drafts.removed(this.#idsOf(rows));
        this.#world.change(client.remove(rows));
        return { kind: 'restore', rows };
      case 'restore':
        if (rows.length > MANY) this.#drafts.added();
        else this.#drafts.restored(this.#idsOf(rows));
        this.#world.change(client.restore(rows));
        return { kind: 'remove', rows };
      case 'strip':
        this.#world.change(client.strip(rows));
        this.#drafts.added();
        return { kind: 'unstrip', rows };
      case 'unstrip':
        this.#world.change(client.unstrip(rows));
        this.#drafts.added();
        return { kind: 'strip', rows };
    }
  }

  /** The selection goes on to a row that stays. */
  #selectBeside(rows: readonly number[]): void {
    const { listed, selected, rowCount } = this.#core.get();
    if (selected === null || !rows.includes(selected)) return;
    const stay = andNot(listed, bitmapOf(rowCount, rows));
    this.#list.select(nextRow(stay, selected, 1) ?? nextRow(stay, selected, -1));
  }

  #idsOf(rows: readonly number[]): readonly string[] {
    const { ids } = this.#core.get();
    return rows.map((row) => idOf(ids, row));
  }

  #show(): void {
    const words = (way: 'undo' | 'redo') => this.#stack.next(way)?.words ?? null;
    this.#core.set({ steps: { undo: words('undo'), redo: words('redo') } });
  }
}

function frameOf({ rule, rest, notes: { alert, benign } }: AppState): Frame {
  return { rule, rest, alert, benign };
}

/** Would the change bring the row back, because it is not there now? */
function isGone(rows: readonly LaterChange[], row: number): boolean {
  return rows.some((change) => change.kind === 'restore' && change.rows.includes(row));
}
