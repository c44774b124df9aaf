import { purposesLine } from '../../app/ruleEvents.ts';
import { Button } from '../parts/Button.tsx';
import { DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions, useApp } from '../useApp.ts';
import { type Solving, useSolved } from '../useSolved.ts';
import { counted, number, statusLine } from '../words.ts';
import { RuleReport } from './RuleReport.tsx';
import { type ChoiceName, choices, type Chosen, useRuleChoices, useRuleOrder } from './useRuleChoices.ts';
import type { WayProps } from './ways.ts';

const amounts = [
  { value: 'all', title: 'All of it' },
  { value: 'missing', title: 'Only what is missing', hint: 'Nothing that the events that are there exercise already' },
] as const;

/** Events made for the rule in hand: what matches, what only just does not, and why some cannot be. */
export function RuleWay({ close }: WayProps) {
  const actions = useActions();
  const analysis = useApp((state) => state.analysis);
  const tableVersion = useApp((state) => state.tableVersion);
  const hasEvents = useApp((state) => state.live.some((word) => word !== 0));
  const [chosen, choose] = useRuleChoices();
  const isEmpty = analysis.text.trim() === '';
  const isJoined = analysis.query.kind !== 'event';
  const order = useRuleOrder(chosen, hasEvents, isJoined);
  const { solving, stop, restart } = useSolved(isEmpty ? null : order, tableVersion);
  const solved = solving.kind === 'solved' && order !== null ? solving.solved : null;
  const count = solved?.notes.length ?? 0;

  // A field that no event has yet is an error of the rule, and none for whoever makes events.
  if (isEmpty || solving.kind === 'failed') return <NoRule isEmpty={isEmpty} close={close} />;

  const add = () => {
    if (order === null || count === 0) return;
    actions.generateFor(order, chosen.isLabelled);
    close();
  };
  return (
    <form
      className="gen-way"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <DialogBody>
        <Choices chosen={chosen} choose={choose} isJoined={isJoined} hasEvents={hasEvents} />
        {order === null ? (
          <p className="gen-problem">Nothing is chosen: tick what is to be made.</p>
        ) : (
          <section className="gen-report" aria-label="What can be made">
            <Work solving={solving} stop={stop} restart={restart} />
            {solved !== null && <RuleReport solved={solved} isOnlyMissing={order.onlyMissing} />}
          </section>
        )}
      </DialogBody>
      <DialogFoot>
        <div className="gen-forecast" aria-live="polite">
          <p>{count > 0 && solved !== null && `${purposesLine(solved)}.`}</p>
          <p className="gen-quiet">{count > 0 && 'Each was run through the engine, and does what it says.'}</p>
        </div>
        <Button look="primary" type="submit" data-autofocus aria-disabled={count === 0}>
          {count === 0 ? 'Add events' : `Add ${counted(count, 'event')}`}
        </Button>
      </DialogFoot>
    </form>
  );
}

interface ChoicesProps {
  readonly chosen: Chosen;
  readonly choose: (changes: Partial<Chosen>) => void;
  readonly isJoined: boolean;
  readonly hasEvents: boolean;
}

function Choices({ chosen, choose, isJoined, hasEvents }: ChoicesProps) {
  const offered = (Object.keys(choices) as ChoiceName[]).filter((name) => isJoined || name !== 'endings');
  return (
    <fieldset className="gen-choices">
      <legend className="u-hidden">What to make</legend>
      {offered.map((name) => (
        <label key={name} className="gen-choice">
          <input
            type="checkbox"
            checked={chosen[name]}
            onChange={(event) => choose({ [name]: event.target.checked })}
          />
          <span className="gen-choice-title">{choices[name].title}</span>
          <span className="gen-quiet">{choices[name].does}</span>
        </label>
      ))}
      <label className="gen-choice gen-choice-apart">
        <input
          type="checkbox"
          checked={chosen.isLabelled}
          onChange={(event) => choose({ isLabelled: event.target.checked })}
        />
        <span className="gen-choice-title">With labels</span>
        <span className="gen-quiet">What matches now is labelled alert, the rest benign.</span>
      </label>
      {hasEvents && (
        <Segmented
          label="How much"
          value={chosen.onlyMissing ? 'missing' : 'all'}
          onChange={(amount) => choose({ onlyMissing: amount === 'missing' })}
          options={amounts}
        />
      )}
    </fieldset>
  );
}

interface WorkProps {
  readonly solving: Solving;
  readonly stop: () => void;
  readonly restart: () => void;
}

function Work({ solving, stop, restart }: WorkProps) {
  if (solving.kind === 'solved' || solving.kind === 'failed') return null;
  if (solving.kind === 'stopped') {
    return (
      <p className="gen-work">
        Stopped: nothing was made.
        <Button look="quiet" onClick={restart}>
          Try again
        </Button>
      </p>
    );
  }
  const { done, total } = solving.progress ?? { done: 0, total: 1 };
  return (
    <p className="gen-work">
      <span>Looking for events</span>
      <progress aria-label="Looking for events" max={total} value={done} />
      <span className="gen-quiet">{solving.progress !== null && `step ${number(done)} of ${number(total)}`}</span>
      <Button look="quiet" onClick={stop}>
        Stop
      </Button>
    </p>
  );
}

function NoRule({ isEmpty, close }: WayProps & { readonly isEmpty: boolean }) {
  const error = useApp(statusLine);
  return (
    <div className="gen-way">
      <DialogBody>
        <p>
          {isEmpty
            ? 'There is no rule yet. Write one, or open an example; then events that match it, and events that only just do not, can be made here.'
            : 'The rule has an error, and as long as it is there, nothing can be made for it:'}
        </p>
        {!isEmpty && <p className="gen-problem">{error}</p>}
      </DialogBody>
      <DialogFoot>
        <Button look="primary" data-autofocus onClick={close}>
          Back to the rule
        </Button>
      </DialogFoot>
    </div>
  );
}
