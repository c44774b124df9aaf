/** What narrows the list, and what labels all that it shows. */
import { useState } from 'react';
import type { LabelSet } from '../../app/labels.ts';
import { IconButton } from '../parts/Button.tsx';
import { IconFilter } from '../parts/icons.ts';
import { Menu, MenuItem, MenuSeparator } from '../parts/Menu.tsx';
import { useActions, useApp } from '../useApp.ts';
import { counted } from '../words.ts';
import { ConditionDialog } from './ConditionDialog.tsx';
import { FieldDialog } from './FieldDialog.tsx';

const labelSets: readonly { readonly set: LabelSet; readonly title: string }[] = [
  { set: 'alert', title: 'Labelled alert' },
  { set: 'benign', title: 'Labelled benign' },
  { set: 'none', title: 'Without a label' },
  { set: 'contradicted', title: 'Verdict against label' },
];

export function FilterMenu() {
  const actions = useActions();
  const shown = useApp((state) => state.index.count);
  const [asking, setAsking] = useState<'field' | 'condition' | null>(null);
  const all = counted(shown, 'listed event');
  const asksFor = (what: 'field' | 'condition') => (open: boolean) => setAsking(open ? what : null);
  return (
    <>
      <Menu trigger={<IconButton label="Filter and label" icon={IconFilter} />}>
        <MenuItem
          title="By a field…"
          detail="Its commonest values, or one that you type"
          onSelect={() => setAsking('field')}
        />
        <MenuItem title="By a condition…" detail="EQL, as in a rule" onSelect={() => setAsking('condition')} />
        {labelSets.map(({ set, title }) => (
          <MenuItem key={set} title={title} onSelect={() => actions.filterByLabel(set)} />
        ))}
        {shown > 0 && (
          <>
            <MenuSeparator />
            <MenuItem title={`Label ${all} alert`} onSelect={() => actions.labelListed('alert')} />
            <MenuItem title={`Label ${all} benign`} onSelect={() => actions.labelListed('benign')} />
            <MenuItem title={`Take the label from ${all}`} onSelect={() => actions.labelListed(null)} />
          </>
        )}
      </Menu>
      <FieldDialog open={asking === 'field'} onOpenChange={asksFor('field')} />
      <ConditionDialog open={asking === 'condition'} onOpenChange={asksFor('condition')} />
    </>
  );
}
