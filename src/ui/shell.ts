/**
 * What the frame of the page knows and its panes share: which pane is in front, which dialog is open, and how to bring
 * the focus to a pane. None of it belongs to the scenario, so none of it is in the store.
 */
import { createContext, useContext } from 'react';
import type { RefObject } from 'react';
import type { TabName } from '../app/tabs.ts';
import type { EditorHandle } from '../editor/marks.ts';
import type { DialogName } from './dialogs.ts';
import type { Theme } from './theme.ts';
import type { ChosenTabs } from './useTabs.ts';

export type PaneName = 'rule' | 'events' | 'event' | 'clauses';

export const paneTitles = {
  rule: 'Rule',
  events: 'Events',
  event: 'Event',
  clauses: 'Clauses',
} satisfies Record<PaneName, string>;

export interface Shell {
  /** Nothing can be changed: an embedded page that is only to be read. */
  readonly readOnly: boolean;
  /** One column with tabs, instead of four panes. */
  readonly narrow: boolean;
  /** The pane that is shown alone on a narrow page. */
  readonly front: PaneName;
  /** The pane that fills a wide page. */
  readonly maximised: PaneName | null;
  /** The tab chosen in each pane that has several. */
  readonly tabs: ChosenTabs;
  /** Chooses a tab where it stands, by the pointer or the arrow keys. */
  chooseTab(tab: TabName): void;
  /** Brings a tab and its pane to the front, and the focus to the tab. */
  showTab(tab: TabName): void;
  readonly theme: Theme;
  /** The theme that is on the screen. */
  readonly shownTheme: 'light' | 'dark';
  setTheme(theme: Theme): void;
  bringToFront(pane: PaneName): void;
  toggleMaximised(pane: PaneName): void;
  /** Brings a pane to the front and the focus into it. */
  focus(target: FocusTarget): void;
  openDialog(dialog: DialogName): void;
  readonly handles: ShellHandles;
}

export type FocusTarget = 'rule' | 'list' | 'event' | 'search';

/** Filled by the panes, used by `focus`. */
export interface ShellHandles {
  readonly rule: RefObject<EditorHandle | null>;
  readonly event: RefObject<EditorHandle | null>;
  readonly list: RefObject<{ focus(): void } | null>;
  readonly search: RefObject<HTMLInputElement | null>;
}

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (shell === null) throw new Error('useShell needs a ShellContext above it.');
  return shell;
}

/** The handle that a pane fills, or reaches another pane by. */
export function useHandle<Name extends keyof ShellHandles>(name: Name): ShellHandles[Name] {
  return useShell().handles[name];
}

/** What every pane passes on to its frame. */
export function usePaneFrame(pane: PaneName) {
  const { narrow, maximised, toggleMaximised } = useShell();
  return {
    name: paneTitles[pane],
    maximised: maximised === pane,
    onMaximise: narrow ? undefined : () => toggleMaximised(pane),
  };
}
