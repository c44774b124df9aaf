import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { RowIndex } from '../../app/rowOrder.ts';
import { useActions, useApp } from '../useApp.ts';
import { SummaryCache } from './summaryCache.ts';

/** So many rows are fetched ahead of those on the screen, in both directions. */
const AHEAD = 100;

/** While verdicts change with every key stroke, only what is on the screen is fetched, until so many milliseconds pass. */
const SETTLED = 150;

/** The summaries of the rows on the screen, and of those around them. */
export function useSummaries(index: RowIndex, first: number, last: number): SummaryCache {
  const actions = useActions();
  const tableVersion = useApp((state) => state.tableVersion);
  const run = useApp((state) => state.verdicts?.evidence.run);
  const [cache] = useState(() => new SummaryCache(actions.summaries));
  useSyncExternalStore(cache.subscribe, cache.version);

  const columns = useApp((app) => app.columns);
  const state = `${tableVersion} ${run} ${columns.join()}`;
  const seenState = useRef('');
  useEffect(() => {
    const seen = rowsBetween(index, first, last);
    const wanted = () => cache.want([...seen, ...rowsAround(index, first, last)]);
    if (seenState.current === state) {
      wanted();
      return undefined;
    }
    seenState.current = state;
    cache.renew();
    cache.want(seen);
    const timer = setTimeout(wanted, SETTLED);
    return () => clearTimeout(timer);
  }, [cache, index, first, last, state]);
  return cache;
}

function rowsBetween(index: RowIndex, first: number, last: number): readonly number[] {
  const rows: number[] = [];
  for (let place = first; place <= last && place < index.count; place++) rows.push(index.select(place));
  return rows;
}

/** The rows ahead and behind, the nearest first. */
function rowsAround(index: RowIndex, first: number, last: number): readonly number[] {
  const rows: number[] = [];
  for (let step = 1; step <= AHEAD; step++) {
    if (last + step < index.count) rows.push(index.select(last + step));
    if (first >= step) rows.push(index.select(first - step));
  }
  return rows;
}
