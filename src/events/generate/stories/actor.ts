import type { Random } from './random.ts';
import type { Scene } from './scene.ts';
import type { Label, SituationId } from './situations.ts';

/** Who acts, in the order in which the page lists them. */
export const groups = {
  cluster: {
    title: 'The cluster itself',
    does: 'Pods start, probes ask, cron calls: what goes on when nobody does anything.',
  },
  work: { title: 'Builds and tools', does: 'CI runners, packages, editors and notebooks. They open shells, too.' },
  operators: { title: 'Operators', does: 'People who look into pods, with kubectl exec and what there is besides.' },
  intruders: { title: 'Intruders', does: 'Reverse shells, stolen tokens, and ways out of the container.' },
} as const satisfies Record<string, { readonly title: string; readonly does: string }>;

export type GroupName = keyof typeof groups;

/** The label of an event that tells no situation: an intruder's other acts are the business of other rules. */
export const groupLabels: Readonly<Record<GroupName, Label | null>> = {
  cluster: 'benign',
  work: 'benign',
  operators: 'benign',
  intruders: null,
};

/** One kind of story. */
export interface Actor {
  readonly title: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** Every situation that one of its stories may tell. */
  readonly tells: readonly SituationId[];
  /** Writes one story into the scene, a different one each time. */
  readonly play: (scene: Scene, random: Random) => void;
}
