/** What the list is narrowed to, beyond its verdicts: each condition a chip that takes itself away, and what is left. */
import { useRef } from 'react';
import { countBits } from '../../app/rows.ts';
import { Button } from '../parts/Button.tsx';
import { IconClose } from '../parts/icons.ts';
import { useActions, useApp } from '../useApp.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { counted, number } from '../words.ts';

export function FilterChips() {
  const isNarrowed = useApp((state) => state.filters.length > 0 || state.search.rows !== null);
  return isNarrowed ? <Chips /> : null;
}

function Chips() {
  const actions = useActions();
  const filters = useApp((state) => state.filters);
  const shown = useApp((state) => state.index.count);
  const all = useApp((state) => countBits(state.live) + countBits(state.invalid));
  const chips = useRef<HTMLDivElement>(null);
  useFocusAfter(chips, 'list');
  return (
    <div ref={chips} className="ev-filters">
      {filters.length > 0 && (
        <ul className="ev-filter-list" aria-label="Filters">
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
      )}
      <span className="ev-shown" aria-live="polite">
        {number(shown)} of {counted(all, 'event')} listed
      </span>
      {filters.length > 1 && (
        <Button look="quiet" className="ev-filter-clear" onClick={() => actions.clearFilters()}>
          Clear
        </Button>
      )}
    </div>
  );
}
