/**
 * The values that the oracle computes with, straight from eql.md 3.1, 3.2 and 3.8.
 *
 * A value is null (no value), a boolean, a JavaScript string, or one of four small objects. Whole numbers keep their
 * exact value and remember whether they are `long` or `integer`, since overflow depends on it (4.8). Nothing here is
 * fast, and nothing is shared with the engine: both must come to the same verdict by different ways.
 */
export type FieldKind =
  | 'keyword'
  | 'wildcard'
  | 'long'
  | 'integer'
  | 'double'
  | 'boolean'
  | 'date'
  | 'date_nanos'
  | 'ip';

export interface Whole {
  readonly kind: 'whole';
  readonly value: bigint;
  readonly long: boolean;
}
export interface Real {
  readonly kind: 'real';
  readonly value: number;
}
/** Nanoseconds since 1970. */
export interface Instant {
  readonly kind: 'instant';
  readonly nanos: bigint;
}
/** An address in 16-byte form; an IPv4 one is `::ffff:a.b.c.d`. */
export interface Address {
  readonly kind: 'address';
  readonly bits: bigint;
}
export type Value = null | boolean | string | Whole | Real | Instant | Address;

/** A run-time error of eql.md 9, class R. */
export class RuntimeError extends Error {}

const INTEGER_RANGE = [-(2n ** 31n), 2n ** 31n - 1n] as const;
const LONG_RANGE = [-(2n ** 63n), 2n ** 63n - 1n] as const;

function inRange(value: bigint, [low, high]: readonly [bigint, bigint]): boolean {
  return low <= value && value <= high;
}

export const real = (value: number): Real => ({ kind: 'real', value });
export const integer = (value: bigint | number): Whole => ({ kind: 'whole', value: BigInt(value), long: false });
export const long = (value: bigint | number): Whole => ({ kind: 'whole', value: BigInt(value), long: true });

/** A literal: an `integer` if it fits 32 bits, else a `long` (1.4). */
export function literalValue(value: null | boolean | bigint | number | string): Value {
  if (typeof value === 'bigint') return inRange(value, INTEGER_RANGE) ? integer(value) : long(value);
  return typeof value === 'number' ? real(value) : value;
}

export function isNumeric(value: Value): value is Whole | Real {
  return typeof value === 'object' && value !== null && (value.kind === 'whole' || value.kind === 'real');
}

/** The result of arithmetic on whole numbers, which is checked (4.8). */
export function checkedWhole(value: bigint, isLong: boolean): Whole {
  if (!inRange(value, isLong ? LONG_RANGE : INTEGER_RANGE)) {
    throw new RuntimeError(isLong ? 'long overflow' : 'integer overflow');
  }
  return { kind: 'whole', value, long: isLong };
}

/** -1, 0, 1, or null where the two cannot be compared: either is null, or they are of different sorts (3.5). */
export function compareValues(a: Value, b: Value): number | null {
  if (a === null || b === null) return null;
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a !== 'object' || typeof b !== 'object') return null;
  if (a.kind === 'whole' && b.kind === 'whole') return sign(a.value, b.value);
  if (isNumeric(a) && isNumeric(b)) {
    const [left, right] = [Number(a.value), Number(b.value)];
    // NaN is neither equal to anything nor in any order.
    return Number.isNaN(left) || Number.isNaN(right) ? null : sign(left, right);
  }
  if (a.kind === 'instant' && b.kind === 'instant') return sign(a.nanos, b.nanos);
  if (a.kind === 'address' && b.kind === 'address') return sign(a.bits, b.bits);
  return null;
}

function sign<T extends number | bigint>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

export function compareCodePoints(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = sign(left[i]!.codePointAt(0)!, right[i]!.codePointAt(0)!);
    if (order !== 0) return order;
  }
  return sign(left.length, right.length);
}

/** Simple case folding of one character: one character never becomes two (4.1). */
export function foldCharacter(character: string): string {
  const lower = character.toLowerCase();
  return [...lower].length === 1 ? lower : character;
}

export function foldCase(text: string): string {
  return [...text].map(foldCharacter).join('');
}

/** The string form of 5.5 and 5.10. */
export function textOf(value: Exclude<Value, null>): string {
  if (typeof value !== 'object') return String(value);
  switch (value.kind) {
    case 'whole':
      return value.value.toString();
    case 'real':
      return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
    case 'instant':
      return instantText(value.nanos);
    case 'address':
      return addressText(value.bits);
  }
}

// --- Dates --------------------------------------------------------------------------------------------------------

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?Z$/;
const BILLION = 1_000_000_000n;
const MILLION = 1_000_000n;

