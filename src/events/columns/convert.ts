/**
 * A value of an event to what a column holds: what Elasticsearch would index under the field's type (contract,
 * section 2). The input is the value's text, a string without its escapes or a number or boolean as it is spelt, and its
 * kind. The result is a scalar in the form of the type's family, `null` when Elasticsearch would take the value but index
 * nothing, or `undefined` when it would reject the document.
 */
import ipaddr from 'ipaddr.js';
import { FIELD_TYPES, type FieldType, type Scalar } from '../../eql/check/types.ts';
import { readEpochMilliseconds, readInstants, truncateToMilliseconds } from '../../eql/evaluate/date.ts';
import { roundToHalf } from '../../eql/evaluate/values.ts';
import { LeafKind } from '../schema/field-tree.ts';

export type Converted = Scalar | null | undefined;

type Converter = (text: string, kind: LeafKind) => Converted;

/** The converter of a type. */
export function converterOf(type: FieldType): Converter {
  return CONVERTERS[type];
}

export function convert(type: FieldType, text: string, kind: LeafKind): Converted {
  return CONVERTERS[type](text, kind);
}

/** Types under which every value is text and nothing can be rejected. */
export function takesAnyValue(type: FieldType): boolean {
  const { family } = FIELD_TYPES[type];
  return family === 'string' || family === 'version' || type === 'unsupported';
}

const asText: Converter = (text) => text;
const nothing: Converter = () => null;

const CONVERTERS = {
  keyword: asText,
  constant_keyword: asText,
  wildcard: asText,
  text: asText,
  match_only_text: asText,
  version: asText,
  byte: integer('byte'),
  short: integer('short'),
  integer: integer('integer'),
  long: integer('long'),
  unsigned_long: integer('unsigned_long'),
  half_float: rational(roundToHalf),
  float: rational(Math.fround),
  // Its scaling factor is not known here, so it keeps the precision of a double.
  scaled_float: rational((value) => value),
  double: rational((value) => value),
  boolean: toBoolean,
  date: (text, kind) => toDate(text, kind, truncateToMilliseconds),
  date_nanos: (text, kind) => toDate(text, kind, (nanos) => nanos),
  ip: toIp,
  object: nothing,
  nested: nothing,
  unsupported: nothing,
} satisfies Record<FieldType, Converter>;

/** What Java's number readers take, white space around it excepted. */
const NUMBER = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?$/;

/** Numbers and numeric text; text that is empty counts as no value, as with Elasticsearch's `coerce`. */
function integer(type: FieldType): Converter {
  const [low, high] = FIELD_TYPES[type].range!;
  const plainDigits = high > 10n ** 17n ? 17 : 2;
  return (text, kind) => {
    if (kind === LeafKind.boolean) return undefined;
    if (text === '') return null;
    if (kind === LeafKind.integer && text.length <= plainDigits && text.charCodeAt(0) !== 0x2d) return BigInt(text);
    const cut = truncate(text);
    if (cut === undefined || cut.whole < low || cut.whole > high) return undefined;
    // Elasticsearch compares a small integer type's bounds before it cuts the decimals; unsigned_long takes none.
    if (cut.fraction && (type === 'unsigned_long' || (type !== 'long' && (cut.whole === low || cut.whole === high)))) {
      return undefined;
    }
    return cut.whole;
  };
}

/** A number's text without its decimals; undefined for other text and for what no 64-bit type could hold. */
function truncate(text: string): { whole: bigint; fraction: boolean } | undefined {
  const parts = NUMBER.exec(text);
  if (parts === null) return undefined;
  const [, sign, mantissa = '', exponentText = '0'] = parts;
  const point = mantissa.indexOf('.');
  const digits = mantissa.replace('.', '').replace(/^0+/, '');
  if (digits === '') return { whole: 0n, fraction: false };
  const decimals = point < 0 ? 0 : mantissa.length - point - 1;
  const wholeDigits = digits.length - decimals + Number(exponentText);
  if (wholeDigits > 20) return undefined;
  if (wholeDigits <= 0) return { whole: 0n, fraction: true };
  const whole = BigInt(digits.slice(0, wholeDigits).padEnd(wholeDigits, '0'));
  return { whole: sign === '-' ? -whole : whole, fraction: /[1-9]/.test(digits.slice(wholeDigits)) };
}

function rational(round: (value: number) => number): Converter {
  return (text, kind) => {
    if (kind === LeafKind.boolean) return undefined;
    if (text === '') return null;
    if (kind === LeafKind.string && !NUMBER.test(text)) return undefined;
    const value = round(Number(text));
    return Number.isFinite(value) ? value : undefined;
  };
}

function toBoolean(text: string, kind: LeafKind): Converted {
  if (kind === LeafKind.integer || kind === LeafKind.decimal) return undefined;
  if (text === 'true') return true;
  return text === 'false' || text === '' ? false : undefined;
}

/** A number is always epoch milliseconds, as a text of digits is unless it has four of them and so is a year. */
function toDate(text: string, kind: LeafKind, cut: (nanos: bigint) => bigint): Converted {
  if (kind === LeafKind.boolean) return undefined;
  const instants = kind === LeafKind.string ? readInstants(text) : readEpochMilliseconds(text);
  return instants === null ? undefined : cut(instants.from);
}

/** An address in its canonical text, as Lucene shows it: IPv6 compressed, IPv4-mapped as plain IPv4. */
function toIp(text: string, kind: LeafKind): Converted {
  if (kind !== LeafKind.string) return undefined;
  return canonicalIp(text);
}

export function canonicalIp(text: string): string | undefined {
  // Four decimal parts only: the library also reads `10.1` and octal forms, which Elasticsearch refuses.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return text;
  // A zone (`fe80::1%eth0`) is no part of an address.
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toString();
}
