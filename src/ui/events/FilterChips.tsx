/** What the list is narrowed to, beyond its segments and its search: each condition a chip that takes itself away. */
import { useRef } from 'react';
import { IconClose } from '../parts/icons.ts';
import { useActions, useApp } from '../useApp.ts';
import { useFocusAfter } from '../useFocusAfter.ts';

export function FilterChips() {
  const filters = useApp((state) => state.filters);
  return filters.length === 0 ? null : <Chips />;
}

function Chips() {
  const actions = useActions();
  const filters = useApp((state) => state.filters);
  const chips = useRef<HTMLUListElement>(null);
  useFocusAfter(chips, 'list');
  return (
    <ul ref={chips} className="ev-filters" aria-label="Filters">
      {filters.map(({ words }) => (
        <li key={words} className="ev-filter">
          <span className="u-clip" title={words}>
            {words}
          </span>
          <button
            type="button"
            className="ev-filter-remove"
            aria-label={`Remove the filter: ${words}`}
            onClick={() => actions.removeFilter(words)}
          >
            <IconClose size={13} strokeWidth={2} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
