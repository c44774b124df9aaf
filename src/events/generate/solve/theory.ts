/**
 * What verdicts of atoms the values of an event can give. Atoms that share no field, directly or through others, have
 * nothing to do with each other, so each *component* of fields is answered by itself, and an answer that was found is
 * kept for the same question. Where there is none, the smallest set of verdicts that is to blame is found by leaving out
 * one after the other.
 */
import type { Scope } from '../../../eql/check/scope.ts';
import type { FieldType, Scalar } from '../../../eql/check/types.ts';
import type { Leaf } from '../../../eql/evaluate/leaf.ts';
import type { FieldWish } from './field.ts';
import type { Atom, KeyPlace, Problem, Variable } from './problem.ts';
import { type RelatedAnswer, solveRelated } from './related.ts';
import { implies, verdictOn } from './values/find.ts';
import { suggestions } from './values/suggest.ts';

/** An atom and the verdict that it is to have. */
export interface Literal {
  readonly atom: number;
  readonly wanted: boolean;
}

export interface Conflict {
  /** They cannot all be so; without any of them the others can, as far as was found out. */
  readonly literals: readonly Literal[];
  /** False where no values were found, and yet there may be some. */
  readonly isProof: boolean;
}

export type Values = ReadonlyMap<number, readonly Scalar[]>;

export type TheoryAnswer =
  | { readonly kind: 'values'; readonly values: Values }
  | { readonly kind: 'conflict'; readonly conflict: Conflict };

/** Where values come from when nothing is asked. */
export interface Background {
  /** What a field holds, where the fields before it were given these values. */
  now(variable: Variable, before: Values): readonly Scalar[];
  /** What goes with the values that were chosen for the fields before it. */
  fitting(variable: Variable, before: Values): readonly Scalar[];
  /** What such a field usually holds. */
  usual(variable: Variable): readonly Scalar[];
}

interface Component {
  readonly variables: readonly number[];
  readonly keys: readonly KeyPlace[];
}

/** Verdicts of more atoms than this are not made smaller: to blame is then all of them. */
const MOST_BLAMED = 40;
const MOST_KEPT = 1_000;

export class Theory {
  readonly #problem: Problem;
  readonly #scope: Scope;
  readonly #components: readonly Component[];
  /** Variable -> its component. */
  readonly #componentOf: readonly number[];
  /** Of a leaf: values that it is true for. */
  readonly #samples = new Map<Leaf, readonly Scalar[]>();
  /** By component. */
  readonly #conflicts: readonly Conflict[][];

