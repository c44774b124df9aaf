/** The answer for one event in one sentence (page.md 2), and the short reason that a list row shows. */
import type { Clause } from '../syntax/clauses.ts';
import { hasBit } from '../evaluate/bitmap.ts';
import type { Evidence } from '../evaluate/evaluator.ts';
import { type Blockers, isLeafClause } from './blockers.ts';

/** Longest text of a clause that is quoted whole. */
const QUOTED = 60;

export function sentenceFor(clauses: readonly Clause[], evidence: Evidence, row: number, blockers: Blockers): string {
  if (hasBit(evidence.errors, row)) return 'No verdict: a run-time error decides. A search over this event would fail.';
  if (hasBit(evidence.matches, row)) {
    const leaves = clauses.filter(isLeafClause);
    const true_ = leaves.filter((leaf) => hasBit(evidence.clauses[leaf.id]!.true, row)).length;
    if (leaves.length === 0) return 'Matches every event.';
    return true_ === leaves.length
      ? `Matches: all ${leaves.length} clauses are true.`
      : `Matches: ${true_} of ${leaves.length} clauses are true, and they are enough.`;
  }
  const [first] = blockers.sets;
  if (first === undefined) return 'Cannot match: no choice of clauses makes this rule true.';
  const wishes = distinct(clauses, first).map((clause) => wish(clause, hasBit(evidence.clauses[clause.id]!.true, row)));
  const others = blockers.sets.length - 1;
  const more =
    others === 0
      ? ''
      : ` Or ${others}${blockers.sets.length >= 20 ? ' or more' : ''} other ${others === 1 ? 'way' : 'ways'}.`;
  if (wishes.length > 3)
    return `Would match if ${wishes.length} clauses were different, the first: ${wishes[0]}.${more}`;
  return `Would match if ${joined(wishes)}.${more}`;
}

/** `process.interactive`, `process.args, process.name`: the fields in the way, or the clause where it reads none. */
export function reasonFor(clauses: readonly Clause[], blockers: Blockers): string {
  const [first] = blockers.sets;
  if (first === undefined || blockers.size === 0) return '';
  const names = distinct(clauses, first).map((clause) => clause.fields[0] ?? clause.text);
  return [...new Set(names)].join(', ');
}

/** Equal leaves once. */
function distinct(clauses: readonly Clause[], ids: readonly number[]): readonly Clause[] {
  const byText = new Map(ids.map((id) => [clauses[id]!.text, clauses[id]!] as const));
  return [...byText.values()];
}

function wish(clause: Clause, isTrue: boolean): string {
  const text = clause.text.length <= QUOTED ? clause.text : `${clause.text.slice(0, QUOTED - 1)}…`;
  return `${text} were ${isTrue ? 'not true' : 'true'}`;
}

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
