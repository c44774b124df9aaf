/**
 * The answer for one event: in one sentence, in a few words for a list, and as the leaves that decide. Event queries are
 * answered from their clauses; sequences and samples from their stages and what became of the event there.
 */
import { hasBit } from '../evaluate/bitmap.ts';
import type { RunnableRule, SearchResult } from '../evaluate/search.ts';
import { type Blockers, blockersOf, supportOf } from './blockers.ts';
import { removedReason, removedSentence } from './removed.ts';
import { reasonFor, sentenceFor } from './sentence.ts';
import { type FateContext, fateOf, stagesFilled, stagesOfRule } from './stages.ts';

export interface ShortAnswer {
  /** In a few words; empty for a match of an event query. */
  readonly reason: string;
  /** Size of the smallest blocker sets; 0 for a match, and where there is no such number. */
  readonly distance: number;
}

export interface Answer {
  readonly sentence: string;
  /** Leaves of one smallest blocker set; for a match, those that it rests on. */
  readonly deciding: readonly number[];
  /** Of an event that does not match: of a sequence, what keeps it out of the nearest stage. */
  readonly blockers: Blockers | null;
}

export function shortAnswer(rule: RunnableRule, result: SearchResult, row: number): ShortAnswer {
  const { evidence } = result;
  if (hasBit(result.removed, row)) return { reason: removedReason(result, row), distance: 0 };
  if (hasBit(evidence.errors, row)) return { reason: 'run-time error', distance: 0 };
  if (rule.join !== null) {
    const filled = stagesFilled(rule, result, row);
    return { reason: filled.map((stage) => stage.name).join(', '), distance: 0 };
  }
  if (hasBit(evidence.matches, row)) return { reason: '', distance: 0 };
  const blockers = blockersOf(rule.clauses, evidence, row);
  // No choice of leaves may do: then there is no distance.
  const distance = Number.isFinite(blockers.size) ? blockers.size : 0;
  return { reason: reasonFor(rule.clauses, blockers), distance };
}

export function answerFor(rule: RunnableRule, result: SearchResult, row: number, context: FateContext): Answer {
  const { evidence } = result;
  const { clauses } = rule;
  if (hasBit(result.removed, row)) return removedAnswer(rule, result, row, context);
  if (rule.join !== null && !hasBit(evidence.errors, row)) return joinedAnswer(rule, result, row, context);
  const blockers = blockersOf(clauses, evidence, row);
  const sentence = sentenceFor(clauses, evidence, row, blockers);
  if (hasBit(evidence.matches, row)) return { sentence, deciding: supportOf(clauses, evidence, row), blockers: null };
  return { sentence, deciding: blockers.sets[0] ?? [], blockers: hasBit(evidence.errors, row) ? null : blockers };
}

/** What the rule says of an event that exceptions take away is said, too: whether they are what keeps it out. */
function removedAnswer(rule: RunnableRule, result: SearchResult, row: number, context: FateContext): Answer {
  const { evidence } = result;
  const lead = removedSentence(rule, result, row, context.nameOf);
  if (rule.join !== null) {
    const filled = stagesFilled(rule, result, row);
    const fits =
      filled.length === 0 ? 'It fits no filter.' : `It fits ${filled.map(({ name }) => name).join(' and ')}.`;
    const deciding = filled.flatMap(({ clause }) => supportOf(rule.clauses, evidence, row, clause));
    return { sentence: `${lead} ${fits}`, deciding, blockers: null };
  }
  if (hasBit(evidence.clauses[0]!.true, row)) {
    return { sentence: `${lead} The rule fits it.`, deciding: supportOf(rule.clauses, evidence, row), blockers: null };
  }
  const blockers = blockersOf(rule.clauses, evidence, row);
  const sentence = `${lead} The rule does not fit it either. ${sentenceFor(rule.clauses, evidence, row, blockers)}`;
  return { sentence, deciding: blockers.sets[0] ?? [], blockers: null };
}

function joinedAnswer(rule: RunnableRule, result: SearchResult, row: number, context: FateContext): Answer {
  const { evidence } = result;
  const { clauses } = rule;
  const filled = stagesFilled(rule, result, row);
  const deciding = filled.flatMap((stage) => supportOf(clauses, evidence, row, stage.clause));
  const names = filled.map((stage) => stage.name).join(' and ');
  if (hasBit(evidence.matches, row)) {
    const count = result.allJoined.filter(({ rows }) => rows.includes(row)).length;
    const what = `${count} complete ${rule.join?.kind}${count === 1 ? '' : 's'}`;
    return { sentence: `Matches: ${names}, in ${what}.`, deciding, blockers: null };
  }
  if (filled.length > 0) {
    const sentence = `Partial: fits ${names}. ${fateOf(rule, result, row, context)}`;
    return { sentence, deciding, blockers: null };
  }
  return nearestStage(rule, result, row);
}

/** The filter that the fewest leaves keep the event out of. */
function nearestStage(rule: RunnableRule, { evidence }: SearchResult, row: number): Answer {
  let nearest: { name: string; blockers: Blockers } | null = null;
  for (const { clause, name } of stagesOfRule(rule)) {
    const blockers = blockersOf(rule.clauses, evidence, row, clause);
    if (nearest === null || blockers.size < nearest.blockers.size) nearest = { name, blockers };
  }
  if (nearest === null) return { sentence: '', deciding: [], blockers: null };
  const why = sentenceFor(rule.clauses, evidence, row, nearest.blockers);
  const { blockers } = nearest;
  const sentence = `Fits no filter; nearest is ${nearest.name}. ${why}`;
  return { sentence, deciding: blockers.sets[0] ?? [], blockers };
}
