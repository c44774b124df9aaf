/**
 * Values that the constants of an atom suggest: themselves, what a pattern stands for, and their nearest neighbours.
 * Between two neighbouring constants of a number, a date or an address nothing changes, so for those the suggestions of
 * all atoms on a field hold one value of every kind: if none of them will do, no value does.
 */
import { canonicalIp } from '../../../columns/convert.ts';
import { fromMilliseconds, readInstants, truncateToMilliseconds } from '../../../../eql/evaluate/date.ts';
import type { Leaf } from '../../../../eql/evaluate/leaf.ts';
import { textOf } from '../../../../eql/evaluate/values.ts';
import { functionNamed } from '../../../../eql/check/functions.ts';
import type { Scope } from '../../../../eql/check/scope.ts';
import { FIELD_TYPES, type FieldType, type Scalar, familyOf } from '../../../../eql/check/types.ts';
import { PATTERN_OPERATORS } from '../../../../eql/syntax/operators.ts';
import { addressesNear } from './addresses.ts';
import { inverses } from './inverse.ts';
import { patternTexts } from './patterns.ts';

/** Entries of one list that are looked at. */
const MOST_ENTRIES = 2_000;

const known = new WeakMap<Leaf, Map<FieldType, readonly Scalar[]>>();

/** Values of a field of this type that a leaf on it suggests, the likeliest to make it true first. */
export function suggestions(leaf: Leaf, type: FieldType, scope: Scope): readonly Scalar[] {
  let byType = known.get(leaf);
  if (byType === undefined) known.set(leaf, (byType = new Map<FieldType, readonly Scalar[]>()));
  let values = byType.get(type);
  if (values === undefined) byType.set(type, (values = suggested(leaf, type, scope)));
  return values;
}

function suggested(leaf: Leaf, type: FieldType, scope: Scope): readonly Scalar[] {
  const { question } = leaf;
  switch (question.kind) {
    case 'order':
      return nearConstant(question.constant, type);
    case 'in':
      return inTurns(question.constants.slice(0, MOST_ENTRIES).map((constant) => nearConstant(constant, type)));
    case 'pattern': {
      const { language } = PATTERN_OPERATORS[question.operator];
      return inTurns(question.patterns.slice(0, MOST_ENTRIES).map((pattern) => patternTexts(pattern, language)));
    }
    case 'script':
      return asType(
        cidrValues(leaf) ?? [
          ...inverses(question.expression, true, scope),
          ...inverses(question.expression, false, scope),
        ],
        type,
      );
    case 'null':
      return asType(inverses(question.expression, null, scope), type);
    case 'named':
      return [];
  }
}

/** Whether the suggestions of a leaf hold a value of every kind that it tells apart, together with those of others. */
export function isExhausted({ question }: Leaf, type: FieldType): boolean {
  const isPlain = question.kind === 'order' || question.kind === 'in' || isNullTest(question);
  switch (familyOf(type)) {
    case 'boolean':
    case 'integer':
    case 'date':
      return isPlain;
    case 'rational':
      // Narrow types hold few numbers, and the neighbour of one is not the neighbour of its double.
      return isPlain && (type === 'double' || type === 'scaled_float');
    case 'ip':
      return isPlain || cidrValues({ question }) !== null;
    default:
      return false;
  }
}

function isNullTest(question: Leaf['question']): boolean {
  return question.kind === 'null' && question.expression.kind === 'field';
}

/** The first of every list, then the second of every list. */
function inTurns<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat();
}

function nearConstant(constant: Scalar, type: FieldType): readonly Scalar[] {
  switch (familyOf(type)) {
    case 'boolean':
      return String(constant) === 'true' ? [true, false] : [false, true];
    case 'integer':
      return integersNear(constant, type);
    case 'rational':
      return decimalsNear(Number(constant));
    case 'date':
      return instantsNear(constant, type);
    case 'ip':
      return addressesNear(String(constant));
    case 'version':
      return [String(constant), `${String(constant)}.1`, `${String(constant)}-a`, '0', '0-a', '99999'];
    case 'string': {
      const text = textOf(constant, 'unknown');
      // Where no mapping says so, a block is one of addresses all the same.
      return text.includes('/') ? [text, ...addressesNear(text)] : [text];
    }
    default:
      return [];
  }
}

