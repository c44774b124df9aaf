import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Icon } from './icons.ts';

export interface Tab<T extends string> {
  readonly value: T;
  readonly title: string;
  readonly icon: Icon;
  readonly content: ReactNode;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly tabs: readonly Tab<T>[];
}

/** Panels over a bar of tabs. Every panel stays mounted, so that no editor loses its place when another is shown. */
export function Tabs<T extends string>({ label, value, onChange, tabs }: TabsProps<T>) {
  return (
    <Radix.Root className="p-tabs" value={value} onValueChange={(next) => onChange(next as T)}>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="p-tab-panel" forceMount tabIndex={-1}>
          {tab.content}
        </Radix.Content>
      ))}
      <Radix.List className="p-tab-bar" aria-label={label}>
        {tabs.map(({ value: tab, title, icon: Glyph }) => (
          <Radix.Trigger key={tab} value={tab} className="p-tab">
            <Glyph size={18} strokeWidth={1.75} aria-hidden />
            {title}
          </Radix.Trigger>
        ))}
      </Radix.List>
    </Radix.Root>
  );
}
