/**
 * A clause in the words of the field: "any argument is exactly `-i` or `-it`"; how its operator treats case, wildcards
 * and missing fields, from the tables of operators and functions; and what surprises people in this clause. Backquotes
 * set off what stands in the rule.
 */
import type { Comparison, Expression, Membership } from '../syntax/ast.ts';
import type { Clause } from '../syntax/clauses.ts';
import { COMPARISONS, membershipMeaning, PATTERN_OPERATORS } from '../syntax/operators.ts';
import { printExpression } from '../syntax/printer.ts';
import { FUNCTIONS, functionNamed } from './functions.ts';

export interface Reading {
  /** What it asks; empty for a clause that is not written yet. */
  readonly words: string;
  /** How it is evaluated: case, wildcards, missing fields. Empty for groups. */
  readonly meaning: string;
  /** What is easily taken for something else here. */
  readonly traps: readonly string[];
}

/** `clauses`: all of the rule, by number. */
export function readingOf(clause: Clause, clauses: readonly Clause[]): Reading {
  return { words: wordsOf(clause), meaning: meaningOf(clause), traps: trapsOf(clause, clauses) };
}

/** Entries of a list that are written out. */
const MOST_LISTED = 6;

/** What people call some fields: of one value, and of none. Any other field is called by its path. */
const NAMES: Readonly<Record<string, { readonly any: string; readonly no: string }>> = {
  'process.args': { any: 'any argument', no: 'no argument' },
  'process.parent.args': { any: 'any argument of the parent', no: 'no argument of the parent' },
  'process.entry_leader.args': { any: 'any argument of the entry leader', no: 'no argument of the entry leader' },
};

/** What the flags of a process say, by path: when true, and when false. */
const FLAGS: Readonly<Record<string, { readonly true: string; readonly false: string }>> = {
  'process.interactive': { true: 'the process is interactive', false: 'the process is not interactive' },
  ...Object.fromEntries(
    ['entry', 'session', 'group'].map((leader) => [
      `process.${leader}_leader.same_as_process`,
      {
        true: `the process is the ${leader} leader itself`,
        false: `the process is not the ${leader} leader itself`,
      },
    ]),
  ),
};

/** Functions that read as a verb. */
const VERBS: Readonly<Record<string, string>> = {
  startsWith: 'starts with',
  endsWith: 'ends with',
  stringContains: 'holds',
  cidrMatch: 'lies in',
};

function wordsOf({ kind, children, category, expression }: Clause): string {
  switch (kind) {
    case 'category':
      return `the event’s category is \`${category ?? ''}\``;
    case 'and':
      return `all ${children.length} of its clauses are true`;
    case 'or':
      return `at least one of its ${children.length} clauses is true`;
    case 'not':
      return 'its clause is not true';
    case 'filter':
      return children.length > 1 ? 'an event of this category for which the condition is true' : 'any event at all';
    case 'sequence':
      return 'events that fit these stages one after the other';
    case 'sample':
      return 'events that fit these filters, in any order';
    case 'leaf':
      return expression === undefined ? '' : leafWords(expression);
  }
}

function leafWords(expression: Expression): string {
  switch (expression.kind) {
    case 'field':
      return FLAGS[expression.path]?.true ?? `\`${expression.path}\` is \`true\``;
    case 'comparison':
      return comparisonWords(expression);
    case 'membership': {
      const { subject, negated, insensitive, items } = expression;
      return `${negated ? none(subject) : any(subject)} is ${insensitive ? 'in any case ' : negated ? '' : 'exactly '}${listed(items)}`;
    }
    case 'pattern': {
      const { subject, operator, patterns } = expression;
      const { insensitive, language } = PATTERN_OPERATORS[operator];
      const fits = language === 'regex' ? 'fits the regular expression' : 'fits';
      return `${any(subject)} ${fits} ${listed(patterns)}${insensitive ? ', whatever the case' : ''}`;
    }
    case 'call': {
      const name = functionNamed(expression.name);
      const verb = name === null ? undefined : VERBS[FUNCTIONS[name].name];
      const [subject, ...rest] = expression.args;
      if (verb === undefined || subject === undefined) return `\`${printExpression(expression)}\` is true`;
      return `${any(subject)} ${verb} ${listed(rest)}${expression.insensitive ? ', whatever the case' : ''}`;
    }
    case 'absent':
      return '';
    default:
      return `\`${printExpression(expression)}\` is true`;
  }
}

const RELATIONS = { '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least' } as const;

