/**
 * Verdicts of atoms that give formulas the verdicts that are wanted, and values that give the atoms theirs. What has to be
 * so is concluded first; where there is a choice, one way after the other is tried, those first that ask for least to be
 * changed. Verdicts that no values can give together are remembered, so that nothing is tried twice. When every way has
 * been tried and each failed for a proof, that nothing does is proved as well.
 */
import type { Scalar } from '../../../eql/check/types.ts';
import { type Formula, type Goal, type Part, verdictOf } from './formula.ts';
import type { Problem } from './problem.ts';
import {
  type Background,
  type Conflict,
  type Literal,
  type Theory,
  type TheoryAnswer,
  type Values,
  nameOf,
} from './theory.ts';

export type Outcome =
  | {
      readonly kind: 'found';
      /** Those atoms that the goals rest on. */
      readonly verdicts: readonly Literal[];
      /** Of the fields of those atoms, and of the keys. */
      readonly values: Values;
    }
  | {
      readonly kind: 'none';
      /** Every way fails for a reason that cannot be argued with; else some were not decided, or not tried. */
      readonly isProof: boolean;
      /** Why the ways failed, each reason once. */
      readonly conflicts: readonly Conflict[];
    };

/** Choices tried for one question. */
const MOST_CHOICES = 200_000;

export class Search {
  readonly #problem: Problem;
  readonly #theory: Theory;
  readonly #background: Background;
  /** What the atoms are where nothing is asked: choices that agree come first. */
  readonly #likely: (atom: number) => boolean | null;
  readonly #verdicts: (boolean | null)[];
  readonly #trail: number[] = [];
  readonly #reasons = new Map<string, Conflict>();
  /** Answers that were found, by component and verdicts. */
  readonly #answers = new Map<string, TheoryAnswer>();
  #choices = 0;
  #isProof = true;

  constructor(
    problem: Problem,
    theory: Theory,
    background: Background,
    likely: (atom: number) => boolean | null = () => null,
  ) {
    this.#problem = problem;
    this.#theory = theory;
    this.#background = background;
    this.#likely = likely;
    this.#verdicts = problem.atoms.map(() => null);
  }

