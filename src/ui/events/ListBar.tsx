/** The one row of controls over the list: which verdicts it shows, a search, and the menus of everything else. */
import type { ListFilter } from '../../app/state.ts';
import { offeredFilters } from '../../app/rows.ts';
import { IconSearch } from '../parts/icons.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { useHandle, useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { SortMenu } from './SortMenu.tsx';

const hints = {
  all: 'Every event',
  match: 'Events that the rule finds',
  near: 'Near misses: one clause keeps the event out',
  partial: 'Events that fit a stage and are in nothing complete',
  'no match': 'Events that the rule does not find',
  error: 'Events that end in a run-time error',
  invalid: 'Events that Elasticsearch would reject; they are never run',
} satisfies Record<ListFilter, string>;

export function ListBar() {
  return (
    <div className="ev-bar">
      <Verdicts />
      <Search />
      <span className="ev-menus">
        <FilterMenu />
        {/* One of them is seen: a list whose rows have two lines has no columns, and no heading to sort by. */}
        <SortMenu />
        <ColumnsMenu />
      </span>
    </div>
  );
}

function Verdicts() {
  const actions = useActions();
  const filter = useApp((state) => state.filter);
  const offered = useApp((state) => offeredFilters(state).join());
  const options = (offered.split(',') as ListFilter[]).map((value) => ({ value, title: value, hint: hints[value] }));
  return <Segmented label="Show" value={filter} onChange={actions.setFilter} options={options} />;
}

function Search() {
  const actions = useActions();
  const { focus } = useShell();
  const searchRef = useHandle('search');
  const words = useApp((state) => state.search.words);
  return (
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
  );
}
