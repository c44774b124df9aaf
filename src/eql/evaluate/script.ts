/**
 * Expressions as functions of one binding of their fields (eql.md 3.3 to 3.5): every place where a field stands is a
 * slot of a frame, filled with one value of the field, or null where it has none. Inside a leaf logic is three-valued.
 *
 * This is how Elasticsearch's scripts compute; a bare field against constants is compared by `term.ts` instead, which
 * knows the field's type.
 */
import type {
  Arithmetic,
  Call,
  Comparison,
  Expression,
  Field,
  Logical,
  Membership,
  PatternTest,
} from '../syntax/ast.ts';
import { PATTERN_OPERATORS } from '../syntax/operators.ts';
import { functionNamed } from '../check/functions.ts';
import { type Scope, isFoldedField, typeOf } from '../check/scope.ts';
import { type Width, Fault, calculate, negate } from './arithmetic.ts';
import { BODIES, type Value } from './functions.ts';
import { foldCase } from './pattern.ts';
import { matcherOf } from './matcher.ts';
import { compareScalars, isNumeric } from './values.ts';

export type Frame = Value[];
export type Run = (frame: Frame) => Value;

export interface Script {
  readonly run: Run;
  /** The fields that fill the slots of the frame, one for each place in the text. */
  readonly places: readonly Field[];
}

export function compileScript(expression: Expression, scope: Scope): Script {
  const places: Field[] = [];
  return { run: compile(expression, { scope, places }), places };
}

/** The value of a constant expression. Throws a `Fault` where Elasticsearch fails while it folds. */
export function constantValue(expression: Expression, scope: Scope): Value {
  return compileScript(expression, scope).run([]);
}

interface Building {
  readonly scope: Scope;
  readonly places: Field[];
}

function compile(expression: Expression, building: Building): Run {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'field': {
      if (isFoldedField(expression, building.scope)) return () => null;
      const slot = building.places.push(expression) - 1;
      return (frame) => frame[slot]!;
    }
    case 'call':
      return compileCall(expression, building);
    case 'negative': {
      const operand = compile(expression.operand, building);
      const width = widthOf(expression, building.scope);
      return (frame) => {
        const value = operand(frame);
        return value !== null && isNumeric(value) ? negate(value, width) : null;
      };
    }
    case 'arithmetic':
      return compileArithmetic(expression, building);
    case 'comparison':
      return compileComparison(expression, building);
    case 'membership':
      return compileMembership(expression, building);
    case 'pattern':
      return compilePattern(expression, building);
    case 'not': {
      const operand = compile(expression.operand, building);
      return (frame) => negated(operand(frame));
    }
    case 'and':
    case 'or':
      return compileLogical(expression, building);
    case 'absent':
      return () => null;
  }
}

function negated(value: Value): Value {
  return value === null ? null : value !== true;
}

/** Integers are as wide as their type says; without a known type they are long. */
function widthOf(expression: Expression, scope: Scope): Width {
  const type = typeOf(expression, scope);
  if (type === 'byte' || type === 'short' || type === 'integer') return 'integer';
  return type === 'unsigned_long' ? 'unsigned_long' : 'long';
}

function compileCall(call: Call, building: Building): Run {
  const name = functionNamed(call.name);
  const args = call.args.map((argument) => compile(argument, building));
  if (name === null) return () => null;
  const body = BODIES[name];
  const facts = {
    insensitive: call.insensitive,
    types: call.args.map((argument) => typeOf(argument, building.scope)),
    width: widthOf(call, building.scope),
  };
  return (frame) =>
    body(
      args.map((argument) => argument(frame)),
      facts,
    );
}

function compileArithmetic(node: Arithmetic, building: Building): Run {
  const left = compile(node.left, building);
  const right = compile(node.right, building);
  const width = widthOf(node, building.scope);
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (a === null || b === null || !isNumeric(a) || !isNumeric(b)) return null;
    return calculate(node.operator, a, b, width);
  };
}

/** Does the expression fold to null, so that a comparison with it is a test for null (3.4)? */
export function foldsToNull(expression: Expression, scope: Scope): boolean {
  try {
    return constantValue(expression, scope) === null;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

const ORDERS: Readonly<Record<Comparison['operator'], (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function compileComparison(node: Comparison, building: Building): Run {
  const left = compile(node.left, building);
  const right = compile(node.right, building);
  if (node.operator === '==' || node.operator === '!=') {
    const tested = nullTested(node, building.scope);
    if (tested !== null) {
      const operand = tested === 'left' ? left : right;
      const wanted = node.operator === '==';
      return (frame) => (operand(frame) === null) === wanted;
    }
  }
  const holds = ORDERS[node.operator];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (a === null || b === null) return null;
    const order = compareScalars(a, b);
    return order === null ? null : holds(order);
  };
}

/** The side of an equality that is tested for null, when the other is a null constant. */
function nullTested(node: Comparison, scope: Scope): 'left' | 'right' | null {
  const isNull = (side: Expression): boolean => isConstantNull(side, scope);
  if (isNull(node.right)) return 'left';
  return isNull(node.left) ? 'right' : null;
}

export function isConstantNull(expression: Expression, scope: Scope): boolean {
  const script = compileScript(expression, scope);
  return script.places.length === 0 && foldsToNull(expression, scope);
}

function compileMembership(node: Membership, building: Building): Run {
  const subject = compile(node.subject, building);
  const items = node.items.map((item) => compile(item, building)([])).filter((item) => item !== null);
  const fold = (value: Value): Value => (node.insensitive && typeof value === 'string' ? foldCase(value) : value);
  const wanted = items.map((item) => fold(item)!);
  return (frame) => {
    const value = fold(subject(frame));
    if (value === null || wanted.length === 0) return null;
    return wanted.some((item) => compareScalars(value, item) === 0) !== node.negated;
  };
}

function compilePattern(node: PatternTest, building: Building): Run {
  const subject = compile(node.subject, building);
  const { insensitive, language } = PATTERN_OPERATORS[node.operator];
  const matchers = node.patterns
    .map((pattern) => pattern.value)
    .filter((value) => typeof value === 'string')
    .map((value) => matcherOf(value, language, insensitive));
  return (frame) => {
    const value = subject(frame);
    if (typeof value !== 'string') return null;
    return matchers.some((matcher) => matcher.test(value));
  };
}

/** The table of eql.md 3.5: an operand that decides alone wins, then null, then the rest. */
function compileLogical(node: Logical, building: Building): Run {
  const operands = node.operands.map((operand) => compile(operand, building));
  const deciding = node.kind === 'or';
  return (frame) => {
    let unknown = false;
    for (const operand of operands) {
      const value = operand(frame);
      if (value === deciding) return deciding;
      if (value === null) unknown = true;
    }
    return unknown ? null : !deciding;
  };
}
