/**
 * Events as they are made: for each stage a document and the values of the fields that the rule reads, with the verdicts
 * that follow from them. A draft begins as events of the pool, or as another draft, and as little of it is changed as
 * the goals need.
 */
import type { Scalar } from '../../../eql/check/types.ts';
import type { Scope } from '../../../eql/check/scope.ts';
import { isWanted, verdictOn } from './values/find.ts';
import { asType, suggestions } from './values/suggest.ts';
import { copyOf, type Document, jsonOf, removeValue, setValue, valueAt } from './document.ts';
import { type Goal, type Part, settled, verdictOf } from './formula.ts';
import { everydayValues } from './everyday.ts';
import { type Pool, isBare } from './pool.ts';
import type { Problem, Variable } from './problem.ts';
import { leafVerdict } from './related.ts';
import { type Outcome, Search } from './search.ts';
import { type Background, Theory, type Values } from './theory.ts';
import { baseName, tidy } from './tidy.ts';

/** Fields that name the program of a process. */
const IS_PROGRAM = /\.(?:name|executable|args)$/;

export interface Draft {
  /** By stage. */
  readonly documents: readonly Document[];
  /** By variable. */
  readonly values: readonly (readonly Scalar[])[];
  /** By condition; null for one that ends in a run-time error. */
  readonly verdicts: readonly (boolean | null)[];
}

export type Made = { readonly kind: 'draft'; readonly draft: Draft } | Extract<Outcome, { kind: 'none' }>;

export class Drafts {
  readonly problem: Problem;
  readonly scope: Scope;
  readonly #pool: Pool;
  readonly #theory: Theory;
  readonly #read: ReadonlySet<string>;

  constructor(problem: Problem, pool: Pool, scope: Scope) {
    this.problem = problem;
    this.scope = scope;
    this.#pool = pool;
    this.#theory = new Theory(problem, scope);
    this.#read = new Set(problem.variables.map(({ path }) => path));
  }

