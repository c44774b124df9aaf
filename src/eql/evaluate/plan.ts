/**
 * From clauses to leaves (eql.md 3.3 to 3.7). A plan says of each clause how its bitmap is made: from a leaf, from its
 * parts, or from nothing because it is constant. `!=` and `not in` are the complement of the any-value leaf; negations
 * are never pushed into a leaf; what is null before any event is seen folds by the table of 3.7.
 */
import type { Clause } from '../syntax/clauses.ts';
import type { Comparison, Expression, Literal, Membership, PatternTest } from '../syntax/ast.ts';
import { COMPARISONS } from '../syntax/operators.ts';
import { type Problem, problem } from '../syntax/problem.ts';
import type { Schema } from '../check/schema.ts';
import { type Scope, isConstant, isFoldedField, typeOf } from '../check/scope.ts';
import { Fault } from './arithmetic.ts';
import type { Value } from './functions.ts';
import { type Leaf, categoryLeaf, inLeaf, nullLeaf, orderLeaf, patternLeaf, scriptLeaf } from './leaf.ts';
import { constantValue, isConstantNull } from './script.ts';

export type Plan =
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'not'; readonly operand: Plan }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Plan[] };

export interface ClausePlan {
  readonly plan: Plan;
  /** A leaf of the rule reads fields of its own and can be missing; a group cannot. */
  readonly isLeaf: boolean;
}

export interface QueryPlan {
  /** By clause number. */
  readonly clauses: readonly ClausePlan[];
  /** The filters of the query: the root of an event query, the stages of a sequence or sample. */
  readonly filters: readonly number[];
  /** Of class R: what is known to fail before any event is seen. */
  readonly problems: readonly Problem[];
}

export function planQuery(clauses: readonly Clause[], schema: Schema): QueryPlan {
  const planner = new Planner({ schema });
  const plans = clauses.map((clause) => planner.planClause(clause));
  // A group is made of its children, so that a leaf is planned once.
  for (const clause of clauses.toReversed()) {
    const children = clause.children.map((child) => plans[child]!);
    if (clause.kind === 'not') plans[clause.id] = complement(children[0]!);
    else if (clause.kind === 'or') plans[clause.id] = anyOf(children);
    else if (clause.kind === 'and' || clause.kind === 'filter') plans[clause.id] = allOf(children);
  }
  const isLeaf = (clause: Clause): boolean => clause.kind === 'leaf' || clause.kind === 'category';
  return {
    clauses: clauses.map((clause) => ({ plan: plans[clause.id]!, isLeaf: isLeaf(clause) })),
    filters: clauses.filter((clause) => clause.kind === 'filter').map((clause) => clause.id),
    problems: planner.problems,
  };
}

const NULL: Plan = { kind: 'constant', value: null };

function constant(value: boolean | null): Plan {
  return { kind: 'constant', value };
}

/** `not null` is null (3.7). */
function complement(operand: Plan): Plan {
  if (operand.kind === 'constant') return constant(operand.value === null ? null : !operand.value);
  return operand.kind === 'not' ? operand.operand : { kind: 'not', operand };
}

/** A literal false decides, then a null; true drops out. */
function allOf(operands: readonly Plan[]): Plan {
  const constants = operands.filter((operand) => operand.kind === 'constant');
  if (constants.some((operand) => operand.value === false)) return constant(false);
  if (constants.some((operand) => operand.value === null)) return NULL;
  const rest = operands.filter((operand) => operand.kind !== 'constant');
  return rest.length === 0 ? constant(true) : { kind: 'and', operands: rest };
}

/** A literal true decides; `null or X` is X. */
function anyOf(operands: readonly Plan[]): Plan {
  const constants = operands.filter((operand) => operand.kind === 'constant');
  if (constants.some((operand) => operand.value === true)) return constant(true);
  const rest = operands.filter((operand) => operand.kind !== 'constant');
  if (rest.length > 0) return { kind: 'or', operands: rest };
  return constant(constants.some((operand) => operand.value === null) ? null : false);
}

