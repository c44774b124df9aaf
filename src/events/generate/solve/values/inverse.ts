/**
 * Values of one field that may give an expression a wanted result: functions and arithmetic backwards, from the result to
 * the field. Everything else in the expression is a constant. Nothing is claimed of the values; they are tried.
 */
import type { Arithmetic, Call, Comparison, Expression } from '../../../../eql/syntax/ast.ts';
import { COMPARISONS, PATTERN_OPERATORS } from '../../../../eql/syntax/operators.ts';
import { fieldPlaces } from '../../../../eql/syntax/visit.ts';
import { functionNamed } from '../../../../eql/check/functions.ts';
import type { Scope } from '../../../../eql/check/scope.ts';
import type { Scalar } from '../../../../eql/check/types.ts';
import { Fault } from '../../../../eql/evaluate/arithmetic.ts';
import { constantValue } from '../../../../eql/evaluate/script.ts';
import type { Value } from '../../../../eql/evaluate/functions.ts';
import { addressesNear } from './addresses.ts';
import { patternTexts } from './patterns.ts';

/** What stands in for text that may be anything. */
const FILLER = 'x';
/** Longest text that is made to have a length. */
const LONGEST = 2_000;

/** Values of the field of an expression for which it may be `wanted`; the expression has no other field. */
export function inverses(expression: Expression, wanted: Value, scope: Scope): readonly Scalar[] {
  return [...new Set(valuesFor(expression, wanted, scope))];
}

function* valuesFor(expression: Expression, wanted: Value, scope: Scope): Generator<Scalar> {
  switch (expression.kind) {
    case 'field':
      if (wanted !== null) yield wanted;
      return;
    case 'negative':
      if (typeof wanted === 'bigint' || typeof wanted === 'number')
        yield* valuesFor(expression.operand, -wanted, scope);
      return;
    case 'not':
      if (typeof wanted === 'boolean') yield* valuesFor(expression.operand, !wanted, scope);
      return;
    case 'and':
    case 'or':
      for (const operand of expression.operands) yield* valuesFor(operand, wanted, scope);
      return;
    case 'comparison':
      yield* throughComparison(expression, scope);
      return;
    case 'membership':
      if (wanted === null) return;
      for (const item of expression.items) {
        const value = valueOf(item, scope);
        if (value === null) continue;
        yield* valuesFor(expression.subject, wanted === !expression.negated ? value : beside(value), scope);
      }
      return;
    case 'pattern': {
      const { language } = PATTERN_OPERATORS[expression.operator];
      for (const { value } of expression.patterns) {
        if (typeof value !== 'string') continue;
        for (const text of wanted === true ? patternTexts(value, language) : [`${value}${FILLER}`, FILLER]) {
          yield* valuesFor(expression.subject, text, scope);
        }
      }
      return;
    }
    case 'arithmetic':
      yield* throughArithmetic(expression.operator, [expression.left, expression.right], wanted, scope);
      return;
    case 'call':
      yield* throughCall(expression, wanted, scope);
      return;
    default:
      return;
  }
}

function hasField(expression: Expression): boolean {
  return fieldPlaces(expression).length > 0;
}

