/** The state of the page as Markdown, for an issue: what is in it, with or without a link, to the clipboard or a file. */
import { useCallback, useMemo, useState } from 'react';
import { reportOf } from '../../app/report.ts';
import { SAFE_LENGTH, shareAll } from '../../app/sharing.ts';
import type { DialogProps } from '../dialogs.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { IconCopy, IconDownload } from '../parts/icons.ts';
import { copyText, downloadFile } from '../share/handOver.ts';
import { linkOf, panelsOf } from '../share/link.ts';
import { fileNameOf } from '../share/words.ts';
import { useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { number } from '../words.ts';
import './files.css';

export function ReportDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Report"
      description="The rule, its counts and every verdict as Markdown, for an issue or a wiki. Of the events only their ids are in it."
      isWide
      isParted
    >
      {open && <Content />}
    </Dialog>
  );
}

const outcomes = {
  copied: 'The report is on the clipboard.',
  refused: 'The browser did not let the page use the clipboard.',
  saved: 'The file is in your downloads.',
};

function Content() {
  const actions = useActions();
  const shell = useShell();
  const state = useApp((all) => all);
  const [hasLink, setLink] = useState(false);
  const [outcome, setOutcome] = useState<keyof typeof outcomes | null>(null);
  const ask = useCallback(async (isWanted: boolean) => (isWanted ? actions.share(shareAll, 'link') : null), [actions]);
  const shared = useAnswer(ask, hasLink, state.tableVersion)?.answer ?? null;
  const view = { event: shared?.selected ?? null, panels: panelsOf(shell) };
  const made = hasLink && shared?.payload ? linkOf(shared.payload, view) : null;
  const link = made !== null && made.length <= SAFE_LENGTH ? made : null;
  const report = useMemo(() => reportOf(state, link), [state, link]);
  const copy = async (text: string) => setOutcome((await copyText(text)) ? 'copied' : 'refused');
  return (
    <>
      <DialogBody>
        <label className="fi-check">
          <input
            type="checkbox"
            checked={hasLink}
            onChange={(event) => {
              setLink(event.target.checked);
              setOutcome(null);
            }}
          />
          With a link to the scenario
          {hasLink && shared !== null && <span className="fi-quiet">{linkWords(made)}</span>}
        </label>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a text that scrolls must be reachable by keyboard */}
        <pre className="fi-preview fi-lines" tabIndex={0} role="region" aria-label="The report">
          {report ?? 'There are no verdicts yet: write a rule, and add events.'}
        </pre>
      </DialogBody>
      <DialogFoot>
        <p className="fi-outcome" role="status">
          {outcome !== null && outcomes[outcome]}
        </p>
        <Button
          icon={IconDownload}
          aria-disabled={report === null}
          onClick={() => {
            if (report === null) return;
            downloadFile(new TextEncoder().encode(report), fileNameOf(state.title).replace('eql-scenario.json', 'md'));
            setOutcome('saved');
          }}
        >
          Download
        </Button>
        <Button
          look="primary"
          icon={IconCopy}
          data-autofocus
          aria-disabled={report === null}
          onClick={() => report !== null && void copy(report)}
        >
          Copy
        </Button>
      </DialogFoot>
    </>
  );
}

function linkWords(link: string | null): string {
  if (link === null || link.length > SAFE_LENGTH)
    return 'It is too long to be opened everywhere, and left out: share a file.';
  return `It holds every event, ${number(link.length)} characters. Share can leave parts out, or replace private values.`;
}
