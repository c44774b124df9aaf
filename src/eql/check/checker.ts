/**
 * Verification of a query (eql.md 9): what a well-formed text says wrong. Operands are checked from left to right and
 * before the expression that holds them; a node gives at most one problem, and an expression with a faulty operand is
 * not checked itself. The rules of single kinds of expression are in `checkExpression.ts`.
 */
import { slice } from '../../text/span.ts';
import {
  type EventFilter,
  type Expression,
  type Field,
  type JoinedQuery,
  type Pipe,
  type Query,
  stagesOf,
} from '../syntax/ast.ts';
import { type Problem, problem } from '../syntax/problem.ts';
import { filtersOf, nodesOf, partsOf } from '../syntax/visit.ts';
import { checkBuilding, checkNode } from './checkExpression.ts';
import type { Schema } from './schema.ts';
import { type Scope, type StaticType, isConstant, shownType, staticFamily, typeOf } from './scope.ts';
import { similarNames } from './suggest.ts';

export interface CheckContext extends Scope {
  /** The query's text, for the bracketed source in messages. */
  readonly text: string;
  readonly report: (found: Problem) => void;
  /** Of unknown fields: what may be meant. */
  readonly suggestions: Map<string, readonly string[]>;
}

export interface CheckOptions {
  readonly eventCategoryField: string;
}

/** The problems of a parsed query, warnings included. */
export function check(query: Query, text: string, schema: Schema, options: CheckOptions): readonly Problem[] {
  const problems: Problem[] = [];
  const context: CheckContext = { text, schema, report: (found) => problems.push(found), suggestions: new Map() };
  const filters = filtersOf(query);
  const sound = filters.map((filter) => checkFilter(filter, context, options));
  if (query.kind !== 'event') for (const key of keyPlaces(query)) checkNode(key, context);
  if (!problems.some((found) => found.severity === 'error')) {
    for (const [place, filter] of filters.entries()) if (sound[place]) checkCondition(filter, context);
    if (query.kind !== 'event') checkKeyTypes(query, context);
  }
  for (const pipe of query.pipes) checkPipe(pipe, context);
  return problems;
}

function checkFilter(
  { category, condition, span }: EventFilter,
  context: CheckContext,
  options: CheckOptions,
): boolean {
  const { schema } = context;
  if (category !== null && schema.mapping === 'closed' && schema.field(options.eventCategoryField) === undefined) {
    context.report(problem('V', 'unknown-column', span, `Unknown column [${options.eventCategoryField}]`));
  }
  return checkTree(condition, context);
}

/** Every key where it is written, once. */
function keyPlaces(query: JoinedQuery): readonly Field[] {
  return [...(query.by?.fields ?? []), ...stagesOf(query).flatMap((stage) => stage.by?.fields ?? [])];
}

/** Row 88: a key is compared with the key of the first term at the same place. */
function checkKeyTypes(query: JoinedQuery, context: CheckContext): void {
  const [first, ...others] = stagesOf(query).map((stage) => stage.by?.fields ?? []);
  for (const keys of others) {
    for (const [place, key] of keys.entries()) {
      const expected = first?.[place];
      if (expected === undefined) continue;
      const types = [typeOf(key, context), typeOf(expected, context)] as const;
      if (keyFamily(types[0]) === keyFamily(types[1]) || types.some((type) => type === 'unknown' || type === 'null'))
        continue;
      const shown = [key, expected].map((field, i) => `key [${field.path}] type [${shownType(types[i]!)}]`);
      const message = `Sequence ${shown[0]} is incompatible with ${shown[1]}`;
      context.report(problem('V', 'join-keys', key.nameSpan, message));
      return;
    }
  }
}

function keyFamily(type: StaticType): string {
  const family = staticFamily(type);
  return family === 'rational' ? 'integer' : family;
}

/** False when the expression holds a problem. */
function checkTree(expression: Expression, context: CheckContext): boolean {
  if (expression.kind === 'absent') return false;
  const sound = partsOf(expression).map((part) => checkTree(part, context));
  const built = expression.kind !== 'call' || checkBuilding(expression, context);
  return built && sound.every(Boolean) && checkNode(expression, context);
}

/** The condition must be boolean (rows 52 to 56). */
function checkCondition({ category, condition, span }: EventFilter, context: CheckContext): void {
  const type = typeOf(condition, context);
  const family = staticFamily(type);
  if (family === 'boolean' || family === 'null' || family === 'unknown') return;
  if (category === null) {
    const message = `Condition expression needs to be boolean, found [${shownType(type).toUpperCase()}]`;
    context.report(problem('V', 'condition', condition.span, message));
    return;
  }
  const found = `found value [${slice(context.text, condition.span)}] type [${shownType(type)}]`;
  const message = `second argument of [${slice(context.text, span)}] must be [boolean], ${found}`;
  context.report(problem('V', 'condition', span, message));
}

/** The pipes that a query may end in. */
export const PIPES = ['head', 'tail'] as const;
const REFUSED_PIPES = ['count', 'filter', 'sort', 'unique', 'unique_count'];

function checkPipe(pipe: Pipe, context: CheckContext): void {
  if (!PIPES.some((name) => name === pipe.name)) {
    if (REFUSED_PIPES.includes(pipe.name)) {
      context.report(problem('B', 'pipe', pipe.span, `Pipe [${pipe.name}] is not supported`));
      return;
    }
    const [best] = similarNames(pipe.name, [...PIPES, ...REFUSED_PIPES]);
    const suggestion = best === undefined ? '' : `, did you mean [${best}]?`;
    const fixes = best === undefined ? [] : [{ title: `Write ${best}`, span: pipe.nameSpan, replacement: best }];
    const message = `Unrecognized pipe [${pipe.name}]${suggestion}`;
    context.report(problem('B', 'pipe', pipe.nameSpan, message, { fixes }));
    return;
  }
  const [argument] = pipe.args;
  if (argument === undefined || pipe.args.length !== 1) {
    const message = `Pipe [${pipe.name}] expects exactly one argument but found [${pipe.args.length}]`;
    context.report(problem('B', 'pipe', pipe.span, message));
    return;
  }
  if ([...nodesOf(argument)].some((node) => node.kind === 'absent')) return;
  if (pipeLimit(pipe, context) !== null) return;
  const message = `Pipe [${pipe.name}] expects a positive integer but found [${slice(context.text, argument.span)}]`;
  context.report(problem('B', 'pipe', argument.span, message));
}

const MOST = 2n ** 31n - 1n;

/** The number behind `head` or `tail` (eql.md 6); null when it is none. */
export function pipeLimit(pipe: Pipe, scope: Scope): number | null {
  const [argument] = pipe.args;
  if (argument === undefined || !isConstant(argument, scope)) return null;
  const value = foldInteger(argument);
  return value !== null && value >= 0n && value <= MOST ? Number(value) : null;
}

/** Integer arithmetic of literals; null for anything else. */
function foldInteger(expression: Expression): bigint | null {
  if (expression.kind === 'literal') return typeof expression.value === 'bigint' ? expression.value : null;
  if (expression.kind === 'negative') {
    const operand = foldInteger(expression.operand);
    return operand === null ? null : -operand;
  }
  if (expression.kind !== 'arithmetic') return null;
  const left = foldInteger(expression.left);
  const right = foldInteger(expression.right);
  if (left === null || right === null) return null;
  switch (expression.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0n ? null : left / right;
    case '%':
      return right === 0n ? null : left % right;
  }
}
