/**
 * Time as a distance across the picture of a sequence. Within stretches where something happens the scale is even; a
 * stretch in which nothing happens is folded to a narrow gap, so that events of one sequence stand as far apart as they
 * should however many hours lie between sequences.
 */
export interface Fold {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly width: number;
}

export interface Tick {
  readonly x: number;
  readonly time: number;
}

/** A longer stretch without events is folded, in pixels. */
const LONGEST_GAP = 128;
const FOLD_WIDTH = 64;
/** Between two times on the axis. */
const TICK_DISTANCE = 96;

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map((s) => s * 1000),
);

export class TimeScale {
  readonly width: number;
  readonly folds: readonly Fold[];
  /** Of an even stretch. */
  readonly pixelsPerMillisecond: number;
  /** Distinct, ascending, and where each stands. */
  readonly #times: readonly number[];
  readonly #xs: readonly number[];

  /** @param times in any order, at least those of everything that is drawn */
  constructor(times: Iterable<number>, pixelsPerMillisecond: number) {
    this.pixelsPerMillisecond = pixelsPerMillisecond;
    this.#times = [...new Set(times)].toSorted((a, b) => a - b);
    const xs: number[] = [];
    const folds: Fold[] = [];
    let x = 0;
    for (const [i, time] of this.#times.entries()) {
      const before = this.#times[i - 1];
      if (before !== undefined) {
        const gap = (time - before) * pixelsPerMillisecond;
        const drawn = folded(gap);
        if (drawn < gap) folds.push({ from: before, to: time, x, width: drawn });
        x += drawn;
      }
      xs.push(x);
    }
    this.#xs = xs;
    this.width = x;
    this.folds = folds;
  }

  x(time: number): number {
    const [times, xs] = [this.#times, this.#xs];
    const at = countUpTo(times, time) - 1;
    if (at < 0) return 0;
    const next = times[at + 1];
    if (next === undefined) return xs[at]!;
    return xs[at]! + ((time - times[at]!) / (next - times[at]!)) * (xs[at + 1]! - xs[at]!);
  }

  /** The time at a place: the inverse of `x`. */
  time(x: number): number {
    const [times, xs] = [this.#times, this.#xs];
    const at = Math.max(0, countUpTo(xs, x) - 1);
    const next = xs[at + 1];
    if (next === undefined || next === xs[at]) return times[at] ?? 0;
    return times[at]! + ((x - xs[at]!) / (next - xs[at]!)) * (times[at + 1]! - times[at]!);
  }

  /** Times to write on the axis: where each stretch begins, and round ones within, none too close to another. */
  ticks(): readonly Tick[] {
    const step = STEPS.find((it) => it * this.pixelsPerMillisecond >= TICK_DISTANCE) ?? STEPS.at(-1)!;
    const ticks: Tick[] = [];
    const add = (time: number): void => {
      const x = this.x(time);
      const last = ticks.at(-1);
      if (last === undefined || x - last.x >= TICK_DISTANCE) ticks.push({ x, time });
    };
    let from = this.#times[0];
    for (const end of [...this.folds.map((fold) => fold.from), this.#times.at(-1)]) {
      if (from === undefined || end === undefined) break;
      add(from);
      for (let time = Math.ceil(from / step) * step; time <= end; time += step) add(time);
      from = this.folds.find((fold) => fold.from === end)?.to;
    }
    return ticks;
  }
}

function folded(gap: number): number {
  return gap > LONGEST_GAP ? FOLD_WIDTH : gap;
}

/** The largest of the halvings of some pixels for a millisecond at which all times have room in a width. */
export function fittingPixels(times: Iterable<number>, pixels: number, width: number): number {
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((time, i) => time - sorted[i]!);
  const whole = gaps.reduce((sum, gap) => sum + gap, 0);
  if (whole === 0) return pixels;
  let fitting = pixels;
  while (fitting * whole > width) {
    if (gaps.reduce((sum, gap) => sum + folded(gap * fitting), 0) <= width) break;
    fitting /= 2;
  }
  return fitting;
}

/** How many of the ascending numbers are at or below a limit. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
