/** Conditions of EQL that single out what a clause meets or a field holds, for the list of those events. */
import { familyOf, isFieldType } from '../eql/check/types.ts';
import { entriesAlone } from '../eql/syntax/entries.ts';
import type { Clause } from '../eql/syntax/clauses.ts';
import { printExpression, printField } from '../eql/syntax/printer.ts';
import { writeString } from '../eql/syntax/literals.ts';
import type { Span } from '../text/span.ts';
import { shortened } from '../text/shortened.ts';

/** What a list can ask of a field. As in EQL, a field that is missing is not any value. */
export type FieldTest = 'is' | 'is not' | 'is like' | 'is missing' | 'has a value';

const OPERATORS = {
  is: '==',
  'is not': '!=',
  // Case does not count, and `*` and `?` stand for other characters.
  'is like': ':',
  'is missing': '== null',
  'has a value': '!= null',
} satisfies Record<FieldTest, string>;

/** Characters of a value in words. */
const LONGEST = 200;

export interface AskedField {
  readonly path: string;
  readonly test: FieldTest;
  /** Written as in a rule: `"bash"`, `5`. Of the tests that need one. */
  readonly literal?: string;
}

export interface Condition {
  /** Of EQL. */
  readonly condition: string;
  /** As people say it. */
  readonly words: string;
}

/** `process.name is "bash"`. */
export function fieldCondition({ path, test, literal }: AskedField): Condition {
  const field = printField({ path, optional: true });
  if (literal === undefined) return { condition: `${field} ${OPERATORS[test]}`, words: `${path} ${test}` };
  return {
    condition: `${field} ${OPERATORS[test]} ${literal}`,
    words: `${path} ${test} ${shortened(literal, LONGEST)}`,
  };
}

/** A value of a field, as an event has it, written as in a rule. `type`: Elasticsearch's name. */
export function literalOf(text: string, type: string): string {
  const family = isFieldType(type) ? familyOf(type) : 'string';
  const isNumber = family === 'integer' || family === 'rational';
  if (isNumber && /^-?\d+(\.\d+)?$/.test(text)) return text;
  return family === 'boolean' && /^(true|false)$/.test(text) ? text : writeString(text);
}

/** The clause with one entry of its list alone: `process.args in ("-i")`. Null where it has no such entry. */
export function entryCondition({ expression }: Clause, { from, to }: Span): Condition | null {
  const entries = expression === undefined ? [] : entriesAlone(expression);
  const entry = entries.find(({ span }) => span.from === from && span.to === to);
  return entry === undefined ? null : asWritten(printExpression(entry.alone));
}

/** A condition in its own words. */
export function asWritten(condition: string): Condition {
  return { condition, words: condition };
}
