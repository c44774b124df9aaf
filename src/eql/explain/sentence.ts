/** The answer for one event in one sentence (page.md 2), and the short reason that a list row shows. */
import type { Clause } from '../syntax/clauses.ts';
import { hasBit } from '../evaluate/bitmap.ts';
import type { Evidence } from '../evaluate/evaluator.ts';
import { type Blockers, isLeafClause } from './blockers.ts';
import { verdictOn } from './inspect.ts';
import { shortened } from '../../text/shortened.ts';

/** Longest text of a clause that is quoted whole. */
const QUOTED = 60;
/** Clauses that a sentence names. */
const MOST_SHOWN = 3;

export function sentenceFor(clauses: readonly Clause[], evidence: Evidence, row: number, blockers: Blockers): string {
  if (hasBit(evidence.errors, row)) return 'No verdict: a run-time error decides. A search over this event would fail.';
  if (hasBit(evidence.matches, row)) {
    const leaves = clauses.filter(isLeafClause);
    const true_ = leaves.filter((leaf) => hasBit(evidence.clauses[leaf.id]!.true, row)).length;
    if (leaves.length === 0) return 'Matches every event.';
    return true_ === leaves.length
      ? `Matches: ${allOf(leaves.length)} true.`
      : `Matches: ${true_} of ${leaves.length} clauses are true, and they are enough.`;
  }
  const [first] = blockers.sets;
  if (first === undefined) return 'Cannot match: no choice of clauses makes this rule true.';
  const parts = distinct(clauses, first).map(
    (clause) => `${quoted(clause)} is ${verdictOn(evidence.clauses[clause.id]!, row)}`,
  );
  const count = parts.length === 1 ? 'one clause' : `${parts.length} clauses`;
  const shown =
    parts.length > MOST_SHOWN ? [...parts.slice(0, MOST_SHOWN), `${parts.length - MOST_SHOWN} more`] : parts;
  return `Kept out by ${count}: ${joined(shown)}.${otherWays(blockers)}`;
}

function allOf(count: number): string {
  if (count === 1) return 'its one clause is';
  return count === 2 ? 'both clauses are' : `all ${count} clauses are`;
}

function otherWays({ exact, total }: Blockers): string {
  if (!exact) return ' An estimate: too many clauses of this rule repeat.';
  const count = total - 1;
  if (count === 0) return '';
  if (count === 1) return ' There is one other way as short.';
  return ` There are ${count.toLocaleString('en')} other ways as short.`;
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

function quoted({ text }: Clause): string {
  return shortened(text, QUOTED);
}

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
