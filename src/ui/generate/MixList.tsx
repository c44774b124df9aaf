/** Who acts how often: a weight for each group, and for single actors within it. */
import { useState } from 'react';
import { actors, type GroupedActor, type GroupName, groups, type Knobs, type MixKey } from '../../app/stories.ts';
import { IconChevronRight } from '../parts/icons.ts';
import { ShareSlider } from '../parts/ShareSlider.tsx';
import { Stepper } from '../parts/Stepper.tsx';
import { counted, number } from '../words.ts';
import { labelsOf } from './words.ts';

const MOST = 100;

interface MixListProps {
  readonly mix: Knobs['mix'];
  readonly noise: number;
  readonly onChange: (knobs: Partial<Pick<Knobs, 'mix' | 'noise'>>) => void;
}

export function MixList({ mix, noise, onChange }: MixListProps) {
  const total = Object.values(mix).reduce((sum, weight) => sum + weight, 0);
  const weigh = (key: MixKey, weight: number) => onChange({ mix: { ...mix, [key]: weight } });
  return (
    <ul className="gen-groups">
      {(Object.keys(groups) as GroupName[]).map((group) => (
        <li key={group} className="gen-group">
          <div className="gen-group-head">
            <div className="gen-group-text">
              <h3>{groups[group].title}</h3>
              <p className="gen-quiet">{groups[group].does}</p>
            </div>
            {group === 'cluster' ? (
              <div className="gen-weight">
                <ShareSlider
                  label="Share of the events that the cluster itself makes"
                  value={noise}
                  onChange={(share) => onChange({ noise: share })}
                />
                <span className="gen-quiet">of the events</span>
              </div>
            ) : (
              <div className="gen-weight">
                <Stepper
                  label={`Weight of ${groups[group].title}`}
                  value={mix[group] ?? 0}
                  most={MOST}
                  onChange={(weight) => weigh(group, weight)}
                />
                <span className="gen-quiet">{shareWords(mix[group] ?? 0, total)}</span>
              </div>
            )}
          </div>
          <Actors group={group} mix={mix} onWeigh={weigh} />
        </li>
      ))}
    </ul>
  );
}

/** What a weight comes to, of the stories that the cluster leaves. */
function shareWords(weight: number, total: number): string {
  return weight === 0 ? 'none' : `${number(weight)} of ${number(total)} stories`;
}

interface ActorsProps {
  readonly group: GroupName;
  readonly mix: Knobs['mix'];
  readonly onWeigh: (key: MixKey, weight: number) => void;
}

function Actors({ group, mix, onWeigh }: ActorsProps) {
  const all = actors.filter((actor) => actor.group === group);
  const [isOpen, setOpen] = useState(false);
  const single = all.filter(({ name }) => (mix[name] ?? 0) > 0).length;
  return (
    <details className="gen-actors" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={14} strokeWidth={1.75} aria-hidden />
        {counted(all.length, 'actor')}
        {single > 0 && `, ${single} with a weight of ${single === 1 ? 'its' : 'their'} own`}
      </summary>
      <ul>
        {(isOpen ? all : []).map((actor) => (
          <li key={actor.name} className="gen-actor">
            <Labels actor={actor} />
            <div>
              <h4>{actor.title}</h4>
              <p className="gen-quiet">{actor.does}</p>
            </div>
            <Stepper
              label={`Weight of ${actor.title}`}
              value={mix[actor.name] ?? 0}
              most={MOST}
              onChange={(weight) => onWeigh(actor.name, weight)}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the events of an actor are labelled. */
function Labels({ actor }: { readonly actor: GroupedActor }) {
  const labels = labelsOf(actor);
  return (
    <span className="gen-labels">
      {labels.map((label) => (
        <abbr key={label} className={`ev-chip ev-chip-${label}`} title={`Has events to label ${label}`}>
          {label === 'alert' ? 'A' : 'B'}
        </abbr>
      ))}
      {labels.length === 0 && <span className="u-hidden">no label</span>}
    </span>
  );
}
