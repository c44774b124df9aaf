/**
 * What can be set about stories. The same knobs always tell the same stories, to the byte, so knobs can stand for the
 * events: in a link, on a command line, in a bug report.
 *
 * As JSON they are small: `stories` is the version, what is left out has its default, and there is one spelling for each
 * set of knobs (`knobsText`). Version 1 is told the same for ever; what would change it is version 2.
 */
import * as v from 'valibot';
import type { Diagnostic } from '../../../text/diagnostic.ts';
import { actors, type ActorName } from './actors/index.ts';
import { type GroupName, groups } from './actor.ts';

export type MixKey = GroupName | ActorName;

export interface Knobs {
  /** Version. */
  readonly stories: 1;
  /** Any text. */
  readonly seed: string;
  /** How many events. */
  readonly count: number;
  /** When the first story begins, as ISO text in UTC. */
  readonly start: string;
  /** Within how many seconds stories begin. */
  readonly span: number;
  /** Who acts how often: weights of groups and of single actors. A group shares its weight among its actors. */
  readonly mix: Readonly<Partial<Record<MixKey, number>>>;
  /** Share of the events, 0 to 1, that the cluster itself makes besides. */
  readonly noise: number;
  /** Share of short processes that are reported as one document, with fork, exec and end in it. */
  readonly merged: number;
  /** Share of other processes whose fork and end are reported, too. */
  readonly steps: number;
}

export const defaultKnobs: Knobs = {
  stories: 1,
  seed: '1',
  count: 500,
  start: '2026-03-02T09:00:00.000Z',
  span: 3600,
  mix: { work: 3, operators: 3, intruders: 2 },
  noise: 0.5,
  merged: 0.2,
  steps: 0.1,
};

export const MOST_EVENTS = 1_000_000;
const LONGEST_SPAN = 30 * 24 * 3600;
const HIGHEST_WEIGHT = 100;
const LONGEST_SEED = 100;

const MIX_KEYS = [...Object.keys(groups), ...actors.map(({ name }) => name)] as readonly MixKey[];

function whole(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message));
}

const share = v.pipe(
  v.number('must be a number from 0 to 1'),
  v.minValue(0, 'must be a number from 0 to 1'),
  v.maxValue(1, 'must be a number from 0 to 1'),
);

const seed = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.integer(), v.transform(String))], 'must be text or a whole number'),
  v.maxLength(LONGEST_SEED, `must not be longer than ${LONGEST_SEED} characters`),
);

/** Years of four digits, which have one spelling. */
const START = /^(?:19[7-9]\d|[2-9]\d{3})-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/;

const start = v.pipe(
  v.string('must be a time such as "2026-03-02T09:00:00Z"'),
  v.check(
    (text) => START.test(text) && !Number.isNaN(Date.parse(text)),
    'must be a time such as "2026-03-02T09:00:00Z"',
  ),
  v.transform((text) => new Date(text).toISOString()),
);

const mix = v.pipe(
  v.record(
    v.picklist(MIX_KEYS, ({ input }) => `has no actor or group ${String(input)}`),
    whole(0, HIGHEST_WEIGHT),
    'must be an object of weights',
  ),
  v.check((weights) => Object.values(weights).some((weight) => weight > 0), 'must have a weight above 0'),
  v.transform(orderedMix),
);

const schema = v.strictObject(
  {
    stories: v.literal(1, 'must be 1: other versions cannot be told here'),
    seed: v.exactOptional(seed, defaultKnobs.seed),
    count: v.exactOptional(whole(1, MOST_EVENTS), defaultKnobs.count),
    start: v.exactOptional(start, defaultKnobs.start),
    span: v.exactOptional(whole(1, LONGEST_SPAN), defaultKnobs.span),
    mix: v.exactOptional(mix, defaultKnobs.mix),
    noise: v.exactOptional(share, defaultKnobs.noise),
    merged: v.exactOptional(share, defaultKnobs.merged),
    steps: v.exactOptional(share, defaultKnobs.steps),
  },
  ({ expected }) => (expected === 'never' ? 'is no knob' : 'must be an object'),
);

export type KnobsReading =
  | { readonly ok: true; readonly knobs: Knobs }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Knobs from JSON that was read already; what is left out has its default. */
export function readKnobs(value: unknown): KnobsReading {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return { ok: true, knobs: parsed.output };
  return {
    ok: false,
    diagnostics: parsed.issues.map((issue) => {
      const path = (issue.path ?? []).map(({ key }) => String(key)).join('.');
      const missing = issue.received === 'undefined' ? 'is missing' : issue.message;
      return {
        code: 'stories/knobs',
        severity: 'error' as const,
        ...(path !== '' && { path }),
        message: `${path === '' ? 'The knobs' : path} ${missing}.`,
      };
    }),
  };
}

/** The one spelling of some knobs: what is as usual is left out, and the mix is in the order of the actors. */
export function knobsText(knobs: Knobs): string {
  return JSON.stringify(shortKnobs(knobs));
}

export function shortKnobs(knobs: Knobs): Readonly<Record<string, unknown>> {
  const { stories, mix: weights, ...rest } = knobs;
  const usual: Readonly<Record<string, unknown>> = { ...defaultKnobs };
  const changed = Object.keys(defaultKnobs).flatMap((key): [string, unknown][] => {
    const value = (rest as Readonly<Record<string, unknown>>)[key];
    return value === undefined || value === usual[key] ? [] : [[key, value]];
  });
  const ordered = orderedMix(weights);
  const isUsual = JSON.stringify(ordered) === JSON.stringify(orderedMix(defaultKnobs.mix));
  return { stories, ...Object.fromEntries(changed), ...(!isUsual && { mix: ordered }) };
}

/** Without weights of 0, in the order of groups and actors. */
export function orderedMix(weights: Knobs['mix']): Knobs['mix'] {
  return Object.fromEntries(
    MIX_KEYS.flatMap((key): [MixKey, number][] => {
      const weight = weights[key] ?? 0;
      return weight > 0 ? [[key, weight]] : [];
    }),
  );
}
