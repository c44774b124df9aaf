import { useId, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useApp } from '../useApp.ts';

interface ColumnsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onChoose: (path: string) => void;
}

/** Any field there is, by its name. */
export function ColumnsDialog({ open, onOpenChange, onChoose }: ColumnsDialogProps) {
  const fields = useApp((state) => state.fields);
  const [path, setPath] = useState('');
  const form = useId();
  const names = useId();
  const isKnown = fields.includes(path);
  const choose = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isKnown) return;
    onChoose(path);
    setPath('');
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Show a field"
      description="It becomes a column of the list."
      footer={
        <Button look="primary" type="submit" form={form} disabled={!isKnown}>
          Show
        </Button>
      }
    >
      <form id={form} className="ev-ask" onSubmit={choose}>
        <label htmlFor={`${form}-path`}>Field</label>
        <input
          id={`${form}-path`}
          data-autofocus
          className="p-input"
          list={names}
          spellCheck={false}
          autoComplete="off"
          value={path}
          onChange={(event) => setPath(event.target.value.trim())}
        />
        <datalist id={names}>
          {fields.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
        {path !== '' && !isKnown && <p className="ev-ask-note">No event and no mapping has a field of this name.</p>}
      </form>
    </Dialog>
  );
}
