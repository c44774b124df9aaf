/**
 * Dates as Elasticsearch's default format reads them, `strict_date_optional_time||epoch_millis`, to nanoseconds since
 * 1970. Dates of any year of four digits are exact: milliseconds are computed as a number, nanoseconds as a bigint.
 */

const NANOS_PER_MILLI = 1_000_000n;

/** year[-month[-day[T[time]]]] */
const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(.*))?)?)?$/;

/** [hour[:minute[:second[.fraction]]]][zone] */
const TIME = /^(?:(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

const MILLIS = /^(-?)(\d{1,19})(?:\.(\d{1,6}))?$/;

/** A date text to nanoseconds; undefined when it is none. Text of four digits is a year, of more, epoch milliseconds. */
export function parseDate(text: string): bigint | undefined {
  const date = DATE.exec(text);
  if (date === null) return parseEpochMillis(text);
  const time = TIME.exec(date[4] ?? '');
  if (time === null) return undefined;
  const [, hour = '00', minute = '00', second = '00', fraction = '', zone] = time;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const days = daysOf(Number(date[1]), Number(date[2] ?? '1'), Number(date[3] ?? '1'));
  const offset = zoneMinutes(zone);
  if (days === undefined || offset === undefined) return undefined;
  const minutes = days * 1440 + Number(hour) * 60 + Number(minute) - offset;
  const millis = minutes * 60_000 + Number(second) * 1000;
  return BigInt(millis) * NANOS_PER_MILLI + BigInt(fraction.padEnd(9, '0'));
}

/** Epoch milliseconds, with up to six decimals, to nanoseconds. */
export function parseEpochMillis(text: string): bigint | undefined {
  const parts = MILLIS.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '0', fraction = ''] = parts;
  const nanos = BigInt(whole) * NANOS_PER_MILLI + BigInt(fraction.padEnd(6, '0'));
  return sign === '-' ? -nanos : nanos;
}

/** Nanoseconds cut to whole milliseconds, towards the past: what a field of type date keeps. */
export function wholeMillis(nanos: bigint): bigint {
  const rest = ((nanos % NANOS_PER_MILLI) + NANOS_PER_MILLI) % NANOS_PER_MILLI;
  return nanos - rest;
}

/** Days since 1970-01-01 in the Gregorian calendar; undefined for a day that does not exist. */
function daysOf(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined;
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 ? date.getTime() / 86_400_000 : undefined;
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 18 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
