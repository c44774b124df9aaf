/**
 * Single values: how they order, when they are equal, and their text (eql.md 3.8, 4.2, 5.5). An integer is a bigint and
 * a rational number a number, so the JavaScript type tells which arithmetic applies.
 */
import { type Family, type Scalar, familyOf } from '../check/types.ts';
import type { StaticType } from '../check/scope.ts';
import { writeInstant } from './date.ts';

/**
 * Order of two texts by code point, as Elasticsearch orders keyword values. UTF-16 order differs from it only where a
 * surrogate meets a unit above the surrogates.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return fixUp(x) - fixUp(y);
  }
  return a.length - b.length;
}

/** Moves surrogates above all other units. */
function fixUp(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/**
 * Order of two values of one kind: negative, 0 or positive; null when they cannot be compared (3.5). An integer meets a
 * rational as a double (3.8).
 */
export function compareScalars(a: Scalar, b: Scalar): number | null {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : Number(a > b);
  return isNumeric(a) && isNumeric(b) ? compareNumbers(Number(a), Number(b)) : null;
}

/** Null where one is not a number. */
function compareNumbers(a: number, b: number): number | null {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : null;
}

export function isNumeric(value: Scalar): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The text form of a value whose expression has this type (5.5). */
export function textOf(value: Scalar, type: StaticType): string {
  const family: Family | 'unknown' = type === 'unknown' || type === 'null' ? 'unknown' : familyOf(type);
  if (typeof value === 'bigint') return family === 'date' ? writeInstant(value) : value.toString();
  if (typeof value === 'number') return writeDouble(value);
  return String(value);
}

/** A value as a rule writes it: a date as text, anything else as it is. */
export function asWritten(value: Scalar, type: StaticType): Scalar {
  return typeof value === 'bigint' && type !== 'null' && type !== 'unknown' && familyOf(type) === 'date'
    ? writeInstant(value)
    : value;
}

/** The nearest half-precision number: 11 significant bits, ties to even; what a `half_float` field keeps. */
export function roundToHalf(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(value)) return value;
  const step = 2 ** Math.max(Math.floor(Math.log2(size)) - 10, -24);
  const scaled = value / step;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  const rounded = (up ? floor + 1 : floor) * step;
  return Math.abs(rounded) > 65_504 ? Math.sign(value) * Infinity : rounded;
}

/** A double as Java shows it: always a fraction, and an exponent below 0.001 and from 10 million on. */
export function writeDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const plain = String(value);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  // The shortest digits that mean this number, but two at least: `4.9E-324`, not `5.0E-324`.
  const shortest = value.toExponential();
  const [digits, exponent] = (shortest.includes('.') ? shortest : value.toExponential(1)).split('e') as [
    string,
    string,
  ];
  return `${digits}E${Number(exponent)}`;
}
