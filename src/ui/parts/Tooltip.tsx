import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';

/** Wraps the page once; tooltips near each other then open without a second wait. */
export const TooltipProvider = Radix.Provider;

interface TooltipProps {
  readonly text: string;
  readonly keys?: string;
  /** The one element that the tooltip belongs to. */
  readonly children: ReactElement;
}

/** A short text for whoever rests on an element. Nothing is said here alone: the element has a name without it. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="p-tooltip" sideOffset={6} collisionPadding={8}>
          {text}
          {keys !== undefined && <kbd className="p-key">{keys}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
