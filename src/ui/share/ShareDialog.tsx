import { useMemo, useState } from 'react';
import { type ShareChoice, shareAll } from '../../app/sharing.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { IconCopy, IconDownload, IconFrame } from '../parts/icons.ts';
import { useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { FormChoice } from './FormChoice.tsx';
import { copyText, downloadFile } from './handOver.ts';
import { frameOf, linkOf, panelsOf } from './link.ts';
import { LinkLength, type Outcome } from './LinkLength.tsx';
import { PartsChoice } from './PartsChoice.tsx';
import { firstRedaction, RedactionChoice } from './RedactionChoice.tsx';
import { SecretsList } from './SecretsList.tsx';
import { fileNameOf } from './words.ts';
import './share.css';
import type { DialogProps } from '../dialogs.ts';

/** What goes into a link or a file, and everything a person has to know before it is handed on. */
export function ShareDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Share"
      description="Everything is in the link itself, behind its #, where no server sees it. Whoever has the link can read it."
      isParted
    >
      <Sharing />
    </Dialog>
  );
}

function Sharing() {
  const actions = useActions();
  const shell = useShell();
  const title = useApp((state) => state.title);
  const tableVersion = useApp((state) => state.tableVersion);
  const [choice, setChoice] = useState<ShareChoice>(shareAll);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const ask = useMemo(() => async (asked: ShareChoice) => actions.share(asked, 'link'), [actions]);
  const answered = useAnswer(ask, choice, tableVersion);
  const shared = answered?.answer ?? null;
  const isFresh = answered?.question === choice;
  const view = { event: shared?.selected ?? null, panels: panelsOf(shell) };
  const link = shared?.payload ? linkOf(shared.payload, view) : null;

  const choose = (next: Partial<ShareChoice>) => {
    setChoice({ ...choice, ...next });
    setOutcome(null);
  };
  const copy = async () => {
    if (link !== null && isFresh) setOutcome((await copyText(link)) ? 'copied' : 'refused');
  };
  const frame = shared?.payload ? frameOf(shared.payload, view, title) : null;
  const copyFrame = async () => {
    if (frame !== null && isFresh) setOutcome((await copyText(frame)) ? 'copied' : 'refused');
  };
  const save = async () => {
    const made = await actions.share(choice, 'file');
    if (made?.file) downloadFile(made.file, fileNameOf(title));
    setOutcome(made?.file ? 'saved' : 'failed');
  };

  return (
    <>
      <DialogBody>
        <PartsChoice choice={choice} onChoose={choose} />
        <FormChoice choice={choice} shared={shared} addressLength={linkOf('', view)?.length ?? 0} onChoose={choose} />
        <RedactionChoice redaction={choice.redaction} shared={shared} onChange={(redaction) => choose({ redaction })} />
        {shared !== null && (
          <SecretsList
            shared={shared}
            onRedact={choice.redaction === null ? () => choose({ redaction: firstRedaction }) : undefined}
          />
        )}
      </DialogBody>
      <DialogFoot>
        <LinkLength link={link} isKnown={shared !== null} secretCount={shared?.secretCount ?? 0} outcome={outcome} />
        <Button icon={IconFrame} disabled={frame === null || !isFresh} onClick={() => void copyFrame()}>
          Copy iframe
        </Button>
        <Button icon={IconDownload} disabled={!isFresh} onClick={() => void save()}>
          Download file
        </Button>
        {/* Not `disabled`, so that it can have the focus before the link is there. */}
        <Button
          look="primary"
          icon={IconCopy}
          data-autofocus
          aria-disabled={link === null || !isFresh}
          onClick={() => void copy()}
        >
          Copy link
        </Button>
      </DialogFoot>
    </>
  );
}
