/** The order of a list that has no heading, because its rows have two lines. */
import type { SortKey } from '../../app/rowOrder.ts';
import { IconButton } from '../parts/Button.tsx';
import { IconSort } from '../parts/icons.ts';
import { Menu, MenuChoice, MenuSeparator, MenuTick } from '../parts/Menu.tsx';
import { useActions, useApp } from '../useApp.ts';

type PlainKey = Exclude<SortKey, object>;

const keys = [
  { value: 'added', title: 'As they were added' },
  { value: 'verdict', title: 'By verdict, near misses first' },
  { value: 'time', title: 'By time' },
  { value: 'label', title: 'By label' },
] as const satisfies readonly { readonly value: PlainKey; readonly title: string }[];

export function SortMenu() {
  const actions = useActions();
  const { key, descending } = useApp((state) => state.sort);
  return (
    <Menu trigger={<IconButton label="Sort" icon={IconSort} className="ev-sort-menu" />}>
      <MenuChoice
        value={typeof key === 'object' ? 'added' : key}
        onChange={(next: PlainKey) => actions.sortBy({ key: next, descending })}
        options={keys}
      />
      <MenuSeparator />
      <MenuTick
        title="The last first"
        checked={descending}
        onChange={(on) => actions.sortBy({ key, descending: on })}
      />
    </Menu>
  );
}
