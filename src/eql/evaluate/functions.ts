/**
 * The bodies of the sixteen functions (eql.md 5), by the names of the catalogue in `check/functions.ts`. A body sees one
 * value for each argument, never an array (3.3), and null where a field is missing.
 */
import type { FunctionName } from '../check/functions.ts';
import type { StaticType } from '../check/scope.ts';
import type { Scalar } from '../check/types.ts';
import { blockHolds, readAddress, readBlock } from './address.ts';
import { type Width, Fault, calculate, readNumberText } from './arithmetic.ts';
import { isNumeric, textOf } from './values.ts';

export type Value = Scalar | null;

export interface CallFacts {
  readonly insensitive: boolean;
  readonly types: readonly StaticType[];
  readonly width: Width;
}

export type Body = (args: readonly Value[], facts: CallFacts) => Value;

export const BODIES: Readonly<Record<FunctionName, Body>> = {
  add: arithmetic('+'),
  subtract: arithmetic('-'),
  multiply: arithmetic('*'),
  divide: arithmetic('/'),
  modulo: arithmetic('%'),
  between,
  cidrmatch: cidrMatch,
  concat: (args, facts) => joined(args, facts),
  endswith: textTest((source, suffix) => source.endsWith(suffix)),
  startswith: textTest((source, prefix) => source.startsWith(prefix)),
  // An empty substring is never contained (5.6).
  stringcontains: textTest((source, substring) => substring !== '' && source.includes(substring)),
  indexof: indexOf,
  length: ([source]) => (typeof source === 'string' ? BigInt(source.length) : null),
  number: toNumber,
  string: (args, facts) => joined(args, facts),
  substring: ([source, start, end]) => substring(source, start, end),
};

function arithmetic(operator: '+' | '-' | '*' | '/' | '%'): Body {
  return ([a, b], { width }) => {
    if (a === null || b === null || a === undefined || b === undefined) return null;
    return isNumeric(a) && isNumeric(b) ? calculate(operator, a, b, width) : null;
  };
}

/** Lower case over the full Unicode range, independent of the locale (4.1). */
function folded(text: string, insensitive: boolean): string {
  return insensitive ? text.toLowerCase() : text;
}

function textTest(test: (source: string, part: string) => boolean): Body {
  return ([source, part], { insensitive }) => {
    if (typeof source !== 'string' || typeof part !== 'string') return null;
    return test(folded(source, insensitive), folded(part, insensitive));
  };
}

function joined(args: readonly Value[], facts: CallFacts): Value {
  let text = '';
  for (const [place, value] of args.entries()) {
    if (value === null) return null;
    text += textOf(value, facts.types[place] ?? 'unknown');
  }
  return text;
}

/** 5.3. An empty marker gives the source; a marker that is not there gives "". */
function between([source, left, right, greedy]: readonly Value[], { insensitive }: CallFacts): Value {
  if (typeof source !== 'string' || typeof left !== 'string' || typeof right !== 'string') return null;
  if (source === '' || left === '' || right === '') return source;
  const text = folded(source, insensitive);
  const start = text.indexOf(folded(left, insensitive));
  if (start < 0) return '';
  const from = start + left.length;
  const marker = folded(right, insensitive);
  const to = greedy === true ? text.lastIndexOf(marker) : text.indexOf(marker, from);
  return to < from ? '' : source.slice(from, to);
}

/** 5.4. A text that is no address lies in no block. */
function cidrMatch([address, ...blocks]: readonly Value[]): Value {
  if (address === null || address === undefined) return null;
  const bytes = readAddress(String(address));
  let unknown = false;
  for (const block of blocks) {
    if (block === null) {
      unknown = true;
      continue;
    }
    const read = readBlock(String(block));
    if (read === null) throw new Fault(`'${String(block)}' is not an IP string literal.`);
    if (bytes !== null && blockHolds(read, bytes)) return true;
  }
  return unknown ? null : false;
}

/** 5.7. Not found is null, never -1. */
function indexOf([source, part, start]: readonly Value[], { insensitive }: CallFacts): Value {
  if (typeof source !== 'string' || typeof part !== 'string') return null;
  const from = isNumber(start) ? Math.max(0, asInteger(start)) : 0;
  if (part === '') return BigInt(from);
  const at = folded(source, insensitive).indexOf(folded(part, insensitive), from);
  return at < 0 ? null : BigInt(at);
}

function toNumber([source, base]: readonly Value[]): Value {
  if (source === null || source === undefined) return null;
  return readNumberText(String(source), typeof base === 'bigint' ? base : null);
}

/** 5.11. Negative places count from the end; both are clamped to the text. */
function substring(source: Value | undefined, start: Value | undefined, end: Value | undefined): Value {
  if (typeof source !== 'string') return null;
  if (!isNumber(start)) return source;
  const place = (at: number): number => Math.min(source.length, Math.max(0, at < 0 ? source.length + at : at));
  const from = place(asInteger(start));
  const to = isNumber(end) ? place(asInteger(end)) : source.length;
  return from < to ? source.slice(from, to) : '';
}

/** A number as Java's `intValue` sees it, but that no integer wraps around: cut, and within 32 bits. */
function asInteger(value: number | bigint): number {
  const cut = Math.trunc(Number(value));
  return Number.isNaN(cut) ? 0 : Math.min(2 ** 31 - 1, Math.max(-(2 ** 31), cut));
}

function isNumber(value: Value | undefined): value is number | bigint {
  return value !== null && value !== undefined && isNumeric(value);
}
