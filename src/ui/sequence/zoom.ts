/** How many pixels a millisecond takes: so that maxspan, or what lies between events, has a readable length. */
import type { Storyline } from '../../worker/protocol.ts';

/** Of maxspan, before anybody zooms. */
const MAXSPAN_WIDTH = 160;
/** Of the usual distance of two events where there is no maxspan. */
const USUAL_WIDTH = 72;
const OTHERWISE = 0.01;

export function basePixels({ maxspan, lanes }: Storyline): number {
  if (maxspan !== null) return MAXSPAN_WIDTH / maxspan;
  const distances = lanes
    .flatMap(({ marks }) => marks.map(({ time }, i) => (time ?? 0) - (marks[i - 1]?.time ?? Infinity)))
    .filter((distance) => distance > 0)
    .toSorted((a, b) => a - b);
  const usual = distances[distances.length >> 1];
  return usual === undefined ? OTHERWISE : USUAL_WIDTH / usual;
}

/** Every time that the picture shows. */
export function shownTimes({ lanes, maxspan }: Storyline): readonly number[] {
  return lanes.flatMap(({ marks, bands }) => {
    const times = new Map(marks.map(({ row, time }) => [row, time]));
    return [
      ...marks.flatMap(({ time }) => time ?? []),
      ...bands.flatMap(({ by }) => by?.time ?? []),
      // Where maxspan ended before the event that came too late.
      ...bands.flatMap(({ ending, events }) => {
        const first = times.get(events[0]!.row);
        return ending === 'expired' && maxspan !== null && typeof first === 'number' ? first + maxspan : [];
      }),
    ];
  });
}

const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000].concat(
  [1, 2, 5, 10, 30, 60, 120, 300, 720, 1440].map((minutes) => minutes * 60_000),
);

const LONGEST_BAR = 176;
const SHORTEST_BAR = 24;

/** What the bar beside the picture measures: maxspan, or the longest round time that it has room for. */
export function scaleBar(
  maxspan: number | null,
  pixels: number,
): { readonly milliseconds: number; readonly isMaxspan: boolean } {
  if (maxspan !== null && maxspan * pixels <= LONGEST_BAR && maxspan * pixels >= SHORTEST_BAR) {
    return { milliseconds: maxspan, isMaxspan: true };
  }
  const fitting = ROUND.findLast((it) => it * pixels <= LONGEST_BAR);
  return { milliseconds: fitting ?? LONGEST_BAR / pixels, isMaxspan: false };
}
