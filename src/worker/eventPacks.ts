/** Events and ids of a dataset in buffers, for the page, which keeps them and hands them back. */
import { or, rowsOf } from '../eql/index.ts';
import type { Dataset, NewEventText } from '../events/index.ts';
import type { EventPack } from '../scenario/keptEvents.ts';
import { packTexts, textAt } from '../text/packed.ts';
import type { NewEvent, TableState } from './protocol.ts';

/** All events that are there, valid or not, in the order of their rows. */
export function packedEvents(dataset: Dataset): EventPack {
  const rows = [...rowsOf(or(dataset.live, dataset.invalid))];
  return {
    ids: packTexts(rows.map((row) => dataset.idOf(row))),
    texts: packTexts(rows.map((row) => dataset.text(row))),
  };
}

/** Events for a dataset, which owns their bytes from then on. */
export function newEvents(events: readonly NewEvent[] | EventPack): readonly NewEventText[] {
  if (!('texts' in events)) return events;
  const { ids, texts } = events;
  const ends = texts.starts.subarray(1);
  return Array.from(ends, (to, i) => ({ id: textAt(ids, i), bytes: texts.bytes, from: texts.starts[i]!, to }));
}

/** The ids of rows from one on, for `TableState`. */
export function idsFrom(dataset: Dataset, from: number): TableState['added'] {
  const own: string[] = [];
  let isAny = false;
  for (let row = from; row < dataset.rowCount; row++) {
    const id = dataset.idOf(row);
    const isOwn = id !== `#${row}`;
    isAny ||= isOwn;
    own.push(isOwn ? id : '');
  }
  return isAny ? { from, ids: packTexts(own) } : null;
}
