/** What is easily taken for something else in a clause, each trap in one sentence. */
import type { Expression } from '../syntax/ast.ts';
import type { Clause } from '../syntax/clauses.ts';
import { PATTERN_OPERATORS } from '../syntax/operators.ts';
import { printExpression } from '../syntax/printer.ts';
import { fieldPlaces } from '../syntax/visit.ts';
import { asBoolean, givesNull, isLiteral, isText, isValue, mirrored } from './readingForms.ts';

export function trapsOf(clause: Clause, clauses: readonly Clause[]): readonly string[] {
  const { kind, expression } = clause;
  if (expression === undefined) return [];
  if (kind === 'not') return negationTraps(expression, clause, clauses);
  if (kind !== 'leaf') return [];
  return [
    ...missingTrap(expression),
    ...literalTraps(expression),
    ...patternTraps(expression),
    ...otherElementTrap(clause, clauses),
    ...twiceTrap(clause),
  ];
}

const ALSO_MISSING = 'Also true when the field is missing.';

/** `!=` and `not in` say it themselves; `startsWith(f, "x") == false` does not look like it. */
function missingTrap(expression: Expression): readonly string[] {
  if (expression.kind !== 'comparison') return [];
  const boolean = asBoolean(expression);
  if (boolean !== null) return holdsWithoutFields(expression) === true ? [ALSO_MISSING] : [];
  const { left, operator, right } = mirrored(expression);
  if (left.kind === 'field' || !givesNull(left) || !isLiteral(right, null) || operator !== '!=') return [];
  return ['Not true when one value gives no result, though another one does; nor when the field is missing.'];
}

/** `not x > 5` is not `x <= 5`, and `not x == "a"` holds without any x. */
function negationTraps(expression: Expression, { children }: Clause, clauses: readonly Clause[]): readonly string[] {
  if (holdsWithoutFields(expression) !== true) return [];
  const below = clauses[children[0]!]?.expression;
  if (below?.kind === 'comparison' && below.operator in OPPOSITES) {
    const other = printExpression({ ...below, operator: OPPOSITES[below.operator as keyof typeof OPPOSITES] });
    const { left, right } = below;
    return isLiteral(left, null) || isLiteral(right, null)
      ? []
      : [
          `Not the same as \`${other}\`: this is also true when the field is missing, and of several values none may fit.`,
        ];
  }
  const fields = fieldPlaces(expression).length;
  return fields === 0 || isNullTest(below)
    ? []
    : [fields === 1 ? ALSO_MISSING : 'Also true when its fields are missing.'];
}

const OPPOSITES = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

function isNullTest(expression: Expression | undefined): boolean {
  if (expression?.kind !== 'comparison') return false;
  return isLiteral(expression.left, null) || isLiteral(expression.right, null);
}

/** What a constant stands for: a pattern that is none, a whole day, a whole block of addresses. */
function literalTraps(expression: Expression): readonly string[] {
  const constants = constantsOf(expression);
  const wild = constants.find((text) => /[*?]/.test(text));
  const day = constants.find((text) => /^"\d{4}-\d{2}(?:-\d{2})?"$/.test(text));
  const block = constants.find((text) => /^"[\d.]+\/\d+"$|^"[\da-f:.]*:[\da-f:.]*\/\d+"$/i.test(text));
  return [
    ...(wild === undefined ? [] : [`\`${wild}\` is meant literally here: only \`:\` and \`like\` expand wildcards.`]),
    ...(day === undefined
      ? []
      : [`In a date field \`${day}\` is the whole ${day.length > 9 ? 'day' : 'month'}, in UTC.`]),
    ...(block === undefined ? [] : [`In a field of addresses \`${block}\` is any address of the block.`]),
  ];
}

