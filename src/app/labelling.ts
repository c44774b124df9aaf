/** Labels as a person sets them, one event at a time or the whole list, and takes them back. */
import { bitmapOf, countBits } from '../worker/protocol.ts';
import type { Core } from './core.ts';
import type { Drafts } from './drafts.ts';
import type { EventList } from './eventList.ts';
import { idOf, labelOf, type RowNotes, withLabel } from './rowNotes.ts';
import type { Label } from './state.ts';
import type { Steps } from './steps.ts';
import { counted, labelledLine } from './words.ts';

export class Labelling {
  readonly #core: Core;
  readonly #list: EventList;
  readonly #drafts: Drafts;
  readonly #steps: Steps;

  constructor(core: Core, list: EventList, drafts: Drafts, steps: Steps) {
    this.#core = core;
    this.#list = list;
    this.#drafts = drafts;
    this.#steps = steps;
  }

  set(row: number, label: Label | null): void {
    const { ids, notes, rowCount } = this.#core.get();
    if (row >= rowCount || labelOf(notes, row) === (label ?? undefined)) return;
    this.#steps.did(`label of event ${idOf(ids, row)}`, { selects: row });
    this.#relabel(withLabel(notes, bitmapOf(row + 1, [row]), label));
  }

  setListed(label: Label | null): void {
    const { notes, listed } = this.#core.get();
    const text = labelledLine(countBits(listed), label);
    this.#steps.did(`labels of ${counted(countBits(listed), 'event')}`);
    this.#relabel(withLabel(notes, listed, label));
    this.#core.set({ relabelled: { before: notes, text } });
  }

  undo(): void {
    const { relabelled } = this.#core.get();
    if (relabelled === null) return;
    const { before } = relabelled;
    if (this.#steps.isLast((rows, { alert }) => rows.length === 0 && alert === before.alert)) {
      void this.#steps.take('undo');
      return;
    }
    this.#steps.did('labels as they were before');
    this.#relabel(before);
  }

  #relabel(notes: RowNotes): void {
    // Lists may be narrowed to a label. Labels that came together are not to be taken back alone any more.
    this.#list.update({ notes, relabelled: null });
    this.#drafts.changed();
  }
}
