/** Conditions of EQL that single out what a clause meets, for the list of those events. */
import type { Clause } from '../eql/syntax/clauses.ts';
import { printExpression, printField } from '../eql/syntax/printer.ts';
import type { Span } from '../text/span.ts';

/** Some value of a field is this one, written as in a rule. */
export function valueCondition(path: string, literal: string): string {
  return `${printField({ path, optional: true })} == ${literal}`;
}

/** The clause with one entry of its list alone: `process.args in ("-i")`. Null where it has no such entry. */
export function entryCondition({ expression }: Clause, entry: Span): string | null {
  const isEntry = ({ span }: { readonly span: Span }): boolean => span.from === entry.from && span.to === entry.to;
  if (expression?.kind === 'membership') {
    const items = expression.items.filter(isEntry);
    return items.length === 0 ? null : printExpression({ ...expression, negated: false, items });
  }
  if (expression?.kind === 'pattern') {
    const patterns = expression.patterns.filter(isEntry);
    return patterns.length === 0 ? null : printExpression({ ...expression, patterns });
  }
  return null;
}
