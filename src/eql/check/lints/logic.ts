/** Lints of `and` and `or`: what binds otherwise than it looks, and what no event can meet. */
import type { Fix } from '../../../text/diagnostic.ts';
import { slice } from '../../../text/span.ts';
import type { Span } from '../../../text/span.ts';
import type { Expression, Logical } from '../../syntax/ast.ts';
import type { Clause } from '../../syntax/clauses.ts';
import type { Token } from '../../syntax/tokens.ts';
import { familyOf } from '../types.ts';
import { conjuncts } from './conjuncts.ts';
import type { Finding, LintParts } from './lint.ts';
import { type ValueTest, keyOf, valueTest } from './valueTests.ts';
import { covers, isWild } from './wildcards.ts';

/** One finding for an `or`, at the first of its `and`s that has no parentheses of its own. */
export function findMixedLogic({ clauses, tokens, text }: LintParts): readonly Finding[] {
  const words = tokens.filter(({ kind }) => kind !== 'comment');
  const placeOf = new Map(words.map(({ from }, place) => [from, place]));
  return clauses.flatMap(({ expression }) => {
    if (expression?.kind !== 'or') return [];
    const bare = expression.operands.filter(
      (operand) => operand.kind === 'and' && !isEnclosed(operand.span, words, placeOf),
    );
    const [first] = bare;
    if (first === undefined) return [];
    const fix = { title: 'Add parentheses', ...enclosed(expression, bare, text) };
    const message = '`and` and `or` stand side by side without parentheses; the `and` is read first.';
    return [{ span: first.span, message, fixes: [fix] }];
  });
}

/** Parentheses leave no node, but the tokens around it show them. */
function isEnclosed({ from, to }: Span, words: readonly Token[], placeOf: ReadonlyMap<number, number>): boolean {
  const place = placeOf.get(from);
  if (place === undefined) return true;
  let after = place;
  while (after < words.length && words[after]!.from < to) after++;
  return words[place - 1]?.text === '(' && words[after]?.text === ')';
}

function enclosed(
  { span }: Logical,
  bare: readonly Expression[],
  text: string,
): { readonly span: Span; readonly replacement: string } {
  const pieces: string[] = [];
  let at = span.from;
  for (const operand of bare) {
    pieces.push(text.slice(at, operand.span.from), `(${slice(text, operand.span)})`);
    at = operand.span.to;
  }
  return { span, replacement: [...pieces, text.slice(at, span.to)].join('') };
}

/** Beyond these an `and` was made by a machine. */
const MOST_TESTS = 30;
const MOST_PAIRS = 10_000;

interface Side extends ValueTest {
  readonly outside: boolean;
}

/**
 * Two tests of one field under one `and`. That each wants another value is a contradiction only where the field holds
 * one value; that one wants what the other forbids always is.
 */
export function findNeverTogether(parts: LintParts): readonly Finding[] {
  const { clauses, text } = parts;
  return clauses.flatMap((clause) => {
    if (clause.kind !== 'and' || isWithin(clause, 'and', clauses)) return [];
    return [...testsByField(clause.expression!)].flatMap(([path, tests]) => {
      const holdsOne = isSingleText(path, parts);
      return tests.flatMap((later, i) => {
        const earlier = tests.slice(0, i).find((other) => excludes(other, later, holdsOne));
        if (earlier === undefined) return [];
        const message = `No event meets this together with \`${shortened(slice(text, earlier.span))}\`.`;
        return [{ span: later.span, message, fixes: separated(earlier, later, text) }];
      });
    });
  });
}

function isWithin({ parent }: Clause, kind: Clause['kind'], clauses: readonly Clause[]): boolean {
  return parent !== null && clauses[parent]!.kind === kind;
}

function testsByField(expression: Expression): ReadonlyMap<string, readonly Side[]> {
  const byField = new Map<string, Side[]>();
  for (const leaf of conjuncts(expression)) {
    const outer = leaf.kind === 'not' ? leaf.operand : leaf;
    const test = valueTest(outer);
    if (test === null) continue;
    const tests = byField.get(test.field.path) ?? [];
    byField.set(test.field.path, tests);
    const outside = test.negated !== (leaf.kind === 'not');
    if (tests.length < MOST_TESTS) tests.push({ ...test, span: leaf.span, outside });
  }
  return byField;
}

/** A field of texts that the built-in facts know to hold one value; of others nobody knows. */
function isSingleText(path: string, { schema, facts }: LintParts): boolean {
  const fact = schema.field(path);
  if (fact === undefined || !fact.declared || familyOf(fact.type) !== 'string') return false;
  const notes = facts?.notes(path);
  return notes !== undefined && notes.description !== '' && !notes.array;
}

function excludes(a: Side, b: Side, holdsOne: boolean): boolean {
  if (a.outside && b.outside) return false;
  if (a.items.length * b.items.length > MOST_PAIRS) return false;
  if (a.outside) return forbids(a, b);
  if (b.outside) return forbids(b, a);
  if (!holdsOne) return false;
  return [a, b].some(isFinite) && !a.items.some((one) => b.items.some((other) => mayMeet(a, one, b, other)));
}

function isFinite({ expandsWildcards, items }: Side): boolean {
  return !expandsWildcards || items.every(({ value }) => !isWild(String(value)));
}

/** Two tests for something are meant as alternatives; what contradicts another one goes. */
function separated(earlier: Side, later: Side, text: string): readonly Fix[] {
  const between = text.slice(earlier.span.to, later.span.from);
  const behind = between.replace(/\s*\band\s*$/, '');
  // A parenthesis or a comment stands before it.
  if (behind.length === between.length) return [];
  const [one, other] = [slice(text, earlier.span), slice(text, later.span)];
  const span = { from: earlier.span.from, to: later.span.to };
  if (earlier.outside || later.outside) {
    return [{ title: 'Remove the clause', span, replacement: one + behind }];
  }
  return [{ title: 'Join both with or', span, replacement: `(${one} or ${other})${behind}` }];
}

type Item = ValueTest['items'][number];

/** Some value fits both; two patterns with wildcards are taken to meet. */
function mayMeet(a: Side, one: Item, b: Side, other: Item): boolean {
  const ignoresCase = a.ignoresCase || b.ignoresCase;
  const [x, y] = [keyOf(one, ignoresCase), keyOf(other, ignoresCase)] as const;
  const isPattern = (side: Side, key: string): boolean => side.expandsWildcards && isWild(key);
  if (isPattern(a, x) && isPattern(b, y)) return true;
  if (isPattern(a, x)) return covers(x, y);
  return isPattern(b, y) ? covers(y, x) : x === y;
}

/** Whatever `wanted` asks for, `forbidding` keeps out. */
function forbids(forbidding: Side, wanted: Side): boolean {
  if (wanted.ignoresCase && !forbidding.ignoresCase) return false;
  return wanted.items.every((item) => {
    const key = keyOf(item, forbidding.ignoresCase);
    if (wanted.expandsWildcards && isWild(key) && !forbidding.expandsWildcards) return false;
    return forbidding.items.some((other) => {
      const pattern = keyOf(other, forbidding.ignoresCase);
      return forbidding.expandsWildcards ? covers(pattern, key) : pattern === key;
    });
  });
}

const LONGEST = 60;

function shortened(source: string): string {
  const line = source.replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
