import { useEffect, useMemo, useRef } from 'react';
import { labelCounts } from '../../app/labels.ts';
import type { ListFilter } from '../../app/state.ts';
import { Button } from '../parts/Button.tsx';
import { IconAdd, IconSearch } from '../parts/icons.ts';
import { Pane } from '../parts/Pane.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useHandle, usePaneFrame, useShell } from '../shell.ts';
import { recall, remember } from '../remember.ts';
import { useActions, useApp } from '../useApp.ts';
import { matchLine } from '../words.ts';
import { EventGrid } from './EventGrid.tsx';
import { EmptyList } from './EmptyList.tsx';
import { FilterChips } from './FilterChips.tsx';
import { EventsStrips } from './EventsStrips.tsx';
import { ColumnsMenu, FilterMenu } from './ListMenus.tsx';
import { NearStrip } from './NearStrip.tsx';
import { TallyLine } from './TallyLine.tsx';

const filters: readonly { readonly value: ListFilter; readonly title: string; readonly hint: string }[] = [
  { value: 'all', title: 'all', hint: 'Every event' },
  { value: 'match', title: 'match', hint: 'Events that the rule finds' },
  { value: 'near', title: 'near', hint: 'Near misses: one clause keeps the event out' },
  { value: 'no match', title: 'no match', hint: 'Events that the rule does not find' },
  { value: 'invalid', title: 'invalid', hint: 'Events that Elasticsearch would reject; they are never run' },
];

const isPaths = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((path) => typeof path === 'string');

/** The columns of the list are this browser's, whatever the scenario. */
function useRememberedColumns(): void {
  const actions = useActions();
  const columns = useApp((state) => state.columns);
  const isRecalled = useRef(false);
  useEffect(() => {
    if (isRecalled.current) remember('columns', columns);
    else actions.setColumns(recall('columns', isPaths) ?? []);
    isRecalled.current = true;
  }, [actions, columns]);
}

export function EventsPane() {
  useRememberedColumns();
  const frame = usePaneFrame('events');
  const { openAddEvents } = useShell();
  const rowCount = useApp((state) => state.rowCount);
  const isListEmpty = useApp((state) => state.index.count === 0);

  return (
    <Pane
      {...frame}
      about={<Counts />}
      tools={
        <Button look="plain" icon={IconAdd} onClick={openAddEvents}>
          Add events
        </Button>
      }
    >
      {rowCount > 0 && <ListBar />}
      <FilterChips />
      <NearStrip />
      <EventsStrips />
      {isListEmpty ? <EmptyList /> : <EventGrid />}
    </Pane>
  );
}

function Counts() {
  const evidence = useApp((state) => state.verdicts?.evidence);
  const stale = useApp((state) => state.stale);
  const verdicts = useApp((state) => state.verdicts);
  const notes = useApp((state) => state.notes);
  const live = useApp((state) => state.live);
  const tally = useMemo(() => labelCounts({ verdicts, notes, live }), [verdicts, notes, live]);
  if (evidence === undefined || evidence.liveCount === 0) return null;
  return (
    <>
      <span className="ev-count u-clip" data-stale={stale || undefined}>
        {matchLine(evidence.matchCount, evidence.liveCount)}
      </span>
      {tally !== null && <TallyLine tally={tally} />}
    </>
  );
}

function ListBar() {
  const actions = useActions();
  const { focus, narrow } = useShell();
  const searchRef = useHandle('search');
  const filter = useApp((state) => state.filter);
  const words = useApp((state) => state.search.words);
  return (
    <div className="ev-bar">
      <Segmented label="Show" value={filter} onChange={actions.setFilter} options={filters} />
      <label className="ev-search">
        <IconSearch size={14} strokeWidth={1.75} aria-hidden />
        <span className="u-hidden">Search events</span>
        <input
          ref={searchRef}
          type="search"
          placeholder="Search"
          spellCheck={false}
          autoComplete="off"
          value={words}
          onChange={(event) => actions.setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              if (words === '') focus('list');
              else actions.setSearch('');
            } else if (event.key === 'Enter' || event.key === 'ArrowDown') focus('list');
            else return;
            event.preventDefault();
          }}
        />
      </label>
      <span className="ev-menus">
        <FilterMenu />
        {/* A list of two lines has no columns. */}
        {!narrow && <ColumnsMenu />}
      </span>
    </div>
  );
}
