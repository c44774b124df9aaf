/**
 * The tree of a Lucene regular expression (eql.md 4.6). It has few kinds of node, because most of the syntax is short for
 * something: `.` is the class that excludes nothing, `@` is `.*`, `#` is a choice of nothing, `()` is a row of nothing,
 * `\d` is `[0-9]`, and `<1-20>` is a choice of rows of digits. A character is a code point.
 */
export type RegexNode = Literal | CharClass | Row | Choice | Both | Repeat | Except;

/** One character as written. `regex~` folds it. */
export interface Literal {
  readonly kind: 'literal';
  readonly point: number;
}

/** Any one character that is (or with `negated`, is not) among the members. */
export interface CharClass {
  readonly kind: 'class';
  readonly negated: boolean;
  readonly members: readonly ClassMember[];
}

/** Code points `from` to `to`, both included. A single character of a class `folds` under `regex~`, a range does not. */
export interface ClassMember {
  readonly from: number;
  readonly to: number;
  readonly folds: boolean;
}

/** One item after the other. No items: the empty string. */
export interface Row {
  readonly kind: 'row';
  readonly items: readonly RegexNode[];
}

/** `|`. No options: no string at all. */
export interface Choice {
  readonly kind: 'choice';
  readonly options: readonly RegexNode[];
}

/** `&`: the strings that fit every part. */
export interface Both {
  readonly kind: 'both';
  readonly parts: readonly RegexNode[];
}

/** The item `min` to `max` times; `max` may be infinite. */
export interface Repeat {
  readonly kind: 'repeat';
  readonly item: RegexNode;
  readonly min: number;
  readonly max: number;
}

/** `~`: the strings that the item does not fit. */
export interface Except {
  readonly kind: 'except';
  readonly item: RegexNode;
}

export const LAST_POINT = 0x10ffff;

export const ANY_CHARACTER: CharClass = { kind: 'class', negated: true, members: [] };
export const ANY_STRING: Repeat = { kind: 'repeat', item: ANY_CHARACTER, min: 0, max: Infinity };
export const NO_STRING: Choice = { kind: 'choice', options: [] };
export const EMPTY_STRING: Row = { kind: 'row', items: [] };

export function literal(point: number): Literal {
  return { kind: 'literal', point };
}

/** Rows within a row become part of it, so that text is found as text however it is grouped and quoted. */
export function row(items: readonly RegexNode[]): RegexNode {
  const flat = items.flatMap((item) => (item.kind === 'row' ? item.items : [item]));
  return flat.length === 1 ? flat[0]! : { kind: 'row', items: flat };
}

export function choice(options: readonly RegexNode[]): RegexNode {
  return options.length === 1 ? options[0]! : { kind: 'choice', options };
}

export function both(parts: readonly RegexNode[]): RegexNode {
  return parts.length === 1 ? parts[0]! : { kind: 'both', parts };
}

export function repeat(item: RegexNode, min: number, max: number): Repeat {
  return { kind: 'repeat', item, min, max };
}
