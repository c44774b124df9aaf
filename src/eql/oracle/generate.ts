/** Random rules with random events to run them on; the same seed gives the same cases. */
import fc from 'fast-check';
import { anyEvent, anyEvents } from './generateEvents.ts';
import { anyRule } from './generateRules.ts';

export interface Case {
  readonly rule: string;
  readonly events: readonly object[];
  readonly mapping: 'open' | 'closed';
}

export const anyCase: fc.Arbitrary<Case> = fc.record({
  rule: anyRule,
  events: anyEvents,
  mapping: fc.constantFrom('closed', 'closed', 'open'),
});

export function sampleCases(seed: number, count: number): readonly Case[] {
  return fc.sample(anyCase, { seed, numRuns: count });
}

export function sampleEvents(seed: number, count: number): readonly object[] {
  return fc.sample(anyEvent, { seed, numRuns: count });
}
