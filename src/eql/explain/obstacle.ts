/**
 * What stands between an event and a leaf, in words: the values that were there and what was wanted of them. Backquotes
 * set off what stands in the rule or in the event: "`process.args` holds `["bash"]`; none is `"-i"` or `"-it"`".
 */
import type { Scalar } from '../check/types.ts';
import type { EventTable } from '../evaluate/column.ts';
import { asWritten } from '../evaluate/values.ts';
import type { Expression, Literal } from '../syntax/ast.ts';
import type { Clause } from '../syntax/clauses.ts';
import { PATTERN_OPERATORS } from '../syntax/operators.ts';
import { printExpression } from '../syntax/printer.ts';
import { shortened } from '../../text/shortened.ts';

export interface Obstacle {
  /** Number of the leaf; of equal leaves the first. */
  readonly clause: number;
  readonly text: string;
  /** What the leaf reads on the event: "`process.interactive` is `false`". */
  readonly there: string;
  /** What it would have to be for the leaf's verdict to flip: "wanted `true`". */
  readonly wanted: string;
}

/** The values of a field on the event, as a rule writes them. */
export type ValuesOf = (path: string) => readonly Scalar[];

/** A table that knows the values of one event, as its columns hold them. */
export interface ValueTable extends EventTable {
  values(row: number, path: string): readonly Scalar[];
}

export function valuesOn(table: ValueTable, row: number): ValuesOf {
  return (path) => {
    const { type } = table.column(path);
    return table.values(row, path).map((value) => asWritten(value, type));
  };
}

/** Entries of a list, or values of a field, that are written out. */
const MOST_SHOWN = 6;
/** Longest value that is quoted whole. */
const QUOTED = 80;

/** `isTrue`: the leaf's verdict on the event, which is in the way. */
export function obstacleOf(clause: Clause, isTrue: boolean, valuesOf: ValuesOf): Obstacle {
  const { id, text } = clause;
  if (clause.fields.length === 0) {
    return { clause: id, text, there: `\`${text}\` reads no field`, wanted: 'it is the same on every event' };
  }
  const there = clause.fields.map((path) => held(path, valuesOf(path))).join(', ');
  const isMissing = clause.fields.some((path) => valuesOf(path).length === 0);
  return { clause: id, text, there, wanted: wanted(clause, isTrue, isMissing) };
}

function held(path: string, values: readonly Scalar[]): string {
  const [only] = values;
  if (only === undefined) return `\`${path}\` is missing`;
  if (values.length === 1) return `\`${path}\` is \`${shown(only)}\``;
  const first = values.slice(0, MOST_SHOWN).map(shown).join(', ');
  return `\`${path}\` holds \`[${first}${values.length > MOST_SHOWN ? ', …' : ''}]\`${more(values.length)}`;
}

function more(count: number): string {
  return count > MOST_SHOWN ? ` (${count} values)` : '';
}

function shown(value: Scalar): string {
  return shortened(typeof value === 'string' ? JSON.stringify(value) : String(value), QUOTED);
}

function wanted({ kind, expression, category }: Clause, isTrue: boolean, isMissing: boolean): string {
  if (kind === 'category') {
    const name = JSON.stringify(category ?? '');
    return isTrue ? `must not be \`${name}\`` : `wanted \`${name}\``;
  }
  if (expression === undefined) return '';
  if (isTrue) return unwanted(expression) ?? `must not hold: ${quoted(expression)}`;
  return wantedOf(expression, isMissing) ?? `wanted ${quoted(expression)}`;
}

/** The leaf is false, and should be true; null where the leaf itself says it best. */
function wantedOf(expression: Expression, isMissing: boolean): string | null {
  switch (expression.kind) {
    case 'field':
      return 'wanted `true`';
    case 'comparison': {
      const { left, operator, right } = expression;
      if (left.kind !== 'field' || !isConstant(right)) return null;
      if (isNull(right)) return operator === '==' ? 'wanted no value' : 'wanted any value';
      if (operator === '==') return `wanted ${quoted(right)}`;
      return operator === '!='
        ? `wanted anything but ${quoted(right)}`
        : `wanted \`${operator} ${printExpression(right)}\``;
    }
    case 'membership': {
      const { subject, items, negated, insensitive } = expression;
      if (subject.kind !== 'field') return null;
      if (negated) return `must be none of ${list(items)}`;
      const one = items.length === 1 ? `wanted ${list(items)}` : `wanted one of ${list(items)}`;
      return `${isMissing ? one : items.length === 1 ? `none is ${list(items)}` : `none of ${list(items)}`}${
        insensitive ? ', whatever the case' : ''
      }`;
    }
    case 'pattern': {
      const { subject, operator, patterns } = expression;
      if (subject.kind !== 'field') return null;
      const caseless = PATTERN_OPERATORS[operator].insensitive ? ', whatever the case' : '';
      return isMissing ? `wanted one that fits ${list(patterns)}${caseless}` : `none fits ${list(patterns)}${caseless}`;
    }
    default:
      return null;
  }
}

/** The leaf is true, and should be false. */
function unwanted(expression: Expression): string | null {
  switch (expression.kind) {
    case 'field':
      return 'must not be `true`';
    case 'comparison': {
      const { left, operator, right } = expression;
      if (left.kind !== 'field' || !isConstant(right)) return null;
      if (isNull(right)) return operator === '==' ? 'wanted a value' : 'wanted no value';
      if (operator === '!=') return `wanted ${quoted(right)}`;
      return operator === '=='
        ? `must not be ${quoted(right)}`
        : `must not be \`${operator} ${printExpression(right)}\``;
    }
    case 'membership': {
      const { subject, items, negated } = expression;
      if (subject.kind !== 'field') return null;
      return negated ? `wanted ${items.length === 1 ? '' : 'one of '}${list(items)}` : `must be none of ${list(items)}`;
    }
    case 'pattern':
      return expression.subject.kind === 'field' ? `must not fit ${list(expression.patterns)}` : null;
    default:
      return null;
  }
}

function isConstant(expression: Expression): boolean {
  return expression.kind === 'literal' || (expression.kind === 'negative' && isConstant(expression.operand));
}

function isNull(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}

function quoted(expression: Expression): string {
  return `\`${printExpression(expression)}\``;
}

/** "`"-i"`, `"-it"`", the first few. */
function list(items: readonly (Expression | Literal)[]): string {
  const first = items.slice(0, MOST_SHOWN).map(quoted).join(', ');
  return items.length > MOST_SHOWN ? `${first} and ${items.length - MOST_SHOWN} more` : first;
}
