import { Group, Panel, Separator } from 'react-resizable-panels';
import type { Layout } from 'react-resizable-panels';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { recall, remember } from '../remember.ts';

interface SplitProps {
  /** Under this name its sizes are remembered. */
  readonly id: string;
  readonly direction: 'columns' | 'rows';
  /** Accessible name of the divider. */
  readonly label: string;
  readonly first: ReactNode;
  readonly second: ReactNode;
  /** Share of the first pane, in percent, until a person moves the divider. */
  readonly share: number;
  /** No pane gets smaller, in pixels. */
  readonly least: number;
}

/** Two panes with a divider that can be dragged, moved with the arrow keys, and is remembered. */
export function Split({ id, direction, label, first, second, share, least }: SplitProps) {
  const [initial] = useState(() => recall(`panes.${id}`, isLayout) ?? { first: share, second: 100 - share });
  return (
    <Group
      id={id}
      className="p-split"
      orientation={direction === 'columns' ? 'horizontal' : 'vertical'}
      defaultLayout={initial}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (isUserInteraction) remember(`panes.${id}`, layout);
      }}
    >
      <Panel id="first" className="p-panel" minSize={least}>
        {first}
      </Panel>
      <Separator className={`p-divider p-divider-${direction}`} aria-label={label} />
      <Panel id="second" className="p-panel" minSize={least}>
        {second}
      </Panel>
    </Group>
  );
}

function isLayout(value: unknown): value is Layout {
  if (typeof value !== 'object' || value === null) return false;
  const { first, second } = value as Record<string, unknown>;
  return typeof first === 'number' && typeof second === 'number' && Math.abs(first + second - 100) < 1;
}
