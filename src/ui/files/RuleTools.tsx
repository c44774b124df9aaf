import { useRef } from 'react';
import { sourcesOfFiles } from '../events/sources.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { IconEdit, IconFile } from '../parts/icons.ts';
import { useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { counted } from '../words.ts';

/** In the line of the rule's heading: rules at hand, a file to open, what the rule says of itself. */
export function RuleTools() {
  const actions = useActions();
  const { openDialog, readOnly } = useShell();
  const ruleCount = useApp((state) => state.ruleBook?.rules.length ?? 0);
  const input = useRef<HTMLInputElement>(null);
  if (readOnly) return null;
  return (
    <>
      {ruleCount > 1 && (
        <Button look="quiet" onClick={actions.review}>
          {counted(ruleCount, 'rule')}
        </Button>
      )}
      <IconButton label="Import rules" icon={IconFile} onClick={() => input.current?.click()} />
      <IconButton label="Details of the rule" icon={IconEdit} onClick={() => openDialog('details')} />
      <input
        ref={input}
        className="u-hidden"
        type="file"
        multiple
        aria-label="Rule files"
        tabIndex={-1}
        accept=".ndjson,.toml,.json,.eql"
        onChange={(event) => {
          const { files } = event.target;
          if (files !== null) actions.addEvents(sourcesOfFiles(files));
          event.target.value = '';
        }}
      />
    </>
  );
}
