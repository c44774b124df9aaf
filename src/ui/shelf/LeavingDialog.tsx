import { useState } from 'react';
import type { DialogProps } from '../dialogs.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { IconDownload } from '../parts/icons.ts';
import { useDownload } from '../share/useDownload.ts';
import { useActions, useApp } from '../useApp.ts';
import { downloadWords } from './words.ts';

/** Asked before something takes the place of work that this browser could not keep. */
export function LeavingDialog({ open, onOpenChange }: DialogProps) {
  const actions = useActions();
  const isLarge = useApp((state) => state.saved === 'large');
  const isBehindCopy = useApp((state) => state.copy !== null);
  const download = useDownload();
  const [outcome, setOutcome] = useState<keyof typeof downloadWords | null>(null);
  const why = isLarge ? 'is too large for the storage of this browser' : 'could not be kept in this browser';
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="This work would be lost"
      description={
        isBehindCopy
          ? `Your own work, behind this copy, ${why}. Go back to it first to download it.`
          : `It ${why}, and what you open takes its place.`
      }
      footer={
        <>
          <Button onClick={actions.openAllTheSame}>Open all the same</Button>
          {!isBehindCopy && (
            <Button
              icon={IconDownload}
              onClick={() => void download().then((isSaved) => setOutcome(isSaved ? 'saved' : 'failed'))}
            >
              Download now
            </Button>
          )}
          <Button look="primary" data-autofocus onClick={actions.stay}>
            Stay here
          </Button>
        </>
      }
    >
      <p role="status">{outcome !== null && downloadWords[outcome]}</p>
    </Dialog>
  );
}
