/** The storyline as text: for each key its sequences, complete or not, and the events that belong to none. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { idOf } from '../../app/rowNotes.ts';
import type { Storyline } from '../../worker/protocol.ts';
import { Button } from '../parts/Button.tsx';
import { Sign } from '../Sign.tsx';
import { useActions, useApp } from '../useApp.ts';
import { laneName, laneSummary } from './storyWords.ts';

type Lane = Storyline['lanes'][number];

/** Keys that are written out before one asks for more. */
const STEP = 50;
/** Of one key. */
const MOST_EVENTS = 200;

interface LaneListProps {
  readonly line: Storyline;
  readonly choice: ReactNode;
}

export function LaneList({ line, choice }: LaneListProps) {
  const [count, setCount] = useState(STEP);
  return (
    <>
      <div className="sq-bar">{choice}</div>
      <div className="sq-list">
        {line.lanes.slice(0, count).map((lane) => (
          <LaneText key={JSON.stringify(lane.keys)} lane={lane} line={line} />
        ))}
        {line.lanes.length > count && (
          <Button look="quiet" onClick={() => setCount(count + STEP)}>
            Show more keys
          </Button>
        )}
      </div>
    </>
  );
}

function LaneText({ lane, line }: { readonly lane: Lane; readonly line: Storyline }) {
  const ids = useApp((state) => state.ids);
  const inBands = new Set(lane.bands.flatMap(({ events }) => events.map(({ row }) => row)));
  const others = lane.marks.filter(({ row }) => !inBands.has(row));
  return (
    <section aria-label={laneName(lane, line)}>
      <h3>
        <span className="sq-key">{laneName(lane, line)}</span>
        <span className="sq-summary">{laneSummary(lane, line)}</span>
      </h3>
      <ul>
        {lane.bands.slice(0, MOST_EVENTS).map((band) => (
          <li key={band.events.map(({ row }) => row).join()}>
            <Sign kind={band.ending === 'completed' ? 'true' : 'partial'} />
            <span>
              {band.events.map(({ row, filter }, i) => (
                <span key={row}>
                  {i > 0 && ' → '}
                  <EventLink row={row} title={line.filters[filter]!.name} />
                </span>
              ))}{' '}
              {band.words}
            </span>
          </li>
        ))}
        {others.slice(0, MOST_EVENTS).map(({ row, fits }) => (
          <li key={row}>
            <Sign kind="none" />
            <span>
              <EventLink row={row} title={idOf(ids, row)} /> fits{' '}
              {fits.map((filter) => line.filters[filter]!.name).join(' and ')}, part of none.
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function EventLink({ row, title }: { readonly row: number; readonly title: string }) {
  const actions = useActions();
  const id = useApp((state) => idOf(state.ids, row));
  const isSelected = useApp((state) => state.selected === row);
  return (
    <button
      type="button"
      className="sq-event"
      title={title}
      aria-current={isSelected || undefined}
      onClick={() => actions.select(row)}
    >
      {id}
    </button>
  );
}
