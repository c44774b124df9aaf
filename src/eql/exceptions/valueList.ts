/**
 * Value lists (kibana-formats.md 2). For an EQL rule Kibana turns lists of the types keyword, ip and ip_range into a query,
 * up to a size; others are compared after the search, which EQL rules do not have. Values are looked up, so that a long
 * list costs no more than a short one.
 */
import { type FieldType, type Scalar, familyOf } from '../check/types.ts';
import {
  type AddressBytes,
  type Block,
  blockHolds,
  compareAddresses,
  isCidr,
  readAddress,
  readBlock,
} from '../evaluate/address.ts';
import type { ValueTest } from '../evaluate/term.ts';

export interface ValueList {
  readonly type: string;
  readonly values: readonly string[];
}

/** Values of a list that becomes a query; more are compared after the search. */
const MOST_VALUES = 65_536;
const MOST_DASH_RANGES = 200;

/** A list may be long, and a rule is planned at every key stroke: what was made of a list is kept with it. */
const problems = new WeakMap<ValueList, string | null>();
const tests = new WeakMap<ValueList, Map<string, ValueTest | null>>();

/** Why a list is of no use to an EQL rule; null where it is. */
export function listProblem(list: ValueList): string | null {
  let problem = problems.get(list);
  if (problem === undefined) problems.set(list, (problem = findProblem(list)));
  return problem;
}

function findProblem({ type, values }: ValueList): string | null {
  if (type !== 'keyword' && type !== 'ip' && type !== 'ip_range') {
    return `is of type ${type}: only keyword, ip and ip_range lists work in EQL rules`;
  }
  if (values.length > MOST_VALUES)
    return `has more than ${MOST_VALUES.toLocaleString('en')} values, too many for an EQL rule`;
  if (type === 'ip_range' && values.filter(isDashRange).length > MOST_DASH_RANGES) {
    return `has more than ${MOST_DASH_RANGES} ranges with a dash, too many for an EQL rule`;
  }
  return null;
}

/** Whether a value is in the list, for a field of a type; null where such a field cannot be. */
export function listTest(list: ValueList, fieldType: FieldType, isDeclared: boolean): ValueTest | null {
  const known = tests.get(list) ?? new Map<string, ValueTest | null>();
  tests.set(list, known);
  const key = `${fieldType}${isDeclared ? '' : '?'}`;
  let test = known.get(key);
  if (test === undefined) known.set(key, (test = makeTest(list, fieldType, isDeclared)));
  return test;
}

function makeTest({ type, values }: ValueList, fieldType: FieldType, isDeclared: boolean): ValueTest | null {
  const family = familyOf(fieldType);
  const asAddresses = family === 'ip' || (!isDeclared && type !== 'keyword');
  if (type !== 'keyword' && !asAddresses) return null;
  if (asAddresses) return addressTest(values);
  const wanted = new Set(values);
  if (family === 'string') return (value) => typeof value === 'string' && wanted.has(value);
  if (family === 'integer' || family === 'boolean') return (value) => wanted.has(String(value));
  return null;
}

function addressTest(values: readonly string[]): ValueTest {
  const single = new Set<string>();
  const blocks: Block[] = [];
  const ranges: (readonly [AddressBytes, AddressBytes])[] = [];
  for (const text of values) {
    const range = rangeOf(text);
    if (range !== null) ranges.push(range);
    else if (isCidr(text)) blocks.push(readBlock(text)!);
    else single.add(readAddress(text)?.join() ?? '');
  }
  return (value: Scalar) => {
    const address = readAddress(String(value));
    if (address === null) return false;
    return (
      single.has(address.join()) ||
      blocks.some((block) => blockHolds(block, address)) ||
      ranges.some(([from, to]) => compareAddresses(from, address) <= 0 && compareAddresses(address, to) <= 0)
    );
  };
}

function isDashRange(text: string): boolean {
  return rangeOf(text) !== null;
}

/** `10.0.0.1-10.0.0.9`; null for other texts. */
function rangeOf(text: string): readonly [AddressBytes, AddressBytes] | null {
  const dash = text.indexOf('-');
  if (dash < 0) return null;
  const from = readAddress(text.slice(0, dash).trim());
  const to = readAddress(text.slice(dash + 1).trim());
  return from === null || to === null ? null : [from, to];
}
