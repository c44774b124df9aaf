/** The outline of a rule: its stages and clauses, as the clause tree has them. */
import type { Span } from '../../text/span.ts';
import { type Clause, clausesOf } from '../syntax/clauses.ts';
import { parse } from '../syntax/parser.ts';

export interface RuleSymbol {
  /** Short, for a list. */
  readonly name: string;
  readonly kind: Clause['kind'];
  readonly span: Span;
  readonly children: readonly RuleSymbol[];
}

/** Longer texts are cut. */
const LONGEST = 80;

export function symbolsOf(text: string, eventCategoryField: string): readonly RuleSymbol[] {
  const clauses = clausesOf(parse(text).query, eventCategoryField);
  const [root] = clauses;
  return root === undefined || text.trim() === '' ? [] : [symbolOf(root, clauses)];
}

function symbolOf(clause: Clause, clauses: readonly Clause[]): RuleSymbol {
  const { kind, span, children } = clause;
  return { name: nameOf(clause), kind, span, children: children.map((child) => symbolOf(clauses[child]!, clauses)) };
}

function nameOf({ kind, text, children }: Clause): string {
  if (kind === 'and' || kind === 'or') return `${kind}, ${children.length} clauses`;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
