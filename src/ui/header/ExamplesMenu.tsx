import { examples } from '../../app/examples.ts';
import { Button } from '../parts/Button.tsx';
import { IconExamples } from '../parts/icons.ts';
import { Menu, MenuItem, MenuSeparator } from '../parts/Menu.tsx';
import { useActions } from '../useApp.ts';

/** The built-in scenarios, and an empty workspace. */
export function ExamplesMenu({ label = 'Examples' }: { readonly label?: string }) {
  const actions = useActions();
  return (
    <Menu
      trigger={
        <Button icon={IconExamples}>
          <span className="he-word">{label}</span>
        </Button>
      }
    >
      {examples.map(({ id, title, summary }) => (
        <MenuItem key={id} title={title} detail={summary} onSelect={() => actions.openExample(id)} />
      ))}
      <MenuSeparator />
      <MenuItem title="Empty workspace" detail="No rule, no events" onSelect={actions.newScenario} />
    </Menu>
  );
}
