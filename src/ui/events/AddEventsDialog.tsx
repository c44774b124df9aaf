import { useRef, useState } from 'react';
import type { ClipboardEvent, DragEvent } from 'react';
import { Button, IconButton } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { IconFile, IconRemove } from '../parts/icons.ts';
import { useActions } from '../useApp.ts';
import { fileSize } from '../words.ts';
import { filesOfDrop } from '../files/dropped.ts';
import type { Source } from '../../worker/protocol.ts';
import { LONG_TEXT, sizeOf, sourceOfText, sourcesOfFiles } from './sources.ts';
import type { DialogProps } from '../dialogs.ts';

/** Events by paste, file or drop. Closing it keeps what was pasted, in case that was a slip. */
export function AddEventsDialog({ open, onOpenChange }: DialogProps) {
  const actions = useActions();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<readonly Source[]>([]);
  const fileInput = useRef<HTMLInputElement>(null);

  const pick = (sources: readonly Source[]) => setPicked((before) => [...before, ...sources]);
  const isEmpty = text.trim() === '' && picked.length === 0;

  const add = () => {
    if (isEmpty) return;
    actions.addEvents(text.trim() === '' ? picked : [sourceOfText(text), ...picked]);
    setText('');
    setPicked([]);
    onOpenChange(false);
  };

  /** A text area is slow with a long text and nobody reads it there: it is listed as a file would be. */
  const onText = (entered: string) => {
    if (entered.length <= LONG_TEXT) {
      setText(entered);
      return;
    }
    setText('');
    pick([sourceOfText(entered)]);
  };

  const onPaste = (event: ClipboardEvent) => {
    const { files } = event.clipboardData;
    const pasted = event.clipboardData.getData('text/plain');
    if (files.length > 0) pick(sourcesOfFiles(files));
    else if (pasted.length > LONG_TEXT) pick([sourceOfText(pasted)]);
    else return;
    event.preventDefault();
  };

  const onDrop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void filesOfDrop(event.dataTransfer).then(sourcesOfFiles).then(pick);
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add events"
      description="They are read in this browser and stay in it."
      footer={
        <>
          <span className="add-hint">
            <kbd className="p-key">Ctrl+Enter</kbd> adds
          </span>
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          <Button look="primary" disabled={isEmpty} onClick={add}>
            Add
          </Button>
        </>
      }
    >
      <div className="add-drop" onDrop={onDrop} onDragOver={(event) => event.preventDefault()}>
        <label className="add-label" htmlFor="add-text">
          Paste events
        </label>
        <textarea
          id="add-text"
          data-autofocus
          className="add-text"
          rows={11}
          spellCheck={false}
          autoComplete="off"
          wrap="off"
          placeholder={'{"@timestamp": "2026-01-12T09:31:00Z", "event": {"category": ["process"]}, …}'}
          aria-describedby="add-forms"
          value={text}
          onChange={(event) => onText(event.target.value)}
          onPaste={onPaste}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
          }}
        />
        <p className="add-forms" id="add-forms">
          Understood by content: JSON and NDJSON, Elasticsearch’s search, EQL and bulk bodies, Discover’s documents and
          CSV, Kibana alerts, lines of Filebeat and Elastic Agent, output of Falco and Tetragon, and all of it in gzip.
          A broken piece is named with its place and reason; the rest is used. Files of rules are reviewed before
          anything of them is opened.
        </p>
        {picked.length > 0 && (
          <ul className="add-files">
            {picked.map((source, i) => (
              // Names may repeat; the list only grows, or loses one entry.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={`${i} ${source.name}`} className="add-file">
                <IconFile size={15} strokeWidth={1.75} aria-hidden />
                <span className="u-clip">{source.name}</span>
                <span className="add-size">{fileSize(sizeOf(source))}</span>
                <IconButton
                  label={`Leave out ${source.name}`}
                  icon={IconRemove}
                  onClick={() => setPicked(picked.filter((other) => other !== source))}
                />
              </li>
            ))}
          </ul>
        )}
        <div className="add-pick">
          <Button icon={IconFile} onClick={() => fileInput.current?.click()}>
            Choose files
          </Button>
          <span>or drop them anywhere on the page.</span>
          <input
            ref={fileInput}
            className="u-hidden"
            type="file"
            multiple
            aria-label="Event files"
            tabIndex={-1}
            accept=".json,.ndjson,.jsonl,.log,.txt,.csv,.gz,.toml,.eql,application/json,application/x-ndjson,application/gzip,text/csv,text/plain"
            onChange={(event) => {
              const input = event.target;
              if (input.files !== null) pick(sourcesOfFiles(input.files));
              input.value = '';
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}
