import { useState } from 'react';
import { knobsText } from '../../app/stories.ts';
import { Button } from '../parts/Button.tsx';
import { DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { IconCopy } from '../parts/icons.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions, useApp } from '../useApp.ts';
import { KnobFields } from './KnobFields.tsx';
import { MixList } from './MixList.tsx';
import { PresetChoice } from './PresetChoice.tsx';
import { useStoryKnobs } from './useStoryKnobs.ts';
import type { WayProps } from './ways.ts';
import { commandOf, forecastLine, sizeLine } from './words.ts';

const places = [
  { value: 'behind', title: 'Add to the events', hint: 'Behind the events that are there' },
  { value: 'instead', title: 'Replace them', hint: 'The events that are there go; Undo brings them back' },
] as const;

/** Events told as stories: who acts in a made-up cluster, how often, and for how long. */
export function StoriesWay({ close }: WayProps) {
  const actions = useActions();
  const hasEvents = useApp(
    (state) => state.live.some((word) => word !== 0) || state.invalid.some((word) => word !== 0),
  );
  const { typed, change, knobs, problems, forecast } = useStoryKnobs();
  const [place, setPlace] = useState<(typeof places)[number]['value']>('behind');

  const generate = () => {
    if (knobs === null) return;
    actions.generate(knobs, hasEvents && place === 'instead');
    close();
  };

  return (
    <form
      className="gen-way"
      onSubmit={(event) => {
        event.preventDefault();
        generate();
      }}
    >
      <DialogBody>
        <PresetChoice mix={typed.mix} noise={typed.noise} onChoose={change} />
        <MixList mix={typed.mix} noise={typed.noise} onChange={change} />
        {problems.has('mix') && <p className="gen-problem">Nobody acts: give somebody a weight above 0.</p>}
        <KnobFields typed={typed} change={change} problems={problems} />
        {hasEvents && <Segmented label="Where to" value={place} onChange={setPlace} options={places} />}
      </DialogBody>
      <DialogFoot>
        <div className="gen-forecast" aria-live="polite">
          <p>{forecastLine(forecast)}</p>
          <p className="gen-quiet">{sizeLine({ count: forecast.events })}</p>
        </div>
        <Button
          icon={IconCopy}
          disabled={knobs === null}
          onClick={() => {
            if (knobs !== null) actions.copy(commandOf(knobsText(knobs)), 'The command');
          }}
        >
          Copy command
        </Button>
        <Button look="primary" type="submit" data-autofocus disabled={knobs === null}>
          Generate
        </Button>
      </DialogFoot>
    </form>
  );
}
