import { duration } from '../../text/duration.ts';
import { dayOf, timeOfDay } from '../words.ts';
import { MARGIN } from './laneLayout.ts';
import type { Fold, Tick, TimeScale } from './timeScale.ts';

/** Pixels that a time takes, and that the length of a fold needs. */
const TICK_TEXT = 64;
const LEAST_NAME = 40;

interface AxisProps {
  readonly scale: TimeScale;
  readonly height: number;
  /** Width of the keys beside the lanes. */
  readonly label: number;
  readonly inView: { readonly from: number; readonly to: number };
}

/** Times over the lanes, and how long what is folded lasts. The marks themselves name their times to screen readers. */
export function Axis({ scale, height, label, inView }: AxisProps) {
  const ticks = scale.ticks().filter(({ x }) => x >= inView.from && x <= inView.to);
  const [firstInView] = ticks;
  return (
    <div className="sq-axis" style={{ height }} aria-hidden>
      <span className="sq-date" style={{ width: label }}>
        {firstInView === undefined ? '' : dayOf(firstInView.time)} UTC
      </span>
      <span className="sq-ticks" style={{ left: label + MARGIN }}>
        {ticks.map(({ x, time }, i) => (
          <span key={time} className="sq-tick" style={{ left: x }}>
            {dayOf(time) !== dayBefore(ticks, i) && <span className="sq-day">{dayOf(time)}</span>}
            {timeOfDay(time)}
          </span>
        ))}
        {foldNames(scale, ticks).map(({ left, width, fold }) => (
          <span key={fold.x} className="sq-fold-name" style={{ left, width }}>
            {duration(fold.to - fold.from)}
          </span>
        ))}
      </span>
    </div>
  );
}

/** The day that was named last. That of the first time in view stands beside the axis, where there is room. */
function dayBefore(ticks: readonly Tick[], i: number): string | null {
  const before = ticks[i - 1];
  return before === undefined ? null : dayOf(before.time);
}

/** Where the length of a fold has room beside the times around it. */
function foldNames(scale: TimeScale, ticks: readonly Tick[]): readonly { left: number; width: number; fold: Fold }[] {
  return scale.folds.flatMap((fold) => {
    const before = ticks.findLast(({ x }) => x <= fold.x + fold.width);
    const left = Math.max(fold.x, before === undefined || before.x >= fold.x + fold.width ? 0 : before.x + TICK_TEXT);
    const width = fold.x + fold.width - left;
    return width < LEAST_NAME ? [] : [{ left, width, fold }];
  });
}
