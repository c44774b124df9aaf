/**
 * Join keys, straight from eql.md 7.3 and 8: the key tuples with which an event passes a term. A tuple has a name, and
 * two tuples are the same exactly if their names are: comparison is exact, numbers are equal by value, whatever their
 * types.
 */
import type { Field, JoinedQuery, Stage } from '../syntax/ast.ts';
import type { Mapping } from './combination.ts';
import { type Value, compareCodePoints, compareValues, fieldValues, isNumeric, textOf } from './values.ts';

export interface Tuple {
  readonly name: string;
  readonly values: readonly Value[];
}

/** What a mutant spoils. */
export interface KeyHabits {
  /** A missing key: it hides the event from the term unless it is optional. */
  readonly missingKey: 'by question mark' | 'null for all' | 'hides all';
  /** A key with several values stands for each of them. */
  readonly several: 'each' | 'first' | 'last';
  /** Several keys make every combination of their values, or pairs by position. */
  readonly product: 'all' | 'by position';
  readonly nameOf: (value: Value) => string;
  /** The head's keys, then the term's own. */
  readonly headFirst: boolean;
}

export const KEY_HABITS: KeyHabits = {
  missingKey: 'by question mark',
  several: 'each',
  product: 'all',
  nameOf,
  headFirst: true,
};

/** The keys of a term: those of the head, then its own. */
export function keyFields(query: JoinedQuery, term: Stage, { headFirst } = KEY_HABITS): readonly Field[] {
  const head = query.by?.fields ?? [];
  const own = term.by?.fields ?? [];
  return headFirst ? [...head, ...own] : [...own, ...head];
}

/** One tuple for each element of the cartesian product over the values of the keys; none if the term is blind to it. */
export function tuplesOf(
  fields: readonly Field[],
  event: object,
  { types }: Mapping,
  habits = KEY_HABITS,
): readonly Tuple[] {
  const choices = fields.map((field): readonly Value[] => {
    const type = types[field.path];
    const values = type === undefined ? [] : fieldValues(event, field.path, type);
    if (values.length === 0) {
      const isNull = habits.missingKey === 'by question mark' ? field.optional : habits.missingKey === 'null for all';
      return isNull ? [null] : [];
    }
    if (habits.several === 'each') return values;
    return habits.several === 'first' ? values.slice(0, 1) : values.slice(-1);
  });
  return (habits.product === 'all' ? product(choices) : byPosition(choices)).map((values) => ({
    name: JSON.stringify(values.map(habits.nameOf)),
    values,
  }));
}

function product(choices: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  const [first, ...rest] = choices;
  if (first === undefined) return [[]];
  return first.flatMap((value) => product(rest).map((others) => [value, ...others]));
}

function byPosition(choices: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  if (choices.some((values) => values.length === 0)) return [];
  const longest = Math.max(1, ...choices.map((values) => values.length));
  return Array.from({ length: longest }, (_, i) => choices.map((values) => values[Math.min(i, values.length - 1)]!));
}

/** Values at one place of the keys are of one sort, so the name need not tell sorts apart. */
export function nameOf(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  switch (value.kind) {
    case 'whole':
      return value.value.toString();
    case 'real':
      return Number.isInteger(value.value) ? BigInt(value.value).toString() : String(value.value);
    case 'instant':
      return value.nanos.toString();
    case 'address':
      return JSON.stringify(textOf(value));
  }
}

/** Ascending, element by element, null first. */
export function compareTuples(a: Tuple, b: Tuple): number {
  for (const [place, value] of a.values.entries()) {
    const order = compareKeys(value, b.values[place]!);
    if (order !== 0) return order;
  }
  return 0;
}

export function compareKeys(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  // Numbers compare by value, and so exactly: a whole number beyond 2^53 is not rounded to a double first.
  if (isNumeric(a) && isNumeric(b) && a.value !== b.value) return a.value < b.value ? -1 : Number(a.value > b.value);
  return compareValues(a, b) ?? 0;
}
