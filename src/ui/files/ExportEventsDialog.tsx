/** Events as a file: which, and in which form. */
import { useMemo, useState } from 'react';
import type { EventChoice } from '../../app/sharing.ts';
import type { EventExportForm } from '../../worker/protocol.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { IconDownload } from '../parts/icons.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { downloadFile } from '../share/handOver.ts';
import { fileNameOf } from '../share/words.ts';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { counted, fileSize, number } from '../words.ts';
import { countOfEvents } from '../../app/exporting.ts';
import './files.css';
import type { DialogProps } from '../dialogs.ts';

const forms: readonly {
  readonly value: EventExportForm;
  readonly title: string;
  readonly hint: string;
  readonly extension: string;
}[] = [
  { value: 'ndjson', title: 'NDJSON', hint: 'One event a line, as it is written', extension: 'ndjson' },
  {
    value: 'bulk',
    title: '_bulk',
    hint: 'The body of a _bulk request: create, with the events’ ids',
    extension: 'bulk.ndjson',
  },
  {
    value: 'csv shown',
    title: 'CSV, shown columns',
    hint: 'A table of the fields that the list shows',
    extension: 'csv',
  },
  { value: 'csv', title: 'CSV, all fields', hint: 'A table of every field that some event has', extension: 'csv' },
];

const choices: readonly (readonly [EventChoice, string])[] = [
  ['all', 'All'],
  ['shown', 'Listed'],
  ['labelled', 'Labelled'],
];

/** Bytes of the file that are shown. */
const PREVIEW = 6000;

export function ExportEventsDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Export events"
      description="The file is made in this browser; nothing is sent. Events that Elasticsearch would reject are left out."
      isParted
    >
      {open && <Content />}
    </Dialog>
  );
}

interface Question {
  readonly form: EventExportForm;
  readonly events: EventChoice;
}

function Content() {
  const actions = useActions();
  const state = useApp((all) => all);
  const [question, setQuestion] = useState<Question>({ form: 'ndjson', events: 'all' });
  const [isSaved, setSaved] = useState(false);
  const ask = useMemo(
    () =>
      async ({ form, events }: Question) =>
        actions.exportEvents(form, events),
    [actions],
  );
  const answered = useAnswer(ask, question, state.tableVersion);
  const bytes = answered?.question === question ? answered.answer : null;
  const { hint, extension } = forms.find(({ value }) => value === question.form)!;
  const fileName = fileNameOf(state.title).replace('eql-scenario.json', `events.${extension}`);
  const preview = useMemo(() => (bytes === null ? '' : beginningOf(bytes)), [bytes]);
  const choose = (changes: Partial<Question>) => {
    setQuestion({ ...question, ...changes });
    setSaved(false);
  };
  const save = () => {
    if (bytes === null) return;
    downloadFile(bytes, fileName);
    setSaved(true);
  };
  return (
    <>
      <DialogBody>
        <div className="fi-form">
          <Segmented<EventChoice>
            label="Which events"
            value={question.events}
            onChange={(events) => choose({ events })}
            options={choices.map(([value, title]) => ({
              value,
              title: `${title} ${number(countOfEvents(state, value))}`,
            }))}
          />
        </div>
        <div className="fi-form">
          <Segmented<EventExportForm>
            label="Form of the file"
            value={question.form}
            onChange={(form) => choose({ form })}
            options={forms}
          />
          <span className="fi-quiet">{hint}</span>
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a text that scrolls must be reachable by keyboard */}
        <pre className="fi-preview fi-lines" tabIndex={0} aria-label={fileName}>
          {preview}
        </pre>
      </DialogBody>
      <DialogFoot>
        <p className="fi-outcome" role="status">
          {outcome(isSaved, bytes, fileName, countOfEvents(state, question.events))}
        </p>
        <Button look="primary" icon={IconDownload} data-autofocus aria-disabled={bytes === null} onClick={save}>
          Download
        </Button>
      </DialogFoot>
    </>
  );
}

function outcome(isSaved: boolean, bytes: Uint8Array | null, fileName: string, count: number): string {
  if (isSaved) return 'The file is in your downloads.';
  return bytes === null ? 'Making the file…' : `${fileName}: ${counted(count, 'event')}, ${fileSize(bytes.length)}`;
}

function beginningOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, PREVIEW));
  return bytes.length > PREVIEW ? `${text}…` : text;
}
