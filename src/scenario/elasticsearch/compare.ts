/**
 * A cluster's answer beside our own verdicts, event by event. The answer is that of `_eql/search` (eql.md 7.8): an event
 * matches there if it is among the events, or in one of the sequences.
 */
import type { JsonObject, JsonValue } from '../scenario.ts';

export interface ClusterAnswer {
  /** Ids of the events that match. */
  readonly ids: ReadonlySet<string>;
  /** Results in the answer: events or sequences. Equal to what was asked for at most, there may be more. */
  readonly results: number;
}

export interface Disagreement {
  readonly id: string;
  readonly here: 'match' | 'no match';
  readonly there: 'match' | 'no match';
}

/** The matching events of an answer, or what is wrong with it. */
export function readAnswer(text: string): ClusterAnswer | { readonly problem: string } {
  let answer: JsonValue;
  try {
    answer = JSON.parse(text) as JsonValue;
  } catch (error) {
    return { problem: `The answer is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isObject(answer)) return { problem: 'The answer is not an object.' };
  const { error } = answer;
  if (error !== undefined) return { problem: `The cluster refused: ${reasonOf(error)}` };
  const { hits } = answer;
  if (!isObject(hits)) return { problem: 'The answer has no hits: paste the whole answer of _eql/search.' };
  const groups = listOf(hits['sequences'])?.map(eventsOf) ?? listOf(hits['events'])?.map((event) => [event]);
  if (groups === undefined) return { problem: 'The answer has neither events nor sequences: is it of _eql/search?' };
  const ids = groups.flat().flatMap(idOf);
  return { ids: new Set(ids), results: groups.length };
}

/** The events of which the two sides say different things; `ours`: every event that was sent, and whether it matches. */
export function disagreements(
  ours: ReadonlyMap<string, boolean>,
  { ids }: Pick<ClusterAnswer, 'ids'>,
): readonly Disagreement[] {
  const found: Disagreement[] = [];
  for (const [id, matches] of ours) {
    if (matches !== ids.has(id)) found.push({ id, here: word(matches), there: word(!matches) });
  }
  for (const id of ids) if (!ours.has(id)) found.push({ id, here: 'no match', there: 'match' });
  return found;
}

function word(matches: boolean): 'match' | 'no match' {
  return matches ? 'match' : 'no match';
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
}

function eventsOf(sequence: JsonValue): readonly JsonValue[] {
  return (isObject(sequence) ? listOf(sequence['events']) : undefined) ?? [];
}

/** None of the placeholder of a missing event. */
function idOf(event: JsonValue): readonly string[] {
  return isObject(event) && event['missing'] !== true && typeof event['_id'] === 'string' ? [event['_id']] : [];
}

/** Ids of the events that a bulk answer says were refused, with the reason. */
export function readBulkAnswer(text: string): ReadonlyMap<string, string> | { readonly problem: string } {
  let answer: JsonValue;
  try {
    answer = JSON.parse(text) as JsonValue;
  } catch {
    return { problem: 'The answer of _bulk is not JSON.' };
  }
  const items = isObject(answer) ? listOf(answer['items']) : undefined;
  if (items === undefined) {
    return {
      problem:
        isObject(answer) && answer['error'] !== undefined
          ? reasonOf(answer['error'])
          : 'The answer of _bulk has no items.',
    };
  }
  const refused = new Map<string, string>();
  for (const item of items) {
    const [result] = isObject(item) ? Object.values(item) : [];
    if (!isObject(result) || result['error'] === undefined) continue;
    refused.set(typeof result['_id'] === 'string' ? result['_id'] : '', reasonOf(result['error']));
  }
  return refused;
}

function reasonOf(error: JsonValue): string {
  if (typeof error === 'string') return error;
  if (!isObject(error)) return 'no reason is given';
  const { type, reason } = error;
  return [type, reason].filter((part) => typeof part === 'string').join(': ');
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
