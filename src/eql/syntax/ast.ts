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

export type QueryKind = 'event' | 'sequence' | 'sample' | 'join';

export interface Query {
  readonly kind: QueryKind;
  readonly span: Span;
  readonly filter: EventFilter;
  readonly pipes: readonly Pipe[];
}