/** The texts that a bare field is compared with, as they print. */
function constantsOf(expression: Expression): readonly string[] {
  if (expression.kind === 'comparison') {
    const { left, right } = mirrored(expression);
    return left.kind === 'field' && isText(right) ? [printExpression(right)] : [];
  }
  if (expression.kind !== 'membership' || expression.subject.kind !== 'field') return [];
  return expression.items.filter(isText).map(printExpression);
}

/** People bring the habits of other languages: `%` of SQL, `^` and `$` of other regular expressions. */
function patternTraps(expression: Expression): readonly string[] {
  if (expression.kind !== 'pattern') return [];
  const texts = expression.patterns.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  if (PATTERN_OPERATORS[expression.operator].language === 'wildcard') {
    const isSql = texts.some((text) => /^%|%$/.test(text) && !/[*?]/.test(text));
    return isSql ? ['`%` stands for itself here; the wildcards are `*` and `?`.'] : [];
  }
  const isAnchored = texts.some((text) => /^\^|(?:^|[^\\])\$$/.test(text));
  return isAnchored ? ['`^` and `$` stand for themselves here: the whole value must fit anyway.'] : [];
}

/** Two tests on one array may be met by different elements. */
function otherElementTrap({ id, fields, parent, expression }: Clause, clauses: readonly Clause[]): readonly string[] {
  if (parent === null || clauses[parent]!.kind !== 'and' || !asksForSomeValue(expression)) return [];
  const beside = clauses[parent]!.children.map((child) => clauses[child]!);
  const shared = fields.find((path) =>
    beside.some((other) => other.id !== id && other.fields.includes(path) && asksForSomeValue(other.expression)),
  );
  if (shared === undefined) return [];
  return [`Another clause tests \`${shared}\`, too: of several values, each may be met by a different one.`];
}

/** A leaf that some value of a field makes true; `!=` and a test for null are true of all values or of none. */
function asksForSomeValue(expression: Expression | undefined): boolean {
  switch (expression?.kind) {
    case 'field':
    case 'pattern':
    case 'call':
      return true;
    case 'membership':
      return !expression.negated;
    case 'comparison':
      return !isNullTest(expression) && expression.operator !== '!=' && asBoolean(expression)?.holds !== false;
    default:
      return false;
  }
}

/** Each place where a field stands runs over its values on its own (eql.md 3.3). */
function twiceTrap({ expression }: Clause): readonly string[] {
  const paths = fieldPlaces(expression!).map(({ path }) => path);
  const twice = paths.find((path, place) => paths.indexOf(path) < place);
  return twice === undefined ? [] : [`\`${twice}\` stands here twice: of several values, each may be a different one.`];
}

/** Whether a condition is true of an event that has none of its fields; null where that is not plain to see. */
export function holdsWithoutFields(expression: Expression): boolean | null {
  switch (expression.kind) {
    case 'field':
      return false;
    case 'not': {
      const held = holdsWithoutFields(expression.operand);
      return held === null ? null : !held;
    }
    case 'and': {
      const parts = expression.operands.map(holdsWithoutFields);
      // A part that folds to null makes the whole null (3.7).
      return parts.includes(null) ? null : !parts.includes(false);
    }
    case 'or': {
      const parts = expression.operands.map(holdsWithoutFields);
      return parts.includes(true) ? true : parts.includes(null) ? null : false;
    }
    case 'comparison': {
      const { left, operator, right } = mirrored(expression);
      const boolean = asBoolean(expression);
      if (boolean !== null) {
        const held = holdsWithoutFields(boolean.operand);
        return held === null ? null : held === boolean.holds;
      }
      if (!givesNull(left) || right.kind !== 'literal') return null;
      return right.value === null ? operator === '==' : operator === '!=';
    }
    case 'membership':
      if (!givesNull(expression.subject) || !expression.items.some(isValue)) return null;
      return expression.negated;
    case 'pattern':
      return givesNull(expression.subject) ? false : null;
    case 'call':
      return givesNull(expression) ? false : null;
    default:
      return null;
  }
}
