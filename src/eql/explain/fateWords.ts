/**
 * How a candidate of a sequence ended, in one sentence that names the cause: what came, how late, under which key.
 */
import { duration } from '../../text/duration.ts';
import { type JoinedQuery, stagesOf } from '../syntax/ast.ts';
import type { Candidate, Candidates } from './candidates.ts';
import { contrasted, type KeyTuple, timeText } from './keyTexts.ts';
import { positiveStages } from './surroundings.ts';

export interface FateWords {
  readonly candidates: Candidates;
  readonly keyNames: readonly string[];
  readonly keyTexts: (tuple: number) => KeyTuple;
  /** Names of the positive terms: `stage 2`. */
  readonly stageNames: readonly string[];
  /** How the page names an event. */
  readonly nameOf: (row: number) => string;
}

/** The positive terms as a person counts them: by the stages of the query, and by runs where there are some. */
export function positiveStageNames(query: JoinedQuery): readonly string[] {
  return stagesOf(query).flatMap((stage, place) => {
    if (stage.missing || stage === query.until) return [];
    const name = `stage ${place + 1}`;
    if (stage.runs === 1) return [name];
    return Array.from({ length: stage.runs }, (_, run) => `${name}, run ${run + 1} of ${stage.runs}`);
  });
}

export function endingInWords(candidate: Candidate, words: FateWords): string {
  const { ending, pending, over } = candidate;
  const { milliseconds } = words.candidates.parts.timeline;
  const by = words.candidates.endedBy(candidate);
  const name = words.nameOf(by);
  const next = words.stageNames[pending.stage + 1] ?? '';
  switch (ending) {
    case 'completed':
      return `Complete in ${duration(milliseconds[by]! - milliseconds[pending.first]!)}.`;
    case 'replaced':
      return `A newer event took its place before ${next} came: ${name}.`;
    case 'expired':
      return `${capital(next)} (${name}) came ${duration(over)} after maxspan.`;
    case 'until':
      return endedByUntil(by, words);
    case 'missing':
      return `A missing-event term forbids it: ${name} occurred at ${clockTime(milliseconds[by]!)}.`;
    case 'waiting':
      return waitingInWords(candidate, next, words);
  }
}

function endedByUntil(row: number, { candidates, nameOf }: FateWords): string {
  return `Ended by until at ${clockTime(candidates.parts.timeline.milliseconds[row]!)}: ${nameOf(row)}.`;
}

function waitingInWords(candidate: Candidate, next: string, words: FateWords): string {
  const { candidates, keyNames, nameOf } = words;
  const { milliseconds } = candidates.parts.timeline;
  const { pending, tuple } = candidate;
  const instead = candidates.insteadOf(candidate);
  const same = keyNames.length === 0 ? '' : ' with the same keys';
  if (instead === null) return `Waits for ${next}: no later event${same} fits.`;
  const { kind, row } = instead;
  const distance = Math.abs(milliseconds[row]! - milliseconds[pending.row]!);
  switch (kind) {
    case 'until':
      return endedByUntil(row, words);
    case 'key':
      return `Key differs: ${next} (${nameOf(row)}) came ${duration(distance)} later ${difference(row, pending.stage + 1, tuple, words)}.`;
    case 'order':
      return `Waits for ${next}: with the same keys it came ${duration(distance)} too early (${nameOf(row)}).`;
  }
}

/** `with "cd", not "ab"`; where there are several keys, with the name of those that differ. */
function difference(row: number, stage: number, tuple: number, words: FateWords): string {
  const { candidates, keyNames, keyTexts } = words;
  const { join, keys } = candidates.parts;
  const [other] = keys.of(positiveStages(join)[stage]!.keys).of(row);
  if (other === undefined) return `without a value of ${keyNames.join(' or ')}`;
  return keyDifference(keyTexts(other), keyTexts(tuple), keyNames);
}

/** `with "cd", not "ab"`, `with user.id "33", not "0"`. */
export function keyDifference(one: KeyTuple, other: KeyTuple, keyNames: readonly string[]): string {
  const parts = keyNames.flatMap((name, place) => {
    const left = one[place] ?? null;
    const right = other[place] ?? null;
    if (left === right) return [];
    const [here, there] = contrasted(left, right);
    return `${keyNames.length === 1 ? '' : `${name} `}${here}, not ${there}`;
  });
  return `with ${parts.join(' and ')}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `08:02:11`, with milliseconds where there are some, in UTC. */
function clockTime(milliseconds: number): string {
  const text = timeText(milliseconds);
  const [, time = text] = /T(.*?)(?:\.000)?Z$/.exec(text) ?? [];
  return time;
}
