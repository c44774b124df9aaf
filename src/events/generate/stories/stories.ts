/**
 * Stories as a stream of events: each is written by an actor into a scene, and the steps of all stories that are under
 * way happen in the order of time, in one cluster. Only those stories are held, so a million events take no more memory
 * than a thousand.
 *
 * A story begins when the events before it have used up their share of the time span. The stream ends after `count`
 * events, as a recording does: in the middle of whatever is going on.
 */
import { documentOf } from '../sensor/document.ts';
import { groupLabels } from './actor.ts';
import type { ActorName } from './actors/index.ts';
import { Agenda, type Story, type Turn } from './agenda.ts';
import { Casting } from './casting.ts';
import type { Knobs } from './knobs.ts';
import { Random } from './random.ts';
import { type Meaning, processOf, Scene, type Step, type Told } from './scene.ts';
import { World } from './world.ts';

export interface GeneratedEvent extends Meaning {
  /** The document's JSON. */
  readonly text: string;
  /** Number of the story, from 1. */
  readonly story: number;
  readonly actor: ActorName;
}

/** What some knobs would tell, counted. */
export interface Forecast {
  readonly events: number;
  readonly stories: number;
  readonly alert: number;
  readonly benign: number;
  /** Counted on a part of the events, and taken times the rest. */
  readonly estimated: boolean;
}

/** The events in the order of time. Equal knobs give equal bytes. */
export function* generateStories(knobs: Knobs): Generator<GeneratedEvent, void> {
  const world = new World(new Random(`${knobs.seed}/world`), Date.parse(knobs.start));
  const underWay = new Agenda();
  let left = knobs.count;
  for (const { story, horizon } of planned(knobs, world)) {
    underWay.add(story);
    for (const turn of underWay.until(horizon)) {
      turn.step.happens?.(world, turn.now);
      if (turn.step.told === undefined) continue;
      yield eventOf(turn.step.told, turn, world);
      if (--left === 0) return;
    }
  }
}

/** How many events the first story has: with this `count` it is told whole, and alone. */
export function firstStoryLength(knobs: Knobs): number {
  const world = new World(new Random(`${knobs.seed}/world`), Date.parse(knobs.start));
  for (const { story } of planned({ ...knobs, count: 1 }, world)) return lengthOf(story.steps);
  return 0;
}

/** Counts without making documents; beyond `most` events the rest is taken to be like the beginning. */
export function foretell(knobs: Knobs, most = 1_000): Forecast {
  const world = new World(new Random(`${knobs.seed}/world`), Date.parse(knobs.start));
  const counted = { alert: 0, benign: 0 };
  const looked = Math.min(knobs.count, most);
  let events = 0;
  let stories = 0;
  for (const { story } of planned({ ...knobs, count: looked, span: (knobs.span * looked) / knobs.count }, world)) {
    stories++;
    for (const { told } of story.steps) {
      if (told === undefined || events === looked) continue;
      events++;
      if (told.meaning.label !== null) counted[told.meaning.label]++;
    }
  }
  const scaled = (n: number) => Math.round((n * knobs.count) / looked);
  return {
    events: knobs.count,
    stories: scaled(stories),
    alert: scaled(counted.alert),
    benign: scaled(counted.benign),
    estimated: looked < knobs.count,
  };
}

/** Stories until they hold enough events, each with the time before which no later one begins. */
function* planned(
  { seed, count, start, span, mix, noise, ...sensing }: Knobs,
  world: World,
): Generator<{ readonly story: Story; readonly horizon: number }, void> {
  const casting = new Casting({ mix, noise }, new Random(`${seed}/cast`));
  const began = Date.parse(start);
  /** When a story begins that so many events come before. */
  const slot = (events: number) => began + Math.floor((span * 1000 * events) / count);
  let events = 0;
  for (let number = 1; events < count; number++) {
    const actor = casting.next();
    const random = new Random(`${seed}/${number}`);
    const scene = new Scene(world, random, sensing, groupLabels[actor.group]);
    actor.play(scene, random);
    const length = lengthOf(scene.steps);
    casting.count(actor, length);
    const [from, to] = [slot(events), slot(events + length)];
    events += length;
    const story = { number, actor, start: from + random.below(to - from), steps: scene.steps };
    yield { story, horizon: events < count ? to : Infinity };
  }
}

/** How many events come of some steps. */
function lengthOf(steps: readonly Step[]): number {
  return steps.filter(({ told }) => told !== undefined).length;
}

function eventOf(
  { role, report, meaning, end, file, delay }: Told,
  { story, now }: Turn,
  world: World,
): GeneratedEvent {
  const process = processOf(role);
  const ended = end === undefined ? undefined : story.start + end;
  const document = documentOf({
    process,
    report,
    at: now,
    ...(ended !== undefined && { end: ended }),
    ingested: (ended ?? now) + delay,
    id: world.eventId(process.node),
    ...(file !== undefined && { file }),
  });
  return { text: JSON.stringify(document), story: story.number, actor: story.actor.name, ...meaning };
}
