/**
 * The rules of verification for one node, its parts being sound already. One function for each kind of expression; the
 * messages are those of eql.md 9.2, whose row numbers stand beside them.
 */
import type { Fix } from '../../text/diagnostic.ts';
import { type Span, slice } from '../../text/span.ts';
import type {
  Arithmetic,
  Call,
  Comparison,
  Expression,
  Field,
  Literal,
  Logical,
  Membership,
  PatternTest,
} from '../syntax/ast.ts';
import { writeString } from '../syntax/literals.ts';
import { isPatternOperator } from '../syntax/operators.ts';
import { type ProblemClass, type ProblemDetails, problem } from '../syntax/problem.ts';
import { CONSTANTS } from '../syntax/tokens.ts';
import type { CheckContext } from './checker.ts';
import { FUNCTIONS, type FunctionName, type ParameterType, arityOf, functionNamed, parameterAt } from './functions.ts';
import type { Schema } from './schema.ts';
import { type StaticType, isConstant, isFoldedField, shownType, staticFamily, typeOf } from './scope.ts';
import { didYouMean, similarNames } from './suggest.ts';
import { FIELD_TYPES, familyOf } from './types.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** False when the node has a problem, which is then reported. */
export function checkNode(node: Expression, context: CheckContext): boolean {
  switch (node.kind) {
    case 'field':
      return checkField(node, context);
    case 'call':
      return checkCall(node, context);
    case 'negative':
      return checkOperand(node, node.operand, 'numeric', 'argument', context);
    case 'arithmetic':
      return checkArithmetic(node, context);
    case 'comparison':
      return checkComparison(node, context);
    case 'membership':
      return checkMembership(node, context);
    case 'pattern':
      return checkPattern(node, context);
    case 'not':
      return checkOperand(node, node.operand, 'boolean', 'argument', context);
    case 'and':
    case 'or':
      return checkLogical(node, context);
    default:
      return true;
  }
}

function report(
  context: CheckContext,
  problemClass: ProblemClass,
  code: string,
  span: Span,
  message: string,
  details?: ProblemDetails,
): false {
  context.report(problem(problemClass, code, span, message, details));
  return false;
}

/** Rows 32 to 34 and 57 to 60. An unknown field of an open mapping is a warning only (contract, section 2). */
function checkField(field: Field, context: CheckContext): boolean {
  const { schema } = context;
  const fact = schema.field(field.path);
  if (fact === undefined) {
    if (isFoldedField(field, context) || field.optional) return true;
    const candidates = candidatesFor(field.path, context);
    const message = `Unknown column [${field.path}]${didYouMean(candidates)}`;
    const constant = CONSTANTS.has(field.path.toLowerCase()) ? [field.path.toLowerCase()] : [];
    const fixes = [...constant, ...candidates.slice(0, 3)].map((candidate) => ({
      title: `Write ${candidate}`,
      span: field.nameSpan,
      replacement: candidate,
    }));
    const found = problem('V', 'unknown-column', field.nameSpan, message, { fixes });
    if (schema.mapping === 'closed') {
      context.report(found);
      return false;
    }
    const hint = 'No event has this field and no field list names it; it counts as missing in every event.';
    context.report({ ...found, severity: 'warning', hint });
    return true;
  }
  const refuse = (why: string): false => report(context, 'V', 'field-type', field.nameSpan, why);
  if (fact.type === 'unsupported') {
    return refuse(`Cannot use field [${field.path}] with unsupported type [${fact.typeName ?? fact.type}]`);
  }
  if (fact.type === 'object') {
    return refuse(`Cannot use field [${field.path}] type [object] only its subfields`);
  }
  if (fact.type === 'nested') {
    return refuse(`Cannot use field [${field.path}] type [nested] due to nested fields not being supported yet`);
  }
  const nested = nestedAbove(field.path, schema);
  if (nested !== null) {
    const type = `type [${FIELD_TYPES[fact.type].shown}]`;
    return refuse(
      `Cannot use field [${field.path}] ${type} with unsupported nested type in hierarchy (field [${nested}])`,
    );
  }
  return true;
}

/** How many different names get candidates: each is compared with every field that there is. */
const MOST_SUGGESTIONS = 500;

