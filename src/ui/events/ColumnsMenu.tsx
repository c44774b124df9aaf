/** Which fields the list shows as columns: the rule's own at once, any other by its name. */
import { useMemo, useState } from 'react';
import { IconButton } from '../parts/Button.tsx';
import { IconColumns } from '../parts/icons.ts';
import { Menu, MenuItem, MenuSeparator, MenuTick } from '../parts/Menu.tsx';
import { useActions, useApp } from '../useApp.ts';
import { ColumnsDialog } from './ColumnsDialog.tsx';
import { ruleFields } from './ruleFields.ts';

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
      <Menu trigger={<IconButton label="Columns" icon={IconColumns} className="ev-columns-menu" />}>
        {own.length > 0 && (
          <MenuItem
            title={hasOwn ? 'None of the rule’s own fields' : 'All of the rule’s own fields'}
            onSelect={() =>
              actions.setColumns(
                hasOwn ? columns.filter((path) => !own.includes(path)) : [...new Set([...columns, ...own])],
              )
            }
          />
        )}
        <MenuItem title="Another field…" onSelect={() => setChoosing(true)} />
        {columns.length > 0 && <MenuItem title="As at the start" onSelect={() => actions.setColumns([])} />}
        {offered.length > 0 && <MenuSeparator />}
        {offered.map((path) => (
          <MenuTick key={path} title={path} checked={columns.includes(path)} onChange={() => toggle(path)} />
        ))}
      </Menu>
      <ColumnsDialog open={isChoosing} onOpenChange={setChoosing} onChoose={toggle} />
    </>
  );
}
