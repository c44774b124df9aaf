/**
 * One leaf on one combination of values (eql.md 3.3, 3.4, 3.5, 3.8): every occurrence of a field is bound to one of its
 * values, or to null where it has none. `term` is a bare field against constants, which Elasticsearch makes a query;
 * `compute` is everything else, which it makes a script.
 */
import type { Comparison, Expression, Field, Membership, PatternTest } from '../syntax/ast.ts';
import type { Semantics, Truth } from './semantics.ts';
import {
  type FieldKind,
  type Value,
  inBlock,
  isNumeric,
  literalValue,
  long,
  readAddress,
  readInstant,
  real,
  textOf,
} from './values.ts';

export interface Mapping {
  /** The type of every mapped field. */
  readonly types: Readonly<Record<string, FieldKind>>;
  /** With a closed mapping an optional field that is not in `types` is the literal null (3.7). */
  readonly mapping?: 'open' | 'closed';
}

export type Bindings = ReadonlyMap<Field, Value>;

const NO_BINDINGS: Bindings = new Map();
const MIRRORED = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

export class Combination {
  readonly #options: Mapping;
  readonly #semantics: Semantics;

  constructor(options: Mapping, semantics: Semantics) {
    this.#options = options;
    this.#semantics = semantics;
  }

  /** With a closed mapping such a field is replaced by the literal null. */
  isUnmapped(field: Field): boolean {
    return this.#options.mapping === 'closed' && field.optional && this.#options.types[field.path] === undefined;
  }

  /** Every operand is a constant: the fields that it reads, if any, are unmapped and so the literal null. */
  isConstant(expression: Expression): boolean {
    return fieldsIn(expression).every((field) => this.isUnmapped(field));
  }

  /** The side that the event decides, and the other one's value; the left side first if both are constant. */
  sides({ left, right }: Comparison): readonly [Expression, Value | undefined] {
    if (this.isConstant(right)) return [left, this.constant(right)];
    return [right, this.isConstant(left) ? this.constant(left) : undefined];
  }

  /** The items of an `in` that are not null. */
  items({ items }: Membership): readonly Value[] {
    return items.map((item) => this.constant(item)).filter((value) => value !== null);
  }

  /**
   * A leaf on one combination. A bare field against constants becomes a term or range query, where the constant is
   * converted to the type of the field (3.8, 4.2); anything else is a script.
   */
  term(expression: Expression, bindings: Bindings): Truth {
    if (expression.kind === 'comparison') {
      const [side, constant] = this.sides(expression);
      if (side.kind === 'field' && constant !== undefined) {
        const operator = side === expression.left ? expression.operator : MIRRORED[expression.operator];
        const value = bindings.get(side) ?? null;
        // A range without bounds: every value is inside (3.4).
        if (constant === null && operator !== '==' && operator !== '!=') return value !== null;
        return this.#compare(operator, value, this.#converted(side, constant, operator === '=='));
      }
    }
    if (expression.kind === 'membership' && expression.subject.kind === 'field') {
      const { subject } = expression;
      const items = this.items(expression).map((item) => this.#converted(subject, item, true));
      return this.#member(expression, bindings.get(subject) ?? null, items);
    }
    return this.compute(expression, bindings) as Truth;
  }

  /** A constant as the field's type understands it. A block of addresses stays text. */
  #converted(field: Field, constant: Value, blocks: boolean): Value {
    const { numbersAsText, textAsNumbers, blocksAsAddresses } = this.#semantics.habits;
    switch (this.#options.types[field.path]) {
      case 'keyword':
      case 'wildcard':
        return isNumeric(constant) && numbersAsText ? textOf(constant) : constant;
      case 'long':
      case 'integer':
      case 'double':
        if (typeof constant !== 'string' || !textAsNumbers) return constant;
        return /^-?\d+$/.test(constant) ? long(BigInt(constant)) : real(Number(constant));
      case 'date':
      case 'date_nanos':
        return typeof constant === 'string' || isNumeric(constant) ? readInstant(textOf(constant)) : constant;
      case 'ip':
        if (typeof constant !== 'string') return constant;
        return blocks && constant.includes('/') && blocksAsAddresses ? constant : readAddress(constant);
      default:
        return constant;
    }
  }

  // --- One combination --------------------------------------------------------------------------------------------

