/** Events as lines of JSON, for files and for Elasticsearch. One line at a time, so that nobody holds them all twice. */
import type { Dataset } from '../columns/dataset.ts';

/** What writers read of a dataset. Rows are asked for in the order given; invalid ones are written as they stand. */
export type WrittenEvents = Pick<Dataset, 'text' | 'idOf'>;

/** One event a line. Ids are no part of a document and are not written: `toBulk` does. */
export function* toNdjson(events: WrittenEvents, rows: Iterable<number>): Generator<string, void> {
  for (const row of rows) yield `${oneLine(events.text(row))}\n`;
}

/** The body of a `_bulk` request: for each event what is to be done, with its id if it has one, and the document. */
export function* toBulk(
  events: WrittenEvents,
  rows: Iterable<number>,
  action: 'index' | 'create' = 'index',
): Generator<string, void> {
  for (const row of rows) {
    const id = events.idOf(row);
    const target = id === `#${row}` ? {} : { _id: id };
    yield `${JSON.stringify({ [action]: target })}\n${oneLine(events.text(row))}\n`;
  }
}

/** Line ends stand between the tokens of JSON, never in them. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+\s*/g, ' ').trim();
}
