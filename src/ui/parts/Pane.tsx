import { useId } from 'react';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import { IconMaximise, IconRestore } from './icons.ts';

export interface PaneProps {
  /** Its heading, and the accessible name of its region. */
  readonly name: string;
  /** The heading is heard, not seen: what stands beside it says the same. */
  readonly hasHiddenName?: boolean;
  /** After the heading: tabs. */
  readonly bar?: ReactNode;
  /** Beside the heading: what the pane holds, in a few words. */
  readonly about?: ReactNode;
  /** At the end of the heading's line: what can be done. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  readonly maximised: boolean;
  /** Absent where a pane already fills the page. */
  readonly onMaximise?: (() => void) | undefined;
}

/** One of the four regions of the page. */
export function Pane(props: PaneProps) {
  const { name, hasHiddenName = false, bar, about, tools, children, maximised, onMaximise } = props;
  const heading = useId();
  return (
    <section className="p-pane" aria-labelledby={heading} data-maximised={maximised || undefined}>
      <header className="p-pane-head" onDoubleClick={isHeading(onMaximise)}>
        <h2 className={hasHiddenName ? 'u-hidden' : 'p-pane-name'} id={heading}>
          {name}
        </h2>
        {bar}
        <div className="p-pane-about">{about}</div>
        {tools}
        {onMaximise && (
          <IconButton
            className="p-pane-size"
            label={maximised ? `Restore ${name}` : `Maximise ${name}`}
            icon={maximised ? IconRestore : IconMaximise}
            onClick={onMaximise}
          />
        )}
      </header>
      {children}
    </section>
  );
}

/** A double click on the heading's line, but on nothing in it that has a use of its own. */
function isHeading(onMaximise: (() => void) | undefined) {
  if (!onMaximise) return undefined;
  return (event: { target: EventTarget }) => {
    if (event.target instanceof Element && !event.target.closest('button, input, a, [role="radio"]')) onMaximise();
  };
}
