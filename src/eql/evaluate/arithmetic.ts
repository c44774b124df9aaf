/**
 * Numbers (eql.md 4.8, 5.9). Integers are computed exactly and checked against the width of their type; rationals are
 * IEEE doubles. What cannot be computed is a `Fault`: a run-time error of the search (class R), thrown inside a leaf and
 * caught where the leaf is evaluated.
 */
import type { ArithmeticOperator } from '../syntax/ast.ts';

/** A run-time error of eql.md 9, class R. Never leaves `evaluate`. */
export class Fault extends Error {}

/** How wide integers are: decided by the types of the operands. */
export type Width = 'integer' | 'long' | 'unsigned_long';

const LIMITS: Readonly<Record<Width, readonly [bigint, bigint]>> = {
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  unsigned_long: [-(2n ** 63n), 2n ** 64n - 1n],
};

type Numeric = number | bigint;

const INTEGER: Readonly<Record<ArithmeticOperator, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / nonZero(b),
  '%': (a, b) => a % nonZero(b),
};

const RATIONAL: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

export function calculate(operator: ArithmeticOperator, a: Numeric, b: Numeric, width: Width): Numeric {
  if (typeof a === 'number' || typeof b === 'number') return RATIONAL[operator](Number(a), Number(b));
  return inWidth(INTEGER[operator](a, b), width);
}

export function negate(value: Numeric, width: Width): Numeric {
  return typeof value === 'number' ? -value : inWidth(-value, width);
}

function nonZero(divisor: bigint): bigint {
  if (divisor === 0n) throw new Fault('/ by zero');
  return divisor;
}

function inWidth(value: bigint, width: Width): bigint {
  const [least, most] = LIMITS[width];
  if (value < least || value > most) throw new Fault(`${width} overflow`);
  return value;
}

/** `number(s)` and `number(s, base)`. */
export function readNumberText(text: string, base: bigint | null): Numeric {
  const fail = (): never => {
    throw new Fault(`Unable to convert [${text}] to number of base [${base ?? 10n}]`);
  };
  const hex = text.startsWith('0x') && (base === null || base === 16n);
  const radix = hex ? 16n : (base ?? 10n);
  if (radix !== 10n) return readDigits(hex ? text.slice(2) : text, radix) ?? fail();
  const integer = readDigits(text, 10n);
  if (integer !== null) return integer;
  if (/^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?\s*$/.test(text)) return Number.parseFloat(text);
  const word = /^\s*([+-]?)(NaN|Infinity)\s*$/.exec(text);
  if (word === null) return fail();
  return word[2] === 'NaN' ? Number.NaN : word[1] === '-' ? -Infinity : Infinity;
}

/** Digits of a base with an optional sign, as a 64-bit integer; null when they are none or do not fit. */
function readDigits(text: string, base: bigint): bigint | null {
  const negative = text.startsWith('-');
  const digits = negative || text.startsWith('+') ? text.slice(1) : text;
  if (digits === '' || base < 2n || base > 36n) return null;
  let value = 0n;
  for (const digit of digits) {
    const worth = Number.parseInt(digit, 36);
    if (Number.isNaN(worth) || BigInt(worth) >= base) return null;
    value = value * base + BigInt(worth);
    if (value > LIMITS.unsigned_long[1]) return null;
  }
  if (negative) value = -value;
  const [least, most] = LIMITS.long;
  return value < least || value > most ? null : value;
}
