/**
 * Lucene regular expressions, as `regex` and `regex~` use them (eql.md 4.6). An expression is parsed to a tree, the tree
 * becomes an automaton, and the automaton reads each value once, so no expression is ever slow in the way a backtracking
 * one can be. Expressions that are only text and `.*` skip the automaton and are compared as pieces, like wildcards.
 */
import { compilePieces } from '../pattern.ts';
import type { Matcher } from '../pattern.ts';
import { buildNfa } from './nfa.ts';
import { parseRegex } from './parse.ts';
import { Refusal } from './problem.ts';
import type { RegexProblem } from './problem.ts';
import { Subsets } from './subsets.ts';
import { ANY_CHARACTER } from './tree.ts';
import type { RegexNode } from './tree.ts';

export type { RegexProblem };
export type RegexResult = { ok: true; matcher: Matcher } | { ok: false; problem: RegexProblem };

/** Whole-value match of a Lucene regular expression, all optional operators on (eql.md 4.6). */
export function compileRegex(pattern: string, insensitive: boolean): RegexResult {
  try {
    const tree = parseRegex(pattern);
    const pieces = piecesOf(tree);
    const simple = pieces && compilePieces(pieces, insensitive);
    return { ok: true, matcher: simple ?? new Subsets(buildNfa(tree, insensitive)) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** The texts between the `.*` of an expression; undefined if it has anything else. */
function piecesOf(tree: RegexNode): readonly string[] | undefined {
  const pieces = [''];
  for (const item of tree.kind === 'row' ? tree.items : [tree]) {
    if (item.kind === 'literal') pieces.push(pieces.pop()! + String.fromCodePoint(item.point));
    else if (isAnyString(item)) pieces.push('');
    else return undefined;
  }
  return pieces;
}

function isAnyString(node: RegexNode): boolean {
  return node.kind === 'repeat' && node.item === ANY_CHARACTER && node.min === 0 && node.max === Infinity;
}
