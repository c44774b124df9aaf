import { useContext, useEffect } from 'react';
import { commandFor } from '../app/commands.ts';
import type { Places } from '../app/commands.ts';
import type { AppStore } from '../app/store.ts';
import { useShell } from './shell.ts';
import type { Shell } from './shell.ts';
import { isTextField } from './textField.ts';
import { AppContext } from './useApp.ts';

/** Enter and Space mean something of their own on these. */
const pressable = 'button, a, summary, [role="menuitem"], [role="tab"], [role="radio"]';

/** The keys of the whole page. What a pane or a dialog has made use of is left alone. */
export function useKeys(): void {
  const store = useContext(AppContext);
  const shell = useShell();
  useEffect(() => {
    if (store === null) return undefined;
    const places = placesOf(store, shell);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
      const { target } = event;
      if (event.key === 'Enter' && target instanceof Element && target.closest(pressable) !== null) return;
      const command = commandFor(event, isTextField(target));
      if (command === null) return;
      event.preventDefault();
      command.run(store, places);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store, shell]);
}

function placesOf(store: AppStore, shell: Shell): Places {
  return {
    focusSearch: () => shell.focus('search'),
    focusList: () => shell.focus('list'),
    focusEvent: () => shell.focus('event'),
    showTab: (tab) => shell.showTab(tab),
    openHelp: () => shell.openDialog('help'),
    openShare: () => shell.openDialog('share'),
    openHistory: () => shell.openDialog('history'),
    revealClause(clause) {
      const span = store.getState().verdicts?.analysis.clauses[clause]?.span;
      if (span === undefined) return;
      shell.bringToFront('rule');
      // The clause is selected in the editor; were the focus left there, the next key would overwrite it.
      const before = document.activeElement;
      shell.handles.rule.current?.reveal(span);
      if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
      else shell.handles.list.current?.focus();
    },
  };
}
