import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { tabs as facts } from '../../app/tabs.ts';
import type { TabFacts, TabName, TabOf } from '../../app/tabs.ts';
import { Pane, type PaneProps } from './Pane.tsx';

interface PaneTab<T extends TabName> {
  readonly value: T;
  readonly content: ReactNode;
  /** Stays mounted while another tab is shown, because it has a place to lose. */
  readonly keep?: true;
}

/** The tabs of a pane: the first always has something to show, one that has nothing is undefined. */
export type PaneTabs<Name extends TabFacts['pane']> = TabList<TabOf<Name>>;

type TabList<T extends TabName> = readonly [PaneTab<T>, ...(PaneTab<T> | undefined)[]];

interface TabbedPaneProps<T extends TabName> extends Omit<PaneProps, 'children' | 'bar' | 'hasHiddenName'> {
  readonly tabs: TabList<T>;
  /** The tab that was chosen; one that is not there now is not forgotten. */
  readonly chosen: T;
  readonly onChoose: (tab: T) => void;
  /** Above what the tabs show, whichever it is. */
  readonly lead?: ReactNode;
}

/** A pane with several readings of one thing, as tabs in the line of its heading. */
export function TabbedPane<T extends TabName>({ tabs, chosen, onChoose, lead, name, ...pane }: TabbedPaneProps<T>) {
  const shown = tabs.filter((tab) => tab !== undefined);
  const value = shownTab(tabs, chosen);
  const bar = shown.length > 1 && (
    <Radix.List className="p-head-tabs" aria-label={`${name} shown as`}>
      {shown.map((tab) => (
        <Radix.Trigger key={tab.value} value={tab.value} className="p-head-tab" data-tab={tab.value}>
          {facts[tab.value].title}
        </Radix.Trigger>
      ))}
    </Radix.List>
  );
  return (
    <Radix.Root className="p-tabbed" value={value} onValueChange={(next) => onChoose(next as T)}>
      <Pane {...pane} name={name} bar={bar} hasHiddenName={shown.length > 1 && facts[tabs[0].value].title === name}>
        {lead}
        {shown.map((tab) => (
          <Radix.Content
            key={tab.value}
            value={tab.value}
            className="p-tab-panel"
            tabIndex={-1}
            {...(tab.keep && { forceMount: true })}
          >
            {tab.content}
          </Radix.Content>
        ))}
      </Pane>
    </Radix.Root>
  );
}

/** The chosen tab if it is there, else the first. */
export function shownTab<T extends TabName>(tabs: TabList<T>, chosen: T): T {
  return tabs.some((tab) => tab?.value === chosen) ? chosen : tabs[0].value;
}