/** Null for what has a field in it, and for what fails. */
function valueOf(expression: Expression, scope: Scope): Value {
  if (hasField(expression)) return null;
  try {
    return constantValue(expression, scope);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** A value close to another one and not equal to it. */
function beside(value: Scalar): Scalar {
  if (typeof value === 'bigint') return value + 1n;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : value + FILLER;
}

/** Both verdicts: what is equal to a constant, and what is next to it. */
function* throughComparison(node: Comparison, scope: Scope): Generator<Scalar> {
  if (!hasField(node.left)) {
    if (!hasField(node.right)) return;
    const { mirrored } = COMPARISONS[node.operator];
    yield* throughComparison({ ...node, operator: mirrored, left: node.right, right: node.left }, scope);
    return;
  }
  const constant = valueOf(node.right, scope);
  if (constant === null) {
    if (!hasField(node.right)) yield* valuesFor(node.left, null, scope);
    return;
  }
  for (const value of around(constant)) yield* valuesFor(node.left, value, scope);
}

/** A constant, its neighbours, and some far away where doubles are far apart: one fits whatever it is compared by. */
function around(value: Scalar): readonly Scalar[] {
  if (typeof value === 'bigint') return [value, value + 1n, value - 1n, 2n * value, -value];
  if (typeof value === 'number') return [value, value + 1, value - 1, value + 0.5, value - 0.5, 2 * value, -value];
  return typeof value === 'boolean' ? [value, !value] : [value, value + FILLER, '', FILLER];
}

type Operator = Arithmetic['operator'];
type Numeric = bigint | number;

function* throughArithmetic(
  operator: Operator,
  [left, right]: readonly [Expression, Expression],
  wanted: Value,
  scope: Scope,
): Generator<Scalar> {
  const isLeft = hasField(left);
  const constant = valueOf(isLeft ? right : left, scope);
  if (!isNumber(wanted) || !isNumber(constant)) return;
  const whole = wholeOf(wanted);
  if (typeof constant === 'bigint' && whole !== null) {
    for (const value of wholeInverse(operator, isLeft, whole, constant)) {
      yield* valuesFor(isLeft ? left : right, value, scope);
    }
  }
  if (typeof constant === 'bigint' && typeof wanted === 'bigint') return;
  for (const value of decimalInverse(operator, isLeft, Number(wanted), Number(constant))) {
    yield* valuesFor(isLeft ? left : right, value, scope);
  }
}

function wholeOf(value: Numeric): bigint | null {
  if (typeof value === 'bigint') return value;
  return Number.isInteger(value) ? BigInt(value) : null;
}

function isNumber(value: Value): value is Numeric {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** `field op constant` if `isLeft`, else `constant op field`. Division truncates, so several integers may fit. */
function wholeInverse(operator: Operator, isLeft: boolean, wanted: bigint, constant: bigint): readonly bigint[] {
  switch (operator) {
    case '+':
      return [wanted - constant];
    case '-':
      return [isLeft ? wanted + constant : constant - wanted];
    case '*':
      return constant === 0n ? [0n, 1n] : [wanted / constant];
    case '/':
      if (!isLeft) return wanted === 0n ? [constant + 1n] : [constant / wanted];
      return [wanted * constant, wanted * constant + 1n, wanted * constant - 1n];
    case '%':
      if (!isLeft) return [constant - wanted, constant + 1n];
      return [wanted, wanted + constant, wanted - constant];
  }
}

function decimalInverse(operator: Operator, isLeft: boolean, wanted: number, constant: number): readonly number[] {
  switch (operator) {
    case '+':
      return [wanted - constant];
    case '-':
      return [isLeft ? wanted + constant : constant - wanted];
    case '*':
      return [wanted / constant];
    case '/':
      return [isLeft ? wanted * constant : constant / wanted];
    case '%':
      return isLeft ? [wanted, wanted + constant] : [constant - wanted];
  }
}

const ARITHMETIC: Readonly<Record<string, Operator>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
};

function* throughCall(call: Call, wanted: Value, scope: Scope): Generator<Scalar> {
  const name = functionNamed(call.name);
  const [subject, ...rest] = call.args;
  if (name === null || subject === undefined) return;
  const operator = ARITHMETIC[name];
  if (operator !== undefined && rest[0] !== undefined) {
    yield* throughArithmetic(operator, [subject, rest[0]], wanted, scope);
    return;
  }
  if (name === 'concat') {
    yield* throughConcat(call.args, wanted, scope);
    return;
  }
  if (name === 'string') {
    yield* throughString(subject, wanted, scope);
    return;
  }
  const constants = rest.map((argument) => valueOf(argument, scope));
  if (!hasField(subject)) {
    // The field is the part that is looked for.
    const text = valueOf(subject, scope);
    const part = rest.find(hasField);
    if (typeof text !== 'string' || part === undefined) return;
    for (const value of [text, text.slice(0, 1), text.slice(-1), text + FILLER]) yield* valuesFor(part, value, scope);
    return;
  }
  for (const value of sourcesOf(name, constants, wanted)) yield* valuesFor(subject, value, scope);
}

/** First arguments for which a function of text may give a result. */
function sourcesOf(name: string, [first, second]: readonly Value[], wanted: Value): readonly Scalar[] {
  const part = typeof first === 'string' ? first : '';
  switch (name) {
    case 'startswith':
      return wanted === true ? [part, part + FILLER] : [FILLER, FILLER + part, ''];
    case 'endswith':
      return wanted === true ? [part, FILLER + part] : [FILLER, part + FILLER, ''];
    case 'stringcontains':
      return wanted === true ? [part, FILLER + part + FILLER] : [FILLER, part.slice(1), ''];
    case 'length':
      return isNumber(wanted) && wanted >= 0 && wanted <= LONGEST ? [FILLER.repeat(Number(wanted))] : [];
    case 'indexof':
      if (wanted === null) return [FILLER, ''];
      return isNumber(wanted) && wanted >= 0 && wanted <= LONGEST ? [FILLER.repeat(Number(wanted)) + part] : [];
    case 'substring':
      return typeof wanted === 'string' ? substringSources(wanted, Number(first ?? 0), second ?? null) : [];
    case 'between':
      return typeof wanted === 'string' ? [part + wanted + (typeof second === 'string' ? second : '')] : [];
    case 'number':
      return wanted === null ? [] : [String(wanted)];
    case 'cidrmatch':
      return typeof first === 'string' ? addressesNear(first) : [];
    default:
      return [];
  }
}

function substringSources(wanted: string, start: number, end: Value): readonly string[] {
  const rest = end === null ? '' : Number(end) < 0 ? FILLER.repeat(-Number(end)) : FILLER;
  if (start >= 0) return [FILLER.repeat(Math.min(start, LONGEST)) + wanted + rest];
  return [FILLER + wanted, wanted, wanted + rest];
}

function* throughConcat(args: readonly Expression[], wanted: Value, scope: Scope): Generator<Scalar> {
  if (typeof wanted !== 'string') return;
  const place = args.findIndex(hasField);
  if (place < 0) return;
  const textOf = (parts: readonly Expression[]): string => parts.map((part) => valueOf(part, scope) ?? '').join('');
  const before = textOf(args.slice(0, place));
  const behind = textOf(args.slice(place + 1));
  const isBetween = wanted.startsWith(before) && wanted.endsWith(behind);
  const middle = isBetween ? wanted.slice(before.length, wanted.length - behind.length) : wanted;
  yield* valuesFor(args[place]!, middle, scope);
  // The field stands twice, and each time it is half of the result.
  yield* valuesFor(args[place]!, wanted.slice(0, Math.ceil(wanted.length / 2)), scope);
}

/** A text as the value that has it for its text form. */
function* throughString(subject: Expression, wanted: Value, scope: Scope): Generator<Scalar> {
  if (typeof wanted !== 'string') return;
  yield* valuesFor(subject, wanted, scope);
  if (/^-?\d{1,18}$/.test(wanted)) yield* valuesFor(subject, BigInt(wanted), scope);
  if (wanted !== '' && Number.isFinite(Number(wanted))) yield* valuesFor(subject, Number(wanted), scope);
  if (wanted === 'true' || wanted === 'false') yield* valuesFor(subject, wanted === 'true', scope);
}
