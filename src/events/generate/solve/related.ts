/**
 * Fields that have to be seen together: because a leaf reads several of them (`user.id != user.effective.id`), or one of
 * them twice, or because they are the same place of a join key in several stages. Values for them are searched, so only
 * what can be said of each field alone, and of keys, is a proof.
 */
import { Fault } from '../../../eql/evaluate/arithmetic.ts';
import type { Leaf } from '../../../eql/evaluate/leaf.ts';
import type { Scope } from '../../../eql/check/scope.ts';
import type { Scalar } from '../../../eql/check/types.ts';
import type { Expression, LiteralValue } from '../../../eql/syntax/ast.ts';
import { type FieldAnswer, type FieldWish, holds, solveField } from './field.ts';
import { findValue, otherValues } from './values/find.ts';
import { inverses } from './values/inverse.ts';
import { asType, suggestions } from './values/suggest.ts';

/** A leaf over several places, and the verdict that it is to have. */
export interface Relation {
  readonly leaf: Leaf;
  /** The field in each slot of the leaf's frame, as an index into the wishes. */
  readonly places: readonly number[];
  readonly wanted: boolean;
}

export interface RelatedWish {
  readonly fields: readonly FieldWish[];
  readonly relations: readonly Relation[];
  /** Fields, as indices into the wishes, that must have a value in common. */
  readonly keys: readonly (readonly number[])[];
  readonly scope: Scope;
}

export type RelatedAnswer =
  /** For each field its values. */
  | { readonly kind: 'values'; readonly values: readonly (readonly Scalar[])[] }
  | { readonly kind: 'none'; readonly isProof: boolean };

/** Choices of values that are tried. */
const MOST_STEPS = 4_000;
const MOST_CHOICES = 24;

export function solveRelated(wish: RelatedWish): RelatedAnswer {
  const fields = [...wish.fields];
  for (const key of wish.keys) {
    const shared = sharedValue(
      key.map((field) => fields[field]!),
      wish.scope,
    );
    if (shared.kind === 'none') return shared;
    for (const field of key) {
      const wished = fields[field]!;
      const [value] = asType([shared.value], wished.type);
      if (value === undefined) return { kind: 'none', isProof: false };
      fields[field] = { ...wished, key: value };
    }
  }
  const alone = fields.map(solveField);
  const failed = alone.find((answer) => answer.kind === 'none');
  if (failed !== undefined) return failed;
  const first = alone.map((answer) => (answer as Extract<FieldAnswer, { kind: 'values' }>).values);
  if (wish.relations.every((relation) => isKept(relation, first))) return { kind: 'values', values: first };
  return new Search({ ...wish, fields }, first).run();
}

/** A value that every field of a key can hold; where it can be, one that does all that is asked of each. */
function sharedValue(fields: readonly FieldWish[], scope: Scope) {
  const { type } = fields[0]!;
  const forbidden = fields.flatMap((field) => field.forbidden);
  const required = fields.flatMap((field) => field.required);
  const preferred = [
    ...fields.flatMap(({ now }) => now),
    ...fields.flatMap(({ fitting, usual }) => [...fitting, ...usual]),
  ];
  const best = findValue({ type, required, forbidden, preferred, scope });
  return best.kind === 'value' || required.length === 0
    ? best
    : findValue({
        type,
        required: [],
        forbidden,
        preferred: [...preferred, ...required.flatMap((leaf) => suggestions(leaf, type, scope))],
        scope,
      });
}

/**
 * The verdict of a leaf where its places hold these values: true for one binding is true (eql.md 3.3). Null where it ends
 * in a run-time error.
 */
export function leafVerdict(leaf: Leaf, places: readonly (readonly Scalar[])[]): boolean | null {
  const lists = places.map((values) => (values.length === 0 ? [null] : values));
  try {
    return bindings(lists).some((frame) => leaf.test([...frame]));
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

function isKept({ leaf, places, wanted }: Relation, values: readonly (readonly Scalar[])[]): boolean {
  return (
    leafVerdict(
      leaf,
      places.map((field) => values[field]!),
    ) === wanted
  );
}

function bindings<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (frames, list) => frames.flatMap((frame) => list.map((value) => [...frame, value])),
    [[]],
  );
}

class Search {
  readonly #wish: RelatedWish;
  readonly #first: readonly (readonly Scalar[])[];
  readonly #chosen: (readonly Scalar[] | undefined)[];
  #steps = 0;

  constructor(wish: RelatedWish, first: readonly (readonly Scalar[])[]) {
    this.#wish = wish;
    this.#first = first;
    this.#chosen = wish.fields.map(() => undefined);
  }

