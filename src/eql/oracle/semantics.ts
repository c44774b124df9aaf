/**
 * What every operator and function does with plain values (eql.md 4 and 5), as one table. The evaluation model of
 * section 3, which says what a *leaf* is and how it sees several values or none, is in `oracle.ts`; the few habits of
 * that model which a mutant can spoil are listed here, too.
 */
import { type PatternHabits, PATTERN_HABITS, matchesRegex, matchesWildcard } from './patterns.ts';
import {
  type Value,
  RuntimeError,
  checkedWhole,
  compareValues,
  foldCase,
  inBlock,
  integer,
  isNumeric,
  long,
  real,
  textOf,
} from './values.ts';

/** True, false, or null: three-valued logic inside one leaf (3.5). */
export type Truth = boolean | null;

export type Ordering = '<' | '<=' | '>' | '>=';
export type ArithmeticSign = '+' | '-' | '*' | '/' | '%';
export type OracleFunction = (args: readonly Value[], insensitive: boolean) => Value;

export interface Semantics {
  readonly equal: (a: Value, b: Value) => Truth;
  readonly orderings: Readonly<Record<Ordering, (a: Value, b: Value) => Truth>>;
  readonly equalIgnoringCase: (a: Value, b: Value) => Truth;
  /** Whether a value equals an item of `in`. */
  readonly memberEqual: (a: Value, b: Value) => Truth;
  readonly wildcard: (value: string, pattern: string, insensitive: boolean) => boolean;
  readonly regex: (value: string, pattern: string, insensitive: boolean) => boolean;
  readonly patternIgnoresCase: Readonly<Record<':' | 'like' | 'like~' | 'regex' | 'regex~', boolean>>;
  readonly arithmetic: Readonly<Record<ArithmeticSign, (a: Value, b: Value) => Value>>;
  readonly negative: (value: Value) => Value;
  readonly and: (a: Truth, b: Truth) => Truth;
  readonly or: (a: Truth, b: Truth) => Truth;
  readonly not: (a: Truth) => Truth;
  /** By name in lower case. */
  readonly functions: Readonly<Record<string, OracleFunction>>;
  readonly habits: Habits;
}

/** The evaluation model, as far as a mutant spoils it. */
export interface Habits {
  /** What a missing field binds to: null once, or nothing at all. */
  readonly missingBinds: 'null' | 'nothing';
  /** Two occurrences of a field are two loops. */
  readonly independent: boolean;
  /** `!=` and `not in` are the complement of the whole leaf, or are asked of each value. */
  readonly inequality: 'whole' | 'each value';
  readonly exclusion: 'whole' | 'each value';
  /** A field is true if any value is, or only if all are. */
  readonly quantifier: 'any' | 'all';
  /** `not null` and `null and X` are null. */
  readonly foldsNull: boolean;
  /** `E == false` is `not E` for a boolean expression. */
  readonly falseIsNot: boolean;
  /** `f == null` asks whether the field is missing. */
  readonly nullTest: boolean;
  /** A number compared with a keyword field stands for its text. */
  readonly numbersAsText: boolean;
  /** Text compared with a numeric field is parsed. */
  readonly textAsNumbers: boolean;
  /** An error before the first true value makes the leaf an error. */
  readonly errorsCount: boolean;
  readonly categoryIgnoresCase: boolean;
  readonly blocksAsAddresses: boolean;
}

export const HABITS: Habits = {
  missingBinds: 'null',
  independent: true,
  inequality: 'whole',
  exclusion: 'whole',
  quantifier: 'any',
  foldsNull: true,
  falseIsNot: true,
  nullTest: true,
  numbersAsText: true,
  textAsNumbers: true,
  errorsCount: true,
  categoryIgnoresCase: false,
  blocksAsAddresses: true,
};

const ordered =
  (fits: (order: number) => boolean) =>
  (a: Value, b: Value): Truth => {
    const order = compareValues(a, b);
    return order === null ? null : fits(order);
  };

