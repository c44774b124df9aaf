import type { ExceptionUse } from '../../worker/protocol.ts';
import { exceptionFilter } from '../../app/exceptions.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { Chip } from '../parts/Chip.tsx';
import { IconRemove } from '../parts/icons.ts';
import { useActions, useApp } from '../useApp.ts';
import { counted, number } from '../words.ts';

interface ExceptionItemProps {
  readonly name: string;
  /** Absent until the verdicts are there. */
  readonly use: ExceptionUse | undefined;
  readonly onRemove: () => void;
  /** Its events are listed behind the dialog. */
  readonly onShown: () => void;
}

const states = { used: null, expired: 'expired', unusable: 'not used' } satisfies Record<
  ExceptionUse['state'],
  string | null
>;

export function ExceptionItem({ name, use, onRemove, onShown }: ExceptionItemProps) {
  const actions = useActions();
  const liveCount = useApp((state) => state.verdicts?.evidence.liveCount ?? 0);
  const state = use === undefined ? null : states[use.state];
  return (
    <section className="fi-exception" aria-label={name}>
      <div className="fi-exception-head">
        <h3>{name}</h3>
        {state !== null && <Chip tone="warn">{state}</Chip>}
        {use?.state === 'used' && (
          <span className="fi-quiet">
            fits {number(use.fits)} of {counted(liveCount, 'event')}
            {use.takes < use.fits && `, of which the rule fits ${number(use.takes)}`}
          </span>
        )}
        {use !== undefined && use.fits > 0 && (
          <Button
            look="quiet"
            onClick={() => {
              actions.addFilter(exceptionFilter(name));
              onShown();
            }}
          >
            List them
          </Button>
        )}
        <IconButton label={`Remove ${name}`} icon={IconRemove} onClick={onRemove} />
      </div>
      {use !== undefined && (
        <ul className="fi-conditions">
          {use.conditions.map((words, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- the list never changes
            <li key={i}>
              {i > 0 && <span className="fi-quiet">and </span>}
              <code>{words}</code>
            </li>
          ))}
        </ul>
      )}
      {use?.problems.map(({ message, hint, severity }) => (
        <p key={message} className="fi-note" data-severity={severity}>
          {message} {hint}
        </p>
      ))}
    </section>
  );
}
