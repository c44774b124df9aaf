/**
 * The canonical text of a tree: one space around signs, no needless parentheses, double quotes, decimals that show that
 * they are decimals. Equal meaning by syntax gives equal text, so the text of a leaf can name it in a cache.
 */
import type { EventFilter, Expression, Field, JoinKeys, Query, Stage } from './ast.ts';
import { writeLiteral, writeString } from './literals.ts';
import { ARITHMETIC, PRECEDENCE } from './operators.ts';
import { KEYWORDS } from './tokens.ts';

/** The canonical text of a whole query; pipes included. */
export function printQuery(query: Query): string {
  const pipes = query.pipes.map((pipe) => ` | ${`${pipe.name} ${printList(pipe.args)}`.trimEnd()}`).join('');
  if (query.kind === 'event') return printFilter(query.filter) + pipes;
  const head = [query.kind, printKeys(query.by), query.maxspan === null ? '' : `with maxspan=${query.maxspan.text}`];
  const until = query.until === null ? '' : `until ${printStage(query.until)}`;
  const parts = [...head, ...query.stages.map(printStage), until];
  return parts.filter((part) => part !== '').join(' ') + pipes;
}

export function printStage(stage: Stage): string {
  const parts = [
    `${stage.missing ? '!' : ''}[${printFilter(stage.filter)}]`,
    printKeys(stage.by),
    stage.runs === 1 ? '' : `with runs=${stage.runs}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function printKeys(by: JoinKeys | null): string {
  return by === null ? '' : `by ${by.fields.map(printField).join(', ')}`;
}

export function printFilter(filter: EventFilter): string {
  const category = filter.category === null ? 'any' : printCategoryWord(filter.category.value);
  return `${category} where ${printExpression(filter.condition)}`;
}

/** A category as a string literal, as the category test compares it. */
export function printCategory(category: string): string {
  return writeString(category);
}

export function printCategoryWord(category: string): string {
  return isPlainName(category) ? category : writeString(category);
}

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return writeLiteral(expression.value);
    case 'field':
      return printField(expression);
    case 'call':
      return `${expression.name}${expression.insensitive ? '~' : ''}(${printList(expression.args)})`;
    case 'negative':
      return `-${bracketed(expression.operand, PRECEDENCE.sign)}`;
    case 'arithmetic': {
      const { precedence } = ARITHMETIC[expression.operator];
      const left = bracketed(expression.left, precedence);
      return `${left} ${expression.operator} ${bracketed(expression.right, precedence + 1)}`;
    }
    case 'comparison': {
      const left = bracketed(expression.left, PRECEDENCE.sum);
      return `${left} ${expression.operator} ${bracketed(expression.right, PRECEDENCE.sum)}`;
    }
    case 'membership': {
      const operator = `${expression.negated ? 'not ' : ''}in${expression.insensitive ? '~' : ''}`;
      return `${bracketed(expression.subject, PRECEDENCE.primary)} ${operator} (${printList(expression.items)})`;
    }
    case 'pattern': {
      const subject = bracketed(expression.subject, PRECEDENCE.primary);
      const one = expression.patterns.length === 1;
      const patterns = printList(expression.patterns);
      return `${subject} ${expression.operator} ${one ? patterns : `(${patterns})`}`;
    }
    case 'not':
      return `not ${bracketed(expression.operand, PRECEDENCE.not)}`;
    case 'and':
    case 'or': {
      const inner = PRECEDENCE[expression.kind] + 1;
      return expression.operands.map((operand) => bracketed(operand, inner)).join(` ${expression.kind} `);
    }
    case 'absent':
      return '…';
  }
}

function printList(items: readonly Expression[]): string {
  return items.map(printExpression).join(', ');
}

function bracketed(expression: Expression, atLeast: number): string {
  const text = printExpression(expression);
  return precedenceOf(expression) < atLeast ? `(${text})` : text;
}

export function precedenceOf(expression: Expression): number {
  switch (expression.kind) {
    case 'or':
    case 'and':
    case 'not':
      return PRECEDENCE[expression.kind];
    case 'comparison':
      return PRECEDENCE.comparison;
    case 'arithmetic':
      return ARITHMETIC[expression.operator].precedence;
    case 'negative':
      return PRECEDENCE.sign;
    case 'membership':
    case 'pattern':
      return PRECEDENCE.predicate;
    default:
      return PRECEDENCE.primary;
  }
}

export function printField(field: Pick<Field, 'path' | 'optional'>): string {
  return (field.optional ? '?' : '') + field.path.split('.').map(printSegment).join('.');
}

function printSegment(segment: string): string {
  return isPlainName(segment) ? segment : `\`${segment.replaceAll('`', '``')}\``;
}

function isPlainName(name: string): boolean {
  return /^[A-Za-z_@][A-Za-z0-9_]*$/.test(name) && !KEYWORDS.has(name);
}
