import type { Icon } from '../parts/icons.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import {
  IconChevronDown,
  IconDark,
  IconHelp,
  IconHistory,
  IconLight,
  IconRedo,
  IconShare,
  IconShelf,
  IconSystem,
  IconUndo,
} from '../parts/icons.ts';
import { Menu, MenuChoice } from '../parts/Menu.tsx';
import { Tooltip } from '../parts/Tooltip.tsx';
import { ExportMenu } from '../files/ExportMenu.tsx';
import { useShell } from '../shell.ts';
import type { Theme } from '../theme.ts';
import { useActions, useApp } from '../useApp.ts';
import { ExamplesMenu } from './ExamplesMenu.tsx';
import { Mark } from './Mark.tsx';

export function Header() {
  const { openDialog } = useShell();
  const title = useApp((state) => state.title);
  return (
    <header className="he">
      <Mark />
      <h1 className="he-name">EQL Rule Playground</h1>
      <Tooltip text="Scenarios of this browser">
        <button type="button" className="he-title" aria-haspopup="dialog" onClick={() => openDialog('shelf')}>
          <IconShelf className="he-title-icon" size={16} strokeWidth={1.75} aria-hidden />
          <span className="he-title-text u-clip">{title === '' ? 'Untitled' : title}</span>
          <IconChevronDown className="he-title-more" size={14} strokeWidth={1.75} aria-hidden />
        </button>
      </Tooltip>
      <Saved />
      <StepButtons />
      <div className="he-tools">
        <ExamplesMenu />
        <ExportMenu />
        <Button look="primary" icon={IconShare} className="he-share" onClick={() => openDialog('share')}>
          <span className="he-word">Share</span>
        </Button>
        <ThemeMenu />
        <IconButton label="Help and keys" keys="?" icon={IconHelp} onClick={() => openDialog('help')} />
      </div>
    </header>
  );
}

/** Taking back and doing again, whatever it was. */
function StepButtons() {
  const actions = useActions();
  const { openDialog } = useShell();
  const { undo, redo } = useApp((state) => state.steps);
  return (
    <div className="he-steps" role="group" aria-label="Steps">
      <IconButton
        label={undo === null ? 'Nothing to undo' : `Undo: ${undo}`}
        keys="Ctrl+Z"
        icon={IconUndo}
        aria-disabled={undo === null}
        onClick={actions.undo}
      />
      <IconButton
        label={redo === null ? 'Nothing to redo' : `Redo: ${redo}`}
        keys="Ctrl+Shift+Z"
        icon={IconRedo}
        aria-disabled={redo === null}
        onClick={actions.redo}
      />
      <IconButton
        className="he-history"
        label="History of the rule and its labels"
        keys="H"
        icon={IconHistory}
        onClick={() => openDialog('history')}
      />
    </div>
  );
}

const savedWords = {
  saved: { word: 'saved', meaning: 'Kept in this browser; nothing is sent anywhere.' },
  saving: { word: 'saving…', meaning: 'Being written to this browser’s storage.' },
  large: {
    word: 'rule saved',
    meaning: 'The events are too large to keep in this browser: a reload loses them.',
  },
  copy: {
    word: 'a copy',
    meaning: 'From a link, and kept nowhere: “Keep it” saves it in this browser.',
  },
  full: {
    word: 'not saved',
    meaning: 'This browser’s storage is full: a reload loses what was done since. Press to try again.',
  },
  off: {
    word: 'not saved',
    meaning: 'This browser lets the page store nothing: a reload loses the rule and the events.',
  },
};

function Saved() {
  const actions = useActions();
  const saved = useApp((state) => (state.copy === null ? state.saved : 'copy'));
  const { word, meaning } = savedWords[saved];
  return (
    <Tooltip text={meaning}>
      <button type="button" className="he-saved" data-saved={saved} onClick={actions.save}>
        {word}
      </button>
    </Tooltip>
  );
}

const themeIcons: Readonly<Record<Theme, Icon>> = { system: IconSystem, light: IconLight, dark: IconDark };

function ThemeMenu() {
  const { theme, setTheme } = useShell();
  return (
    <Menu trigger={<IconButton label="Theme" icon={themeIcons[theme]} />}>
      <MenuChoice<Theme>
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'system', title: 'As the system' },
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ]}
      />
    </Menu>
  );
}
