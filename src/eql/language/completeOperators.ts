/** The operators that fit what stands before them: those of the tables that its type takes. */
import { functionNamed, FUNCTIONS } from '../check/functions.ts';
import { type Family, familyOf } from '../check/types.ts';
import { COMPARISONS, comparisonMeaning, membershipMeaning, PATTERN_OPERATORS } from '../syntax/operators.ts';
import type { Completion } from './completion.ts';
import type { Knowledge } from './knowledge.ts';
import { isListOperator, type Operand } from './site.ts';

type Kin = 'text' | 'number' | 'order' | 'address' | 'boolean' | 'any';

const EQUAL = ['==', '!='];
const LISTS = ['in', 'not in'];
const LESS = ['<', '<=', '>', '>='];

/** Per kind of operand, the likeliest first. */
const FITTING: Readonly<Record<Kin, readonly string[]>> = {
  text: ['==', ':', 'in', 'like~', '!=', 'not in', 'like', 'in~', 'not in~', 'regex~', 'regex', ...LESS],
  number: [...EQUAL, ...LESS.toReversed(), ...LISTS],
  order: [...LESS.toReversed(), ...EQUAL, ...LISTS],
  address: [...EQUAL, ...LISTS],
  boolean: EQUAL,
  any: ['==', ':', '!=', 'in', 'not in', 'like~', 'like', ...LESS, 'in~', 'not in~', 'regex~', 'regex'],
};

const KIN: Readonly<Record<Family | 'unknown', Kin>> = {
  string: 'text',
  integer: 'number',
  rational: 'number',
  boolean: 'boolean',
  date: 'order',
  ip: 'address',
  version: 'order',
  null: 'any',
  none: 'any',
  unknown: 'any',
};

/** @param negation what is written already: `not ` or nothing */
export function operatorCompletions(
  operand: Operand | null,
  knowledge: Knowledge,
  negation: '' | 'not ',
): readonly Completion[] {
  if (operand === null || operand.kind === 'group') return [];
  const family = familyOfOperand(operand, knowledge);
  const fitting = FITTING[KIN[family]].filter((operator) => operator.startsWith(negation));
  return fitting.map((operator) => completionOf(operator, negation, family === 'string' || family === 'unknown'));
}

function familyOfOperand(operand: Operand, { schema }: Knowledge): Family | 'unknown' {
  if (operand.kind === 'field') {
    const fact = schema.field(operand.path);
    return fact === undefined ? 'unknown' : familyOf(fact.type);
  }
  const name = operand.kind === 'call' ? functionNamed(operand.name) : null;
  if (name === null) return 'unknown';
  const { result } = FUNCTIONS[name];
  return result === 'numeric' || result === 'number' ? 'rational' : result;
}

function completionOf(operator: string, negation: string, withText: boolean): Completion {
  const written = operator.slice(negation.length);
  const takesList = operator.includes('in');
  return {
    label: written,
    kind: 'operator',
    insert: takesList ? `${written} ($1)` : `${written} `,
    ...(takesList && { isSnippet: true }),
    detail: '',
    about: operatorMeaning(operator, withText) ?? '',
    goesOn: true,
  };
}

/** What an operator asks, in the words of its table; null for what is none. `not in` with one blank. */
export function operatorMeaning(operator: string, withText: boolean): string | null {
  const bare = operator.replace(/^not /, '');
  if (bare === 'in' || bare === 'in~') return membershipMeaning(bare !== operator, bare === 'in~');
  if (Object.hasOwn(COMPARISONS, operator)) return comparisonMeaning(operator as keyof typeof COMPARISONS, withText);
  if (!isListOperator(bare)) return null;
  const { meaning } = PATTERN_OPERATORS[bare as keyof typeof PATTERN_OPERATORS];
  return bare === operator ? meaning : `Not so: ${meaning}`;
}
