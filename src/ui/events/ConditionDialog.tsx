import { useId, useMemo, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { asWritten } from '../../app/conditions.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { countBits } from '../../app/rows.ts';
import { useAnswer } from '../useAnswer.ts';
import { useActions, useApp } from '../useApp.ts';
import { counted, number } from '../words.ts';

interface ConditionDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Lists the events on which a condition is true. It is EQL as in a rule, so whatever a rule can ask, the list can. */
export function ConditionDialog({ open, onOpenChange }: ConditionDialogProps) {
  const actions = useActions();
  const [condition, setCondition] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const form = useId();
  const text = condition.trim();
  const version = useApp((state) => state.tableVersion);
  const live = useApp((state) => state.live);
  const total = useMemo(() => countBits(live), [live]);
  // While it is typed, so that the list has its rows at once.
  const answered = useAnswer(actions.countWhere, text, version);
  const count = answered?.question === text ? answered.answer : null;
  const filter = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text === '') return;
    void actions.filterByCondition(asWritten(text)).then((found) => {
      setProblem(found);
      if (found !== null) return;
      setCondition('');
      onOpenChange(false);
    });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Only events where…"
      description="A condition as in a rule. The list shows the events on which it is true."
      footer={
        <Button look="primary" type="submit" form={form}>
          List them
        </Button>
      }
    >
      <form id={form} className="ev-ask" onSubmit={filter}>
        <label htmlFor={`${form}-text`}>Condition</label>
        <input
          id={`${form}-text`}
          data-autofocus
          className="p-input"
          spellCheck={false}
          autoComplete="off"
          placeholder={'process.name == "bash"'}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${form}-problem`}
          value={condition}
          onChange={(event) => {
            setCondition(event.target.value);
            setProblem(null);
          }}
        />
        {problem === null && (
          <p className="ev-ask-note" role="status">
            {count === null ? '' : `True on ${number(count)} of ${counted(total, 'event')}.`}
          </p>
        )}
        {problem !== null && (
          <p id={`${form}-problem`} className="ev-ask-problem" role="alert">
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  );
}
