/** What is to be made for a rule, as it was chosen the last time. */
import { useMemo } from 'react';
import type { RuleOrder } from '../../app/ruleEvents.ts';
import { isBoolean, useRemembered } from '../remember.ts';

/** In the order of the dialog. */
export const choices = {
  ways: { title: 'Matches', does: 'One for each way in which the rule can match.' },
  points: { title: 'Near misses', does: 'Each condition true and false where it decides, and nothing else changed.' },
  endings: { title: 'Endings', does: 'What completes the sequence, and what breaks it: too late, another key, until.' },
  edges: {
    title: 'Boundary values',
    does: 'Other letter case, one more or less, a field that is missing, null or empty.',
  },
  entries: { title: 'List entries', does: 'One for each entry of each list.' },
} as const;

export type ChoiceName = keyof typeof choices;

export type Chosen = Readonly<Record<ChoiceName | 'onlyMissing' | 'isLabelled', boolean>>;

const AS_USUAL: Chosen = {
  ways: true,
  points: true,
  endings: true,
  edges: false,
  entries: false,
  onlyMissing: false,
  isLabelled: true,
};

const isChosen = (value: unknown): value is Chosen =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(AS_USUAL).every((key) => isBoolean((value as Readonly<Record<string, unknown>>)[key]));

export function useRuleChoices(): readonly [Chosen, (changes: Partial<Chosen>) => void] {
  const [chosen, setChosen] = useRemembered('ruleEvents', isChosen, AS_USUAL);
  return [chosen, (changes) => setChosen({ ...chosen, ...changes })];
}

/** Null where nothing is chosen. */
export function useRuleOrder(chosen: Chosen, hasEvents: boolean, isJoined: boolean): RuleOrder | null {
  const { ways, points, endings, edges, entries, onlyMissing } = chosen;
  return useMemo(() => {
    if (!ways && !points && !(endings && isJoined) && !edges && !entries) return null;
    return {
      ways,
      points,
      endings: endings ? 'all' : [],
      edges,
      entries,
      clauses: null,
      seed: '1',
      onlyMissing: onlyMissing && hasEvents,
    };
  }, [ways, points, endings, edges, entries, onlyMissing, hasEvents, isJoined]);
}
