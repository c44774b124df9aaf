/**
 * Bugs, one in each operator and each function in turn, planted into a copy of the oracle. They are the mistakes that
 * people make: asking `!=` of each value, counting code points, answering -1 for "not found". If the random cases could
 * not tell such an evaluator from the engine, they could not find the same bug in the engine either.
 */
import { PATTERN_HABITS, type PatternHabits } from './patterns.ts';
import {
  CALCULATIONS,
  FUNCTIONS,
  HABITS,
  SEMANTICS,
  TILDE_FUNCTIONS,
  type ArithmeticSign,
  type Habits,
  type OracleFunction,
  type Semantics,
  type Truth,
  calculate,
  equal,
  patternsWith,
  textTest,
} from './semantics.ts';
import { type Value, compareValues, foldCase, inBlock, integer, isNumeric, real, textOf } from './values.ts';

export interface Mutant {
  /** The operator or function that it spoils, as the census names it, or a part of the evaluation model. */
  readonly construct: string;
  readonly bug: string;
  readonly semantics: Semantics;
}

const mutant = (construct: string, bug: string, change: Partial<Semantics>): Mutant => ({
  construct,
  bug,
  semantics: { ...SEMANTICS, ...change },
});

const habit = (construct: string, bug: string, change: Partial<Habits>): Mutant =>
  mutant(construct, bug, { habits: { ...HABITS, ...change } });

const matcher = (construct: string, bug: string, change: Partial<PatternHabits>): Mutant =>
  mutant(construct, bug, patternsWith({ ...PATTERN_HABITS, ...change }));

const caseOf = (construct: keyof Semantics['patternIgnoresCase'], bug: string): Mutant =>
  mutant(construct, bug, {
    patternIgnoresCase: { ...SEMANTICS.patternIgnoresCase, [construct]: !SEMANTICS.patternIgnoresCase[construct] },
  });

const ordering = (construct: keyof Semantics['orderings'], bug: string, fits: (order: number) => boolean): Mutant =>
  mutant(construct, bug, {
    orderings: {
      ...SEMANTICS.orderings,
      [construct]: (a: Value, b: Value): Truth => {
        const order = compareValues(a, b);
        return order === null ? null : fits(order);
      },
    },
  });

const sum = (sign: ArithmeticSign, bug: string, call: (a: Value, b: Value) => Value): Mutant =>
  mutant(sign, bug, { arithmetic: { ...SEMANTICS.arithmetic, [sign]: call } });

/** A function with another body; it is given the right one. */
const body = (name: string, bug: string, change: (right: OracleFunction) => OracleFunction): Mutant =>
  mutant(`${name}()`, bug, { functions: { ...FUNCTIONS, [name]: change(FUNCTIONS[name]!) } });

const ofNumbers =
  (call: (a: number, b: number) => number): OracleFunction =>
  ([a = null, b = null]) =>
    isNumeric(a) && isNumeric(b) ? real(call(Number(a.value), Number(b.value))) : null;

const ofText =
  (call: (text: string, rest: readonly Value[]) => Value): OracleFunction =>
  ([text = null, ...rest]) =>
    typeof text === 'string' ? call(text, rest) : null;

const ignoringCase = (a: Value, b: Value): Truth =>
  typeof a === 'string' && typeof b === 'string' ? foldCase(a) === foldCase(b) : equal(a, b);

const position = (value: Value | undefined, otherwise: number): number =>
  isNumeric(value ?? null) ? Number((value as { value: bigint | number }).value) : otherwise;

const floorDivision = calculate({
  ...CALCULATIONS['/'],
  whole: (a, b) => (a % (b === 0n ? 1n : b) !== 0n && a < 0n !== b < 0n ? a / b - 1n : CALCULATIONS['/'].whole(a, b)),
});
const modulus = (a: bigint, b: bigint): bigint => {
  const rest = CALCULATIONS['%'].whole(a, b);
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
};

