/**
 * Instants (eql.md 3.1, 3.8): ISO 8601 text as Elasticsearch's `strict_date_optional_time` reads it, or epoch
 * milliseconds. An instant is a bigint of nanoseconds since 1970-01-01T00:00:00Z, so that nothing is lost; a text that
 * leaves small units out names a range (`2025-03-01` is the whole day).
 */
export interface Instants {
  /** First nanosecond that the text means. */
  readonly from: bigint;
  /** Last nanosecond that it means. */
  readonly to: bigint;
}

const MILLISECOND = 1_000_000n;
const SECOND = 1_000n * MILLISECOND;

/** The years that a JavaScript date can hold from end to end. */
const MAX_YEAR = 270_000;

const ISO =
  /^(\d{4,9}|[+-]\d{4,9})(?:-(\d{2})(?:-(\d{2}))?)?(?:T(?:(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

const EPOCH = /^(-?)(\d{1,19})(?:\.(\d{1,6}))?$/;

/** Null when the text is no date. Four digits are a year, other digits epoch milliseconds. */
export function readInstants(text: string): Instants | null {
  const parts = /^-?\d{5,}$/.test(text) ? null : ISO.exec(text);
  if (parts === null) return readEpochMilliseconds(text);
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  if (hour !== undefined && day === undefined) return null;
  if (Math.abs(Number(year)) > MAX_YEAR) return null;
  const start = startOf(
    Number(year),
    Number(month ?? 1),
    Number(day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  const offset = zoneOffset(zone);
  if (start === null || offset === null) return null;
  const nanos = fraction === undefined ? 0n : BigInt(fraction.padEnd(9, '0'));
  const from = start * MILLISECOND + nanos - offset;
  return { from, to: endOf(parts, from) };
}

/** Epoch milliseconds, with up to six decimals; null when the text is something else. */
export function readEpochMilliseconds(text: string): Instants | null {
  const parts = EPOCH.exec(text);
  if (parts === null) return null;
  const [, sign, whole = '0', fraction = ''] = parts;
  if (fraction === '') return fromMilliseconds(BigInt(sign + whole));
  const size = BigInt(whole) * MILLISECOND + BigInt(fraction.padEnd(6, '0'));
  const from = sign === '-' ? -size : size;
  return { from, to: from };
}

export function fromMilliseconds(milliseconds: bigint): Instants {
  const from = milliseconds * MILLISECOND;
  return { from, to: from + MILLISECOND - 1n };
}

/** What a `date` field keeps of an instant: milliseconds. */
export function truncateToMilliseconds(nanoseconds: bigint): bigint {
  const rest = ((nanoseconds % MILLISECOND) + MILLISECOND) % MILLISECOND;
  return nanoseconds - rest;
}

/** Milliseconds since 1970, or null for a day or hour that does not exist. */
function startOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): bigint | null {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  date.setUTCHours(hour, minute, second);
  return Number.isNaN(date.getTime()) ? null : BigInt(date.getTime());
}

/** Nanoseconds that a zone lies before UTC. */
function zoneOffset(zone: string | undefined): bigint | null {
  if (zone === undefined || zone === 'Z') return 0n;
  const hours = BigInt(zone.slice(1, 3));
  const minutes = BigInt(zone.slice(3).replace(':', '') || '0');
  if (hours > 18n || minutes > 59n) return null;
  const size = (hours * 3600n + minutes * 60n) * SECOND;
  return zone.startsWith('-') ? -size : size;
}

function endOf(parts: RegExpExecArray, from: bigint): bigint {
  const [, , month, day, hour, minute, second, fraction] = parts;
  // As Elasticsearch rounds up: to the last millisecond of the unit; a written fraction is exact.
  if (fraction !== undefined) return fraction.length > 3 ? from : from + MILLISECOND - 1n;
  if (second !== undefined) return from + SECOND - 1n;
  if (minute !== undefined) return from + 60n * SECOND - 1n;
  if (hour !== undefined) return from + 3600n * SECOND - 1n;
  if (day !== undefined) return from + 86_400n * SECOND - 1n;
  const start = new Date(Number(from / MILLISECOND));
  if (month === undefined) start.setUTCFullYear(start.getUTCFullYear() + 1);
  else start.setUTCMonth(start.getUTCMonth() + 1);
  return BigInt(start.getTime()) * MILLISECOND - 1n;
}

/** The shortest ISO form in UTC, as `string` and `concat` show an instant (5.5). */
export function writeInstant(nanoseconds: bigint): string {
  const milliseconds = truncateToMilliseconds(nanoseconds) / MILLISECOND;
  const nanos = nanoseconds - truncateToSeconds(nanoseconds);
  const moment = new Date(Number(milliseconds));
  if (Number.isNaN(moment.getTime())) return `${milliseconds}`;
  const [longDate, time] = moment.toISOString().split('T') as [string, string];
  // JavaScript writes years beyond four digits with six; Java with as many as they have.
  const date = longDate.replace(/^([+-])0{1,2}(?=\d{4})/, '$1');
  const [hours, minutes, seconds] = time.split(/[:.]/) as [string, string, string];
  if (nanos === 0n)
    return seconds === '00' ? `${date}T${hours}:${minutes}Z` : `${date}T${hours}:${minutes}:${seconds}Z`;
  const digits = nanos
    .toString()
    .padStart(9, '0')
    .replace(/(000){1,2}$/, '');
  return `${date}T${hours}:${minutes}:${seconds}.${digits}Z`;
}

function truncateToSeconds(nanoseconds: bigint): bigint {
  return nanoseconds - (((nanoseconds % SECOND) + SECOND) % SECOND);
}
