/**
 * One event under a sequence or sample: which stages it fills, and what became of it there.
 */
import { hasBit } from '../evaluate/bitmap.ts';
import type { EventTable } from '../evaluate/column.ts';
import type { Evaluator } from '../evaluate/evaluator.ts';
import { type RunnableRule, type SearchOptions, type SearchResult, stageBits } from '../evaluate/search.ts';
import type { StageBits } from '../evaluate/sequence.ts';
import { duration } from '../../text/duration.ts';
import { stagesOf } from '../syntax/ast.ts';
import { Candidates } from './candidates.ts';
import { endingInWords, type FateWords, keyDifference, positiveStageNames } from './fateWords.ts';
import { keyNames, keyTexts } from './keyTexts.ts';
import { positiveStages } from './surroundings.ts';

/** A filter of a sequence or sample, as a person counts it. */
export interface StageFacts {
  /** Number of its clause. */
  readonly clause: number;
  /** `stage 2 of 3`, `the until filter`, `missing stage 2 of 3`. */
  readonly name: string;
}

export function stagesOfRule(rule: RunnableRule): readonly StageFacts[] {
  const { query, clauses } = rule;
  if (query.kind === 'event') return [];
  const count = query.stages.length;
  return stagesOf(query).map((stage, place) => {
    const name =
      stage === query.until ? 'the until filter' : `${stage.missing ? 'missing ' : ''}stage ${place + 1} of ${count}`;
    return { clause: clauses[0]!.children[place]!, name };
  });
}

/** The filters that an event fits. */
export function stagesFilled(rule: RunnableRule, result: SearchResult, row: number): readonly StageFacts[] {
  return stagesOfRule(rule).filter((stage) => hasBit(result.evidence.clauses[stage.clause]!.true, row));
}

export interface FateContext {
  readonly table: EventTable;
  readonly evaluator: Evaluator;
  readonly options: SearchOptions;
  /** How the page names an event. */
  readonly nameOf: (row: number) => string;
}

/** What an event of a sequence did, in one sentence; it fills a stage and is part of nothing complete. */
export function fateOf(rule: RunnableRule, result: SearchResult, row: number, context: FateContext): string {
  const words = fateWordsOf(rule, result, context);
  if (words === null) return 'The other filters have no event with the same keys.';
  const [first, ...others] = words.candidates.ofRow(row);
  if (first === undefined) return withoutCandidate(words, result, row);
  const longest = others.reduce((best, next) => (next.pending.stage >= best.pending.stage ? next : best), first);
  return endingInWords(longest, words);
}

/** The candidates of a result, found when they are first asked for. */
const found = new WeakMap<SearchResult, Candidates>();

/** What the words of a sequence are made from; null for a sample. */
export function fateWordsOf(rule: RunnableRule, result: SearchResult, context: FateContext): FateWords | null {
  const { join, query } = rule;
  if (join === null || query.kind === 'event' || join.kind !== 'sequence') return null;
  const { evaluator, options, table, nameOf } = context;
  let candidates = found.get(result);
  if (candidates === undefined) {
    const timeline = evaluator.timeline(options);
    const bitsOf = joinedBits(result, table);
    candidates = new Candidates({ join, keys: evaluator.keysOf(join), timeline, bitsOf });
    found.set(result, candidates);
  }
  const { space } = candidates.parts.keys;
  const stageNames = positiveStageNames(query);
  return { candidates, keyNames: keyNames(join), keyTexts: keyTexts(join, table, space), stageNames, nameOf };
}

/** The events that fit each filter. */
export function joinedBits({ evidence, removal }: SearchResult, table: EventTable): StageBits {
  return stageBits(evidence, table, removal);
}

function withoutCandidate(words: FateWords, { evidence }: SearchResult, row: number): string {
  const { candidates, keyTexts: textsOf, keyNames: names, nameOf } = words;
  const { join, keys } = candidates.parts;
  const positive = positiveStages(join);
  const fits = positive.filter((stage) => hasBit(evidence.clauses[stage.clause]!.true, row));
  if (fits.length === 0) return 'It can only end or forbid a sequence.';
  if (fits.every((stage) => keys.of(stage.keys).of(row).length === 0)) {
    return 'A join key of it has no value, so the sequence does not see it.';
  }
  const late = candidates.lateFor(row);
  if (late !== null) {
    return `It came ${duration(late.over)} after maxspan for the sequence of ${nameOf(late.pending.first)}.`;
  }
  const other = candidates.awaiting(row);
  const [tuple] = other === null ? [] : keys.of(positive[other.pending.stage + 1]!.keys).of(row);
  if (other === null || tuple === undefined) return 'No sequence with its keys was waiting for it.';
  const difference = keyDifference(textsOf(other.tuple), textsOf(tuple), names);
  return `No sequence with its keys was waiting for it: ${nameOf(other.pending.row)} waits ${difference}.`;
}
