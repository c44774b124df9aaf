/**
 * The tree of a query. The parser always makes one, whatever the text; where something is missing an `Absent` node
 * stands in. Chains of `and` and of `or` are flat (`a and b and c` is one node with three operands), parentheses leave
 * no node, and every node knows its span.
 */
import type { Span } from '../../text/span.ts';

export type LiteralValue = null | boolean | bigint | number | string;

/** `null`, `true`, a number or a string. An integer is a bigint, a decimal a number (eql.md 1.4). */
export interface Literal {
  readonly kind: 'literal';
  readonly span: Span;
  readonly value: LiteralValue;
}

/** A field; `path` is its segments joined with dots (1.3). */
export interface Field {
  readonly kind: 'field';
  readonly span: Span;
  readonly path: string;
  /** Written with a leading `?` (3.7). */
  readonly optional: boolean;
  /** The name without the question mark: where messages point. */
  readonly nameSpan: Span;
}

export interface Call {
  readonly kind: 'call';
  readonly span: Span;
  /** As typed, without the tilde. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Written with a tilde: ignores case (5.1). */
  readonly insensitive: boolean;
  readonly args: readonly Expression[];
}

export interface Negative {
  readonly kind: 'negative';
  readonly span: Span;
  readonly operand: Expression;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly span: Span;
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface Comparison {
  readonly kind: 'comparison';
  readonly span: Span;
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `in`, `not in` and their `~` forms (4.3). */
export interface Membership {
  readonly kind: 'membership';
  readonly span: Span;
  readonly subject: Expression;
  readonly negated: boolean;
  readonly insensitive: boolean;
  readonly items: readonly Expression[];
}

export type PatternOperator = ':' | 'like' | 'like~' | 'regex' | 'regex~';

/** `:`, `like`, `regex` with one literal or a list of them (4.4 to 4.6). */
export interface PatternTest {
  readonly kind: 'pattern';
  readonly span: Span;
  readonly subject: Expression;
  readonly operator: PatternOperator;
  readonly patterns: readonly Literal[];
}

export interface Not {
  readonly kind: 'not';
  readonly span: Span;
  readonly operand: Expression;
}

/** `and` or `or` over two or more operands. */
export interface Logical {
  readonly kind: 'and' | 'or';
  readonly span: Span;
  readonly operands: readonly Expression[];
}

/** Stands where the text has nothing that could be read; its span is empty or covers what was skipped. */
export interface Absent {
  readonly kind: 'absent';
  readonly span: Span;
}

export type Expression =
  | Literal
  | Field
  | Call
  | Negative
  | Arithmetic
  | Comparison
  | Membership
  | PatternTest
  | Not
  | Logical
  | Absent;

/** `process where …`, alone or as a term of a sequence or sample. */
export interface EventFilter {
  readonly span: Span;
  /** Null for `any`: no constraint (2.3). */
  readonly category: { readonly value: string; readonly span: Span } | null;
  readonly condition: Expression;
}

export interface Pipe {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
}

/** A key of a sequence or sample: a plain field (eql.md 7.1). */
export interface JoinKeys {
  readonly fields: readonly Field[];
  /** The `by`, where problems of the keys are shown. */
  readonly span: Span;
}

/** One term of a sequence or sample: `[filter] by keys with runs=N`. */
export interface Stage {
  readonly span: Span;
  readonly filter: EventFilter;
  /** Written `![…]`: such an event must not occur (7.6). */
  readonly missing: boolean;
  /** The term's own keys, behind those of the head; null without `by`. */
  readonly by: JoinKeys | null;
  /** How often the term stands for itself; 1 without `with runs`. */
  readonly runs: number;
}

export interface Maxspan {
  readonly span: Span;
  readonly milliseconds: number;
  /** As written: `5m`. */
  readonly text: string;
}

export interface EventQuery {
  readonly kind: 'event';
  readonly span: Span;
  readonly filter: EventFilter;
  readonly pipes: readonly Pipe[];
}

/** A sequence (7) or a sample (8). */
export interface JoinedQuery {
  readonly kind: 'sequence' | 'sample';
  readonly span: Span;
  /** Keys of every stage. */
  readonly by: JoinKeys | null;
  readonly maxspan: Maxspan | null;
  readonly stages: readonly Stage[];
  readonly until: Stage | null;
  readonly pipes: readonly Pipe[];
}

export type Query = EventQuery | JoinedQuery;

/** The stages of a query; an event query has none. */
export function stagesOf(query: Query): readonly Stage[] {
  if (query.kind === 'event') return [];
  return query.until === null ? query.stages : [...query.stages, query.until];
}
