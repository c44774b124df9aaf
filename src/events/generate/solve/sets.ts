/**
 * Events that belong together: of an event query each alone, of a sequence or sample those that make one, or nearly make
 * one. A set has its events in the order of time, and a claim: whether it is complete.
 */
import type { JoinPlan } from '../../../eql/evaluate/join.ts';
import type { Family, Scalar } from '../../../eql/check/types.ts';
import type { Draft, Drafts } from './drafts.ts';
import type { KeyPlace, Problem } from './problem.ts';

export interface Placed {
  readonly stage: number;
  readonly draft: Draft;
  /** Milliseconds after the beginning of the set. */
  readonly at: number;
}

/** How a sequence is laid out in time. */
export interface Layout {
  /** From its first event to its last, in milliseconds; as close together as is natural without it. */
  readonly span?: number;
  /** Stages of another role whose event is there, too: of `until`, or one that must not be. */
  readonly also?: readonly number[];
  /** The last event is left out, or comes from another draft. */
  readonly last?: Draft | 'none';
}

/** Milliseconds between the events of a sequence, where there is room. */
const STEP = 1_000;

export function arrange(problem: Problem, draft: Draft, { span, also = [], last }: Layout = {}): readonly Placed[] {
  const { join } = problem.rule;
  if (join === null) return [{ stage: 0, draft, at: 0 }];
  const terms = termsOf(problem, join);
  const positive = terms.filter((stage) => problem.stages[stage]!.role === 'event');
  const step = Math.min(STEP, Math.floor((join.maxspan ?? Infinity) / (positive.length + 1)));
  const times = positive.map((_, i) => i * step);
  if (span !== undefined) times[times.length - 1] = span;
  const events = positive.map((stage, i): Placed => ({ stage, draft, at: times[i]! }));
  const final = events.at(-1)!;
  if (last !== undefined) events.pop();
  if (last !== undefined && last !== 'none') events.push({ ...final, draft: last });
  for (const stage of also) events.push({ stage, draft, at: momentOf(stage) });
  return events.toSorted((a, b) => a.at - b.at);

  /** Between the events that it stands between; `until` before the last. */
  function momentOf(stage: number): number {
    const before = terms.slice(0, terms.indexOf(stage)).filter((it) => problem.stages[it]!.role === 'event').length;
    const place = problem.stages[stage]!.role === 'until' ? positive.length - 1 : before;
    if (place === 0) return -step / 2;
    return Math.floor(place === times.length ? times.at(-1)! + step / 2 : (times[place - 1]! + times[place]!) / 2);
  }
}

/** The stages in the order of the terms, one with runs so often; `until` is none. */
function termsOf(problem: Problem, join: JoinPlan): readonly number[] {
  return join.stages.map(({ clause }) => problem.stages.findIndex((stage) => stage.clause === clause));
}

/** The draft with a key of its own, so that no other set can join with it; itself where no key is free to choose. */
export function withOwnKey(drafts: Drafts, draft: Draft, number: number): Draft {
  const { problem } = drafts;
  for (const key of problem.keys.filter((it) => isFree(problem, it))) {
    const value = owned(draft.values[key.variables[0]!]![0], problem.variables[key.variables[0]!]!.family, number);
    if (value !== null) return drafts.changed(draft, new Map(key.variables.map((variable) => [variable, [value]])));
  }
  return draft;
}

function isFree({ atoms }: Problem, { variables }: KeyPlace): boolean {
  return !atoms.some((atom) => atom.variables.some((variable) => variables.includes(variable)));
}

function owned(value: Scalar | undefined, family: Family, number: number): Scalar | null {
  if (family === 'string' && typeof value === 'string') return `${value}-${number}`;
  return family === 'integer' && typeof value === 'bigint' ? value + BigInt(number) : null;
}
