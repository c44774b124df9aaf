/**
 * Numbering of the clauses of a query (contract, section 1). A clause is any boolean part of the rule: a leaf, or a
 * group. The same text always gives the same numbers, in every thread, so a bitmap is named by its number alone.
 *
 * A filter (`process where …`) has as children the category test (absent for `any`) and the condition; below, every
 * `and`, `or` and `not` is a group and everything else a leaf. The root, clause 0, is the filter of an event query, or
 * the whole sequence or sample, whose children are the filters of its stages and of `until`. Numbers run in the order of
 * the text, parents first.
 */
import type { Span } from '../../text/span.ts';
import { type EventFilter, type Expression, type Query, stagesOf } from './ast.ts';
import { printCategory, printExpression, printFilter, printQuery } from './printer.ts';
import { fieldsOf } from './visit.ts';

export type ClauseKind = 'sequence' | 'sample' | 'filter' | 'category' | 'and' | 'or' | 'not' | 'leaf';

export interface Clause {
  /** Its number, and its place in the array of clauses. */
  readonly id: number;
  readonly kind: ClauseKind;
  /** Null for the root. */
  readonly parent: number | null;
  readonly children: readonly number[];
  readonly depth: number;
  readonly span: Span;
  /** Canonical text: equal texts are equal clauses. */
  readonly text: string;
  /** Paths of the fields that a leaf reads, each once, in the order of the text. */
  readonly fields: readonly string[];
  /** Of leaves and `and`, `or`, `not` groups. */
  readonly expression?: Expression;
  /** Of the category test: the category that is asked for. */
  readonly category?: string;
}

/** The clauses of a query by number. */
export function clausesOf(query: Query, eventCategoryField: string): readonly Clause[] {
  const clauses: Draft[] = [];
  if (query.kind === 'event') {
    numberFilter(query.filter, eventCategoryField, null, clauses);
    return clauses;
  }
  const root = add(clauses, null, { kind: query.kind, span: query.span, text: printQuery(query), fields: [] });
  for (const stage of stagesOf(query)) numberFilter(stage.filter, eventCategoryField, root, clauses);
  return clauses;
}

type Draft = { -readonly [K in keyof Clause]: Clause[K] } & { children: number[] };

function numberFilter(filter: EventFilter, eventCategoryField: string, parent: Draft | null, clauses: Draft[]): void {
  const root = add(clauses, parent, { kind: 'filter', span: filter.span, text: printFilter(filter), fields: [] });
  if (filter.category !== null) {
    add(clauses, root, {
      kind: 'category',
      span: filter.category.span,
      text: `${eventCategoryField} == ${printCategory(filter.category.value)}`,
      fields: [eventCategoryField],
      category: filter.category.value,
    });
  }
  numberExpression(filter.condition, root, clauses);
}

function numberExpression(expression: Expression, parent: Draft, clauses: Draft[]): void {
  const common = { span: expression.span, text: printExpression(expression), expression };
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const group = add(clauses, parent, { ...common, kind: expression.kind, fields: [] });
      for (const operand of expression.operands) numberExpression(operand, group, clauses);
      break;
    }
    case 'not': {
      const group = add(clauses, parent, { ...common, kind: 'not', fields: [] });
      numberExpression(expression.operand, group, clauses);
      break;
    }
    default:
      add(clauses, parent, { ...common, kind: 'leaf', fields: fieldsOf(expression) });
  }
}

function add(
  clauses: Draft[],
  parent: Draft | null,
  rest: Omit<Clause, 'id' | 'parent' | 'children' | 'depth'>,
): Draft {
  const clause: Draft = {
    ...rest,
    id: clauses.length,
    parent: parent?.id ?? null,
    children: [],
    depth: parent === null ? 0 : parent.depth + 1,
  };
  parent?.children.push(clause.id);
  clauses.push(clause);
  return clause;
}
