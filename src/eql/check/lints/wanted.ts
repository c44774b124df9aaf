/** What the lints would ask the events of a rule: of which fields they need the values, or the events without one. */
import type { Query } from '../../syntax/ast.ts';
import type { Clause } from '../../syntax/clauses.ts';
import { filtersOf } from '../../syntax/visit.ts';
import { conjuncts } from './conjuncts.ts';
import { valueTest, valueTestsOf } from './valueTests.ts';

/** Fields that are compared with texts in their case. */
export function fieldsCompared(clauses: readonly Clause[]): readonly string[] {
  const tests = valueTestsOf(clauses).filter(
    ({ ignoresCase, items }) => !ignoresCase && items.some(({ value }) => typeof value === 'string'),
  );
  return [...new Set(tests.map(({ field }) => field.path))];
}

/** Fields of `!=` and `not in` that decide on their own. */
export function fieldsExcluded(query: Query): readonly string[] {
  const paths = filtersOf(query).flatMap(({ condition }) =>
    [...conjuncts(condition)].flatMap((part) => {
      const test = valueTest(part);
      return test?.negated === true ? [test.field.path] : [];
    }),
  );
  return [...new Set(paths)];
}
