/**
 * Events as a table: a column for each field that some event has, as Discover exports it, and `_id`. Nothing in it is a
 * guess for whoever reads it here again: what a cell cannot say plainly, such as several values, is a list in JSON.
 */
import Papa from 'papaparse';
import { familyOf } from '../../eql/check/types.ts';
import type { Dataset } from '../columns/dataset.ts';
import { jsonOfCell } from '../read/csv/cell.ts';
import { containerField } from '../schema/container-fields.ts';
import { fieldsInUse } from '../schema/fieldsInUse.ts';

/** What is read of a dataset. */
export type TableEvents = Pick<Dataset, 'text' | 'idOf' | 'locate' | 'schema'>;

/**
 * One record a line.
 * @param rows valid rows, asked for once; an invalid event has no fields
 * @param paths the columns; by default the fields that valid events have
 */
export function* toCsv(
  events: TableEvents,
  rows: Iterable<number>,
  paths: readonly string[] = fieldsInUse(events.schema),
): Generator<string, void> {
  yield record(['_id', ...paths]);
  for (const row of rows) {
    const text = events.text(row);
    const located = events.locate(row, paths);
    const spelt = (path: string) => located.get(path)!.map(({ span }) => text.slice(span.from, span.to));
    const id = events.idOf(row);
    yield record([id === `#${row}` ? '' : id, ...paths.map((path) => cellOf(path, spelt(path)))]);
  }
}

function record(cells: readonly string[]): string {
  return `${Papa.unparse([[...cells]], { newline: '\n' })}\n`;
}

/** The values of a field, as they are spelt in JSON. */
function cellOf(path: string, values: readonly string[]): string {
  const [only] = values;
  if (only === undefined) return '';
  if (values.length > 1) return `[${values.join(', ')}]`;
  return plain(path, only) ?? `[${only}]`;
}

/** A value as it is, if that is how it will be read again. */
function plain(path: string, value: string): string | undefined {
  if (!value.startsWith('"')) return turnsIntoIt(path) ? value : undefined;
  const text = JSON.parse(value) as string;
  const json = JSON.stringify(text);
  const read = jsonOfCell(path, text, () => undefined);
  return read === json || read === `[${json}]` ? text : undefined;
}

/** A field whose column turns text into numbers and booleans. */
function turnsIntoIt(path: string): boolean {
  const field = containerField(path);
  return field !== undefined && familyOf(field.type) !== 'string';
}
