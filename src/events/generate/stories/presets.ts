/** Mixes worth having by name. */
import { defaultKnobs, type Knobs } from './knobs.ts';

interface Preset {
  readonly title: string;
  readonly does: string;
  readonly knobs: Pick<Knobs, 'mix' | 'noise'>;
}

export const presets = {
  intrusion: {
    title: 'Intrusion in the noise',
    does: 'Builds, operators and intruders, in a cluster that goes on by itself.',
    knobs: { mix: defaultKnobs.mix, noise: defaultKnobs.noise },
  },
  quiet: {
    title: 'Quiet cluster',
    does: 'Probes, cron and pod starts; now and then somebody looks into a pod.',
    knobs: { mix: { operators: 1 }, noise: 0.9 },
  },
  builds: {
    title: 'CI noise',
    does: 'Builds, packages and notebooks: every shell with -i is a false positive.',
    knobs: { mix: { work: 1 }, noise: 0.3 },
  },
  'break-in': {
    title: 'Intruders alone',
    does: 'Nothing but intruders: what a rule finds, and what it misses.',
    knobs: { mix: { intruders: 1 }, noise: 0 },
  },
  everybody: {
    title: 'Everybody',
    does: 'All actors alike, so that few events tell every situation.',
    knobs: { mix: { work: 1, operators: 1, intruders: 1 }, noise: 0.25 },
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