/** Reads a full date in UTC, or epoch milliseconds. */
export function readInstant(text: string): Instant | null {
  if (/^-?\d+$/.test(text)) return { kind: 'instant', nanos: BigInt(text) * MILLION };
  const found = ISO.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = ''] = found;
  const seconds = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second) / 1000;
  return { kind: 'instant', nanos: BigInt(seconds) * BILLION + BigInt(fraction.padEnd(9, '0')) };
}

/** Whole milliseconds, those before 1970 rounded down too. */
export function millisecondsOf({ nanos }: Instant): bigint {
  return (nanos - (((nanos % MILLION) + MILLION) % MILLION)) / MILLION;
}

/** The shortest ISO 8601 form: no seconds if all is zero, else a fraction of 0, 3, 6 or 9 digits (5.5). */
function instantText(nanos: bigint): string {
  const fraction = ((nanos % BILLION) + BILLION) % BILLION;
  const iso = new Date(Number((nanos - fraction) / 1_000_000n)).toISOString();
  if (fraction === 0n) return iso.endsWith(':00.000Z') ? `${iso.slice(0, 16)}Z` : `${iso.slice(0, 19)}Z`;
  const digits = fraction.toString().padStart(9, '0');
  const short = digits.endsWith('000000') ? 3 : digits.endsWith('000') ? 6 : 9;
  return `${iso.slice(0, 19)}.${digits.slice(0, short)}Z`;
}

// --- Addresses ----------------------------------------------------------------------------------------------------

const MAPPED = 0xffffn << 32n;

export function readAddress(text: string): Address | null {
  const bits = text.includes(':') ? readSixBits(text) : readFourBits(text);
  return bits === null ? null : { kind: 'address', bits };
}

function readFourBits(text: string): bigint | null {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (found === null || found.slice(1).some((part) => Number(part) > 255)) return null;
  return found.slice(1).reduce((bits, part) => (bits << 8n) | BigInt(part), 0n) | MAPPED;
}

function readSixBits(text: string): bigint | null {
  const [head, tail, ...rest] = text.split('::');
  if (rest.length > 0) return null;
  const before = head === '' ? [] : head!.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = 8 - before.length - after.length;
  if (tail === undefined ? gap !== 0 : gap < 0) return null;
  const groups = [...before, ...Array.from({ length: gap }, () => '0'), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

/** IPv4 with dots; IPv6 in lower case with the first longest run of two or more zero groups left out. */
function addressText(bits: bigint): string {
  if (bits >> 32n === 0xffffn) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(16 * (7 - i))) & 0xffffn).toString(16));
  for (let run = 8; run >= 2; run--) {
    for (let start = 0; start + run <= 8; start++) {
      if (groups.slice(start, start + run).every((group) => group === '0')) {
        return `${groups.slice(0, start).join(':')}::${groups.slice(start + run).join(':')}`;
      }
    }
  }
  return groups.join(':');
}

/** Whether the address lies in a block such as `10.0.0.0/8`; a block without a length is one address (5.4). */
export function inBlock(address: Address, block: string): boolean {
  const [network = '', length] = block.split('/');
  const base = readAddress(network);
  if (base === null) return false;
  const inherited = network.includes(':') ? 0 : 96;
  const shift = 128n - BigInt(length === undefined ? 128 : Number(length) + inherited);
  return address.bits >> shift === base.bits >> shift;
}

// --- Fields -------------------------------------------------------------------------------------------------------

/** Everything that an event has under a path: dotted keys and nested objects alike, arrays of objects flattened. */
function rawValues(node: unknown, path: string): unknown[] {
  if (Array.isArray(node)) return node.flatMap((item) => rawValues(item, path));
  if (path === '') return node === null || node === undefined ? [] : [node];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => {
    if (key === path) return rawValues(child, '');
    return path.startsWith(`${key}.`) ? rawValues(child, path.slice(key.length + 1)) : [];
  });
}

const READERS: Record<FieldKind, (raw: unknown) => Value> = {
  keyword: (raw) => String(raw),
  wildcard: (raw) => String(raw),
  long: (raw) => long(BigInt(String(raw))),
  integer: (raw) => integer(BigInt(String(raw))),
  double: (raw) => real(Number(raw)),
  boolean: (raw) => raw === true || raw === 'true',
  // A date field keeps whole milliseconds.
  date: (raw) => {
    const instant = readInstant(String(raw));
    return instant && { kind: 'instant', nanos: millisecondsOf(instant) * MILLION };
  },
  date_nanos: (raw) => readInstant(String(raw)),
  ip: (raw) => readAddress(String(raw)),
};

/** The values of a field (3.2): a set, in ascending order as in doc values. Empty means missing. */
export function fieldValues(event: object, path: string, kind: FieldKind): readonly Value[] {
  const values = rawValues(event, path).map(READERS[kind]);
  values.sort((a, b) => compareValues(a, b) ?? 0);
  return values.filter((value, i) => i === 0 || compareValues(values[i - 1]!, value) !== 0);
}
