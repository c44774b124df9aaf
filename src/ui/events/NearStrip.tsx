/** The events that do not match, grouped by what keeps them out; a group leads to its events. */
import { useMemo } from 'react';
import { nearGroups } from '../../app/nearGroups.ts';
import { useActions, useApp } from '../useApp.ts';
import { counted, number } from '../words.ts';

/** Groups that are shown; more would push the list away. */
const MOST = 4;

export function NearStrip() {
  const actions = useActions();
  const filter = useApp((state) => state.filter);
  const near = useApp((state) => state.near);
  const verdicts = useApp((state) => state.verdicts);
  const groups = useMemo(() => nearGroups({ near, verdicts }), [near, verdicts]);
  const offered = groups.filter(({ distance }) => filter === 'no match' || (filter === 'near' && distance === 1));
  if (offered.length < 2) return null;
  const rest = offered.length - MOST;
  return (
    <div className="ev-near" role="group" aria-label="Kept out by">
      <span className="ev-near-caption">Kept out by</span>
      {offered.slice(0, MOST).map(({ clauses, count, filter: group }) => {
        const name = clauses.join(' and ');
        return (
          <button
            key={name}
            type="button"
            className="ev-near-group"
            title={`${counted(count, 'event')} kept out by ${name}: list them`}
            onClick={() => actions.addFilter(group)}
          >
            <b>{number(count)}</b> <code className="u-clip">{name}</code>
          </button>
        );
      })}
      {rest > 0 && <span className="ev-near-caption">and {counted(rest, 'other group')}</span>}
    </div>
  );
}