/** The fields that may be meant, looked for once for each name. */
function candidatesFor(path: string, { schema, suggestions }: CheckContext): readonly string[] {
  const known = suggestions.get(path);
  if (known !== undefined) return known;
  if (suggestions.size >= MOST_SUGGESTIONS) return [];
  const found = similarNames(path, schema.paths()).filter((name) => isUsable(name, schema));
  suggestions.set(path, found);
  return found;
}

/** Can the field be a value? Others, such as objects, would only be the next error. */
function isUsable(path: string, schema: Schema): boolean {
  const fact = schema.field(path);
  return fact !== undefined && familyOf(fact.type) !== 'none';
}

/** The nested field that a path lies in; null when there is none. */
function nestedAbove(path: string, schema: Schema): string | null {
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const above = path.slice(0, dot);
    if (schema.field(above)?.type === 'nested') return above;
  }
  return null;
}

/** Rows 39 to 44 and 101, which the building of the tree finds, whatever the arguments are. */
export function checkBuilding(call: Call, context: CheckContext): boolean {
  const name = functionNamed(call.name);
  if (name === null) return true;
  if (call.insensitive && !FUNCTIONS[name].tilde) {
    const message = `Function [CASE_INSENSITIVE] does not support case-(in)sensitivity ${name}()`;
    return report(context, 'B', 'tilde', call.nameSpan, message);
  }
  const { least, most } = arityOf(name);
  if (call.args.length >= least && call.args.length <= most) return true;
  return report(context, 'B', 'arity', call.nameSpan, `error building [${name}]: expects ${arityWords(least, most)}`);
}

/** Rows 36 to 38, then the types of the arguments (45 to 51). */
function checkCall(call: Call, context: CheckContext): boolean {
  const name = functionNamed(call.name);
  if (name === null) {
    const candidates = similarNames(call.name, Object.keys(FUNCTIONS), 'above half');
    const named = candidates
      .slice(0, 1)
      .map((candidate) => FUNCTIONS[candidate as FunctionName].name)
      .map((written) => ({ title: `Write ${written}`, span: call.nameSpan, replacement: written }));
    const fixes = [...oldFormFixes(call, context.text), ...named];
    return report(
      context,
      'V',
      'unknown-function',
      call.nameSpan,
      `Unknown function [${call.name}]${didYouMean(candidates)}`,
      { fixes },
    );
  }
  return call.args.every((argument, place) => checkArgument(call, name, argument, place, context));
}

/** Functions of the first EQL, which was written in Python, that became operators; they ignored case. */
const OLD_FORMS: Readonly<Record<string, string>> = { wildcard: 'like~', match: 'regex~' };

function oldFormFixes({ name, args, span }: Call, text: string): readonly Fix[] {
  const operator = Object.hasOwn(OLD_FORMS, name) ? OLD_FORMS[name]! : undefined;
  const [subject, ...patterns] = args;
  if (operator === undefined || subject?.kind !== 'field' || patterns.length === 0) return [];
  if (!patterns.every(({ kind }) => kind === 'literal')) return [];
  const list = patterns.map((pattern) => slice(text, pattern.span)).join(', ');
  const replacement = `${slice(text, subject.span)} ${operator} ${patterns.length === 1 ? list : `(${list})`}`;
  return [{ title: `Write ${operator}`, span, replacement }];
}

const COUNTS = ['no', 'one', 'two', 'three', 'four'];

function arityWords(least: number, most: number): string {
  if (most === Infinity) return `at least ${COUNTS[least]} ${least === 1 ? 'argument' : 'arguments'}`;
  if (least === most) return `exactly ${COUNTS[least]} ${least === 1 ? 'argument' : 'arguments'}`;
  return `${COUNTS[least]} or ${COUNTS[most]} arguments`;
}

function checkArgument(
  call: Call,
  name: FunctionName,
  argument: Expression,
  place: number,
  context: CheckContext,
): boolean {
  const parameter = parameterAt(name, place);
  const single = arityOf(name).most === 1;
  const which = single ? 'argument' : `${ORDINALS[place] ?? `${place + 1}th`} argument`;
  if (parameter.constant === true && !isConstant(argument, context)) {
    const received = slice(context.text, argument.span);
    const message = `${which} of [${slice(context.text, call.span)}] must be a constant, received [${received}]`;
    return report(context, 'V', 'constant', call.span, message);
  }
  return checkOperand(call, argument, parameter.type, which, context);
}