export const equal = ordered((order) => order === 0);

// --- Arithmetic (4.8) ---------------------------------------------------------------------------------------------

interface Calculation {
  readonly whole: (a: bigint, b: bigint) => bigint;
  readonly real: (a: number, b: number) => number;
}

export const CALCULATIONS: Readonly<Record<ArithmeticSign, Calculation>> = {
  '+': { whole: (a, b) => a + b, real: (a, b) => a + b },
  '-': { whole: (a, b) => a - b, real: (a, b) => a - b },
  '*': { whole: (a, b) => a * b, real: (a, b) => a * b },
  // A bigint division rounds toward zero, and a remainder has the sign of the dividend: as wanted.
  '/': { whole: (a, b) => a / notZero(b), real: (a, b) => a / b },
  '%': { whole: (a, b) => a % notZero(b), real: (a, b) => a % b },
};

function notZero(divisor: bigint): bigint {
  if (divisor === 0n) throw new RuntimeError('/ by zero');
  return divisor;
}

export function calculate({ whole, real: reals }: Calculation, checked = checkedWhole): (a: Value, b: Value) => Value {
  return (a, b) => {
    if (!isNumeric(a) || !isNumeric(b)) return null;
    if (a.kind === 'whole' && b.kind === 'whole') return checked(whole(a.value, b.value), a.long || b.long);
    return real(reals(Number(a.value), Number(b.value)));
  };
}

export function negative(value: Value): Value {
  if (!isNumeric(value)) return null;
  return value.kind === 'real' ? real(-value.value) : checkedWhole(-value.value, value.long);
}

// --- Functions (5) ------------------------------------------------------------------------------------------------

/** A function for which any null argument gives null. */
const strict =
  (call: (args: readonly Exclude<Value, null>[], insensitive: boolean) => Value): OracleFunction =>
  (args, insensitive) => {
    const given = args.filter((arg) => arg !== null);
    return given.length === args.length ? call(given, insensitive) : null;
  };

const calculation =
  (sign: ArithmeticSign): OracleFunction =>
  ([a = null, b = null]) =>
    calculate(CALCULATIONS[sign])(a, b);

/** A test of one text against another; `~` lower-cases both. */
export const textTest = (test: (text: string, wanted: string) => boolean): OracleFunction =>
  strict(([text, wanted], insensitive) => test(cased(textOf(text!), insensitive), cased(textOf(wanted!), insensitive)));

const cased = (text: string, insensitive: boolean): string => (insensitive ? text.toLowerCase() : text);

const between: OracleFunction = ([s = null, left = null, right = null, greedy = null], insensitive) => {
  if (typeof s !== 'string' || typeof left !== 'string' || typeof right !== 'string') return null;
  if (s === '' || left === '' || right === '') return s;
  const [text, opening, closing] = [s, left, right].map((part) => cased(part, insensitive)) as [string, string, string];
  const at = text.indexOf(opening);
  if (at < 0) return '';
  const from = at + opening.length;
  const to = greedy === true ? text.lastIndexOf(closing) : text.indexOf(closing, from);
  return to < from ? '' : s.slice(from, to);
};

const cidrMatch = strict(([address, ...blocks]) => {
  if (typeof address !== 'object' || address.kind !== 'address') return null;
  return blocks.some((block) => inBlock(address, textOf(block)));
});

const indexOf: OracleFunction = ([s = null, sub = null, start = null], insensitive) => {
  if (typeof s !== 'string' || typeof sub !== 'string') return null;
  const from = Math.max(0, isNumeric(start) ? Number(start.value) : 0);
  if (sub === '') return integer(from);
  const at = cased(s, insensitive).indexOf(cased(sub, insensitive), from);
  return at < 0 ? null : integer(at);
};