class Planner {
  readonly problems: Problem[] = [];
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  planClause(clause: Clause): Plan {
    switch (clause.kind) {
      case 'category':
        return { kind: 'leaf', leaf: categoryLeaf(clause.fields[0]!, clause.category ?? '', this.#scope) };
      case 'leaf':
        return this.#guarded(clause.expression!);
      default:
        return NULL;
    }
  }

  /** A constant that a type cannot read fails the search; it is said once, at the leaf. */
  #guarded(expression: Expression): Plan {
    try {
      return this.#plan(expression);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.problems.push(problem('R', 'run-time', expression.span, error.message));
      return NULL;
    }
  }

  #plan(expression: Expression): Plan {
    if (expression.kind === 'absent') return NULL;
    if (isConstant(expression, this.#scope)) return constant(truthOf(constantValue(expression, this.#scope)));
    switch (expression.kind) {
      case 'field':
        return { kind: 'leaf', leaf: orderLeaf(expression, '==', true, this.#scope) };
      case 'comparison':
        return this.#planComparison(expression);
      case 'membership':
        return this.#planMembership(expression);
      case 'pattern':
        return this.#planPattern(expression);
      case 'not':
        return complement(this.#plan(expression.operand));
      case 'and':
        return allOf(expression.operands.map((operand) => this.#plan(operand)));
      case 'or':
        return anyOf(expression.operands.map((operand) => this.#plan(operand)));
      default:
        return { kind: 'leaf', leaf: scriptLeaf(expression, this.#scope) };
    }
  }

  #planComparison(node: Comparison): Plan {
    const scope = this.#scope;
    if (isConstant(node.left, scope) && !isConstant(node.right, scope)) {
      const { mirrored } = COMPARISONS[node.operator];
      return this.#planComparison({ ...node, operator: mirrored, left: node.right, right: node.left });
    }
    if (node.operator === '!=') return complement(this.#planComparison({ ...node, operator: '==' }));
    if (!isConstant(node.right, scope)) return { kind: 'leaf', leaf: scriptLeaf(node, scope) };

    const right = constantValue(node.right, scope);
    if (right === null) {
      if (node.operator === '==') return { kind: 'leaf', leaf: nullLeaf(node.left, scope) };
      // A range without bounds has every event with a value (3.4); any other left side is compared with null.
      const isField = node.left.kind === 'field';
      return isField
        ? complement({ kind: 'leaf', leaf: nullLeaf(node.left, scope) })
        : { kind: 'leaf', leaf: scriptLeaf(node, scope) };
    }
    if (node.operator === '==' && typeof right === 'boolean' && isBooleanExpression(node.left, scope)) {
      const plan = this.#plan(node.left);
      return right ? plan : complement(plan);
    }
    if (node.left.kind === 'field') return { kind: 'leaf', leaf: orderLeaf(node.left, node.operator, right, scope) };
    return { kind: 'leaf', leaf: scriptLeaf(node, scope) };
  }

  #planMembership(node: Membership): Plan {
    if (node.negated) return complement(this.#planMembership({ ...node, negated: false }));
    const items = node.items.filter((item) => !isConstantNull(item, this.#scope));
    if (items.length === 0) return NULL;
    if (node.subject.kind === 'field') {
      return { kind: 'leaf', leaf: inLeaf(node.subject, items, node.insensitive, this.#scope) };
    }
    return { kind: 'leaf', leaf: scriptLeaf({ ...node, items }, this.#scope) };
  }

  #planPattern(node: PatternTest): Plan {
    const patterns = node.patterns.filter((pattern: Literal) => pattern.value !== null);
    if (patterns.length === 0) return constant(false);
    if (node.subject.kind === 'field' && !isFoldedField(node.subject, this.#scope)) {
      return { kind: 'leaf', leaf: patternLeaf(node.subject, node.operator, patterns, this.#scope) };
    }
    return { kind: 'leaf', leaf: scriptLeaf({ ...node, patterns }, this.#scope) };
  }
}

function truthOf(value: Value): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** 3.6 speaks of boolean expressions other than a bare field. */
function isBooleanExpression(expression: Expression, scope: Scope): boolean {
  return expression.kind !== 'field' && typeOf(expression, scope) === 'boolean';
}