export const MUTANTS: readonly Mutant[] = [
  // --- Comparisons
  mutant('==', 'ignores case', { equal: ignoringCase }),
  habit('==', 'a number is not the text of it', { numbersAsText: false }),
  habit('==', 'a text is not read as a number', { textAsNumbers: false }),
  habit('==', 'a block is compared as an address', { blocksAsAddresses: false }),
  habit('==', '`E == false` needs an explicit false', { falseIsNot: false }),
  habit('==', '`f == null` is an ordinary comparison', { nullTest: false }),
  mutant('==', 'whole numbers lose digits', {
    equal: (a, b) => (isNumeric(a) && isNumeric(b) ? Number(a.value) === Number(b.value) : equal(a, b)),
  }),
  habit('!=', 'is asked of each value', { inequality: 'each value' }),
  ordering('<', 'takes equal values', (order) => order <= 0),
  ordering('<=', 'leaves equal values out', (order) => order < 0),
  ordering('>', 'takes equal values', (order) => order >= 0),
  ordering('>=', 'leaves equal values out', (order) => order > 0),
  mutant('<', 'orders texts by code unit', {
    orderings: {
      ...SEMANTICS.orderings,
      '<': (a, b) => (typeof a === 'string' && typeof b === 'string' ? a < b : SEMANTICS.orderings['<'](a, b)),
    },
  }),
  // --- Membership
  mutant('in', 'ignores case', { memberEqual: ignoringCase }),
  mutant('in', 'expands wildcards', {
    memberEqual: (a, b) =>
      typeof a === 'string' && typeof b === 'string' ? SEMANTICS.wildcard(a, b, false) : equal(a, b),
  }),
  habit('not in', 'is asked of each value', { exclusion: 'each value' }),
  mutant('in~', 'minds case', { equalIgnoringCase: equal }),
  mutant('in~', 'folds ASCII only', {
    equalIgnoringCase: (a, b) => equal(asciiFold(a), asciiFold(b)),
  }),
  mutant('not in~', 'takes a prefix for the whole', {
    equalIgnoringCase: (a, b) =>
      typeof a === 'string' && typeof b === 'string' ? foldCase(a).startsWith(foldCase(b)) : equal(a, b),
  }),
  // --- Patterns
  caseOf(':', 'minds case'),
  caseOf('like', 'ignores case'),
  caseOf('like~', 'minds case'),
  caseOf('regex', 'ignores case'),
  caseOf('regex~', 'minds case'),
  matcher(':', '`*` does not match the empty run', { starMatchesEmpty: false }),
  matcher('like', '`?` matches nothing, too', { questionNeedsOne: false }),
  matcher('like~', '`?` takes one code unit', { wholeCodePoints: false }),
  matcher('regex', 'is not anchored', { anchored: false }),
  matcher('regex~', 'folds ranges', { rangesKeepCase: false }),
  // --- Logic
  mutant('and', 'is `or`', { and: SEMANTICS.or }),
  mutant('and', 'null and false is null', {
    and: (a, b) => (a === null || b === null ? null : a && b),
  }),
  mutant('or', 'is `and`', { or: SEMANTICS.and }),
  mutant('or', 'null or true is null', {
    or: (a, b) => (a === null || b === null ? null : a || b),
  }),
  mutant('not', 'does nothing', { not: (a) => a }),
  mutant('not', 'not null is true', { not: (a) => a !== true }),
  // --- Arithmetic
  sum('+', 'is not checked for overflow', calculate(CALCULATIONS['+'], unchecked)),
  sum('-', 'takes null for 0', (a, b) => SEMANTICS.arithmetic['-'](a ?? integer(0), b ?? integer(0))),
  sum('*', 'gives a double', (a, b) => ofNumbers((x, y) => x * y)([a, b], false)),
  sum('/', 'rounds down', floorDivision),
  sum('/', 'gives a double', (a, b) => ofNumbers((x, y) => x / y)([a, b], false)),
  sum('%', 'has the sign of the divisor', calculate({ ...CALCULATIONS['%'], whole: modulus })),
  mutant('minus', 'does nothing', { negative: (value) => value }),
  // --- Functions
  body(
    'add',
    'is not checked for overflow',
    () =>
      ([a = null, b = null]) =>
        calculate(CALCULATIONS['+'], unchecked)(a, b),
  ),
  body('add', 'joins texts', () => ofNumbers((a, b) => Number(`${a}${Math.abs(b)}`))),
  body(
    'subtract',
    'has its operands the wrong way round',
    (right) =>
      ([a = null, b = null]) =>
        right([b, a], false),
  ),
  body('multiply', 'adds', () => FUNCTIONS['add']!),
  body(
    'divide',
    'rounds down',
    () =>
      ([a = null, b = null]) =>
        floorDivision(a, b),
  ),
  body('divide', 'gives a double', () => ofNumbers((a, b) => a / b)),
  body(
    'modulo',
    'has the sign of the divisor',
    () =>
      ([a = null, b = null]) =>
        calculate({ ...CALCULATIONS['%'], whole: modulus })(a, b),
  ),
  body('between', 'gives null when not found', (right) => (args, tilde) => {
    const found = right(args, tilde);
    return found === '' ? null : found;
  }),
  body(
    'between',
    'is always greedy',
    (right) =>
      ([s = null, left = null, end = null], tilde) =>
        right([s, left, end, true], tilde),
  ),
  body('between', 'is never greedy', (right) => (args, tilde) => right(args.slice(0, 3), tilde)),
  body(
    'between',
    'gives "" for an empty marker',
    (right) => (args, tilde) => (args.slice(0, 3).includes('') ? '' : right(args, tilde)),
  ),
  body('cidrmatch', 'looks at the first block only', (right) => (args, tilde) => right(args.slice(0, 2), tilde)),
  body(
    'cidrmatch',
    'compares the first half of the bits',
    () =>
      ([address = null, ...blocks]) =>
        typeof address === 'object' && address?.kind === 'address'
          ? blocks.some((block) =>
              inBlock(
                address,
                (block === null ? '' : textOf(block)).replace(/\d+$/, (bits) => String(Number(bits) >> 1)),
              ),
            )
          : null,
  ),
  body(
    'concat',
    'takes null for ""',
    (right) => (args, tilde) =>
      right(
        args.map((arg) => arg ?? ''),
        tilde,
      ),
  ),
  body(
    'concat',
    'leaves the decimal point out',
    (right) => (args, tilde) =>
      right(
        args.map((arg) => (typeof arg === 'object' && arg?.kind === 'real' ? String(arg.value) : arg)),
        tilde,
      ),
  ),
  body('endswith', 'is `stringContains`', () => textTest((text, wanted) => text.includes(wanted))),
  body('startswith', 'is `stringContains`', () => textTest((text, wanted) => text.includes(wanted))),
  body('startswith', 'gives false for null', (right) => (args, tilde) => right(args, tilde) ?? false),
  body('stringcontains', 'finds the empty text', () => textTest((text, wanted) => text.includes(wanted))),
  body('stringcontains', 'is `startsWith`', () => FUNCTIONS['startswith']!),
  body(
    'indexof',
    'gives -1 when not found',
    (right) => (args, tilde) => right(args, tilde) ?? (args[0] === null || args[1] === null ? null : integer(-1)),
  ),
  body('indexof', 'ignores the start', (right) => (args, tilde) => right(args.slice(0, 2), tilde)),
  body('length', 'counts code points', () => ofText((text) => integer([...text].length))),
  body(
    'number',
    'cannot read `0x`',
    (right) => (args, tilde) => right(args.length === 1 ? [...args, integer(10)] : args, tilde),
  ),
  body('number', 'gives null for a text that is no number', (right) => (args, tilde) => {
    try {
      return right(args, tilde);
    } catch {
      return null;
    }
  }),
  body(
    'number',
    'ignores the base',
    (right) =>
      ([text = null], tilde) =>
        right([text], tilde),
  ),
  body('string', 'gives "null" for null', (right) => (args, tilde) => right(args, tilde) ?? 'null'),
  body('string', 'leaves the decimal point out', (right) => (args, tilde) => {
    const [value = null] = args;
    return typeof value === 'object' && value?.kind === 'real' ? String(value.value) : right(args, tilde);
  }),
  body(
    'substring',
    'counts no negative position from the end',
    (right) =>
      ([s = null, ...places], tilde) =>
        right([s, ...places.map((place) => (position(place, 0) < 0 ? integer(0) : place))], tilde),
  ),
  body('substring', 'takes the end for a length', () =>
    ofText((text, [start, end]) => text.slice(position(start, 0)).slice(0, position(end, text.length))),
  ),
  ...TILDE_FUNCTIONS.flatMap((name) => [
    mutant(`${name}~()`, 'minds case', {
      functions: { ...FUNCTIONS, [name]: (args) => FUNCTIONS[name]!(args, false) },
    }),
    mutant(`${name}()`, 'ignores case', {
      functions: { ...FUNCTIONS, [name]: (args) => FUNCTIONS[name]!(args, true) },
    }),
  ]),
  // --- The model
  habit('model', 'a missing field binds to nothing', { missingBinds: 'nothing' }),
  habit('model', 'two occurrences of a field share one value', { independent: false }),
  habit('model', 'all values have to fit', { quantifier: 'all' }),
  habit('model', 'a folded null is false', { foldsNull: false }),
  habit('model', 'an error is passed over', { errorsCount: false }),
  habit('model', 'the category ignores case', { categoryIgnoresCase: true }),
];

function unchecked(value: bigint, long: boolean): { kind: 'whole'; value: bigint; long: boolean } {
  return { kind: 'whole', value, long };
}

function asciiFold(value: Value): Value {
  return typeof value === 'string' ? value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : value;
}
