import { Tabs as Radix } from 'radix-ui';
import { useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { ways } from './ways.ts';
import './generate.css';
import type { DialogProps } from '../dialogs.ts';

/** Events that nobody has to paste: a tab for each way to make them. */
export function GenerateDialog({ open, onOpenChange }: DialogProps) {
  const [chosen, setChosen] = useState(ways[0].value);
  const close = () => onOpenChange(false);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Generate events"
      description="They are made in this browser; names and addresses are invented."
      isParted
    >
      <Radix.Root className="gen-ways" value={chosen} onValueChange={setChosen}>
        <Radix.List className="gen-tabs" aria-label="Ways to generate">
          {ways.map(({ value, title }) => (
            <Radix.Trigger key={value} value={value} className="p-head-tab">
              {title}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {ways.map(({ value, Content }) => (
          <Radix.Content key={value} value={value} className="gen-way" tabIndex={-1}>
            <Content close={close} />
          </Radix.Content>
        ))}
      </Radix.Root>
    </Dialog>
  );
}