  compute(expression: Expression, bindings: Bindings): Value {
    const semantics = this.#semantics;
    const inner = (part: Expression) => this.compute(part, bindings);
    switch (expression.kind) {
      case 'literal':
        return literalValue(expression.value);
      case 'field':
        return bindings.get(expression) ?? null;
      case 'negative':
        return semantics.negative(inner(expression.operand));
      case 'arithmetic':
        return semantics.arithmetic[expression.operator](inner(expression.left), inner(expression.right));
      case 'call':
        return this.#call(expression.name, expression.args.map(inner), expression.insensitive);
      case 'comparison': {
        const { left, right, operator } = expression;
        const leftIsNull = this.isConstant(left) && inner(left) === null;
        // The side that has to be null or not stands left; `null == null` asks it of null.
        return leftIsNull
          ? this.#compare(MIRRORED[operator], inner(right), null, true)
          : this.#compareSides(expression, bindings);
      }
      case 'membership': {
        const found = this.#member(expression, inner(expression.subject), this.items(expression));
        return expression.negated ? semantics.not(found) : found;
      }
      case 'pattern':
        return this.#pattern(expression, inner(expression.subject));
      case 'not':
        return semantics.not(inner(expression.operand) as Truth);
      case 'and':
        return expression.operands.map((operand) => inner(operand) as Truth).reduce(semantics.and);
      case 'or':
        return expression.operands.map((operand) => inner(operand) as Truth).reduce(semantics.or);
      case 'absent':
        throw new Error('the rule has a hole');
    }
  }

  #compareSides({ left, right, operator }: Comparison, bindings: Bindings): Truth {
    const written = this.isConstant(right);
    return this.#compare(operator, this.compute(left, bindings), this.compute(right, bindings), written);
  }

  /** `right` is null only where a null is written: then `==` and `!=` are null tests (3.4). */
  #compare(operator: Comparison['operator'], left: Value, right: Value, isWritten = true): Truth {
    const { equal, orderings, not, habits } = this.#semantics;
    if (right === null && isWritten && habits.nullTest) {
      if (operator === '==') return left === null;
      return operator === '!=' ? left !== null : null;
    }
    switch (operator) {
      case '==':
        return equalOrInside(left, right, equal);
      case '!=':
        return not(equalOrInside(left, right, equal));
      default:
        return orderings[operator](left, right);
    }
  }

  #member({ insensitive }: Membership, subject: Value, items: readonly Value[]): Truth {
    if (subject === null || items.length === 0) return null;
    const same = insensitive ? this.#semantics.equalIgnoringCase : this.#semantics.memberEqual;
    return items.some((item) => equalOrInside(subject, item, same) === true);
  }

  #pattern({ operator, patterns }: PatternTest, subject: Value): Truth {
    if (subject === null) return null;
    if (typeof subject !== 'string') return false;
    const { wildcard, regex, patternIgnoresCase } = this.#semantics;
    const matches = operator === 'regex' || operator === 'regex~' ? regex : wildcard;
    return patterns.some(
      ({ value }) => value !== null && matches(subject, String(value), patternIgnoresCase[operator]),
    );
  }

  #call(name: string, args: readonly Value[], insensitive: boolean): Value {
    const body = this.#semantics.functions[name.toLowerCase()];
    if (body === undefined) throw new Error(`no such function: ${name}`);
    return body(args, insensitive);
  }

  /** The value of an expression that reads no field. */
  constant(expression: Expression): Value {
    return this.compute(expression, NO_BINDINGS);
  }
}

/** Whether two values are equal; for an address and a block, whether it lies inside. */
function equalOrInside(left: Value, right: Value, equal: (a: Value, b: Value) => Truth): Truth {
  if (typeof left !== 'object' || left?.kind !== 'address') return equal(left, right);
  return typeof right === 'string' && right.includes('/') ? inBlock(left, right) : equal(left, right);
}

/** Every occurrence of a field, in the order of the text. */
export function fieldsIn(expression: Expression): readonly Field[] {
  return expression.kind === 'field' ? [expression] : partsIn(expression).flatMap(fieldsIn);
}

/** The direct parts of an expression, in the order of the text. */
export function partsIn(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'field':
    case 'literal':
    case 'absent':
      return [];
    case 'call':
      return expression.args;
    case 'negative':
    case 'not':
      return [expression.operand];
    case 'arithmetic':
    case 'comparison':
      return [expression.left, expression.right];
    case 'membership':
      return [expression.subject, ...expression.items];
    case 'pattern':
      return [expression.subject];
    case 'and':
    case 'or':
      return expression.operands;
  }
}
