/** Events that nobody has to paste: the process model, the documents of the sensor, and what is made with them. */
export type { Cluster, Container, Node, Pod } from './sensor/places.ts';
export { Process } from './sensor/processes.ts';
export { documentOf } from './sensor/document.ts';
export { type Report, reports } from './sensor/reports.ts';
export { collectStories, type Purposes } from './stories/collect.ts';
export { noteText } from './stories/note.ts';
export { firstStoryLength, generateStories, foretell, type Forecast, type GeneratedEvent } from './stories/stories.ts';
export { defaultKnobs, type Knobs, knobsText, type MixKey, MOST_EVENTS, readKnobs } from './stories/knobs.ts';
export { actors, actorNamed, type ActorName, type GroupedActor } from './stories/actors/index.ts';
export { type PresetName, presets } from './stories/presets.ts';
export { groups, type GroupName } from './stories/actor.ts';
export { situations } from './stories/situations.ts';
export {
  DEFAULT_ORDER,
  type Earlier,
  type Made,
  type Order,
  type PointName,
  type PointReport,
  type Purpose,
} from './solve/order.ts';
export { solveInTurns, type SolveOptions } from './solve/turns.ts';
