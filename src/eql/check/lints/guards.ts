/**
 * The lint of `!=` and `not in` without a test that the field is there. Most rules mean their exclusions so, and whether it
 * matters cannot be seen in a rule; so the events decide: some must have passed the filter for want of the field.
 */
import { slice } from '../../../text/span.ts';
import { filtersOf } from '../../syntax/visit.ts';
import { conjuncts, demandedFields } from './conjuncts.ts';
import type { Finding, LintParts } from './lint.ts';
import { valueTest } from './valueTests.ts';

/** A rule with more clauses was made by a machine, and each is looked for among all of the last run. */
const MOST_CLAUSES = 1000;

export function findMissingGuards({ query, clauses, text, facts }: LintParts): readonly Finding[] {
  const passed = facts?.passedWithout;
  if (passed === undefined || clauses.length > MOST_CLAUSES) return [];
  return filtersOf(query).flatMap(({ condition }) => {
    const demanded = demandedFields(condition);
    return [...conjuncts(condition)].flatMap((part) => {
      const test = valueTest(part);
      const clause = clauses.find(({ expression }) => expression === part);
      if (test === null || !test.negated || demanded.has(test.field.path) || clause === undefined) return [];
      const count = passed(clause, test.field.path);
      if (count === 0) return [];
      const { field, span } = test;
      const events = count === 1 ? '1 event passes' : `${count} events pass`;
      const message = `${events} because ${field.path} is missing; \`${operatorOf(test.isList)}\` is true then.`;
      const guard = `${slice(text, field.span)} != null`;
      const fix = { title: `Add ${guard}`, span, replacement: `${guard} and ${slice(text, span)}` };
      return [{ span, message, fixes: [fix] }];
    });
  });
}

function operatorOf(isList: boolean): string {
  return isList ? 'not in' : '!=';
}
