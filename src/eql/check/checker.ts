/**
 * Verification of a query (eql.md 9): what a well-formed text says wrong. Operands are checked from left to right and
 * before the expression that holds them; a node gives at most one problem, and an expression with a faulty operand is
 * not checked itself. The rules of single kinds of expression are in `checkExpression.ts`.
 */
import { slice } from '../../text/span.ts';
import type { Expression, Pipe, Query } from '../syntax/ast.ts';
import { type Problem, problem } from '../syntax/problem.ts';
import { nodesOf, partsOf } from '../syntax/visit.ts';
import { checkNode } from './checkExpression.ts';
import type { Schema } from './schema.ts';
import { type Scope, isConstant, shownType, staticFamily, typeOf } from './scope.ts';
import { similarNames } from './suggest.ts';

export interface CheckContext extends Scope {
  /** The query's text, for the bracketed source in messages. */
  readonly text: string;
  readonly report: (found: Problem) => void;
}

export interface CheckOptions {
  readonly eventCategoryField: string;
}

/** The problems of a parsed query, warnings included. */
export function check(query: Query, text: string, schema: Schema, options: CheckOptions): readonly Problem[] {
  if (query.kind !== 'event') return [];
  const problems: Problem[] = [];
  const context: CheckContext = { text, schema, report: (found) => problems.push(found) };
  const { category, condition } = query.filter;

  if (category !== null && schema.mapping === 'closed' && schema.field(options.eventCategoryField) === undefined) {
    context.report(problem('V', 'unknown-column', query.filter.span, `Unknown column [${options.eventCategoryField}]`));
  }
  const sound = checkTree(condition, context);
  if (sound && !problems.some((found) => found.severity === 'error')) checkCondition(query, context);
  for (const pipe of query.pipes) checkPipe(pipe, context);
  return problems;
}

/** False when the expression holds a problem. */
function checkTree(expression: Expression, context: CheckContext): boolean {
  if (expression.kind === 'absent') return false;
  const sound = partsOf(expression).map((part) => checkTree(part, context));
  return sound.every(Boolean) && checkNode(expression, context);
}

/** The condition must be boolean (rows 52 to 56). */
function checkCondition(query: Query, context: CheckContext): void {
  const { category, condition, span } = query.filter;
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

const PIPES = ['head', 'tail'];
const REFUSED_PIPES = ['count', 'filter', 'sort', 'unique', 'unique_count'];

function checkPipe(pipe: Pipe, context: CheckContext): void {
  if (!PIPES.includes(pipe.name)) {
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
