/**
 * The sixteen functions of EQL (eql.md 5.1) as one catalogue. The checker reads arity and parameter types from it, the
 * evaluator its bodies by the same names (`evaluate/functions.ts`), the editor and the docs its words.
 */
export type ParameterType = 'string' | 'numeric' | 'integer' | 'boolean' | 'ip' | 'any';

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** Must be a constant, not a field. */
  readonly constant?: true;
  readonly optional?: true;
  /** The last parameter may be repeated. */
  readonly repeated?: true;
}

export interface FunctionFacts {
  /** As the documentation spells it. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: 'string' | 'boolean' | 'integer' | 'numeric' | 'number';
  /** Has a `~` form that ignores case. */
  readonly tilde: boolean;
  readonly summary: string;
  /** Of a boolean function: what it says of its first argument and the others. */
  readonly verb?: string;
}

const NUMBERS: readonly Parameter[] = [
  { name: 'a', type: 'numeric' },
  { name: 'b', type: 'numeric' },
];

function text(name: string): Parameter {
  return { name, type: 'string' };
}

/** By registry spelling, which is all lower case. */
export const FUNCTIONS = {
  add: { name: 'add', parameters: NUMBERS, result: 'numeric', tilde: false, summary: 'The sum of two numbers.' },
  between: {
    name: 'between',
    parameters: [
      text('source'),
      text('left'),
      text('right'),
      { name: 'greedy', type: 'boolean', optional: true, constant: true },
    ],
    result: 'string',
    tilde: true,
    summary:
      'The text between the first `left` and the next `right`, or the last `right` if greedy; "" if either is not found.',
  },
  cidrmatch: {
    name: 'cidrMatch',
    parameters: [
      { name: 'ip', type: 'ip' },
      { name: 'block', type: 'string', constant: true, repeated: true },
    ],
    result: 'boolean',
    tilde: false,
    summary: 'True if the address lies in one of the CIDR blocks.',
    verb: 'lies in',
  },
  concat: {
    name: 'concat',
    parameters: [{ name: 'value', type: 'any', repeated: true }],
    result: 'string',
    tilde: false,
    summary: 'All values in their text form, joined.',
  },
  divide: {
    name: 'divide',
    parameters: NUMBERS,
    result: 'numeric',
    tilde: false,
    summary: 'The quotient of two numbers; integers truncate.',
  },
  endswith: {
    name: 'endsWith',
    parameters: [text('source'), text('suffix')],
    result: 'boolean',
    tilde: true,
    summary: 'True if the text ends with the suffix.',
    verb: 'ends with',
  },
  indexof: {
    name: 'indexOf',
    parameters: [text('source'), text('substring'), { name: 'start', type: 'numeric', optional: true }],
    result: 'integer',
    tilde: true,
    summary: 'Where the substring first occurs, counted from 0; null if it does not.',
  },
  length: {
    name: 'length',
    parameters: [text('source')],
    result: 'integer',
    tilde: false,
    summary: 'The number of UTF-16 units of one value; not the number of values.',
  },
  modulo: {
    name: 'modulo',
    parameters: NUMBERS,
    result: 'numeric',
    tilde: false,
    summary: 'The remainder of a division, with the sign of the dividend.',
  },
  multiply: {
    name: 'multiply',
    parameters: NUMBERS,
    result: 'numeric',
    tilde: false,
    summary: 'The product of two numbers.',
  },
  number: {
    name: 'number',
    parameters: [text('source'), { name: 'base', type: 'integer', optional: true }],
    result: 'number',
    tilde: false,
    summary: 'A text as a number; a text that is no number makes the search fail.',
  },
  startswith: {
    name: 'startsWith',
    parameters: [text('source'), text('prefix')],
    result: 'boolean',
    tilde: true,
    summary: 'True if the text starts with the prefix.',
    verb: 'starts with',
  },
  string: {
    name: 'string',
    parameters: [{ name: 'value', type: 'any' }],
    result: 'string',
    tilde: false,
    summary: 'A value in its text form.',
  },
  stringcontains: {
    name: 'stringContains',
    parameters: [text('source'), text('substring')],
    result: 'boolean',
    tilde: true,
    summary: 'True if the text holds the substring.',
    verb: 'holds',
  },
  substring: {
    name: 'substring',
    parameters: [text('source'), { name: 'start', type: 'integer' }, { name: 'end', type: 'integer', optional: true }],
    result: 'string',
    tilde: false,
    summary: 'The text from `start` up to `end`; negative places count from the end.',
  },
  subtract: {
    name: 'subtract',
    parameters: NUMBERS,
    result: 'numeric',
    tilde: false,
    summary: 'The difference of two numbers.',
  },
} as const satisfies Readonly<Record<string, FunctionFacts>>;

/** Registry spelling of a function. */
export type FunctionName = keyof typeof FUNCTIONS;

/** Names are matched ignoring case (5.1). */
export function functionNamed(name: string): FunctionName | null {
  const registry = name.toLowerCase();
  return Object.hasOwn(FUNCTIONS, registry) ? (registry as FunctionName) : null;
}

/** How many arguments a function takes. */
export function arityOf(name: FunctionName): { readonly least: number; readonly most: number } {
  const parameters: readonly Parameter[] = FUNCTIONS[name].parameters;
  const least = parameters.filter((parameter) => parameter.optional !== true).length;
  const open = parameters.some((parameter) => parameter.repeated === true);
  return { least, most: open ? Infinity : parameters.length };
}

/** The parameter that an argument fills, counted from 0. */
export function parameterAt(name: FunctionName, place: number): Parameter {
  const parameters: readonly Parameter[] = FUNCTIONS[name].parameters;
  return parameters[Math.min(place, parameters.length - 1)]!;
}