  run(): RelatedAnswer {
    const { fields } = this.#wish;
    if (this.#choose(0)) return { kind: 'values', values: this.#chosen.map((values) => values!) };
    // A boolean field has four sets of values, and all of them were tried.
    const isProof =
      this.#steps < MOST_STEPS && fields.every(({ type, key }) => type === 'boolean' && key === undefined);
    return { kind: 'none', isProof: isProof && this.#hasNoErrors() };
  }

  #choose(field: number): boolean {
    if (field === this.#wish.fields.length) return true;
    for (const values of this.#choices(field)) {
      if (this.#steps++ >= MOST_STEPS) return false;
      this.#chosen[field] = values;
      if (this.#agrees(field) && this.#choose(field + 1)) return true;
    }
    this.#chosen[field] = undefined;
    return false;
  }

  /** The relations that this choice completes are kept. */
  #agrees(field: number): boolean {
    const chosen = this.#chosen.map((values) => values ?? []);
    return this.#wish.relations
      .filter(({ places }) => Math.max(...places) === field)
      .every((relation) => isKept(relation, chosen));
  }

  *#choices(field: number): Generator<readonly Scalar[]> {
    const wish = this.#wish.fields[field]!;
    yield this.#first[field]!;
    const seen = new Set<Scalar>();
    for (const value of this.#values(field)) {
      if (seen.has(value) || seen.size >= MOST_CHOICES) continue;
      seen.add(value);
      const values = wish.key === undefined || wish.key === value ? [value] : [wish.key, value];
      if (holds(values, wish)) yield values;
      const more = [...this.#first[field]!, value];
      if (wish.required.length > 0 && holds(more, wish)) yield more;
    }
    if (wish.key === undefined && holds([], wish)) yield [];
    if (wish.type === 'boolean' && holds([false, true], wish)) yield [false, true];
  }

  *#values(field: number): Generator<Scalar> {
    const { fields, relations, scope } = this.#wish;
    const wish = fields[field]!;
    const related = relations.filter(({ places }) => places.includes(field));
    for (const relation of related) yield* asType(this.#backwards(relation, field), wish.type);
    yield* wish.now;
    // What one field holds is what another is compared with.
    const others = new Set(related.flatMap(({ places }) => places));
    for (const other of others) yield* asType(this.#chosen[other] ?? this.#first[other]!, wish.type);
    for (const leaf of wish.required) yield* suggestions(leaf, wish.type, scope).slice(0, MOST_CHOICES / 2);
    yield* wish.usual.slice(0, MOST_CHOICES / 2);
    for (const { leaf } of related) yield* suggestions(leaf, wish.type, scope);
    yield* otherValues(wish.type);
  }

  /** Values for one field of a relation, where the others hold what was chosen for them, or what they hold alone. */
  #backwards({ leaf, places, wanted }: Relation, field: number): readonly Scalar[] {
    const { question } = leaf;
    if (question.kind !== 'script' && question.kind !== 'null') return [];
    const others = new Map<string, LiteralValue>();
    for (const [slot, place] of places.entries()) {
      if (place === field) continue;
      const chosen = this.#chosen[place] ?? this.#first[place]!;
      others.set(leaf.places[slot]!, chosen[0] ?? null);
    }
    const result = question.kind === 'null' ? null : wanted;
    return inverses(withValues(question.expression, others), result, this.#wish.scope);
  }

  #hasNoErrors(): boolean {
    return this.#wish.relations.every(({ leaf, places }) =>
      bindings(places.map(() => [[], [false], [true]])).every((lists) => leafVerdict(leaf, lists) !== null),
    );
  }
}

/** The expression where some of its fields are constants. */
function withValues(expression: Expression, values: ReadonlyMap<string, LiteralValue>): Expression {
  const inner = (part: Expression): Expression => withValues(part, values);
  switch (expression.kind) {
    case 'field': {
      const value = values.get(expression.path);
      return value === undefined ? expression : { kind: 'literal', span: expression.span, value };
    }
    case 'call':
      return { ...expression, args: expression.args.map(inner) };
    case 'negative':
    case 'not':
      return { ...expression, operand: inner(expression.operand) };
    case 'arithmetic':
    case 'comparison':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'membership':
      return { ...expression, subject: inner(expression.subject), items: expression.items.map(inner) };
    case 'pattern':
      return { ...expression, subject: inner(expression.subject) };
    case 'and':
    case 'or':
      return { ...expression, operands: expression.operands.map(inner) };
    default:
      return expression;
  }
}
