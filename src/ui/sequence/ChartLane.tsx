/** One lane of the picture: its key, its bands and its marks. */
import { memo } from 'react';
import type { RowIds } from '../../app/rowNotes.ts';
import type { Storyline } from '../../worker/protocol.ts';
import { Sign } from '../Sign.tsx';
import { useActions } from '../useApp.ts';
import { counted } from '../words.ts';
import { type LaneBand, type LaneLayout, type LaneMark, trackMiddle } from './laneLayout.ts';
import { laneName, laneSummary, markName, markText } from './storyWords.ts';

type Lane = Storyline['lanes'][number];

interface ChartLaneProps {
  readonly number: number;
  readonly lane: Lane;
  /** Its keys, in little room. */
  readonly title: string;
  readonly line: Storyline;
  readonly layout: LaneLayout;
  readonly top: number;
  /** Width of its key, where that stands beside it. */
  readonly label: number;
  /** Height of its key, where that stands above it. */
  readonly above: number;
  /** Of the window. */
  readonly width: number;
  /** What is in view across. */
  readonly from: number;
  readonly to: number;
  readonly selected: number | null;
  /** Number of the mark that the Tab key leads to; null in every lane but one. */
  readonly active: number | null;
  readonly ids: RowIds;
  readonly onFocus: (lane: number, mark: number) => void;
}

export const ChartLane = memo(function ChartLane(props: ChartLaneProps) {
  const { number, lane, title, line, layout, top, label, above, width, selected, active, ids, onFocus } = props;
  const actions = useActions();
  const isIn = (left: number, right: number) => right >= props.from && left <= props.to;
  const summary = laneSummary(lane, line);
  return (
    <div role="row" className="sq-lane" aria-rowindex={number + 1} style={{ top, height: layout.height + above }}>
      <div
        className="sq-label"
        role="rowheader"
        style={above > 0 ? { width, height: above } : { width: label, height: layout.height }}
      >
        <span className="sq-key u-clip" title={laneName(lane, line)}>
          {title}
        </span>
        <span className="sq-summary u-clip" data-complete={lane.completeCount > 0 || undefined}>
          {summary}
        </span>
        {layout.hidden > 0 && <span className="sq-summary u-clip">{counted(layout.hidden, 'more')}: zoom in</span>}
      </div>
      <div className="sq-track" role="presentation" style={{ left: label, top: above, height: layout.height }}>
        {layout.bands
          .filter(({ x, tail, label: words }) => isIn(x, words === null ? tail : words.x + words.width))
          .map((band) => (
            <BandLine key={`${band.track} ${band.x}`} band={band} />
          ))}
        {layout.marks.map((mark, i) =>
          // The mark that Tab leads to is there even when it is out of view.
          i === active || isIn(mark.x, mark.x) ? (
            <button
              key={`${mark.band} ${mark.rows[0]} ${mark.look}`}
              type="button"
              role="gridcell"
              className="sq-mark"
              data-mark={`${number} ${i}`}
              data-look={mark.look}
              tabIndex={i === active ? 0 : -1}
              aria-current={(selected !== null && mark.rows.includes(selected)) || undefined}
              aria-label={markName(mark, lane, line, ids)}
              title={markName(mark, lane, line, ids)}
              style={{ left: mark.x, top: trackMiddle(mark.track) }}
              onFocus={() => onFocus(number, i)}
              onClick={() => actions.select(nextOf(mark, selected))}
            >
              {markText(mark, line.filters)}
            </button>
          ) : null,
        )}
      </div>
    </div>
  );
});

/** Of several events in one mark, each press selects the next. */
function nextOf({ rows }: LaneMark, selected: number | null): number {
  const at = selected === null ? -1 : rows.indexOf(selected);
  return rows[(at + 1) % rows.length]!;
}

function BandLine({ band: { band, track, x, end, tail, limit, label } }: { readonly band: LaneBand }) {
  const middle = trackMiddle(track);
  const isComplete = band.ending === 'completed';
  return (
    <>
      <span
        className="sq-band"
        data-ending={band.ending}
        title={band.words}
        style={{ left: x, width: Math.max(0, end - x), top: middle }}
      />
      {tail > end && <span className="sq-tail" style={{ left: end, width: tail - end, top: middle }} />}
      {limit !== null && <span className="sq-limit" title="maxspan ends" style={{ left: limit, top: middle }} />}
      {label !== null && (
        <span className="sq-words" style={{ left: label.x, width: label.width, top: middle }} title={label.text}>
          {!isComplete && <Sign kind={band.ending === 'waiting' ? 'partial' : 'false'} size={12} />}
          <span className="u-clip">{label.text}</span>
        </span>
      )}
    </>
  );
}
