/** The rule as a file: what it will not hold is said before it is saved. */
import { useState } from 'react';
import { type ExportForm, type RuleExport, ruleExportOf } from '../../app/exporting.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { IconCopy, IconDownload } from '../parts/icons.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { copyText, downloadFile } from '../share/handOver.ts';
import { useStore } from '../useApp.ts';
import { fileSize } from '../words.ts';
import './files.css';
import type { DialogProps } from '../dialogs.ts';

const forms: readonly { readonly value: ExportForm; readonly title: string; readonly hint: string }[] = [
  { value: 'kibana', title: 'Kibana', hint: 'NDJSON that Kibana imports: the rule with its exceptions' },
  { value: 'toml', title: 'Rules repository', hint: 'TOML in the layout of detection-rules' },
  { value: 'json', title: 'API', hint: 'The rule object of Kibana’s API, as JSON' },
  { value: 'eql', title: 'Query', hint: 'The EQL alone' },
];

export function ExportRuleDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Export the rule"
      description="The file is made in this browser; nothing is sent."
      isParted
    >
      {open && <Content />}
    </Dialog>
  );
}

/** As the rule was when the dialog was opened: nothing behind it can change. */
function Content() {
  const store = useStore();
  const [form, setForm] = useState<ExportForm>('kibana');
  const [outcome, setOutcome] = useState('');
  const [now] = useState(() => new Date());
  const file = ruleExportOf(store.getState(), form, now);
  const save = () => {
    downloadFile(new TextEncoder().encode(file.text), file.fileName);
    setOutcome('The file is in your downloads.');
  };
  const copy = async () => {
    setOutcome(
      (await copyText(file.text)) ? 'On the clipboard.' : 'The browser did not let the page use the clipboard.',
    );
  };
  return (
    <>
      <DialogBody>
        <div className="fi-form">
          <Segmented<ExportForm>
            label="Form of the file"
            value={form}
            onChange={(next) => {
              setForm(next);
              setOutcome('');
            }}
            options={forms}
          />
          <span className="fi-quiet">{forms.find(({ value }) => value === form)!.hint}</span>
        </div>
        <Losses file={file} />
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a text that scrolls must be reachable by keyboard */}
        <pre className="fi-preview" tabIndex={0} aria-label={file.fileName}>
          {file.text}
        </pre>
      </DialogBody>
      <DialogFoot>
        <p className="fi-outcome" role="status">
          {outcome || `${file.fileName}, ${fileSize(new TextEncoder().encode(file.text).length)}`}
        </p>
        <Button icon={IconCopy} onClick={() => void copy()}>
          Copy
        </Button>
        <Button look="primary" icon={IconDownload} onClick={save} data-autofocus>
          Download
        </Button>
      </DialogFoot>
    </>
  );
}

function Losses({ file: { losses, added, problems } }: { readonly file: RuleExport }) {
  return (
    <div className="fi-losses">
      {losses.length > 0 && (
        <section aria-label="Not in this file">
          <h3>Not in this file</h3>
          <p>{losses.join(' · ')}</p>
        </section>
      )}
      {added.length > 0 && (
        <section aria-label="Filled in">
          <h3>Filled in, for the file must have it</h3>
          <p>
            <code>{added.join(', ')}</code>
          </p>
        </section>
      )}
      {problems.map(({ message, hint }) => (
        <p key={message} className="fi-problem">
          {message} {hint}
        </p>
      ))}
    </div>
  );
}