  run(goals: readonly Goal[]): Outcome {
    if (this.#solve(goals)) {
      return { kind: 'found', verdicts: this.#literals(), values: this.#allValues() };
    }
    return { kind: 'none', isProof: this.#isProof, conflicts: [...this.#reasons.values()] };
  }

  /** What the goals force, without a choice; null where they contradict one another. */
  forced(goals: readonly Goal[]): readonly Literal[] | null {
    return this.#conclude(goals) === null ? null : this.#literals();
  }

  #solve(goals: readonly Goal[]): boolean {
    const before = this.#trail.length;
    const open = this.#conclude(goals);
    if (open === null || !this.#hasValues(before)) {
      this.#undo(before);
      return false;
    }
    const goal = open.toSorted((a, b) => this.#optionsOf(a).length - this.#optionsOf(b).length)[0];
    if (goal === undefined) return true;
    const rest = open.filter((it) => it !== goal);
    for (const option of this.#inOrder(this.#optionsOf(goal))) {
      if (this.#choices++ >= MOST_CHOICES) {
        this.#isProof = false;
        break;
      }
      if (this.#solve([option, ...rest])) return true;
    }
    this.#undo(before);
    return false;
  }

  /** Assigns what the goals leave no choice about; what is left open, or null for a contradiction. */
  #conclude(goals: readonly Goal[]): readonly Goal[] | null {
    let open = goals;
    for (;;) {
      const length = this.#trail.length;
      const next: Goal[] = [];
      for (const goal of open) if (!this.#take(goal, next)) return null;
      if (!this.#heedReasons()) return null;
      if (this.#trail.length === length) return next;
      open = next;
    }
  }

  /** Assigns what one goal asks, and puts what can be had in several ways into `open`. False for a contradiction. */
  #take({ formula, wanted }: Goal, open: Goal[]): boolean {
    const verdict = this.#verdictOf(formula);
    if (verdict !== null) return verdict === wanted || this.#contradicted(formula, wanted);
    switch (formula.kind) {
      case 'constant':
        return true;
      case 'atom':
        this.#assign(formula.index, wanted);
        return true;
      case 'condition':
        return this.#take({ formula: this.#problem.conditions[formula.index]!.formula, wanted }, open);
      case 'not':
        return this.#take({ formula: formula.operand, wanted: !wanted }, open);
      default: {
        const undecided = formula.operands.filter((operand) => this.#verdictOf(operand) === null);
        const needsAll = (formula.kind === 'and') === wanted;
        if (needsAll || undecided.length === 1) {
          return undecided.every((operand) => this.#take({ formula: operand, wanted }, open));
        }
        open.push({ formula, wanted });
        return true;
      }
    }
  }

  /** Two verdicts of one atom are asked for: a reason of its own, where the formula is no more than that. */
  #contradicted(formula: Formula, wanted: boolean): false {
    const atom = atomOf(formula, this.#problem);
    if (atom === null) return false;
    const asked = { atom: atom.index, wanted: wanted === atom.isTrue };
    this.#note({ literals: [asked, { ...asked, wanted: !asked.wanted }], isProof: true });
    return false;
  }

  #optionsOf({ formula, wanted }: Goal): readonly Goal[] {
    if (formula.kind !== 'and' && formula.kind !== 'or') return [{ formula, wanted }];
    return formula.operands
      .filter((operand) => this.#verdictOf(operand) === null)
      .map((operand) => ({ formula: operand, wanted }));
  }

  /** Those that are so anyway first. */
  #inOrder(options: readonly Goal[]): readonly Goal[] {
    const likely = ({ formula, wanted }: Goal): boolean => this.#verdictOf(formula, this.#likely) === wanted;
    return [...options.filter(likely), ...options.filter((option) => !likely(option))];
  }

  #verdictOf(formula: Formula, otherwise: (atom: number) => boolean | null = () => null): boolean | null {
    const ofPart = (part: Part): boolean | null =>
      part.kind === 'atom'
        ? (this.#verdicts[part.index] ?? otherwise(part.index))
        : verdictOf(this.#problem.conditions[part.index]!.formula, ofPart);
    return verdictOf(formula, ofPart);
  }

  #assign(atom: number, wanted: boolean): void {
    this.#verdicts[atom] = wanted;
    this.#trail.push(atom);
  }

  #undo(length: number): void {
    while (this.#trail.length > length) this.#verdicts[this.#trail.pop()!] = null;
  }

  #literals(): readonly Literal[] {
    return this.#trail.map((atom) => ({ atom, wanted: this.#verdicts[atom]! }));
  }

  /** What is known to be impossible together is not tried again; the last verdict of such a set is the other one. */
  #heedReasons(): boolean {
    for (const { literals, isProof } of this.#reasons.values()) {
      const open = literals.filter(({ atom }) => this.#verdicts[atom] === null);
      const isOff = literals.some(({ atom, wanted }) => this.#verdicts[atom] === !wanted);
      if (isOff || open.length > 1) continue;
      if (!isProof) this.#isProof = false;
      if (open.length === 0) return false;
      this.#assign(open[0]!.atom, !open[0]!.wanted);
    }
    return true;
  }

  /** Whether there are values for the verdicts, asked of the components that the new ones belong to. */
  #hasValues(before: number): boolean {
    const touched = new Set(this.#trail.slice(before).map((atom) => this.#theory.componentOf(atom)));
    // Fields of join keys have values to share even where nothing else is asked of them.
    const all = before === 0 ? Array.from({ length: this.#theory.componentCount }, (_, i) => i) : [];
    for (const component of new Set([...all, ...touched])) {
      const answer = this.#firstAnswer(component);
      if (answer.kind === 'values') continue;
      this.#note(answer.conflict);
      return false;
    }
    return true;
  }

  #firstAnswer(component: number): TheoryAnswer {
    const literals = this.#literalsOf(component);
    const name = `${component} ${nameOf(literals)}`;
    let answer = this.#answers.get(name);
    if (answer === undefined) {
      answer = this.#theory.solve(component, literals, this.#background, new Map());
      this.#answers.set(name, answer);
    }
    return answer;
  }

  #literalsOf(component: number): readonly Literal[] {
    return this.#literals().filter(({ atom }) => this.#theory.componentOf(atom) === component);
  }

  /** Values of all components, each with those before it in view. */
  #allValues(): Values {
    const all = new Map<number, readonly Scalar[]>();
    for (let component = 0; component < this.#theory.componentCount; component++) {
      const answer = this.#theory.solve(component, this.#literalsOf(component), this.#background, all);
      if (answer.kind === 'values') for (const [variable, values] of answer.values) all.set(variable, values);
    }
    return all;
  }

  #note(conflict: Conflict): void {
    if (!conflict.isProof) this.#isProof = false;
    this.#reasons.set(nameOf(conflict.literals), conflict);
  }
}

/** The atom that a formula says nothing but, and whether it says that it is true; null for a larger one. */
function atomOf(formula: Formula, problem: Problem): { readonly index: number; readonly isTrue: boolean } | null {
  switch (formula.kind) {
    case 'atom':
      return { index: formula.index, isTrue: true };
    case 'condition':
      return atomOf(problem.conditions[formula.index]!.formula, problem);
    case 'not': {
      const inner = atomOf(formula.operand, problem);
      return inner === null ? null : { ...inner, isTrue: !inner.isTrue };
    }
    default:
      return null;
  }
}
