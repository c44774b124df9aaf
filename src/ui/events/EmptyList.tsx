import { useImperativeHandle, useRef } from 'react';
import type { ListedFilter, ListFilter } from '../../app/state.ts';
import { Button } from '../parts/Button.tsx';
import { useHandle, useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { ExamplesMenu } from '../header/ExamplesMenu.tsx';

const nothing = {
  all: 'No events.',
  match: 'No event matches.',
  near: 'No near miss: no event is one clause away from a match.',
  partial: 'No event fits a stage without being in something complete.',
  'no match': 'Every event matches.',
  error: 'No event ends in a run-time error.',
  invalid: 'No event is invalid.',
} satisfies Record<ListFilter, string>;

/** In place of the list: a workspace without events, or a filter that none passes. */
export function EmptyList() {
  const isFiltered = useApp((state) => state.filter !== 'all' || state.search.words !== '' || state.filters.length > 0);
  const progress = useApp((state) => state.progress);
  const listRef = useHandle('list');
  const box = useRef<HTMLDivElement>(null);
  useFocusAfter(box, 'list');
  useImperativeHandle(listRef, () => ({ focus: () => box.current?.querySelector('button')?.focus() }));
  return (
    <div ref={box} className="ev-empty">
      {progress !== null ? null : isFiltered ? <FilteredAway /> : <NoEvents />}
    </div>
  );
}

function FilteredAway() {
  const actions = useActions();
  const filter = useApp((state) => state.filter);
  const words = useApp((state) => state.search.words);
  const filters = useApp((state) => state.filters);
  return (
    <>
      <p>{emptyWords(filter, words, filters)}</p>
      <Button
        onClick={() => {
          actions.setSearch('');
          actions.setFilter('all');
          actions.clearFilters();
        }}
      >
        Show all events
      </Button>
    </>
  );
}

function emptyWords(filter: ListFilter, words: string, filters: readonly ListedFilter[]): string {
  if (words !== '') return `No event here holds “${words}”.`;
  if (filters.length === 0) return nothing[filter];
  return filters.length === 1 && filter === 'all' ? 'No event passes the filter.' : 'No event passes all the filters.';
}

function NoEvents() {
  const { openDialog } = useShell();
  return (
    <>
      <h3 className="ev-empty-title">No events yet</h3>
      <p>Paste or drop JSON, NDJSON or an Elasticsearch response anywhere on this page, or start from an example.</p>
      <p className="ev-empty-ways">
        <Button look="primary" onClick={() => openDialog('add events')}>
          Paste events
        </Button>
        <Button onClick={() => openDialog('generate')}>Tell stories</Button>
        <ExamplesMenu label="Open an example" />
      </p>
    </>
  );
}
