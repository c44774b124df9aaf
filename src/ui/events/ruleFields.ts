import type { Clause } from '../../eql/syntax/clauses.ts';

/** The fields that a rule reads, each once, in the order of its text. */
export function ruleFields(clauses: readonly Clause[]): readonly string[] {
  return [...new Set(clauses.flatMap(({ fields }) => fields))];
}
