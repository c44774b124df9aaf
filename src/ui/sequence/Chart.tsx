/**
 * The picture of a storyline: lanes under an axis of time, in a window that scrolls both ways. Only what is in view is
 * drawn, so that a thousand lanes cost what ten do.
 */
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Storyline } from '../../worker/protocol.ts';
import { useApp } from '../useApp.ts';
import { Axis } from './Axis.tsx';
import { ChartLane } from './ChartLane.tsx';
import { layLane, MARGIN } from './laneLayout.ts';
import { laneTitles } from './storyWords.ts';
import { fittingPixels, TimeScale } from './timeScale.ts';
import { useMarkFocus } from './useMarkFocus.ts';
import { useWindow } from './useWindow.ts';
import { basePixels, shownTimes } from './zoom.ts';
import { ZoomBar } from './ZoomBar.tsx';

/** Width of the keys beside their lanes; on a narrow page they stand above them. */
const LABEL = 176;
const LABEL_LINE = 24;
const NARROW = 520;
const AXIS = 32;
/** Drawn beyond what is in view. */
const BEYOND = 200;
const LARGEST_ZOOM = 4096;

interface ChartProps {
  readonly line: Storyline;
  readonly choice: ReactNode;
}

export function Chart({ line, choice }: ChartProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const view = useWindow(scroller);
  const isNarrow = view.width < NARROW;
  const label = isNarrow ? 0 : LABEL;
  const above = isNarrow ? LABEL_LINE : 0;

  const times = useMemo(() => shownTimes(line), [line]);
  const base = useMemo(() => basePixels(line), [line]);
  const [zoom, setZoom] = useState(1);
  const scale = useMemo(() => new TimeScale(times, base * zoom), [times, base, zoom]);

  const layouts = useMemo(() => line.lanes.map((lane) => layLane(lane, line, scale)), [line, scale]);
  const titles = useMemo(() => laneTitles(line.lanes), [line]);
  const tops = useMemo(() => {
    const found = [0];
    for (const { height } of layouts) found.push(found.at(-1)! + height + above + 1);
    return found;
  }, [layouts, above]);
  const width = useMemo(
    () => Math.max(view.width - label, scale.width + 2 * MARGIN, ...layouts.map((layout) => layout.width)),
    [view.width, label, scale, layouts],
  );

  // The moment in the middle stays there when one zooms.
  const middle = useRef({ scale, time: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const half = (view.width - label) / 2;
    if (middle.current.scale !== scale) element.scrollLeft = scale.x(middle.current.time) + MARGIN - half;
    middle.current = { scale, time: scale.time(element.scrollLeft + half - MARGIN) };
  }, [scale, view, label]);

  const selected = useApp((state) => state.selected);
  const ids = useApp((state) => state.ids);
  const focus = useMarkFocus({ layouts, tops, scroller, label, above, axis: AXIS, selected });

  const changeZoom = (next: number) => setZoom(Math.min(LARGEST_ZOOM, Math.max(1 / LARGEST_ZOOM, next)));
  const fit = () => fittingPixels(times, base, Math.max(200, view.width - label - 2 * MARGIN)) / base;
  const shown = lanesBetween(tops, view.top - BEYOND, view.top + view.height + BEYOND);
  // The lane that holds the focus stays, however far one scrolls.
  if (!shown.includes(focus.active.lane)) shown.push(focus.active.lane);
  // In steps, so that a lane is drawn anew only now and then while one scrolls.
  const inView = { from: stepOf(view.left) - BEYOND, to: stepOf(view.left + view.width) + 2 * BEYOND };

  return (
    <>
      <div className="sq-bar">
        {choice}
        <ZoomBar
          maxspan={line.maxspan}
          pixels={scale.pixelsPerMillisecond}
          onZoom={(factor) => changeZoom(factor === 'fit' ? fit() : factor === 'base' ? 1 : zoom * factor)}
        />
      </div>
      <div
        ref={scroller}
        className="sq-chart"
        role="grid"
        aria-label="Timeline"
        aria-rowcount={line.lanes.length}
        tabIndex={-1}
        data-narrow={isNarrow || undefined}
        onKeyDown={(event) => {
          const zooms: Record<string, number> = { '+': zoom * 2, '=': zoom * 2, '-': zoom / 2, '0': 1 };
          const next = zooms[event.key];
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (next !== undefined) changeZoom(next);
          else if (!focus.onKey(event.key)) return;
          event.preventDefault();
        }}
      >
        <div className="sq-canvas" role="presentation" style={{ width: label + width, height: tops.at(-1)! + AXIS }}>
          <Axis scale={scale} height={AXIS} label={label} inView={inView} />
          <div className="sq-folds" style={{ left: label + MARGIN }} aria-hidden>
            {scale.folds
              .filter(({ x }) => x >= inView.from && x <= inView.to)
              .map(({ x, width: foldWidth }) => (
                <span key={x} style={{ left: x, width: foldWidth }} />
              ))}
          </div>
          {shown.map((at) => (
            <ChartLane
              key={at}
              number={at}
              lane={line.lanes[at]!}
              title={titles[at]!}
              line={line}
              layout={layouts[at]!}
              top={AXIS + tops[at]!}
              label={label}
              above={above}
              width={view.width}
              from={inView.from}
              to={inView.to}
              selected={selected}
              active={focus.active.lane === at ? focus.active.mark : null}
              ids={ids}
              onFocus={focus.onFocus}
            />
          ))}
        </div>
      </div>
    </>
  );
}

function stepOf(x: number): number {
  return Math.floor(x / BEYOND) * BEYOND;
}

/** Numbers of the lanes that reach into a stretch; `tops` holds one more than there are lanes. */
function lanesBetween(tops: readonly number[], from: number, to: number): number[] {
  const numbers: number[] = [];
  for (let at = 0; at + 1 < tops.length; at++) if (tops[at + 1]! >= from && tops[at]! <= to) numbers.push(at);
  return numbers;
}
