/**
 * The keyboard, as a table. Each row is one thing that can be done by a key, with the words that the help shows; the page
 * asks `commandFor` and knows nothing of keys itself.
 */
import type { AppStore } from './core.ts';
import { nextBlocker } from './blockers.ts';
import { tabs, type TabName } from './tabs.ts';

/** What a command can reach of the page, besides the store. */
export interface Places {
  focusSearch(): void;
  focusList(): void;
  focusEvent(): void;
  /** Shows a clause in the rule's text. */
  revealClause(clause: number): void;
  showTab(tab: TabName): void;
  openHelp(): void;
  openShare(): void;
  openHistory(): void;
}

export interface Command {
  /** As a person reads them, each alone does it. */
  readonly keys: readonly string[];
  readonly title: string;
  /** Works while somebody is typing in a text, too. */
  readonly inText?: boolean;
  run(store: AppStore, places: Places): void;
}

function labelSelected(store: AppStore, label: 'alert' | 'benign' | null): void {
  const { selected, actions } = store.getState();
  if (selected !== null) actions.label(selected, label);
}

const tabCommands = Object.entries(tabs).map(([tab, { key, does }]): Command => ({
  keys: [key],
  title: does,
  run: (_, places) => places.showTab(tab as TabName),
}));

export const commands: readonly Command[] = [
  { keys: ['J'], title: 'Next event', run: (store) => store.getState().actions.selectNext(1) },
  { keys: ['K'], title: 'Previous event', run: (store) => store.getState().actions.selectNext(-1) },
  {
    keys: ['N'],
    title: 'Next event whose verdict contradicts its label',
    run: (store) => store.getState().actions.selectDisagreement(1),
  },
  {
    keys: ['P'],
    title: 'Previous event whose verdict contradicts its label',
    run: (store) => store.getState().actions.selectDisagreement(-1),
  },
  { keys: ['A'], title: 'Label the event as an alert', run: (store) => labelSelected(store, 'alert') },
  { keys: ['B'], title: 'Label the event as benign', run: (store) => labelSelected(store, 'benign') },
  { keys: ['X'], title: 'Clear the event’s label', run: (store) => labelSelected(store, null) },
  { keys: ['/'], title: 'Search the events', run: (_, places) => places.focusSearch() },
  {
    keys: ['.'],
    title: 'Show the next blocker in the rule',
    run(store, places) {
      const clause = nextBlocker(store.getState());
      if (clause === null) return;
      store.getState().actions.setHover({ kind: 'clause', clause });
      places.revealClause(clause);
    },
  },
  { keys: ['Enter'], title: 'Edit the event', run: (_, places) => places.focusEvent() },
  ...tabCommands,
  { keys: ['Esc'], title: 'Back to the list of events', inText: true, run: (_, places) => places.focusList() },
  {
    keys: ['Ctrl+S'],
    title: 'Say that everything is saved',
    inText: true,
    run: (store) => store.getState().actions.save(),
  },
  { keys: ['Ctrl+Z'], title: 'Undo, whatever it was', run: (store) => store.getState().actions.undo() },
  { keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], title: 'Redo', run: (store) => store.getState().actions.redo() },
  {
    keys: ['H'],
    title: 'History of the rule and its labels',
    run: (_, places) => places.openHistory(),
  },
  { keys: ['Ctrl+Shift+L'], title: 'Share a link or a file', inText: true, run: (_, places) => places.openShare() },
  { keys: ['F1'], title: 'Keys and reference', inText: true, run: (_, places) => places.openHelp() },
  { keys: ['?'], title: 'Keys and reference', run: (_, places) => places.openHelp() },
];

/** The part of a keyboard event that a command depends on. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey?: boolean;
  readonly isComposing?: boolean;
}

/** The command of a key stroke; `inText`: the focus is in a text, where letters are letters. */
export function commandFor(stroke: Stroke, inText: boolean): Command | null {
  if (stroke.altKey || stroke.isComposing === true) return null;
  const name = strokeName(stroke);
  const command = commands.find(({ keys }) => keys.includes(name));
  return command !== undefined && (!inText || command.inText === true) ? command : null;
}

/** Shift counts beside Ctrl alone: by itself it is a part of what is typed. */
function strokeName({ key, ctrlKey, metaKey, shiftKey = false }: Stroke): string {
  const name = key === 'Escape' ? 'Esc' : key.length === 1 ? key.toUpperCase() : key;
  if (!ctrlKey && !metaKey) return name;
  return shiftKey ? `Ctrl+Shift+${name}` : `Ctrl+${name}`;
}
