/**
 * A bare field against constants (eql.md 3.8): what becomes a term, range or wildcard query in Elasticsearch. The
 * constant is read once in the way the field's type reads it; then a test on one value remains.
 */
import type { ComparisonOperator, LiteralValue } from '../syntax/ast.ts';
import { type FieldType, type Scalar, familyOf } from '../check/types.ts';
import { blockHolds, compareAddresses, isCidr, readAddress, readBlock } from './address.ts';
import { Fault } from './arithmetic.ts';
import { type Instants, fromMilliseconds, readInstants, truncateToMilliseconds } from './date.ts';
import { compareScalars, compareText, roundToHalf, textOf } from './values.ts';
import { compareVersions } from './version.ts';

export type ValueTest = (value: Scalar) => boolean;
type Constant = Exclude<LiteralValue, null>;
type Ordering = Exclude<ComparisonOperator, '!='>;

/** What a test needs to know of the field. */
export interface TermField {
  readonly path: string;
  readonly type: FieldType;
  readonly declared: boolean;
}

/** The test of `field operator constant` on one value. Throws a `Fault` for a constant that the type cannot read. */
export function termTest(field: TermField, operator: Ordering, constant: Constant): ValueTest {
  switch (familyOf(field.type)) {
    case 'string':
      return stringTest(field, operator, constant);
    case 'integer':
    case 'rational':
      return numberTest(field, operator, constant);
    case 'boolean':
      return orderTest(operator, readBoolean(field, constant));
    case 'date':
      return dateTest(field, operator, constant);
    case 'ip':
      return addressTest(operator, constant);
    case 'version':
      return versionTest(operator, constantText(constant));
    default:
      return () => false;
  }
}

const HOLDS: Readonly<Record<Ordering, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function orderTest(operator: Ordering, constant: Scalar): ValueTest {
  const holds = HOLDS[operator];
  return (value) => {
    const order = compareScalars(value, constant);
    return order !== null && holds(order);
  };
}

/** A constant as the text that a keyword field is searched for. */
function constantText(constant: Constant): string {
  return textOf(constant, 'unknown');
}

function stringTest(field: TermField, operator: Ordering, constant: Constant): ValueTest {
  const wanted = constantText(constant);
  if (operator === '==') {
    // Without a mapping an address is a text; a block can only be meant as one (eql.md 3.1, engine note).
    if (!field.declared && isCidr(wanted)) return addressTest(operator, wanted);
    return (value) => value === wanted;
  }
  const holds = HOLDS[operator];
  return (value) => typeof value === 'string' && holds(compareText(value, wanted));
}

function numberTest(field: TermField, operator: Ordering, constant: Constant): ValueTest {
  // A bare field is no condition unless it is boolean; where only its values say so, that is no error.
  if (typeof constant === 'boolean' && !field.declared) return () => false;
  const wanted = readNumber(constant);
  if (familyOf(field.type) === 'rational') return orderTest(operator, asStored(field.type, Number(wanted)));
  // An integer field is searched for exactly what is written: an integral decimal is that integer.
  if (typeof wanted === 'bigint' || Number.isInteger(wanted)) return orderTest(operator, BigInt(wanted));
  return orderTest(operator, wanted);
}

function readNumber(constant: Constant): number | bigint {
  if (typeof constant === 'bigint' || typeof constant === 'number') return constant;
  const text = String(constant).trim();
  if (!NUMERIC.test(text)) throw new Fault(`failed to create query: For input string: "${String(constant)}"`);
  return /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : Number(text);
}

/** What Java reads as a number; JavaScript would take hexadecimal digits, too. */
const NUMERIC = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A narrow rational field holds the nearest number of its precision, and so is its constant read. */
function asStored(type: FieldType, value: number): number {
  if (type === 'half_float') return roundToHalf(value);
  return type === 'float' ? Math.fround(value) : value;
}

function readBoolean(field: TermField, constant: Constant): boolean {
  if (typeof constant === 'boolean') return constant;
  const text = constantText(constant);
  if (text === 'true') return true;
  if (text === 'false' || text === '') return false;
  throw new Fault(
    `failed to create query: Can't parse boolean value [${text}], expected [true] or [false] for field [${field.path}]`,
  );
}

/** A text that names a day is the whole day for `==`, and its near or far end for the orderings. */
function dateTest(field: TermField, operator: Ordering, constant: Constant): ValueTest {
  const { from, to } = instantsOf(field, constant);
  const test =
    (holds: (value: bigint) => boolean): ValueTest =>
    (value) =>
      typeof value === 'bigint' && holds(value);
  switch (operator) {
    case '==':
      return test((value) => value >= from && value <= to);
    case '<':
      return test((value) => value < from);
    case '<=':
      return test((value) => value <= to);
    case '>':
      return test((value) => value > to);
    case '>=':
      return test((value) => value >= from);
  }
}

function instantsOf(field: TermField, constant: Constant): Instants {
  const instants = typeof constant === 'bigint' ? fromMilliseconds(constant) : readInstants(constantText(constant));
  // A constant has the resolution of its field.
  if (instants !== null && field.type === 'date') {
    return { from: truncateToMilliseconds(instants.from), to: truncateToMilliseconds(instants.to) };
  }
  if (instants !== null) return instants;
  throw new Fault(
    `failed to parse date field [${constantText(constant)}] with format [strict_date_optional_time||epoch_millis] for [${field.path}]`,
  );
}

function addressTest(operator: Ordering, constant: Constant): ValueTest {
  const text = constantText(constant);
  if (operator === '==' && text.includes('/')) {
    const block = readBlock(text);
    if (block === null) throw new Fault(`'${text}' is not an IP string literal.`);
    return (value) => {
      const address = readAddress(String(value));
      return address !== null && blockHolds(block, address);
    };
  }
  const wanted = readAddress(text);
  if (wanted === null) throw new Fault(`'${text}' is not an IP string literal.`);
  const holds = HOLDS[operator];
  return (value) => {
    const address = readAddress(String(value));
    return address !== null && holds(compareAddresses(address, wanted));
  };
}

function versionTest(operator: Ordering, wanted: string): ValueTest {
  if (operator === '==') return (value) => value === wanted;
  const holds = HOLDS[operator];
  return (value) => holds(compareVersions(String(value), wanted));
}
