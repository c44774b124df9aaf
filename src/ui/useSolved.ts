/** What could be made for the rule, asked while somebody looks at it; a newer order stops the one before. */
import { useEffect, useState } from 'react';
import type { StepProgress } from '../app/state.ts';
import type { RuleOrder, Solved } from '../app/ruleEvents.ts';
import { useActions } from './useApp.ts';

export type Solving =
  | { readonly kind: 'working'; readonly progress: StepProgress | null }
  | { readonly kind: 'stopped' }
  /** The rule has an error. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'solved'; readonly solved: Solved };

export interface SolvedState {
  readonly solving: Solving;
  readonly stop: () => void;
  /** After a stop. */
  readonly restart: () => void;
}

interface Known {
  readonly order: RuleOrder | null;
  readonly version: unknown;
  readonly solving: Solving;
}

const BEGINNING: Solving = { kind: 'working', progress: null };

/**
 * @param order null while nothing is to be asked
 * @param version whatever else the answer depends on
 */
export function useSolved(order: RuleOrder | null, version: unknown): SolvedState {
  const actions = useActions();
  const [known, setKnown] = useState<Known>({ order, version, solving: BEGINNING });
  const [isStopped, setStopped] = useState(false);

  useEffect(() => {
    if (order === null || isStopped) return undefined;
    let isWanted = true;
    const show = (solving: Solving) => {
      if (isWanted) setKnown({ order, version, solving });
    };
    const work = actions.solved(order, (progress) => show({ kind: 'working', progress }));
    void work.done.then((solved) => {
      show(solved === null ? { kind: 'failed' } : { kind: 'solved', solved });
    });
    return () => {
      isWanted = false;
      work.cancel();
    };
  }, [actions, order, version, isStopped]);

  const isCurrent = known.order === order && known.version === version;
  const solving: Solving = isStopped ? { kind: 'stopped' } : isCurrent ? known.solving : BEGINNING;
  return { solving, stop: () => setStopped(true), restart: () => setStopped(false) };
}
