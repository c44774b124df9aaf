import { useCallback, useState } from 'react';
import { isTabOf, tabs } from '../app/tabs.ts';
import type { TabName, TabOf } from '../app/tabs.ts';
import { recall, remember } from './remember.ts';

export interface ChosenTabs {
  readonly clauses: TabOf<'clauses'>;
  readonly event: TabOf<'event'>;
}

/** The tab chosen in each pane, as it was left the last time. */
export function useTabs(): readonly [ChosenTabs, (tab: TabName) => void] {
  const [chosen, setChosen] = useState<ChosenTabs>(() => ({
    clauses: recall('tab.clauses', isTabOf('clauses')) ?? 'clauses',
    event: recall('tab.event', isTabOf('event')) ?? 'json',
  }));
  const choose = useCallback((tab: TabName) => {
    const { pane } = tabs[tab];
    setChosen((before) => ({ ...before, [pane]: tab }));
    remember(`tab.${pane}`, tab);
  }, []);
  return [chosen, choose];
}

/** A tab where it stands on the page; null while it has nothing to show. */
export function tabElement(tab: TabName): HTMLElement | null {
  return document.querySelector(`[role="tab"][data-tab="${tab}"]`);
}
