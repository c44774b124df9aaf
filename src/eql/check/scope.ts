/**
 * A rule's fields against the schema, and what the types of its expressions are (eql.md 3.1, 3.7). A type is `unknown`
 * where nothing declares it: such a part is evaluated by its values and raises no type error.
 */
import type { Call, Expression, Field, Literal } from '../syntax/ast.ts';
import { partsOf } from '../syntax/visit.ts';
import { FUNCTIONS, functionNamed } from './functions.ts';
import type { Schema } from './schema.ts';
import { type Family, FIELD_TYPES, type FieldType, familyOf } from './types.ts';

export type StaticType = FieldType | 'null' | 'unknown';

export interface Scope {
  readonly schema: Schema;
}

/** Is the field an optional one that no mapping knows, so that it stands for the literal null (3.7)? */
export function isFoldedField(field: Field, scope: Scope): boolean {
  return field.optional && scope.schema.mapping === 'closed' && scope.schema.field(field.path) === undefined;
}

/** Can the expression be computed before any event is seen (4.2, "constant")? */
export function isConstant(expression: Expression, scope: Scope): boolean {
  if (expression.kind === 'field') return isFoldedField(expression, scope);
  if (expression.kind === 'absent') return false;
  return partsOf(expression).every((part) => isConstant(part, scope));
}

export function typeOf(expression: Expression, scope: Scope): StaticType {
  switch (expression.kind) {
    case 'literal':
      return literalType(expression.value);
    case 'field': {
      const fact = scope.schema.field(expression.path);
      if (fact === undefined) return isFoldedField(expression, scope) ? 'null' : 'unknown';
      return fact.declared ? fact.type : 'unknown';
    }
    case 'call':
      return callType(expression, scope);
    case 'negative':
      return typeOf(expression.operand, scope);
    case 'arithmetic':
      return widest(typeOf(expression.left, scope), typeOf(expression.right, scope));
    case 'absent':
      return 'unknown';
    default:
      return 'boolean';
  }
}

export function literalType(value: Literal['value']): StaticType {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'keyword';
  if (typeof value === 'number') return 'double';
  if (value < 2n ** 31n) return 'integer';
  return value < 2n ** 63n ? 'long' : 'unsigned_long';
}

function callType(call: Call, scope: Scope): StaticType {
  const name = functionNamed(call.name);
  if (name === null) return 'unknown';
  const { result } = FUNCTIONS[name];
  if (result === 'string') return 'keyword';
  if (result === 'number') return 'double';
  if (result !== 'numeric') return result;
  const [left, right] = call.args;
  if (left === undefined || right === undefined) return 'unknown';
  return widest(typeOf(left, scope), typeOf(right, scope));
}

/** The result type of arithmetic (4.8). */
function widest(left: StaticType, right: StaticType): StaticType {
  if (left === 'unknown' || right === 'unknown') return 'unknown';
  if (left === 'null') return right;
  if (right === 'null') return left;
  if (familyOf(left) === 'rational' || familyOf(right) === 'rational') return 'double';
  if (left === 'unsigned_long' || right === 'unsigned_long') return 'unsigned_long';
  return left === 'long' || right === 'long' ? 'long' : 'integer';
}

export function staticFamily(type: StaticType): Family | 'unknown' {
  if (type === 'null' || type === 'unknown') return type;
  return familyOf(type);
}

/** The name of a type as messages show it. */
export function shownType(type: StaticType): string {
  return type === 'null' || type === 'unknown' ? type : FIELD_TYPES[type].shown;
}
