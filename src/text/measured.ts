/**
 * How long answers take, left behind as `performance.measure` entries whose `detail` says which answer it was. The newest
 * ones are kept.
 */
const MEASURE = 'language-answer';

const KEPT_MEASURES = 500;
let kept = 0;

/** The same function, measured until its answer is there. */
export function measured<A extends readonly unknown[], R>(
  provider: string,
  answer: (...args: A) => R,
): (...args: A) => R {
  return (...args) => {
    const start = performance.now();
    const given = answer(...args);
    if (given instanceof Promise) void given.finally(() => record(provider, start)).catch(ignore);
    else record(provider, start);
    return given;
  };
}

function record(provider: string, start: number): void {
  if (++kept > KEPT_MEASURES) {
    performance.clearMeasures(MEASURE);
    kept = 1;
  }
  performance.measure(MEASURE, { start, end: performance.now(), detail: { provider } });
}

function ignore(): void {
  // Whoever asked gets the failure.
}
