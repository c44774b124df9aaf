/** Coverage over the real engine: what the meter says, what its numbers list, and what it takes to fill it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { countBits, rowsOf, type RunCoverage } from '../worker/protocol.ts';
import { BOUNDS_ORDER, type Bounds, meterOf, missingOrder, percentOf } from './coverage.ts';
import type { AppState } from './state.ts';
import { browser } from './testBrowser.ts';
import { soon } from '../worker/testWait.ts';

let page: ReturnType<ReturnType<typeof browser>['page']>;
const state = () => page.store.getState();
const actions = () => state().actions;

async function until(holds: (state: AppState) => boolean) {
  await soon(() => expect(holds(state())).toBe(true));
}
const isFresh = ({ verdicts, stale, analysis }: AppState) =>
  verdicts !== null && !stale && verdicts.analysis.text === analysis.text;

async function setRule(text: string) {
  actions().setRule(text);
  await until(isFresh);
}

async function meter(bounds: Bounds | null = null) {
  const { clauses, query } = state().verdicts!.analysis;
  return meterOf((await actions().coverage())!, clauses, query, bounds);
}

const boundsNow = async () => (await actions().solved(BOUNDS_ORDER, () => {}).done)!;

/** Makes what is missing, and waits for the verdicts. */
async function make(what: 'points' | 'entries') {
  const { tableVersion } = state();
  actions().generateFor(missingOrder(what), true);
  await until((it) => it.tableVersion > tableVersion && isFresh(it));
}

beforeEach(async () => {
  page = browser().page();
  await page.events.begin(null);
  await until(isFresh);
});

describe('the seed rule', () => {
  test('is covered by its example; without one near miss, a point is missing, and one click makes it', async () => {
    expect((await meter()).points).toEqual({ covered: 20, possible: 20, impossible: 0 });
    const { clauses } = state().verdicts!.analysis;
    const linux = clauses.find(({ text }) => text === 'host.os.type == "linux"')!;
    actions().filterByPoint(linux.id, false);
    const alone = [...rowsOf(state().listed)];
    expect(alone).toHaveLength(1);
    actions().remove(alone);
    await until(isFresh);
    expect((await meter()).points.covered).toBe(19);
    const { rowCount } = state();
    await make('points');
    expect(state().rowCount).toBe(rowCount + 1);
    expect((await meter()).points.covered).toBe(20);
    expect(state().notes.texts.get(rowCount)).toBe('No match: kept out by host.os.type == "linux" alone.');
    expect([...rowsOf(state().notes.benign)]).toContain(rowCount);
  });

  test('gets an event for each entry that none has used, and then none is left', async () => {
    const before = (await meter()).entries;
    expect(before.covered).toBeLessThan(before.possible);
    await make('entries');
    expect((await meter()).entries).toEqual({ ...before, covered: before.possible });
  });

  test('a number lists as many events as it says', async () => {
    const { clauses } = state().verdicts!.analysis;
    const coverage: RunCoverage = (await actions().coverage())!;
    for (const { clause, whenTrue, whenFalse } of coverage.leaves) {
      for (const [verdict, count] of [
        [true, whenTrue],
        [false, whenFalse],
      ] as const) {
        actions().clearFilters();
        actions().filterByPoint(clause, verdict);
        expect(countBits(state().listed), `${clauses[clause]!.text} ${verdict}`).toBe(count);
      }
    }
  });
});

test('what cannot be is said apart, and does not count', async () => {
  await setRule('process where process.name == "a" and process.name in ("a", "b")');
  await make('points');
  const unbounded = await meter();
  expect(percentOf(unbounded.points)).toBe(83);
  const { points, leaves } = await meter(await boundsNow());
  expect(points).toEqual({ covered: 5, possible: 5, impossible: 1 });
  expect(percentOf(points)).toBe(100);
  expect(leaves.at(-1)!.whenFalse).toEqual({
    count: 0,
    lack: {
      isProof: true,
      reason: 'these two clauses exclude each other: `process.name == "a"` and not `process.name in ("a", "b")`',
    },
  });
});

test('of a sequence the same condition is counted, and listed, for each stage', async () => {
  await setRule(
    'sequence by host.id with maxspan=5s [process where process.name == "a"] [process where process.name == "b"]',
  );
  expect((await meter()).endings.map(({ ending, count }) => [ending, count])).toEqual([
    ['complete', 0],
    ['expired', 0],
  ]);
  await make('points');
  const { points, leaves, endings } = await meter();
  expect(points.covered).toBe(points.possible);
  expect(endings.every(({ count }) => count > 0)).toBe(true);
  const categories = leaves.filter(({ clause }) => clause.kind === 'category');
  expect(categories.map(({ stage }) => stage)).toEqual(['Stage 1', 'Stage 2']);
  for (const { clause, whenFalse } of categories) {
    actions().clearFilters();
    actions().filterByPoint(clause.id, false);
    expect(countBits(state().listed)).toBe(whenFalse.count);
  }
  expect(state().filters[0]!.words).toBe('event.category == "process" (2) is false and decides');
});

test('percent is whole, and 100 only where nothing is missing', () => {
  const percent = (covered: number, possible: number) => percentOf({ covered, possible, impossible: 0 });
  expect([percent(0, 3), percent(2, 3), percent(999, 1000), percent(3, 3), percent(0, 0)]).toEqual([
    0, 66, 99, 100, 100,
  ]);
});
