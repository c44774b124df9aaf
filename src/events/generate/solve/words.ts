/** What is said of a set of events, and of a point that no event covers. */
import type { Draft, Drafts } from './drafts.ts';
import type { Formula } from './formula.ts';
import type { Problem } from './problem.ts';
import type { Conflict, Literal } from './theory.ts';

/** Longest text of a clause that is quoted whole. */
const QUOTED = 90;
const MOST_NAMED = 3;

export function quoted(text: string): string {
  return `\`${text.length <= QUOTED ? text : `${text.slice(0, QUOTED - 1)}…`}\``;
}

/** `a`, `b` and `c`, the first few. */
function listed(parts: readonly string[], word: 'and' | 'or'): string {
  const shown =
    parts.length > MOST_NAMED + 1 ? [...parts.slice(0, MOST_NAMED), `${parts.length - MOST_NAMED} more`] : parts;
  if (shown.length < 2) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1)!}`;
}

/** The conditions of a stage that alone decide its filter's verdict on a draft. */
function deciders(drafts: Drafts, draft: Draft, stage: number): readonly number[] {
  return drafts.problem.conditions
    .filter((condition) => condition.stage === stage && drafts.hasSay(draft, condition.index))
    .map(({ index }) => index);
}

/** Why the filter of a stage does not fit: "kept out by `x` alone". */
export function keptOut(drafts: Drafts, draft: Draft, stage: number): string {
  const texts = deciders(drafts, draft, stage).map((index) => quoted(drafts.problem.conditions[index]!.text));
  if (texts.length === 0) return 'kept out by several clauses at once';
  return texts.length === 1 ? `kept out by ${texts[0]} alone` : `kept out by each of ${listed(texts, 'and')}`;
}

/** By which parts of the `or`s it fits. */
export function fitsBy(
  problem: Problem,
  chosen: readonly { readonly formula: Formula; readonly wanted: boolean }[],
): string {
  const texts = chosen.map(({ formula, wanted }) => `${wanted ? '' : 'not '}${quoted(textOf(problem, formula))}`);
  return texts.length === 0 ? '' : ` by ${listed(texts, 'and')}`;
}

function textOf(problem: Problem, formula: Formula): string {
  switch (formula.kind) {
    case 'condition':
      return problem.conditions[formula.index]!.text;
    case 'not':
      return `not ${textOf(problem, formula.operand)}`;
    case 'and':
    case 'or':
      return formula.operands.map((operand) => textOf(problem, operand)).join(` ${formula.kind} `);
    case 'atom':
      return atomText(problem, formula.index);
    case 'constant':
      return String(formula.value);
  }
}

/** Why no event covers a point. `isProof`: none can. */
export function whyNot(
  problem: Problem,
  { isProof, conflicts }: { readonly isProof: boolean; readonly conflicts: readonly Conflict[] },
): string {
  const reasons = [...new Set(conflicts.filter((it) => it.isProof === isProof).map((it) => reasonOf(problem, it)))];
  if (!isProof) {
    const [about] = reasons;
    return about === undefined ? 'not found within the bounds of the search' : `no values found for ${about}`;
  }
  if (reasons.length === 0) return 'whatever its verdict is, the clauses around it decide';
  if (reasons.length === 1) return reasons[0]!;
  return `every way is barred: ${listed(reasons, 'and')}`;
}

function reasonOf(problem: Problem, { literals, isProof }: Conflict): string {
  const inOrder = literals.toSorted((a, b) => a.atom - b.atom || Number(b.wanted) - Number(a.wanted));
  const texts = [...new Set(inOrder.map((literal) => literalText(problem, literal)))];
  if (!isProof) return texts.length === 0 ? 'the join keys' : listed(texts, 'and');
  if (texts.length === 0) return 'the stages can have no join keys in common';
  if (texts.length === 1) return `${texts[0]} can never be so`;
  return `these ${texts.length === 2 ? 'two' : texts.length} clauses exclude each other: ${listed(texts, 'and')}`;
}

/** The clause that an atom is, with its verdict: `not` where it is to be false. */
function literalText(problem: Problem, { atom, wanted }: Literal): string {
  for (const { formula, text } of problem.conditions) {
    if (formula.kind === 'atom' && formula.index === atom) return `${wanted ? '' : 'not '}${quoted(text)}`;
    if (formula.kind === 'not' && formula.operand.kind === 'atom' && formula.operand.index === atom) {
      return `${wanted ? 'not ' : ''}${quoted(text)}`;
    }
  }
  return `${wanted ? '' : 'not '}${quoted(atomText(problem, atom))}`;
}

function atomText(problem: Problem, atom: number): string {
  return problem.atoms[atom]!.leaf.key.split('\n')[0]!;
}
