/** Many events into a stage, in turns with whatever else the thread has to do. */
import type { NewEventText, Stage } from './columns/dataset.ts';
import { pause, TURN } from './pause.ts';

/** Events between two looks at the clock. */
const SLICE = 64;

/** Returns whether all are there; not so once `shouldCancel` says so. */
export async function appendInTurns(
  stage: Stage,
  events: readonly NewEventText[],
  shouldCancel: () => boolean,
): Promise<boolean> {
  let turnFrom = performance.now();
  for (let i = 0; i < events.length; i += SLICE) {
    stage.append(events.slice(i, i + SLICE));
    if (performance.now() - turnFrom < TURN) continue;
    // One turn after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    await pause();
    if (shouldCancel()) return false;
    turnFrom = performance.now();
  }
  return true;
}