  /** A draft that fulfils the goals, beginning with another one if there is one. */
  make(goals: readonly Goal[], start: Draft | null): Made {
    const origin = start ?? this.#origin(goals);
    const atoms = this.#atomVerdicts(origin.values);
    const background: Background = {
      now: (variable, before) =>
        start === null ? this.#begun(variable, before, origin) : origin.values[variable.index]!,
      fitting: (variable, before) => this.#fitting(variable, before, origin),
      usual: (variable) => this.usualValues(variable),
    };
    const outcome = new Search(this.problem, this.#theory, background, (atom) => atoms[atom]!).run(goals);
    return outcome.kind === 'none' ? outcome : { kind: 'draft', draft: this.#changed(origin, outcome.values) };
  }

  /** The draft where some fields have these values instead. */
  changed(draft: Draft, values: Values): Draft {
    return this.#changed(draft, values);
  }

  /** What such a field holds in other events; what another stage asks of it comes last, lest an event be taken for it. */
  usualValues({ path, type, stage }: Variable): readonly Scalar[] {
    const values = asType([...this.#pool.usual(path), ...everydayValues(path)], type);
    const { atoms, variables } = this.problem;
    const others = atoms.filter((atom) => {
      const [variable] = atom.variables.map((index) => variables[index]!);
      return atom.variables.length === 1 && variable!.path === path && variable!.stage !== stage;
    });
    if (others.length === 0) return values;
    const isAsked = (value: Scalar): boolean => others.some(({ leaf }) => verdictOn(leaf, value) === true);
    return [...values.filter((value) => !isAsked(value)), ...values.filter(isAsked)];
  }

  /** Another value for a field that has one, which changes no verdict of a leaf on it; null where there is none. */
  otherValue({ values }: Draft, index: number): Scalar | null {
    const variable = this.problem.variables[index]!;
    const [now] = values[index]!;
    const leaves = this.problem.atoms
      .filter((atom) => atom.variables.length === 1 && atom.variables[0] === index)
      .map(({ leaf }) => leaf);
    const required = leaves.filter((leaf) => now !== undefined && verdictOn(leaf, now) === true);
    const forbidden = leaves.filter((leaf) => !required.includes(leaf));
    const beside = typeof now === 'string' && variable.family === 'string' ? [`${now}-2`] : [];
    const candidates = [
      ...this.usualValues(variable),
      ...beside,
      ...leaves.flatMap((leaf) => suggestions(leaf, variable.type, this.scope)),
      ...asType([1n, 2n, true, false, '203.0.113.7', '203.0.113.8'], variable.type),
    ];
    return candidates.find((value) => value !== now && isWanted(value, { required, forbidden })) ?? null;
  }

  /** Whether flipping a condition flips the verdict of its filter. */
  hasSay({ verdicts }: Draft, condition: number): boolean {
    const { stage } = this.problem.conditions[condition]!;
    const { formula } = this.problem.stages[stage]!;
    const ofPart = ({ index }: Part): boolean | null => verdicts[index]!;
    const [whenTrue, whenFalse] = [true, false].map((value) => verdictOf(settled(formula, condition, value), ofPart));
    return whenTrue !== null && whenFalse !== null && whenTrue !== whenFalse;
  }

  /** The verdict of the filter of a stage. */
  fits({ verdicts }: Draft, stage: number): boolean {
    return verdictOf(this.problem.stages[stage]!.formula, ({ index }) => verdicts[index]!) === true;
  }

  /** The events of the pool that the goals change least. */
  #origin(goals: readonly Goal[]): Draft {
    const { atoms, stages, variables } = this.problem;
    const nothing: Background = { now: () => [], fitting: () => [], usual: () => [] };
    const forced = new Search(this.problem, this.#theory, nothing).forced(goals) ?? [];
    const rows: number[] = [];
    for (const stage of stages.keys()) {
      const ofStage = forced.filter(({ atom }) => variables[atoms[atom]!.variables[0]!]!.stage === stage);
      rows.push(this.#pool.closest(this.problem, ofStage, rows[0] ?? null));
    }
    const documents = rows.map((row) => JSON.parse(this.#pool.text(row)) as Document);
    const values = variables.map(({ path, type, stage }) => {
      const there = asType(this.#pool.values(rows[stage]!, path), type);
      const [other] = isBare(rows[stage]!) ? asType(everydayValues(path), type) : [];
      if (there.length > 0 || other === undefined) return there;
      setValue(documents[stage]!, path, jsonOf([other], type, undefined)!);
      return [other];
    });
    return { documents, values, verdicts: this.#verdictsOf(values) };
  }

  #changed(origin: Draft, chosen: Values): Draft {
    const { variables } = this.problem;
    const documents = origin.documents.map(copyOf);
    const values = [...origin.values];
    const changed = documents.map(() => new Set<string>());
    for (const [index, now] of chosen) {
      const { path, type, stage } = variables[index]!;
      if (isSame(now, values[index]!)) continue;
      values[index] = now;
      changed[stage]!.add(path);
      const document = documents[stage]!;
      const json = jsonOf(now, type, valueAt(document, path));
      if (json === undefined) removeValue(document, path);
      else setValue(document, path, json);
    }
    for (const [stage, document] of documents.entries()) {
      tidy(document, { isRead: (path) => this.#read.has(path), changed: changed[stage]! });
    }
    return { documents, values, verdicts: this.#verdictsOf(values) };
  }

  /** Names and paths of the same program, for one of them. */
  #fitting({ index, path, stage, type }: Variable, before: Values, origin: Draft): readonly Scalar[] {
    if (!IS_PROGRAM.test(path)) return [];
    const parent = path.slice(0, path.lastIndexOf('.') + 1);
    const texts = this.problem.variables
      .filter(
        (it) => it.stage === stage && it.index !== index && it.path.startsWith(parent) && IS_PROGRAM.test(it.path),
      )
      .flatMap((it) => before.get(it.index) ?? origin.values[it.index]!)
      .filter((value) => typeof value === 'string' && /^[\w./\\:-]+$/.test(value) && !value.startsWith('-'));
    return asType([...texts, ...texts.map((text) => baseName(String(text)))], type);
  }

  /** What a field holds to begin with; the arguments of another program than the event had are that program alone. */
  #begun({ index, path, stage, isArray }: Variable, before: Values, origin: Draft): readonly Scalar[] {
    const now = origin.values[index]!;
    if (isArray !== true || !path.endsWith('.args')) return now;
    const name = this.problem.variables.find((it) => it.stage === stage && it.path === path.replace(/args$/, 'name'));
    const [chosen] = name === undefined ? [] : (before.get(name.index) ?? []);
    return name === undefined || chosen === undefined || chosen === origin.values[name.index]![0] ? now : [chosen];
  }

  #atomVerdicts(values: Draft['values']): readonly (boolean | null)[] {
    return this.problem.atoms.map(({ leaf, variables }) =>
      leafVerdict(
        leaf,
        variables.map((variable) => values[variable]!),
      ),
    );
  }

  #verdictsOf(values: Draft['values']): readonly (boolean | null)[] {
    const atoms = this.#atomVerdicts(values);
    return this.problem.conditions.map(({ formula }) => verdictOf(formula, ({ index }) => atoms[index]!));
  }
}

function isSame(a: readonly Scalar[], b: readonly Scalar[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
