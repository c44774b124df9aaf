/**
 * The oracle: what eql.md says of an event query and one event, clause by clause, worked out the slow and obvious way.
 * It reads the parsed tree and a plain JSON event, and shares no code with the engine: no column, no bitmap, no
 * function body, no matcher, no conversion.
 *
 * Three layers, as in section 3 of eql.md:
 *
 * 1. *Folding* (3.4, 3.7): parts without any field are computed beforehand. A part that folds to the literal null is
 *    not a false leaf: `not` of it is null as well. `fold` answers with that constant, or with undefined.
 * 2. *The condition* (3.3): `and`, `or`, `not` over leaves, two-valued.
 * 3. *A leaf*: every occurrence of a field is bound to each of its values, a missing field to null, once. The leaf is
 *    true if some combination is (`combination.ts`), whose inner logic is three-valued.
 */
import type { Comparison, EventFilter, Expression, Field, Membership } from '../syntax/ast.ts';
import { type Bindings, type Mapping, Combination, fieldsIn } from './combination.ts';
import { type Semantics, type Truth, SEMANTICS } from './semantics.ts';
import { type Value, RuntimeError, fieldValues, foldCase } from './values.ts';

export interface ClauseVerdict {
  readonly kind: 'group' | 'leaf';
  readonly true: boolean;
  /** Of leaves: not true, no error, and some field that the leaf reads is empty. */
  readonly missing: boolean;
  /** Of leaves, and of the filter where the erring leaf decides. */
  readonly error: boolean;
}

/** One leaf on one event, for a census. */
export interface LeafReading {
  readonly leaf: Expression;
  readonly verdict: ClauseVerdict;
  readonly severalValues: boolean;
  readonly emptyField: boolean;
}

export interface OracleOptions extends Mapping {
  readonly eventCategoryField?: string;
  readonly semantics?: Semantics;
  readonly onLeaf?: (reading: LeafReading) => void;
}

/** The verdict of each clause, numbered as the contract says: the text's order, parents first, the filter is 0. */
export function judge(filter: EventFilter, event: object, options: OracleOptions): readonly ClauseVerdict[] {
  return new Judge(event, options).filter(filter);
}

/** A constant in a condition, or undefined for what depends on the event. */
type Folded = Truth | undefined;
type LeafTruth = boolean | 'error';

class Judge {
  readonly #event: object;
  readonly #options: OracleOptions;
  readonly #semantics: Semantics;
  readonly #combination: Combination;
  readonly #categoryField: string;
  /** What has been read and worked out already: a group asks again what its parts have answered. */
  readonly #read = new Map<string, readonly Value[]>();
  readonly #truths = new Map<Expression, LeafTruth>();
  #verdicts: ClauseVerdict[] = [];

  constructor(event: object, options: OracleOptions) {
    this.#event = event;
    this.#options = options;
    this.#semantics = options.semantics ?? SEMANTICS;
    this.#combination = new Combination(options, this.#semantics);
    this.#categoryField = options.eventCategoryField ?? 'event.category';
  }

  filter(filter: EventFilter): readonly ClauseVerdict[] {
    this.#verdicts = [];
    const root = this.#add('group');
    let inCategory = true;
    if (filter.category !== null) {
      inCategory = this.#hasCategory(filter.category.value);
      this.#set(this.#add('group'), inCategory);
    }
    this.#number(filter.condition);
    const truth = this.#condition(filter.condition);
    this.#set(root, inCategory && truth === true, inCategory && truth === 'error');
    return this.#verdicts;
  }