/** An integral constant and its neighbours; of a decimal one the integers around it. */
function integersNear(constant: Scalar, type: FieldType): readonly bigint[] {
  const [low, high] = FIELD_TYPES[type].range!;
  const exact = wholeOf(constant);
  const near = exact !== null ? [exact, exact + 1n, exact - 1n] : decimalNeighbours(Number(constant));
  const all = [...near, 0n, 1n, low, high];
  return all.filter((value) => value >= low && value <= high);
}

function wholeOf(constant: Scalar): bigint | null {
  if (typeof constant === 'bigint') return constant;
  if (typeof constant === 'number') return Number.isInteger(constant) ? BigInt(constant) : null;
  const text = String(constant).trim();
  return /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : null;
}

function decimalNeighbours(value: number): readonly bigint[] {
  if (!Number.isFinite(value)) return [];
  const floor = BigInt(Math.floor(value));
  return [floor, floor + 1n, floor - 1n, floor + 2n];
}

function decimalsNear(value: number): readonly number[] {
  if (!Number.isFinite(value)) return [];
  return [value, value + 1, value - 1, value + 0.5, value - 0.5, nextUp(value), -nextUp(-value), 0, 1e300, -1e300];
}

/** The next double above. */
function nextUp(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

const DAY = 86_400_000_000_000n;
const MILLISECOND = 1_000_000n;

/** Both ends of what a constant means, what lies next to them, and a day before and after. */
function instantsNear(constant: Scalar, type: FieldType): readonly bigint[] {
  const means = typeof constant === 'bigint' ? fromMilliseconds(constant) : readInstants(textOf(constant, 'unknown'));
  if (means === null) return [];
  const isCoarse = type === 'date';
  const cut = (nanos: bigint): bigint => (isCoarse ? truncateToMilliseconds(nanos) : nanos);
  const step = isCoarse ? MILLISECOND : 1n;
  const [from, to] = [cut(means.from), cut(means.to)];
  return [from, to, from - DAY, to + DAY, from - step, to + step];
}

/** The edges of the blocks of a `cidrMatch` on a bare field; null for anything else. */
function cidrValues({ question }: Pick<Leaf, 'question'>): readonly string[] | null {
  if (question.kind !== 'script' || question.expression.kind !== 'call') return null;
  const { name, args } = question.expression;
  const [subject, ...blocks] = args;
  if (functionNamed(name) !== 'cidrmatch' || subject?.kind !== 'field') return null;
  const texts = blocks.flatMap((block) =>
    block.kind === 'literal' && typeof block.value === 'string' ? [block.value] : [],
  );
  return texts.length < blocks.length ? null : inTurns(texts.map(addressesNear));
}

/** Those values that a field of the type can hold, in its form. */
export function asType(values: readonly Scalar[], type: FieldType): readonly Scalar[] {
  return values.flatMap((value) => {
    const held = heldValue(value, type);
    return held === null ? [] : [held];
  });
}

function heldValue(value: Scalar, type: FieldType): Scalar | null {
  switch (familyOf(type)) {
    case 'string':
    case 'version':
      return typeof value === 'string' ? value : textOf(value, 'unknown');
    case 'integer': {
      const whole = wholeOf(value);
      const [low, high] = FIELD_TYPES[type].range!;
      return whole !== null && whole >= low && whole <= high ? whole : null;
    }
    case 'rational':
      return typeof value !== 'boolean' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'bigint' ? value : (readInstants(String(value))?.from ?? null);
    case 'ip':
      return typeof value === 'string' ? (canonicalIp(value) ?? null) : null;
    default:
      return null;
  }
}
