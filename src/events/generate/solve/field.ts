/**
 * The values of one field under what is asked of it. An atom that is to be true needs *some* value that fits it, one that
 * is not to be true forbids *all* values that fit it (eql.md 3.3). So a field has an answer exactly if it can be missing,
 * or if each required atom alone has a value outside all forbidden ones: an array holds one for each. Fewer values are
 * more natural, and values that are there already are the most natural of all.
 */
import type { Leaf } from '../../../eql/evaluate/leaf.ts';
import type { Scope } from '../../../eql/check/scope.ts';
import type { FieldType, Scalar } from '../../../eql/check/types.ts';
import { findValue, isWanted, verdictOn } from './values/find.ts';

export interface FieldWish {
  readonly type: FieldType;
  /** It holds a command line: what is added stands beside what is there. */
  readonly isCommand: boolean;
  /** Leaves on this field alone that are to be true. */
  readonly required: readonly Leaf[];
  /** Leaves on this field alone that are to be false. */
  readonly forbidden: readonly Leaf[];
  /** A value that it must have, whatever the leaves say: a join key. */
  readonly key?: Scalar | undefined;
  /** What it holds now. */
  readonly now: readonly Scalar[];
  /** What would go with the rest of the event: the name of the program, for an argument. */
  readonly fitting: readonly Scalar[];
  /** What such a field usually holds. */
  readonly usual: readonly Scalar[];
  readonly scope: Scope;
}

export type FieldAnswer =
  /** No values: the field is missing. */
  | { readonly kind: 'values'; readonly values: readonly Scalar[] }
  | { readonly kind: 'none'; readonly isProof: boolean };

export function solveField(wish: FieldWish): FieldAnswer {
  const { now, key } = wish;
  if (key === undefined ? holds(now, wish) : now.length === 1 && now[0] === key && holds(now, wish)) return values(now);
  const kept = key === undefined ? now.filter((value) => isWanted(value, { ...wish, required: [] })) : [key];
  const canBeMissing = key === undefined && holds([], wish);
  if (wish.required.length === 0) return solveUnasked(wish, kept, canBeMissing);
  if (canBeMissing) return values([]);
  return addMissing(wish, key !== undefined || wish.isCommand ? replaced(wish, kept) : []);
}

function values(of: readonly Scalar[]): FieldAnswer {
  return { kind: 'values', values: of };
}

/** Whether a field with these values is as wished. */
export function holds(these: readonly Scalar[], { required, forbidden }: FieldWish): boolean {
  const isTrue = (leaf: Leaf): boolean | null => {
    const verdicts = these.length === 0 ? [verdictOn(leaf, null)] : these.map((value) => verdictOn(leaf, value));
    return verdicts.includes(null) ? null : verdicts.includes(true);
  };
  return required.every((leaf) => isTrue(leaf) === true) && forbidden.every((leaf) => isTrue(leaf) === false);
}

/** Nothing has to be true, and something must not be. */
function solveUnasked(wish: FieldWish, kept: readonly Scalar[], canBeMissing: boolean): FieldAnswer {
  if (kept.length > 0) {
    const left = wish.now.length > 1 ? replaced(wish, kept) : kept;
    return values(holds(left, wish) ? left : kept);
  }
  const found = findValue({ ...wish, preferred: wish.usual });
  if (found.kind === 'value') return values([found.value]);
  return canBeMissing ? values([]) : found;
}

/** What is left of an array, with another program where the first place was: `["sed", "-i"]` for `["sh", "-i"]`. */
function replaced(wish: FieldWish, kept: readonly Scalar[]): readonly Scalar[] {
  const [first] = wish.now;
  if (wish.now.length < 2 || first === undefined || kept.includes(first) || wish.key !== undefined) return kept;
  const leaves = [...wish.required, ...wish.forbidden];
  const other = wish.usual.find(
    (value) => isProgram(value) && !wish.now.includes(value) && isWanted(value, { required: [], forbidden: leaves }),
  );
  return other === undefined ? kept : [other, ...kept];
}

/** A value that can stand first in a command line. */
function isProgram(value: Scalar): boolean {
  return typeof value !== 'string' || /^[\w./][\w./-]*$/.test(value);
}

/** Adds a value for every required leaf that has none yet: one for all of them, else one for each. */
function addMissing(wish: FieldWish, start: readonly Scalar[]): FieldAnswer {
  const { required, forbidden, type, scope } = wish;
  const open = required.filter((leaf) => !start.some((value) => verdictOn(leaf, value) === true));
  if (open.length === 0) return checked(start, wish);
  const preferred = [...wish.now, ...wish.fitting, ...wish.usual];
  const common = findValue({ type, required: open, forbidden, preferred, scope, isLuxury: open.length > 1 });
  if (common.kind === 'value') return checked([...start, common.value], wish);
  const added = [...start];
  for (const leaf of open) {
    if (added.some((value) => verdictOn(leaf, value) === true)) continue;
    const found = findValue({ type, required: [leaf], forbidden, preferred, scope });
    if (found.kind === 'none') return found;
    added.push(found.value);
  }
  return checked(added, wish);
}

/** A value that is there for one leaf may be an error for another. */
function checked(these: readonly Scalar[], wish: FieldWish): FieldAnswer {
  return holds(these, wish) ? values(these) : { kind: 'none', isProof: false };
}
