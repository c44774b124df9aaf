/**
 * What a cell of a table says. Everything is text there, which a column turns into its field's type. Three things a table
 * of Discover does not tell, and which are guesses: where the values of a field that has several end, in which zone a time
 * is, and whether a comma is part of a number.
 */
import { familyOf } from '../../../eql/check/types.ts';
import { containerField } from '../../schema/container-fields.ts';

const NOTES = {
  several: 'values of one cell were split at ", ": a guess',
  zone: 'times without a zone were taken as UTC: a guess',
} as const;

export type CellNote = (typeof NOTES)[keyof typeof NOTES];

/** What Discover writes for a field without a value. The empty text is one of them: it cannot be told from none. */
const NO_VALUE: ReadonlySet<string> = new Set(['', '-', '(empty)', '(null)', '(blank)']);

/** The value of a field as JSON: a text, or a list. Undefined where the cell holds none. */
export function jsonOfCell(name: string, cell: string, note: (text: CellNote) => void): string | undefined {
  const trimmed = cell.trim();
  if (isList(trimmed)) return trimmed;
  const text = withoutGuard(trimmed);
  if (NO_VALUE.has(text)) return undefined;
  const field = containerField(name);
  if (name === '@timestamp' || field?.type === 'date') return JSON.stringify(timeOf(text, note));
  if (field?.array !== true) {
    const isNumber = field !== undefined && isNumeric(familyOf(field.type));
    return JSON.stringify(isNumber ? withoutGroups(text) : text);
  }
  if (text.includes(', ')) note(NOTES.several);
  return JSON.stringify(text.split(', ').filter((part) => part !== ''));
}

function isNumeric(family: ReturnType<typeof familyOf>): boolean {
  return family === 'integer' || family === 'rational';
}

/** A list in JSON is one without a doubt: that is how lists are written here (`write/csv.ts`). */
function isList(text: string): boolean {
  if (!text.startsWith('[') || !text.endsWith(']')) return false;
  try {
    const list = JSON.parse(text) as readonly unknown[];
    return list.every((item) => item === null || typeof item !== 'object');
  } catch {
    return false;
  }
}

/** Kibana may write a quote before what a spreadsheet would take for a formula (`csv:escapeFormulaValues`). */
function withoutGuard(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
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
