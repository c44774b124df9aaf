import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Button } from '../parts/Button.tsx';

interface ClauseEditProps {
  /** As it stands in the rule. */
  readonly text: string;
  readonly onApply: (text: string) => void;
  readonly onCancel: () => void;
}

/** A clause's own text, to be changed without looking for it in the rule. */
export function ClauseEdit({ text, onApply, onCancel }: ClauseEditProps) {
  const [draft, setDraft] = useState(text);
  const isUsable = draft.trim() !== '';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (isUsable) onApply(draft.trim());
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <div className="cl-edit">
      <textarea
        // The person asked for it a moment ago.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        className="p-input cl-edit-text"
        aria-label="Clause"
        spellCheck={false}
        rows={Math.min(6, draft.split('\n').length)}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button look="primary" disabled={!isUsable} onClick={() => onApply(draft.trim())}>
        Apply
      </Button>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
