/** The events that do not match, grouped by what keeps them out; a group leads to its events. */
import { useMemo } from 'react';
import { type NearGroup, nearGroups } from '../../app/nearGroups.ts';
import { Menu, MenuItem } from '../parts/Menu.tsx';
import { useActions, useApp } from '../useApp.ts';
import { counted, number } from '../words.ts';

/** Groups that have a place in the line; the others are in a menu at its end. */
const IN_LINE = 3;

/** Groups that a menu has room for. */
const IN_MENU = 40;

export function NearStrip() {
  const filter = useApp((state) => state.filter);
  const near = useApp((state) => state.near);
  const verdicts = useApp((state) => state.verdicts);
  const groups = useMemo(() => nearGroups({ near, verdicts }), [near, verdicts]);
  const offered = groups.filter(({ distance }) => filter === 'no match' || (filter === 'near' && distance === 1));
  if (offered.length < 2) return null;
  return (
    <div className="ev-near" role="group" aria-label="Kept out by">
      <span className="ev-near-caption">Kept out by</span>
      {offered.slice(0, IN_LINE).map((group) => (
        <Group key={nameOf(group)} group={group} />
      ))}
      {offered.length > IN_LINE && <Others groups={offered.slice(IN_LINE)} />}
    </div>
  );
}

function Group({ group }: { readonly group: NearGroup }) {
  const actions = useActions();
  const name = nameOf(group);
  return (
    <button
      type="button"
      className="ev-near-group"
      title={`${counted(group.count, 'event')} kept out by ${name}: list them`}
      onClick={() => actions.addFilter(group.filter)}
    >
      <b>{number(group.count)}</b> <code className="u-clip">{name}</code>
    </button>
  );
}

function Others({ groups }: { readonly groups: readonly NearGroup[] }) {
  const actions = useActions();
  const trigger = (
    <button type="button" className="ev-near-group ev-near-others">
      {number(groups.length)} more
    </button>
  );
  return (
    <Menu trigger={trigger}>
      {groups.slice(0, IN_MENU).map((group) => (
        <MenuItem
          key={nameOf(group)}
          title={nameOf(group)}
          detail={counted(group.count, 'event')}
          onSelect={() => actions.addFilter(group.filter)}
        />
      ))}
    </Menu>
  );
}

function nameOf({ clauses }: NearGroup): string {
  return clauses.join(' and ');
}