const numberOf: OracleFunction = ([s = null, base = null]) => {
  if (typeof s !== 'string') return null;
  const prefixed = s.startsWith('0x');
  const radix = isNumeric(base) ? Number(base.value) : prefixed ? 16 : 10;
  const digits = prefixed && radix === 16 ? s.slice(2) : s;
  const value = wholeInBase(digits, radix);
  if (value !== null) return long(value);
  if (radix === 10 && /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(digits)) return real(Number(digits));
  throw new RuntimeError(`Unable to convert [${s}] to number of base [${radix}]`);
};

function wholeInBase(text: string, base: number): bigint | null {
  const digits = text.replace(/^[-+]/, '').toLowerCase();
  if (digits === '') return null;
  let value = 0n;
  for (const digit of digits) {
    const worth = '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(digit);
    if (worth < 0 || worth >= base) return null;
    value = value * BigInt(base) + BigInt(worth);
  }
  const signed = text.startsWith('-') ? -value : value;
  return signed >= -(2n ** 63n) && signed < 2n ** 63n ? signed : null;
}

const substring: OracleFunction = ([s = null, start = null, end = null]) => {
  if (typeof s !== 'string') return null;
  if (!isNumeric(start)) return s;
  const place = (position: number) => Math.min(s.length, Math.max(0, position < 0 ? position + s.length : position));
  const from = place(Number(start.value));
  const to = isNumeric(end) ? place(Number(end.value)) : s.length;
  return from >= to ? '' : s.slice(from, to);
};

export const FUNCTIONS: Readonly<Record<string, OracleFunction>> = {
  add: calculation('+'),
  subtract: calculation('-'),
  multiply: calculation('*'),
  divide: calculation('/'),
  modulo: calculation('%'),
  between,
  cidrmatch: cidrMatch,
  concat: strict((args) => args.map(textOf).join('')),
  endswith: textTest((text, wanted) => text.endsWith(wanted)),
  startswith: textTest((text, wanted) => text.startsWith(wanted)),
  // An empty needle is in nothing (5.6, script form).
  stringcontains: textTest((text, wanted) => wanted !== '' && text.includes(wanted)),
  indexof: indexOf,
  length: strict(([s]) => integer(textOf(s!).length)),
  number: numberOf,
  string: strict(([value]) => textOf(value!)),
  substring,
};

/** Functions with a form that ignores case (5.1). */
export const TILDE_FUNCTIONS = ['between', 'endswith', 'indexof', 'startswith', 'stringcontains'] as const;

// --- The table ----------------------------------------------------------------------------------------------------

export function patternsWith(habits: PatternHabits): Pick<Semantics, 'wildcard' | 'regex'> {
  return {
    wildcard: (value, pattern, insensitive) => matchesWildcard(value, pattern, insensitive, habits),
    regex: (value, pattern, insensitive) => matchesRegex(value, pattern, insensitive, habits),
  };
}

export const SEMANTICS: Semantics = {
  equal,
  orderings: {
    '<': ordered((order) => order < 0),
    '<=': ordered((order) => order <= 0),
    '>': ordered((order) => order > 0),
    '>=': ordered((order) => order >= 0),
  },
  equalIgnoringCase: (a, b) =>
    typeof a === 'string' && typeof b === 'string' ? foldCase(a) === foldCase(b) : equal(a, b),
  memberEqual: equal,
  ...patternsWith(PATTERN_HABITS),
  patternIgnoresCase: { ':': true, like: false, 'like~': true, regex: false, 'regex~': true },
  arithmetic: {
    '+': calculate(CALCULATIONS['+']),
    '-': calculate(CALCULATIONS['-']),
    '*': calculate(CALCULATIONS['*']),
    '/': calculate(CALCULATIONS['/']),
    '%': calculate(CALCULATIONS['%']),
  },
  negative,
  and: (a, b) => {
    if (a === false || b === false) return false;
    return a === null || b === null ? null : true;
  },
  or: (a, b) => {
    if (a === true || b === true) return true;
    return a === null || b === null ? null : false;
  },
  not: (a) => (a === null ? null : !a),
  functions: FUNCTIONS,
  habits: HABITS,
};
