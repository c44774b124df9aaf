/** What narrows the list, labels it, and says which fields it shows: two menus at the end of its bar. */
import { useMemo, useState } from 'react';
import type { LabelSet } from '../../app/labels.ts';
import { IconButton } from '../parts/Button.tsx';
import { IconColumns, IconFilter } from '../parts/icons.ts';
import { Menu, MenuItem, MenuSeparator, MenuTick } from '../parts/Menu.tsx';
import { useActions, useApp } from '../useApp.ts';
import { counted } from '../words.ts';
import { ColumnsDialog } from './ColumnsDialog.tsx';
import { ConditionDialog } from './ConditionDialog.tsx';
import { ruleFields } from './ruleFields.ts';

const labelSets: readonly { readonly set: LabelSet; readonly title: string }[] = [
  { set: 'alert', title: 'Labelled alert' },
  { set: 'benign', title: 'Labelled benign' },
  { set: 'none', title: 'Without a label' },
];

export function FilterMenu() {
  const actions = useActions();
  const shown = useApp((state) => state.index.count);
  const [isAsking, setAsking] = useState(false);
  const all = counted(shown, 'listed event');
  return (
    <>
      <Menu trigger={<IconButton label="Filter and label" icon={IconFilter} />}>
        <MenuItem
          title="Only where…"
          detail="A condition of EQL, such as a field and its value"
          onSelect={() => setAsking(true)}
        />
        {labelSets.map(({ set, title }) => (
          <MenuItem key={set} title={title} onSelect={() => actions.filterByLabel(set)} />
        ))}
        <MenuSeparator />
        <MenuItem title={`Label ${all} alert`} onSelect={() => actions.labelListed('alert')} />
        <MenuItem title={`Label ${all} benign`} onSelect={() => actions.labelListed('benign')} />
        <MenuItem title={`Take the label from ${all}`} onSelect={() => actions.labelListed(null)} />
      </Menu>
      <ConditionDialog open={isAsking} onOpenChange={setAsking} />
    </>
  );
}

export function ColumnsMenu() {
  const actions = useActions();
  const columns = useApp((state) => state.columns);
  const clauses = useApp((state) => state.analysis.clauses);
  const own = useMemo(() => ruleFields(clauses), [clauses]);
  const [isChoosing, setChoosing] = useState(false);
  const toggle = (path: string) =>
    actions.setColumns(columns.includes(path) ? columns.filter((other) => other !== path) : [...columns, path]);
  const hasOwn = own.length > 0 && own.every((path) => columns.includes(path));
  const offered = [...new Set([...own, ...columns])];
  return (
    <>
      <Menu trigger={<IconButton label="Columns" icon={IconColumns} />}>
        <MenuItem
          title={hasOwn ? 'None of the rule’s own fields' : 'All of the rule’s own fields'}
          onSelect={() =>
            actions.setColumns(
              hasOwn ? columns.filter((path) => !own.includes(path)) : [...new Set([...columns, ...own])],
            )
          }
        />
        <MenuItem title="Another field…" onSelect={() => setChoosing(true)} />
        <MenuSeparator />
        {offered.map((path) => (
          <MenuTick key={path} title={path} checked={columns.includes(path)} onChange={() => toggle(path)} />
        ))}
      </Menu>
      <ColumnsDialog open={isChoosing} onOpenChange={setChoosing} onChoose={toggle} />
    </>
  );
}