/** Does an operand have the type that its place wants? Null and unknown types fit everywhere. */
function checkOperand(
  node: Expression,
  operand: Expression,
  wanted: ParameterType,
  which: string,
  context: CheckContext,
): boolean {
  const type = typeOf(operand, context);
  if (!fits(type, wanted)) {
    const found = `found value [${slice(context.text, operand.span)}] type [${shownType(type)}]`;
    const message = `${which} of [${slice(context.text, node.span)}] must be [${wanted}], ${found}`;
    return report(context, 'V', 'argument-type', node.span, message);
  }
  if (type === 'match_only_text') return reportText(node, operand, node.kind === 'call' ? '' : which, context);
  return true;
}

const INTEGERS: readonly StaticType[] = ['byte', 'short', 'integer', 'long', 'unsigned_long'];

function fits(type: StaticType, wanted: ParameterType): boolean {
  const family = staticFamily(type);
  if (family === 'null' || family === 'unknown' || wanted === 'any') return true;
  if (wanted === 'numeric') return family === 'integer' || family === 'rational';
  if (wanted === 'integer') return INTEGERS.includes(type);
  return family === wanted;
}

/** Rows 61 and 62: a text field without an exact form. */
function reportText(node: Expression, operand: Expression, which: string, context: CheckContext): false {
  const path = operand.kind === 'field' ? operand.path : slice(context.text, operand.span);
  const place = which === '' ? 'field' : `${which} field`;
  const message =
    `[${slice(context.text, node.span)}] cannot operate on ${place} of data type [text]: ` +
    `No keyword/multi-field defined exact matches for [${path}]; define one or use MATCH/QUERY instead`;
  return report(context, 'V', 'text-field', node.span, message);
}

function isPlainText(expression: Expression, context: CheckContext): boolean {
  return typeOf(expression, context) === 'match_only_text';
}

function checkArithmetic(node: Arithmetic, context: CheckContext): boolean {
  return [node.left, node.right].every((operand, place) =>
    checkOperand(node, operand, 'numeric', `${ORDINALS[place]} argument`, context),
  );
}

/** Rows 25 and 26; class Q, at the right operand. */
function checkComparison(node: Comparison, context: CheckContext): boolean {
  for (const [place, operand] of [node.left, node.right].entries()) {
    if (isPlainText(operand, context)) return reportText(node, operand, `${ORDINALS[place]} argument`, context);
  }
  if (isConstant(node.left, context) || isConstant(node.right, context)) return true;
  const offender = slice(context.text, node.right.span);
  const message = `Comparisons against fields are not (currently) supported; offender [${offender}] in [${node.operator}]`;
  return report(context, 'Q', 'field-comparison', node.right.span, message, {
    hint: 'Compare two numbers by `a - b == 0`, two texts by `stringContains(a, b)` or `startsWith(a, b)`.',
  });
}

/** Rows 27 and 28. */
function checkMembership(node: Membership, context: CheckContext): boolean {
  const source = slice(context.text, node.span);
  if (isPlainText(node.subject, context)) return reportText(node, node.subject, 'first argument', context);
  const left = typeOf(node.subject, context);
  for (const [place, item] of node.items.entries()) {
    const text = slice(context.text, item.span);
    if (!isConstant(item, context)) {
      const message = `Comparisons against fields are not (currently) supported; offender [${text}] in [${source}]`;
      return report(context, 'V', 'field-comparison', node.span, message);
    }
    const type = typeOf(item, context);
    if (compatible(left, type)) continue;
    const found = `found value [${text}] type [${shownType(type)}]`;
    const message = `${ordinalNumber(place + 1)} argument of [${source}] must be [${shownType(left)}], ${found}`;
    return report(context, 'V', 'argument-type', node.span, message, { fixes: converted(item, left) });
  }
  if (!node.insensitive) return true;
  return [node.subject, ...node.items].every((operand, place) =>
    checkOperand(node, operand, 'string', `${ORDINALS[place] ?? ordinalNumber(place + 1)} argument`, context),
  );
}