  constructor(problem: Problem, scope: Scope) {
    this.#problem = problem;
    this.#scope = scope;
    [this.#components, this.#componentOf] = componentsOf(problem);
    this.#conflicts = this.#components.map(() => []);
  }

  get componentCount(): number {
    return this.#components.length;
  }

  componentOf(atom: number): number {
    return this.#componentOf[this.#problem.atoms[atom]!.variables[0]!]!;
  }

  /** Values of a component for which its atoms have these verdicts. */
  solve(component: number, literals: readonly Literal[], background: Background, before: Values): TheoryAnswer {
    const conflicts = this.#conflicts[component]!;
    const wanted = new Map(literals.map((literal) => [literal.atom, literal.wanted]));
    const known = conflicts.find((conflict) => conflict.literals.every((it) => wanted.get(it.atom) === it.wanted));
    if (known !== undefined) return { kind: 'conflict', conflict: known };
    const pair = this.#pairIn(literals);
    if (pair !== null) return { kind: 'conflict', conflict: this.#kept(conflicts, pair) };
    const answer = this.#try(component, literals, background, before);
    if (answer.kind === 'values') {
      const { variables } = this.#components[component]!;
      return { kind: 'values', values: new Map(variables.map((variable, i) => [variable, answer.values[i]!])) };
    }
    const conflict = this.#smallest(component, literals, answer.isProof, background);
    return { kind: 'conflict', conflict: this.#kept(conflicts, conflict) };
  }

  #kept(conflicts: Conflict[], conflict: Conflict): Conflict {
    if (conflicts.length < MOST_KEPT) conflicts.push(conflict);
    return conflict;
  }

  /** The commonest conflict, found without looking at the others: whatever one leaf is true for, another one is, too. */
  #pairIn(literals: readonly Literal[]): Conflict | null {
    const { atoms, variables } = this.#problem;
    const alone = literals.filter(({ atom }) => {
      const { variables: of } = atoms[atom]!;
      return of.length === 1 && variables[of[0]!]!.family === 'string';
    });
    for (const required of alone.filter(({ wanted }) => wanted)) {
      const { leaf, variables: of } = atoms[required.atom]!;
      // What is true of a field that is missing needs no text.
      if (verdictOn(leaf, null) !== false) continue;
      for (const forbidden of alone.filter(({ wanted }) => !wanted)) {
        const other = atoms[forbidden.atom]!;
        if (other.variables[0] !== of[0] || this.#isApart(leaf, other.leaf, variables[of[0]!]!.type)) continue;
        if (implies(leaf, other.leaf)) {
          return { literals: [required, forbidden], isProof: true };
        }
      }
    }
    return null;
  }

  /** Whether something that a leaf suggests is true for it alone: then it cannot imply the other. */
  #isApart(leaf: Leaf, other: Leaf, type: FieldType): boolean {
    let samples = this.#samples.get(leaf);
    if (samples === undefined) {
      samples = suggestions(leaf, type, this.#scope).filter((value) => verdictOn(leaf, value) === true);
      this.#samples.set(leaf, samples);
    }
    return samples.some((value) => verdictOn(other, value) === false);
  }

  /** Leaves out what is not needed for there to be no answer. */
  #smallest(component: number, literals: readonly Literal[], isProof: boolean, background: Background): Conflict {
    let needed = literals;
    for (const literal of literals.length <= MOST_BLAMED ? literals : []) {
      const rest = needed.filter((it) => it !== literal);
      const answer = this.#try(component, rest, background, new Map());
      if (answer.kind === 'none' && answer.isProof === isProof) needed = rest;
    }
    return { literals: needed, isProof };
  }

  #try(component: number, literals: readonly Literal[], background: Background, before: Values): RelatedAnswer {
    const { variables, keys } = this.#components[component]!;
    const { atoms } = this.#problem;
    const placeOf = new Map(variables.map((variable, place) => [variable, place]));
    const asked = literals.map(({ atom, wanted }) => ({ ...atoms[atom]!, wanted }));
    const alone = asked.filter(isOfOneField);
    const relations = asked
      .filter((atom) => !isOfOneField(atom))
      .map(({ leaf, variables: of, wanted }) => ({
        leaf,
        wanted,
        places: of.map((variable) => placeOf.get(variable)!),
      }));
    const fields = variables.map((index): FieldWish => {
      const variable = this.#problem.variables[index]!;
      const leaves = (wanted: boolean) =>
        alone.filter((atom) => atom.wanted === wanted && atom.variables[0] === index).map(({ leaf }) => leaf);
      return {
        type: variable.type,
        isCommand: variable.isArray === true && variable.path.endsWith('args'),
        required: leaves(true),
        forbidden: leaves(false),
        now: background.now(variable, before),
        fitting: background.fitting(variable, before),
        usual: background.usual(variable),
        scope: this.#scope,
      };
    });
    const places = keys.map((key) => key.variables.map((variable) => placeOf.get(variable)!));
    const answer = solveRelated({ fields, relations, keys: places, scope: this.#scope });
    // Keys that may be missing can be equal in that, too.
    return answer.kind === 'none' && keys.some(({ optional }) => optional) ? { ...answer, isProof: false } : answer;
  }
}

function isOfOneField({ variables }: Pick<Atom, 'variables'>): boolean {
  return variables.length === 1;
}

export function nameOf(literals: readonly Literal[]): string {
  return literals
    .map(({ atom, wanted }) => (wanted ? atom + 1 : -atom - 1))
    .toSorted((a, b) => a - b)
    .join();
}

/** The components, and for each variable the number of its own. */
function componentsOf({ variables, atoms, keys }: Problem): readonly [readonly Component[], readonly number[]] {
  const above = variables.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (above[root] !== root) root = above[root]!;
    return root;
  };
  for (const { variables: together } of [...atoms, ...keys]) {
    for (const variable of together.slice(1)) above[rootOf(variable)] = rootOf(together[0]!);
  }
  const roots = [...new Set(variables.map((_, index) => rootOf(index)))];
  const numbers = variables.map((_, index) => roots.indexOf(rootOf(index)));
  const components = roots.map((root): Component => ({
    variables: variables.flatMap((_, index) => (rootOf(index) === root ? [index] : [])),
    keys: keys.filter((key) => rootOf(key.variables[0]!) === root),
  }));
  return [components, numbers];
}
