import { knobsText, type PresetName, presets } from '../../app/stories.ts';
import { defaultKnobs, type Knobs } from '../../app/stories.ts';
import { Segmented } from '../parts/Segmented.tsx';

interface PresetChoiceProps {
  readonly mix: Knobs['mix'];
  readonly noise: number;
  readonly onChoose: (knobs: Pick<Knobs, 'mix' | 'noise'>) => void;
}

const OWN = 'own';

const spelling = (knobs: Pick<Knobs, 'mix' | 'noise'>) => knobsText({ ...defaultKnobs, ...knobs });

/** Mixes by name; a mix of one's own has no name. */
export function PresetChoice({ mix, noise, onChoose }: PresetChoiceProps) {
  const names = Object.keys(presets) as PresetName[];
  const chosen = names.find((name) => spelling(presets[name].knobs) === spelling({ mix, noise }));
  const options = names.map((name) => ({ value: name as PresetName | typeof OWN, title: presets[name].title }));
  return (
    <div className="gen-presets">
      <Segmented
        label="Mix"
        value={chosen ?? OWN}
        onChange={(name) => {
          if (name !== OWN) onChoose(presets[name].knobs);
        }}
        options={chosen === undefined ? [...options, { value: OWN, title: 'Your own mix' }] : options}
      />
      <p className="gen-quiet" aria-live="polite">
        {chosen === undefined ? 'The weights below are your own.' : presets[chosen].does}
      </p>
    </div>
  );
}