/** A constant in the spelling of another type: `"true"` as `true`, `5` as `"5"`. */
function converted(item: Expression, type: StaticType): readonly Fix[] {
  const written = item.kind === 'literal' ? writtenAs(item.value, staticFamily(type)) : null;
  return written === null ? [] : [{ title: `Write ${written}`, span: item.span, replacement: written }];
}

function writtenAs(value: Literal['value'], family: ReturnType<typeof staticFamily>): string | null {
  if (typeof value !== 'string') return family === 'string' && value !== null ? writeString(String(value)) : null;
  const isFitting =
    (family === 'boolean' && /^(?:true|false)$/.test(value)) ||
    ((family === 'integer' || family === 'rational') && /^-?\d+(?:\.\d+)?$/.test(value));
  return isFitting ? value : null;
}

/** `in` is stricter than `==`: number with number, string with string, null with all (4.3). */
function compatible(left: StaticType, item: StaticType): boolean {
  const a = staticFamily(left);
  const b = staticFamily(item);
  if (a === 'unknown' || b === 'unknown' || a === 'null' || b === 'null' || a === b) return true;
  const numeric = (family: string): boolean => family === 'integer' || family === 'rational';
  if (numeric(a) && numeric(b)) return true;
  // Dates, addresses and versions are written as text; dates as epoch milliseconds, too.
  if (b === 'string') return a === 'date' || a === 'ip' || a === 'version';
  return a === 'date' && b === 'integer';
}

function ordinalNumber(n: number): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return `${n}th`;
  return `${n}${['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`;
}

/** Rows 29 to 31. */
function checkPattern(node: PatternTest, context: CheckContext): boolean {
  const operands = [node.subject, ...node.patterns];
  for (const [place, operand] of operands.entries()) {
    const type = typeOf(operand, context);
    if (fits(type, 'string')) continue;
    const which = place === 0 ? 'first' : 'second';
    const found = `found value [${slice(context.text, operand.span)}] type [${shownType(type)}]`;
    const fixes = node.operator === ':' && node.patterns.length === 1 ? [asEquality(node, context)] : [];
    const advice = node.operator === ':' ? '; consider using [==] instead' : '';
    const message = `${which} argument of [${node.operator}] must be [string], ${found}${advice}`;
    return report(context, 'V', 'argument-type', node.subject.span, message, { fixes });
  }
  if (isPlainText(node.subject, context)) return reportText(node, node.subject, 'first argument', context);
  return true;
}

/** `flag : "true"` as `flag == true`, and anything else with the operator alone changed. */
function asEquality(node: PatternTest, context: CheckContext): Fix {
  const operator = operatorSpan(node, context.text);
  const [pattern] = node.patterns;
  const [value] = pattern === undefined ? [] : converted(pattern, typeOf(node.subject, context));
  if (value === undefined) return { title: 'Write ==', span: operator, replacement: '==' };
  const span = { from: operator.from, to: value.span.to };
  return { title: `Write == ${value.replacement}`, span, replacement: `== ${value.replacement}` };
}

/** Where the operator of a pattern test stands: between its subject and its first pattern. */
function operatorSpan(node: PatternTest, text: string): Span {
  const between = slice(text, { from: node.subject.span.to, to: node.patterns[0]?.span.from ?? node.span.to });
  const at = isPatternOperator(node.operator) ? between.indexOf(node.operator) : -1;
  const from = node.subject.span.to + Math.max(at, 0);
  return { from, to: from + node.operator.length };
}

/** `a and b and c` counts as `(a and b) and c`: the message shows the part up to the faulty operand. */
function checkLogical(node: Logical, context: CheckContext): boolean {
  for (const [place, operand] of node.operands.entries()) {
    if (fits(typeOf(operand, context), 'boolean')) continue;
    const last = node.operands[Math.max(place, 1)]!;
    const part = { ...node, span: { from: node.span.from, to: last.span.to } };
    return checkOperand(part, operand, 'boolean', `${place === 0 ? 'first' : 'second'} argument`, context);
  }
  return true;
}
