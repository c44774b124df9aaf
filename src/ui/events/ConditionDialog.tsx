import { useId, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { asWritten } from '../../app/conditions.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useActions } from '../useApp.ts';

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
  const filter = (event: SyntheticEvent) => {
    event.preventDefault();
    const text = condition.trim();
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
        {problem !== null && (
          <p id={`${form}-problem`} className="ev-ask-problem" role="alert">
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  );
}
