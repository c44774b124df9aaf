/**
 * One value that makes some atoms on a field true and others not. What is natural is tried first: values that such a
 * field has anyway, then what the atoms suggest; only then is one computed.
 */
import { Fault } from '../../../../eql/evaluate/arithmetic.ts';
import type { Leaf } from '../../../../eql/evaluate/leaf.ts';
import { textsIn } from '../../../../eql/evaluate/regex/language.ts';
import type { Scope } from '../../../../eql/check/scope.ts';
import { type FieldType, type Scalar, familyOf } from '../../../../eql/check/types.ts';
import { textLanguage } from './languages.ts';
import { isExhausted, suggestions } from './suggest.ts';

export type Found =
  | { readonly kind: 'value'; readonly value: Scalar }
  /** With a proof there is none; without one there may be. */
  | { readonly kind: 'none'; readonly isProof: boolean };

/** Whether a leaf on one field is true for a value, or for none (null); null where that is a run-time error. */
export function verdictOn(leaf: Leaf, value: Scalar | null): boolean | null {
  try {
    return leaf.test(leaf.places.map(() => value));
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

export interface Wanted {
  readonly type: FieldType;
  readonly required: readonly Leaf[];
  readonly forbidden: readonly Leaf[];
  /** Tried before all others. */
  readonly preferred: Iterable<Scalar>;
  readonly scope: Scope;
  /** Nothing rests on it: several values will do as well as one. */
  readonly isLuxury?: boolean;
}

/** States of automata that are looked at for one value, and for one that is a luxury. */
const MOST_STATES = 3_000;
const FEW_STATES = 300;
/** Automata that are read side by side at no loss. */
const FEW_LANGUAGES = 12;
/** Texts of automata that are tried where other atoms have a say, too. */
const MOST_TEXTS = 8;

export function findValue(wanted: Wanted): Found {
  const { type, required, forbidden } = wanted;
  for (const value of candidates(wanted)) if (isWanted(value, wanted)) return { kind: 'value', value };
  const leaves = [...required, ...forbidden];
  if (familyOf(type) === 'string') return findText(wanted);
  return { kind: 'none', isProof: leaves.every((leaf) => isExhausted(leaf, type)) };
}

export function isWanted(value: Scalar, { required, forbidden }: Pick<Wanted, 'required' | 'forbidden'>): boolean {
  return (
    required.every((leaf) => verdictOn(leaf, value) === true) &&
    forbidden.every((leaf) => verdictOn(leaf, value) === false)
  );
}

/** Values that nothing suggests, for a field that only has to have one. */
export function otherValues(type: FieldType): readonly Scalar[] {
  return OTHERS[familyOf(type)] ?? [];
}

const OTHERS: Readonly<Partial<Record<ReturnType<typeof familyOf>, readonly Scalar[]>>> = {
  string: ['other', '', 'other-2'],
  integer: [1n, 0n, 2n],
  rational: [1, 0.5, 0],
  boolean: [false, true],
  date: [1_772_442_000_000_000_000n],
  ip: ['203.0.113.7', '10.20.0.7', '2001:db8::7'],
  version: ['1.0.0'],
};

function* candidates({ type, required, forbidden, preferred, scope }: Wanted): Generator<Scalar> {
  yield* preferred;
  const suggested = required.map((leaf) => suggestions(leaf, type, scope));
  for (const values of suggested) yield* values;
  if (suggested.length > 1) yield* joined(suggested);
  if (required.length === 0) yield* otherValues(type);
  if (familyOf(type) !== 'string') for (const leaf of forbidden) yield* suggestions(leaf, type, scope);
}

/** One text after the other, for parts that have to be in one text. */
function joined(suggested: readonly (readonly Scalar[])[]): readonly Scalar[] {
  const firsts = suggested.flatMap(([value]) => (typeof value === 'string' ? [value] : []));
  return firsts.length < suggested.length ? [] : [firsts.join(' '), firsts.join('')];
}

/** Pairs of leaves that were compared: whether every text of one is a text of the other. */
const compared = new WeakMap<Leaf, WeakMap<Leaf, boolean>>();

/** Whether it is proved that a text for which `leaf` is true makes `other` true, too. */
export function implies(leaf: Leaf, other: Leaf): boolean {
  let known = compared.get(leaf);
  if (known === undefined) compared.set(leaf, (known = new WeakMap()));
  let answer = known.get(other);
  if (answer === undefined) {
    const [inner, outer] = [textLanguage(leaf), textLanguage(other)];
    const isKnown = inner?.isExact === true && outer?.isExact === true;
    const search = isKnown ? textsIn([inner], [outer], FEW_STATES).next() : null;
    known.set(other, (answer = search?.done === true && search.value === 'all'));
  }
  return answer;
}

/** Fewer where each of them is a state of many automata. */
function mostStates({ required, forbidden, isLuxury }: Wanted): number {
  if (isLuxury === true) return FEW_STATES;
  const share = Math.min(1, FEW_LANGUAGES / (required.length + forbidden.length));
  return Math.max(FEW_STATES, Math.round(MOST_STATES * share));
}

function findText(wanted: Wanted): Found {
  const required = languagesOf(wanted.required);
  const forbidden = languagesOf(wanted.forbidden);
  const most = mostStates(wanted);
  for (const onlyNatural of [true, false]) {
    const search = textsIn(required, forbidden, most, onlyNatural);
    let next = search.next();
    if (next.done === true && next.value === 'all') return { kind: 'none', isProof: isEmptyForSure(wanted) };
    for (let i = 0; next.done !== true && i < MOST_TEXTS; i++, next = search.next()) {
      if (isWanted(next.value, wanted)) return { kind: 'value', value: next.value };
    }
  }
  return { kind: 'none', isProof: false };
}

function languagesOf(leaves: readonly Leaf[]) {
  return leaves.map(textLanguage).filter((language) => language !== null);
}

/** Nothing lies in the exact languages alone. */
function isEmptyForSure(wanted: Wanted): boolean {
  const { required, forbidden } = wanted;
  const exact = (leaves: readonly Leaf[]) => languagesOf(leaves).filter(({ isExact }) => isExact);
  const { done, value } = textsIn(exact(required), exact(forbidden), mostStates(wanted)).next();
  return done === true && value === 'all';
}
