/**
 * Every clause on one event: its verdict, the values that made it so, the list entries that fitted. Read off the
 * bitmaps and the leaves that made them; nothing is evaluated by other means.
 */
import type { Span } from '../../text/span.ts';
import type { Scalar } from '../check/types.ts';
import { type RunnableRule, faultOf } from '../evaluate/search.ts';
import { hasBit } from '../evaluate/bitmap.ts';
import { type ClauseBits, type Evaluator, type Evidence, leavesOf } from '../evaluate/evaluator.ts';

export type LeafVerdict = 'true' | 'false' | 'missing' | 'error';

export interface ClauseFinding {
  readonly clause: number;
  readonly verdict: LeafVerdict;
  /** True although, and because, a field that it reads has no value. */
  readonly becauseMissing: boolean;
  /** The run-time error. */
  readonly message?: string;
  /** The values that make the leaf true; for `!=` and `not in`, those that make it false. */
  readonly witnesses: readonly { readonly path: string; readonly value: Scalar }[];
  /** Entries of an `in` or pattern list that some value fits, by their place in the rule. */
  readonly entries: readonly Span[];
}

export function verdictOn(bits: ClauseBits, row: number): LeafVerdict {
  if (bits.error !== null && hasBit(bits.error, row)) return 'error';
  if (hasBit(bits.true, row)) return 'true';
  return bits.empty !== null && hasBit(bits.empty, row) ? 'missing' : 'false';
}

export function inspectRow(
  rule: RunnableRule,
  evidence: Evidence,
  evaluator: Evaluator,
  row: number,
): readonly ClauseFinding[] {
  return rule.clauses.map((clause) => {
    const bits = evidence.clauses[clause.id]!;
    const verdict = verdictOn(bits, row);
    const becauseMissing = verdict === 'true' && bits.empty !== null && hasBit(bits.empty, row);
    const common = { clause: clause.id, verdict, becauseMissing };
    const { plan, isLeaf } = rule.plan.clauses[clause.id]!;
    if (!isLeaf) return { ...common, witnesses: [], entries: [] };
    const states = leavesOf(plan).map((leaf) => evaluator.stateOf(leaf));
    const witnesses = states.flatMap((state) => (hasBit(state.true, row) ? state.witnessesOn(row) : []));
    // Of this rule's leaves: a state is kept by its text, and its leaf may stand elsewhere in an older rule.
    const entries = leavesOf(plan).flatMap((leaf) =>
      leaf.entries.filter((entry) => witnesses.some(({ value }) => entry.test(value))).map((entry) => entry.span),
    );
    const message = verdict === 'error' ? faultOf(rule.plan, clause, bits, evaluator, row) : null;
    return { ...common, witnesses, entries, ...(message === null ? {} : { message }) };
  });
}
