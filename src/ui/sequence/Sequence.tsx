/**
 * The sequence or sample of the rule in time: a lane for each key, a mark for each event that fits a stage, a band over
 * events that belong together. The list says the same in words.
 */
import { Segmented } from '../parts/Segmented.tsx';
import { useRemembered } from '../remember.ts';
import { useApp } from '../useApp.ts';
import { Chart } from './Chart.tsx';
import { LaneList } from './LaneList.tsx';
import { SelectedEvent } from './SelectedEvent.tsx';
import { leftOut } from './storyWords.ts';
import { useStoryline } from './useStoryline.ts';

const views = [
  { value: 'timeline', title: 'Timeline' },
  { value: 'list', title: 'List' },
] as const;

type View = (typeof views)[number]['value'];

const isView = (value: unknown): value is View => views.some((view) => view.value === value);

export function Sequence() {
  const [view, setView] = useRemembered<View>('sequence.view', isView, 'timeline');
  const stale = useApp((state) => state.stale);
  const story = useStoryline();
  if (story === null) return <div className="sq" aria-busy />;
  const { line, isCurrent } = story;
  const choice = <Segmented label="Shown as" value={view} onChange={setView} options={views} />;
  return (
    <div className="sq" data-stale={stale || !isCurrent || undefined}>
      {line.lanes.length === 0 ? (
        <p className="cl-nothing">No event fits a stage.</p>
      ) : view === 'timeline' ? (
        <Chart line={line} choice={choice} />
      ) : (
        <LaneList line={line} choice={choice} />
      )}
      {leftOut(line).length > 0 && (
        <ul className="sq-left-out">
          {leftOut(line).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <SelectedEvent line={line} />
    </div>
  );
}
