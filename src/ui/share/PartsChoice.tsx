import { contentsOf, type EventChoice, type ShareChoice, type SharePart } from '../../app/sharing.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { useApp } from '../useApp.ts';
import { number } from '../words.ts';

interface PartsChoiceProps {
  readonly choice: ShareChoice;
  readonly onChoose: (next: Partial<ShareChoice>) => void;
}

const eventTitles = {
  all: 'All',
  shown: 'Listed',
  labelled: 'Labelled',
  selected: 'Selected',
  none: 'None',
} satisfies Record<EventChoice, string>;

/** Which events and which parts of the scenario. */
export function PartsChoice({ choice, onChoose }: PartsChoiceProps) {
  const state = useApp((all) => all);
  const count = (events: EventChoice) => contentsOf(state, { ...choice, events }).events;
  const { labels, notes, exceptions } = contentsOf(state, choice);
  const parts: readonly (readonly [SharePart, string, boolean])[] = [
    ['rule', 'Rule', true],
    ['details', 'Rule’s details', choice.parts.rule && Object.keys(state.rule).length > 4],
    ['labels', `${number(labels)} labels`, labels > 0],
    ['notes', `${number(notes)} notes`, notes > 0],
    ['exceptions', `${number(exceptions)} exceptions`, exceptions > 0],
    ['description', 'Description', state.rest.description !== ''],
  ];
  return (
    <section className="sh-group" aria-label="What is in it">
      <div className="sh-line">
        <span className="sh-name">Events</span>
        <Segmented<EventChoice>
          label="Events to share"
          value={choice.events}
          onChange={(events) => onChoose({ events })}
          options={(Object.keys(eventTitles) as EventChoice[]).map((value) => ({
            value,
            title: value === 'none' ? eventTitles[value] : `${eventTitles[value]} ${number(count(value))}`,
          }))}
        />
      </div>
      <div className="sh-line">
        <span className="sh-name">With</span>
        <div className="sh-parts">
          {parts
            .filter(([, , isThere]) => isThere)
            .map(([part, title]) => (
              <label key={part} className="sh-check">
                <input
                  type="checkbox"
                  checked={choice.parts[part]}
                  onChange={(event) => onChoose({ parts: { ...choice.parts, [part]: event.target.checked } })}
                />
                {title}
              </label>
            ))}
        </div>
      </div>
    </section>
  );
}
