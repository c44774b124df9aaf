/** The entries of a list, one by one. */
import type { Span } from '../../text/span.ts';
import type { Expression } from './ast.ts';

interface EntryAlone {
  readonly span: Span;
  /** The test with this entry and no other. */
  readonly alone: Expression;
}

/** Each entry of an `in`, `:`, `like` or `regex` list; none of anything else. */
export function entriesAlone(expression: Expression): readonly EntryAlone[] {
  if (expression.kind === 'membership') {
    return expression.items.map((item) => ({
      span: item.span,
      alone: { ...expression, negated: false, items: [item] },
    }));
  }
  if (expression.kind !== 'pattern') return [];
  return expression.patterns.map((pattern) => ({ span: pattern.span, alone: { ...expression, patterns: [pattern] } }));
}
