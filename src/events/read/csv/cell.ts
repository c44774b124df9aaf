/**
 * What a cell of a table says. Everything is text there, which a column turns into its field's type. Three things a table
 * of Discover does not tell, and which are guesses: where the values of a field that has several end, in which zone a time
 * is, and whether a comma is part of a number.
 */
import { containerField } from '../../schema/container-fields.ts';
import { familyOf } from '../../../eql/check/types.ts';

export type CellNote = (typeof NOTES)[keyof typeof NOTES];

const NOTES = {
  several: 'values of one cell were split at ", ": a guess',
  zone: 'times without a zone were taken as UTC: a guess',
} as const;

/** What Discover writes for a field without a value; its own word for an empty text cannot be told from one either. */
const NO_VALUE: ReadonlySet<string> = new Set(['', '-', '(empty)', '(null)', '(blank)']);

/** The value of a field; undefined where the cell holds none. Text, or a list of texts. */
export function valueOf(name: string, cell: string, note: (text: CellNote) => void): unknown {
  const text = withoutGuard(cell.trim());
  if (NO_VALUE.has(text)) return undefined;
  const list = listOf(text);
  if (list !== undefined) return list.length === 0 ? undefined : list;
  const field = containerField(name);
  if (name === '@timestamp' || field?.type === 'date') return timeOf(text, note);
  const isNumber = field !== undefined && isNumeric(familyOf(field.type));
  if (field?.array !== true) return isNumber ? withoutGroups(text) : text;
  if (!text.includes(', ')) return [text];
  note(NOTES.several);
  return text.split(', ').filter((part) => part !== '');
}

function isNumeric(family: ReturnType<typeof familyOf>): boolean {
  return family === 'integer' || family === 'rational';
}

/** Kibana may write a quote before what a spreadsheet would take for a formula (`csv:escapeFormulaValues`). */
function withoutGuard(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}

/** A list in JSON is one without a doubt: that is how lists are written here. */
function listOf(text: string): readonly unknown[] | undefined {
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => item === null || typeof item !== 'object') ? list : undefined;
  } catch {
    return undefined;
  }
}

/** `1,234` as `1234`. */
function withoutGroups(text: string): string {
  return /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Jan 20, 2026 @ 09:03:27.118` as ISO text; any other time as it stands. */
function timeOf(text: string, note: (text: CellNote) => void): string {
  const [, month, day, year, time] = /^(\w{3}) (\d{1,2}), (\d{4}) @ (\d\d:\d\d:\d\d\.\d+)$/.exec(text) ?? [];
  const place = MONTHS.indexOf(month ?? '') + 1;
  if (place === 0 || day === undefined) return text;
  note(NOTES.zone);
  return `${year}-${String(place).padStart(2, '0')}-${day.padStart(2, '0')}T${time}Z`;
}