function comparisonWords(comparison: Comparison): string {
  const { left, operator, right } = mirrored(comparison);
  if (isLiteral(right, null)) {
    if (operator === '==') return `${called(left)} has no value`;
    if (operator === '!=') return `${called(left)} has a value`;
  }
  if (operator === '==' && left.kind === 'field') {
    const flag = FLAGS[left.path];
    if (flag !== undefined && isLiteral(right, true)) return flag.true;
    if (flag !== undefined && isLiteral(right, false)) return flag.false;
  }
  const value = `\`${printExpression(right)}\``;
  if (operator === '==') return `${any(left)} is ${isText(right) ? 'exactly ' : ''}${value}`;
  if (operator === '!=') return `${none(left)} is ${value}`;
  return `${any(left)} is ${RELATIONS[operator]} ${value}`;
}

/** `5 < x` as `x > 5`. */
function mirrored(comparison: Comparison): Pick<Comparison, 'left' | 'operator' | 'right'> {
  const { left, operator, right } = comparison;
  const isBackwards = left.kind === 'literal' && right.kind !== 'literal';
  return isBackwards ? { left: right, operator: COMPARISONS[operator].mirrored, right: left } : comparison;
}

function any(subject: Expression): string {
  return (subject.kind === 'field' ? NAMES[subject.path]?.any : undefined) ?? called(subject);
}

function none(subject: Expression): string {
  return (subject.kind === 'field' ? NAMES[subject.path]?.no : undefined) ?? `no value of ${called(subject)}`;
}

function called(subject: Expression): string {
  return subject.kind === 'field' ? `\`${subject.path}\`` : `\`${printExpression(subject)}\``;
}

function listed(items: readonly Expression[]): string {
  const shown = items.slice(0, MOST_LISTED).map((item) => `\`${printExpression(item)}\``);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

function isLiteral(expression: Expression, value: unknown): boolean {
  return expression.kind === 'literal' && expression.value === value;
}

function isText(expression: Expression): boolean {
  return expression.kind === 'literal' && typeof expression.value === 'string';
}

/** In the words of the tables; empty for groups, and for leaves that need none. */
function meaningOf({ kind, expression }: Clause): string {
  if (kind !== 'leaf' || expression === undefined) return '';
  switch (expression.kind) {
    case 'comparison': {
      const { operator, left, right } = expression;
      const withNull = [left, right].some((side) => isLiteral(side, null));
      return withNull ? '' : COMPARISONS[operator].meaning;
    }
    case 'membership':
      return membershipMeaning(expression.negated, expression.insensitive);
    case 'pattern':
      return PATTERN_OPERATORS[expression.operator].meaning;
    case 'call': {
      const name = functionNamed(expression.name);
      return name === null ? '' : `Some value fits: ${FUNCTIONS[name].summary}`;
    }
    default:
      return '';
  }
}

function trapsOf(clause: Clause, clauses: readonly Clause[]): readonly string[] {
  const { expression } = clause;
  if (expression === undefined) return [];
  return [...wildcardTrap(expression), ...notTrap(clause, clauses), ...otherElementTrap(clause, clauses)];
}

/** Somebody who writes `== "*.sh"` means a pattern. */
function wildcardTrap(expression: Expression): readonly string[] {
  const values = expression.kind === 'comparison' ? [expression.left, expression.right] : itemsOf(expression);
  const wild = values.find((value) => isText(value) && /[*?]/.test(printExpression(value)));
  if (wild === undefined) return [];
  return [`\`${printExpression(wild)}\` is meant literally here: only \`:\` and \`like\` expand wildcards.`];
}

function itemsOf(expression: Expression): Membership['items'] {
  return expression.kind === 'membership' ? expression.items : [];
}

/** `not x > 5` is not `x <= 5`, and `not x == "a"` holds without any x. */
function notTrap({ kind, expression, children }: Clause, clauses: readonly Clause[]): readonly string[] {
  const below = kind === 'not' ? clauses[children[0]!]?.expression : undefined;
  if (expression === undefined || below === undefined) return [];
  if (below.kind === 'comparison' && below.operator in OPPOSITES) {
    const opposite = OPPOSITES[below.operator as keyof typeof OPPOSITES];
    const other = printExpression({ ...below, operator: opposite });
    return [`Not the same as \`${other}\`: this is also true when the field is missing.`];
  }
  const isLeaf = below.kind === 'comparison' || below.kind === 'membership' || below.kind === 'pattern';
  return isLeaf ? ['Also true when the field is missing.'] : [];
}

const OPPOSITES = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

/** Two tests on one array may be met by different elements. */
function otherElementTrap({ id, kind, fields, parent }: Clause, clauses: readonly Clause[]): readonly string[] {
  if (kind !== 'leaf' || parent === null || clauses[parent]!.kind !== 'and') return [];
  const beside = clauses[parent]!.children.map((child) => clauses[child]!);
  const shared = fields.find((path) => beside.some((other) => other.id !== id && other.fields.includes(path)));
  if (shared === undefined) return [];
  return [`Another clause tests \`${shared}\`, too: of several values, each may be met by a different one.`];
}
