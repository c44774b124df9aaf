/** What can be told, for the dialog that asks for it. */
export {
  actors,
  defaultKnobs,
  foretell,
  type Forecast,
  type GroupedActor,
  type GroupName,
  groups,
  type Knobs,
  knobsText,
  type MixKey,
  MOST_EVENTS,
  type PresetName,
  presets,
  readKnobs,
  situations,
} from '../events/generate/index.ts';