  #hasCategory(wanted: string): boolean {
    const form = this.#semantics.habits.categoryIgnoresCase ? foldCase : (text: string): string => text;
    return this.#values(this.#categoryField).some((value) => typeof value === 'string' && form(value) === form(wanted));
  }

  #add(kind: ClauseVerdict['kind']): number {
    return this.#verdicts.push({ kind, true: false, missing: false, error: false }) - 1;
  }

  #set(clause: number, isTrue: boolean, isError = false): void {
    this.#verdicts[clause] = { ...this.#verdicts[clause]!, true: isTrue, error: isError };
  }

  /** Gives the clauses of a condition their numbers and verdicts. */
  #number(expression: Expression): void {
    const truth = this.#condition(expression);
    if (expression.kind === 'and' || expression.kind === 'or' || expression.kind === 'not') {
      this.#set(this.#add('group'), truth === true);
      const operands = expression.kind === 'not' ? [expression.operand] : expression.operands;
      for (const operand of operands) this.#number(operand);
      return;
    }
    const read = fieldsIn(expression).filter((field) => !this.#combination.isUnmapped(field));
    const counts = read.map(({ path }) => this.#values(path).length);
    const emptyField = counts.includes(0);
    const verdict: ClauseVerdict = {
      kind: 'leaf',
      true: truth === true,
      // A leaf that folds to a constant never asks the event; shown as "never", not as "missing" (contract, section 1).
      missing: truth === false && emptyField && this.#fold(expression) === undefined,
      error: truth === 'error',
    };
    this.#verdicts[this.#add('leaf')] = verdict;
    this.#options.onLeaf?.({
      leaf: expression,
      verdict,
      severalValues: counts.some((count) => count > 1),
      emptyField,
    });
  }

  #values(path: string): readonly Value[] {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const type = this.#options.types[path];
    const values = type === undefined ? [] : fieldValues(this.#event, path, type);
    this.#read.set(path, values);
    return values;
  }

  // --- Folding ----------------------------------------------------------------------------------------------------

  /** The constant that a condition folds to; undefined if the event decides. */
  #fold(expression: Expression): Folded {
    const { foldsNull } = this.#semantics.habits;
    switch (expression.kind) {
      case 'not': {
        const inner = this.#fold(expression.operand);
        return inner === null && !foldsNull ? true : inner === undefined ? undefined : this.#semantics.not(inner);
      }
      case 'and': {
        const parts = expression.operands.map((operand) => this.#fold(operand));
        if (parts.includes(false)) return false;
        if (parts.includes(null) && foldsNull) return null;
        return parts.includes(undefined) ? undefined : !parts.includes(null);
      }
      case 'or': {
        const parts = expression.operands.map((operand) => this.#fold(operand));
        if (parts.includes(true)) return true;
        if (parts.includes(undefined)) return undefined;
        // `null or false` is open in 3.7; by the table of 3.5 it is null.
        return parts.includes(null) ? null : false;
      }
      case 'membership':
        // An `in` whose items are all null is null, whatever the left side (4.3).
        if (this.#combination.items(expression).length === 0) return foldsNull ? null : expression.negated;
        break;
      case 'comparison': {
        const test = this.#booleanTest(expression);
        if (test === null) break;
        const inner = this.#fold(test.operand);
        return inner === undefined ? undefined : test.wanted ? inner : this.#semantics.not(inner);
      }
      default:
        break;
    }
    return this.#combination.isConstant(expression) ? (this.#combination.constant(expression) as Truth) : undefined;
  }

  /** `E == true` is `E`, `E == false` is `not E` for a boolean expression that is no bare field (3.6). */
  #booleanTest(expression: Comparison): { readonly operand: Expression; readonly wanted: boolean } | null {
    if (expression.operator !== '==' && expression.operator !== '!=') return null;
    if (!this.#semantics.habits.falseIsNot) return null;
    const [side, constant] = this.#combination.sides(expression);
    if (constant === undefined || typeof constant !== 'boolean') return null;
    if (side.kind === 'field' || this.#combination.isConstant(side)) return null;
    return { operand: side, wanted: (expression.operator === '==') === constant };
  }

  // --- The condition ----------------------------------------------------------------------------------------------

  #condition(expression: Expression): LeafTruth {
    const truth = this.#truths.get(expression) ?? this.#conditionOnce(expression);
    this.#truths.set(expression, truth);
    return truth;
  }

  /** A group is an error only where its erring leaf decides: with it true or false, the group would differ. */
  #conditionOnce(expression: Expression): LeafTruth {
    const folded = this.#fold(expression);
    if (folded !== undefined) return folded === true;
    const { and, or, not } = this.#semantics;
    // An error is "either", and so combines as null does in three-valued logic.
    const truthOf = (part: Expression): Truth => {
      const truth = this.#condition(part);
      return truth === 'error' ? null : truth;
    };
    switch (expression.kind) {
      case 'and':
        return expression.operands.map(truthOf).reduce(and) ?? 'error';
      case 'or':
        return expression.operands.map(truthOf).reduce(or) ?? 'error';
      case 'not':
        return not(truthOf(expression.operand)) ?? 'error';
      case 'comparison': {
        const test = this.#booleanTest(expression);
        if (test === null) break;
        const truth = truthOf(test.operand);
        return (test.wanted ? truth : not(truth)) ?? 'error';
      }
      default:
        break;
    }
    return this.#leaf(expression);
  }

  // --- A leaf -----------------------------------------------------------------------------------------------------

  #leaf(expression: Expression): LeafTruth {
    const { habits, not } = this.#semantics;
    if (expression.kind === 'comparison' && expression.operator === '!=') {
      const equality: Comparison = { ...expression, operator: '==' };
      if (habits.inequality === 'whole') return negated(this.#some(equality, (truth) => truth === true));
      return this.#some(equality, (truth) => not(truth) === true);
    }
    if (expression.kind === 'membership' && expression.negated) {
      const inclusion: Membership = { ...expression, negated: false };
      if (habits.exclusion === 'whole') return negated(this.#some(inclusion, (truth) => truth === true));
      return this.#some(inclusion, (truth) => not(truth) === true);
    }
    return this.#some(expression, (truth) => truth === true);
  }

  /** Whether some combination of values fits. Values come in ascending order, the first occurrence changes slowest. */
  #some(expression: Expression, fits: (truth: Truth) => boolean): LeafTruth {
    const { habits } = this.#semantics;
    let all = true;
    let any = false;
    for (const bindings of this.#combinations(fieldsIn(expression))) {
      any = true;
      try {
        const fit = fits(this.#combination.term(expression, bindings));
        if (fit && habits.quantifier === 'any') return true;
        all &&= fit;
      } catch (error) {
        if (!(error instanceof RuntimeError)) throw error;
        if (habits.errorsCount) return 'error';
        all = false;
      }
    }
    return habits.quantifier === 'all' && any && all;
  }

  *#combinations(fields: readonly Field[]): Generator<Bindings> {
    const [field, ...rest] = fields;
    if (field === undefined) {
      yield new Map();
      return;
    }
    const { missingBinds, independent } = this.#semantics.habits;
    const values = this.#values(field.path);
    const domain = values.length === 0 && missingBinds === 'null' ? [null] : values;
    const same = independent ? [] : rest.filter(({ path }) => path === field.path);
    for (const value of domain) {
      for (const others of this.#combinations(rest.filter((other) => !same.includes(other)))) {
        yield new Map<Field, Value>([
          [field, value],
          ...same.map((other): [Field, Value] => [other, value]),
          ...others,
        ]);
      }
    }
  }
}

function negated(truth: LeafTruth): LeafTruth {
  return truth === 'error' ? truth : !truth;
}
