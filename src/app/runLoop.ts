/**
 * From an edit to verdicts. Every edit of the rule or of the events asks for a run; the newest wins. What comes back is
 * kept with the text and the state of the events that it belongs to, so that whoever shows it can say whether it is
 * stale.
 *
 * The time from the edit to the frame in which its verdicts are painted is left behind as a `performance.measure` entry.
 */
import type { RunEvidence } from '../worker/protocol.ts';
import { NewestFirst } from './newest.ts';
import type { Analysis } from './state.ts';

/** What is to be run. */
export interface Order {
  readonly analysis: Analysis;
  /** Counts the changes of events that were sent to the worker before this run. */
  readonly changes: number;
  /** When the person made the edit; null when nobody did (a scenario was opened). */
  readonly editedAt: number | null;
}

/** The parts of a browser that a measurement needs. */
export interface Stopwatch {
  now(): number;
  /** Calls back after the next frame is painted. */
  afterPaint(then: () => void): void;
}

const MEASURE = 'edit-to-verdict';

/** Entries stay in the browser's list until they are cleared. */
const KEPT_MEASURES = 500;

export class RunLoop {
  readonly #orders: NewestFirst<Order, RunEvidence>;
  #lastRun = 0;

  constructor(
    run: (run: number, rule: string) => Promise<RunEvidence | null>,
    show: (evidence: RunEvidence, order: Order) => void,
    stopwatch: Stopwatch,
  ) {
    this.#orders = new NewestFirst(
      async (order) => run(++this.#lastRun, order.analysis.text),
      (evidence, order) => {
        show(evidence, order);
        if (order.editedAt !== null) measure(order.editedAt, evidence, stopwatch);
      },
    );
  }

  request(order: Order): void {
    this.#orders.ask(order);
  }

  forget(): void {
    this.#orders.forget();
  }
}

function measure(start: number, { liveCount, changedClauses, evaluateMs }: RunEvidence, stopwatch: Stopwatch): void {
  stopwatch.afterPaint(() => {
    const detail = { events: liveCount, changedClauses, evaluateMs };
    if (performance.getEntriesByName(MEASURE).length >= KEPT_MEASURES) performance.clearMeasures(MEASURE);
    performance.measure(MEASURE, { start, end: stopwatch.now(), detail });
  });
}

/** The browser's. A message that is posted in a frame's callback arrives when that frame is painted. */
export const browserStopwatch: Stopwatch = {
  now: () => performance.now(),
  afterPaint(then) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        then();
      };
      port2.postMessage(null);
    });
  },
};
