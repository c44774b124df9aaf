/** Solving in turns with whatever else the thread has to do. */
import { pause, TURN } from '../../pause.ts';
import type { Made, Order, Progress } from './order.ts';
import { type Setting, solveRule } from './solve.ts';

export interface SolveOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly shouldCancel?: () => boolean;
}

/** Null for a rule with errors. */
export async function solveInTurns(
  rule: string,
  order: Order,
  setting: Setting,
  { onProgress, shouldCancel }: SolveOptions = {},
): Promise<Made | null | 'cancelled'> {
  const steps = solveRule(rule, order, setting);
  let turnFrom = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - turnFrom < TURN) continue;
    onProgress?.(step.value);
    // One turn after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    await pause();
    if (shouldCancel?.() === true) return 'cancelled';
    turnFrom = performance.now();
  }
}
