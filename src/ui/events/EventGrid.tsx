/**
 * The list of events. It holds the rows of a bitmap by rank and select, draws those near the screen, and asks for what
 * it draws by the screenful. Selection follows the focus: the list is the page's one selection.
 */
import { useEffectEvent, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { idOf, labelOf } from '../../app/rowNotes.ts';
import type { RowSummary } from '../../worker/protocol.ts';
import { useRowWindow } from '../parts/useRowWindow.ts';
import { useHandle, useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { EventRow } from './EventRow.tsx';
import { ListHead } from './ListHead.tsx';
import { isCutOff, rowVerdict } from './rowVerdict.ts';
import type { SummaryCache } from './summaryCache.ts';
import { useKeepInSight, useWidth } from './useListSize.ts';
import { useSummaries } from './useSummaries.ts';

/** One line where there is room for columns, two where there is not. */
const ONE_LINE = 30;
const TWO_LINES = 50;
const HEAD = 26;
const ROOM_FOR_COLUMNS = 600;
const ROOM_FOR_ALL_COLUMNS = 900;
const NO_COLUMNS: readonly string[] = [];

export function EventGrid() {
  const actions = useActions();
  const { focus, readOnly } = useShell();
  const listRef = useHandle('list');
  const selected = useApp((state) => state.selected);
  const verdicts = useApp((state) => state.verdicts);
  const invalid = useApp((state) => state.invalid);
  const ids = useApp((state) => state.ids);
  const notes = useApp((state) => state.notes);
  const stale = useApp((state) => state.stale);

  const index = useApp((state) => state.index);
  const chosen = useApp((state) => state.columns);
  const place = selected === null ? -1 : index.placeOf(selected);
  const activePlace = Math.max(place, 0);

  const scroller = useRef<HTMLDivElement>(null);
  useFocusAfter(scroller, 'list');
  const width = useWidth(scroller);
  const columns = width < ROOM_FOR_COLUMNS ? undefined : width < ROOM_FOR_ALL_COLUMNS ? 'narrow' : 'wide';
  const headRows = columns === undefined ? 0 : 1;
  const rowHeight = columns !== undefined ? ONE_LINE : TWO_LINES;
  const rows = useRowWindow({
    count: index.count,
    rowHeight,
    headHeight: headRows * HEAD,
    scroller,
    keep: activePlace,
  });
  const summaries = useSummaries(index, rows.first, Math.max(rows.last, rows.first));

  const focusActive = () => {
    const element = scroller.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]');
    element?.focus({ preventScroll: true });
  };
  useImperativeHandle(listRef, () => ({ focus: focusActive }));

  // The selected row is in sight, and has the focus if the row before it had.
  const bringIntoSight = useEffectEvent(() => {
    if (place < 0) return;
    rows.scrollTo(place);
    const focused = document.activeElement;
    if (focused !== null && scroller.current?.contains(focused) && focused.getAttribute('role') === 'row')
      focusActive();
  });
  useLayoutEffect(() => bringIntoSight(), [place, selected, rowHeight, rows.isMeasured]);

  useKeepInSight(scroller, rows.topOf(place), rowHeight + headRows * HEAD);

  const goTo = (next: number) => {
    const row = index.select(Math.min(Math.max(next, 0), index.count - 1));
    if (row >= 0) actions.select(row);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(place + 1),
      ArrowUp: () => goTo(place - 1),
      PageDown: () => goTo(place + page),
      PageUp: () => goTo(place - page),
      Home: () => goTo(0),
      End: () => goTo(index.count - 1),
      Enter: () => focus('event'),
      ' ': () => goTo(activePlace),
      Delete: () => {
        if (selected !== null && !readOnly) actions.remove([selected]);
      },
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Events"
      aria-rowcount={index.count + headRows}
      className="ev-grid"
      data-columns={columns}
      style={cellColumns(columns === undefined ? 0 : chosen.length)}
      data-stale={stale || undefined}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const row = rowOf(event.target);
        if (row !== null) actions.select(row);
      }}
      onDoubleClick={(event) => {
        if (rowOf(event.target) !== null) focus('event');
      }}
    >
      {columns !== undefined && <ListHead />}
      <div role="rowgroup" className="ev-rows" style={{ height: rows.height }}>
        {rows.places.map((at) => {
          const row = index.select(at);
          if (row < 0) return null;
          return (
            <EventRow
              key={row}
              row={row}
              rowIndex={at + 1 + headRows}
              columns={columns === undefined ? NO_COLUMNS : chosen}
              top={rows.topOf(at)}
              verdict={rowVerdict({ verdicts, invalid }, row)}
              label={labelOf(notes, row)}
              summary={summaryOf(summaries, row, idOf(ids, row))}
              selected={row === selected}
              cutOff={isCutOff({ verdicts }, row)}
              active={at === activePlace}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Room for the columns of chosen fields. */
function cellColumns(count: number): CSSProperties {
  const tracks = count === 0 ? ' ' : `repeat(${count}, minmax(110px, 0.8fr))`;
  return { '--ev-cells': tracks, '--ev-chosen': count } as CSSProperties;
}

/** The row that an element of the list belongs to. */
function rowOf(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return element === null ? null : Number(element.dataset['row']);
}

/** The row's summary, unless it is still of another event: rows are numbered anew when a scenario is opened. */
function summaryOf(summaries: SummaryCache, row: number, id: string): RowSummary | undefined {
  const summary = summaries.get(row);
  return summary?.id === id ? summary : undefined;
}
