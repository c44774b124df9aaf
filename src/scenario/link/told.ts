/**
 * Events that were generated, as knobs and as which of the events they told are there, in which order: a few characters
 * for ten thousand. What was edited since is no longer what the knobs tell, and is written down like any other event.
 *
 * Who can tell stories is not known here: whoever writes or reads links brings it.
 */
import type { JsonObject, Label, ScenarioEvent } from '../scenario.ts';
import { MOST_TOLD } from './limits.ts';

export interface ToldEvent {
  readonly text: string;
  readonly label: Label | null;
  readonly note: string;
}

export interface Story {
  /** The one spelling of the knobs. */
  readonly knobs: string;
  readonly count: number;
  /** The same every time. */
  readonly events: () => Iterable<ToldEvent>;
}

/** Null for knobs of which nothing can be told here. */
export type Tell = (knobs: JsonObject) => Story | null;

export const tellsNothing: Tell = () => null;

/** What stands for generated events: after `written` events that are written down come `count` told ones, from `from`. */
export interface Run {
  readonly written: number;
  readonly from: number;
  readonly count: number;
}

/** Everything that the stories of a scenario tell. */
export interface Pool {
  readonly stories: readonly { readonly story: Story; readonly told: readonly ToldEvent[] }[];
  /** In the form in which documents travel. */
  readonly texts: ReadonlySet<string>;
}

/** Null where there is nothing to tell. */
export function poolOf(generated: readonly JsonObject[], tell: Tell): Pool | null {
  const known = storiesOf(generated, tell);
  if (typeof known === 'string' || known.length === 0) return null;
  const stories = known.map((story) => ({ story, told: [...story.events()] }));
  return { stories, texts: new Set(stories.flatMap(({ told }) => told.map(({ text }) => text))) };
}

export interface ToldPart {
  /** All of them are needed. */
  readonly stories: readonly Story[];
  /** Told by the stories, one after the other; the places of a run are places in it. */
  readonly told: readonly ToldEvent[];
  readonly runs: readonly Run[];
}

/** Which of the events can be told again; null where none can. */
export function toldPart(events: readonly Pick<ScenarioEvent, 'text'>[], pool: Pool | null): ToldPart | null {
  if (pool === null) return null;
  const texts = new Set(events.map(({ text }) => text));
  const used = pool.stories.filter(({ told }) => told.some(({ text }) => texts.has(text)));
  if (used.length === 0) return null;
  const told = used.flatMap((each) => each.told);
  return { stories: used.map(({ story }) => story), told, runs: runsOf(events, told) };
}

/** The same, where the same is asked for several times: it is told once. */
export function remembering(tell: Tell): Tell {
  const known = new Map<string, Story | null>();
  return (knobs) => {
    const key = JSON.stringify(knobs);
    const before = known.get(key);
    if (before !== undefined) return before;
    const story = tell(knobs);
    let events: readonly ToldEvent[] | null = null;
    const remembered = story === null ? null : { ...story, events: () => (events ??= [...story.events()]) };
    known.set(key, remembered);
    return remembered;
  };
}

/** Why not, where one cannot be told, or all of them tell more than a link may. */
export function storiesOf(generated: readonly JsonObject[], tell: Tell): readonly Story[] | 'unknown' | 'too many' {
  const stories: Story[] = [];
  let events = 0;
  for (const knobs of generated) {
    const story = tell(knobs);
    if (story === null) return 'unknown';
    events += story.count;
    if (events > MOST_TOLD) return 'too many';
    stories.push(story);
  }
  return stories;
}

function runsOf(events: readonly Pick<ScenarioEvent, 'text'>[], pool: readonly ToldEvent[]): readonly Run[] {
  const places = new Map<string, number>();
  for (const [place, { text }] of pool.entries()) if (!places.has(text)) places.set(text, place);
  const runs: Run[] = [];
  let written = 0;
  for (const { text } of events) {
    const last = runs.at(-1);
    const next = last === undefined ? 0 : last.from + last.count;
    const place = pool[next]?.text === text ? next : places.get(text);
    if (place === undefined) {
      written++;
    } else if (last !== undefined && written === 0 && place === next) {
      runs[runs.length - 1] = { ...last, count: last.count + 1 };
    } else {
      runs.push({ written, from: place, count: 1 });
      written = 0;
    }
  }
  return runs;
}

/** `24:0+500,1:501+99`. */
export function runsText(runs: readonly Run[]): string {
  return runs.map(({ written, from, count }) => `${written}:${from}+${count}`).join(',');
}

/** Null for a text that is none, or that needs more events than there are. */
export function readRuns(text: string, events: number, pool: number): readonly Run[] | null {
  if (!/^\d{1,7}:\d{1,7}\+\d{1,7}(,\d{1,7}:\d{1,7}\+\d{1,7})*$/.test(text)) return null;
  let left = events;
  const runs: Run[] = [];
  for (const run of text.split(',')) {
    const [written, from, count] = run.split(/[:+]/).map(Number) as [number, number, number];
    left -= written + count;
    if (left < 0 || count === 0 || from + count > pool) return null;
    runs.push({ written, from, count });
  }
  return runs;
}

/** For each event its place in the pool; null for one that is written down. */
export function placesOf(runs: readonly Run[], events: number): readonly (number | null)[] {
  const places: (number | null)[] = [];
  for (const { written, from, count } of runs) {
    for (let i = 0; i < written; i++) places.push(null);
    for (let i = 0; i < count; i++) places.push(from + i);
  }
  while (places.length < events) places.push(null);
  return places;
}
