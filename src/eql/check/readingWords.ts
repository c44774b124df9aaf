/** What a clause asks, as one says it: "any argument is exactly `"-i"`", "the process is not the entry leader itself". */
import type { Call, Comparison, Expression, Membership, PatternTest } from '../syntax/ast.ts';
import type { Clause } from '../syntax/clauses.ts';
import { PATTERN_OPERATORS } from '../syntax/operators.ts';
import { printExpression } from '../syntax/printer.ts';
import { nodesOf } from '../syntax/visit.ts';
import { FUNCTIONS, functionNamed } from './functions.ts';
import { asBoolean, givesNull, isLiteral, isText, mirrored, readsNothing } from './readingForms.ts';

/** Entries of a list that are written out. */
const MOST_LISTED = 6;

/** Who is who around a process, by the start of the path. */
const RELATIVES = {
  '': '',
  'parent.': ' of the parent',
  'entry_leader.': ' of the entry leader',
  'session_leader.': ' of the session leader',
  'group_leader.': ' of the group leader',
} as const;

/** What people call some fields: of one value, and of none. Any other field is called by its path. */
const NAMES: Readonly<Record<string, { readonly any: string; readonly no: string }>> = Object.fromEntries(
  Object.entries(RELATIVES).map(([path, of]) => [
    `process.${path}args`,
    { any: `any argument${of}`, no: `no argument${of}` },
  ]),
);

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

const NEVER = 'never true';

export function wordsOf({ kind, children, category, expression }: Clause, clauses: readonly Clause[]): string {
  switch (kind) {
    case 'category':
      return `the event’s category is \`${category ?? ''}\``;
    case 'and':
      return `all ${children.length} of its clauses are true`;
    case 'or':
      return `at least one of its ${children.length} clauses is true`;
    case 'not': {
      const below = clauses[children[0]!];
      return (below?.kind === 'leaf' && leafWords(below.expression!, false)) || 'its clause is not true';
    }
    case 'filter': {
      const [first] = children.map((child) => clauses[child]!);
      const which = first?.kind === 'category' ? ` of the category \`${first.category ?? ''}\`` : '';
      return `an event${which} for which the condition is true`;
    }
    case 'sequence':
      return 'events that fit these stages one after the other';
    case 'sample':
      return 'events that fit these filters, in any order';
    case 'leaf':
      return leafWords(expression!, true);
  }
}

/** `holds`: the leaf itself, or that it is not true. Empty where there are no better words than the leaf. */
function leafWords(expression: Expression, holds: boolean): string {
  if ([...nodesOf(expression)].some(({ kind }) => kind === 'absent')) return '';
  if (readsNothing(expression)) return holds ? 'the same on every event: it reads no field' : '';
  switch (expression.kind) {
    case 'field':
      return (holds ? FLAGS[expression.path]?.true : undefined) ?? `${subject(expression, holds)} is \`true\``;
    case 'comparison':
      return comparisonWords(expression, holds);
    case 'membership':
      return membershipWords(expression, holds);
    case 'pattern':
      return patternWords(expression, holds);
    case 'call':
      return callWords(expression, holds);
    default:
      return itself(expression, holds);
  }
}

/** Where there are no better words than the leaf. */
function itself(expression: Expression, holds: boolean): string {
  return holds ? `\`${printExpression(expression)}\` is true` : '';
}

const RELATIONS = { '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least' } as const;

function comparisonWords(comparison: Comparison, holds: boolean): string {
  const { left, operator, right } = mirrored(comparison);
  const boolean = asBoolean(comparison);
  if (boolean !== null) return leafWords(boolean.operand, boolean.holds === holds);
  if (isLiteral(right, null)) return nullWords(left, operator, holds) ?? itself(comparison, holds);
  if (operator === '==' && holds && left.kind === 'field') {
    const flag = FLAGS[left.path];
    if (flag !== undefined && isLiteral(right, true)) return flag.true;
    if (flag !== undefined && isLiteral(right, false)) return flag.false;
  }
  const value = `\`${printExpression(right)}\``;
  if (operator === '==' || operator === '!=') {
    const some = holds === (operator === '==');
    return `${subject(left, some)} is ${isText(right) && some ? 'exactly ' : ''}${value}`;
  }
  return `${subject(left, holds)} is ${RELATIONS[operator]} ${value}`;
}

/** An ordering against null has every event with a value of the field; a function is null for each value apart (3.4). */
function nullWords(left: Expression, operator: Comparison['operator'], holds: boolean): string | null {
  if (!givesNull(left)) return null;
  const isEquality = operator === '==' || operator === '!=';
  if (left.kind === 'field') return `${called(left)} has ${holds === (operator === '==') ? 'no' : 'a'} value`;
  if (!isEquality) return holds ? NEVER : '';
  const isNull = holds === (operator === '==');
  return `${called(left)} has ${isNull ? 'no result for some value, or the field is missing' : 'a result for every value'}`;
}

function membershipWords({ subject: of, negated, insensitive, items }: Membership, holds: boolean): string {
  const entries = items.filter((item) => !isLiteral(item, null));
  if (entries.length === 0) return NEVER;
  const some = negated !== holds;
  const exactly = some && !insensitive && entries.every(isText) ? 'exactly ' : '';
  return `${subject(of, some)} is ${exactly}${listed(entries)}${insensitive ? CASELESS : ''}`;
}

function patternWords({ subject: of, operator, patterns }: PatternTest, holds: boolean): string {
  const { insensitive, language } = PATTERN_OPERATORS[operator];
  const entries = patterns.filter(({ value }) => value !== null);
  if (entries.length === 0) return holds ? NEVER : '';
  if (language === 'wildcard' && entries.some(({ value }) => value === '*') && of.kind === 'field') {
    return `${called(of)} has ${holds ? 'a' : 'no'} value`;
  }
  const fits = language === 'regex' ? 'fits the regular expression' : 'fits';
  return `${subject(of, holds)} ${fits} ${listed(entries)}${insensitive ? CASELESS : ''}`;
}

function callWords(call: Call, holds: boolean): string {
  const name = functionNamed(call.name);
  const facts = name === null ? null : FUNCTIONS[name];
  const [first, ...rest] = call.args;
  if (facts === null || !('verb' in facts) || first === undefined || readsNothing(first)) {
    return itself(call, holds);
  }
  return `${subject(first, holds)} ${facts.verb} ${listed(rest)}${call.insensitive ? CASELESS : ''}`;
}

const CASELESS = ', whatever the case';

/** The subject of a sentence that some value makes true, or that none may. */
function subject(expression: Expression, some: boolean): string {
  const names = expression.kind === 'field' ? NAMES[expression.path] : undefined;
  if (some) return names?.any ?? called(expression);
  return names?.no ?? `no value of ${called(expression)}`;
}

function called(expression: Expression): string {
  return expression.kind === 'field' ? `\`${expression.path}\`` : `\`${printExpression(expression)}\``;
}

function listed(items: readonly Expression[]): string {
  const shown = items.slice(0, MOST_LISTED).map((item) => `\`${printExpression(item)}\``);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
