/** The clause tree as a picture, on the selected event: for a slide or a wiki. */
import { useMemo, useState } from 'react';
import { type PictureTheme, treePicture } from '../../app/treePicture.ts';
import type { DialogProps } from '../dialogs.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { IconDownload } from '../parts/icons.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { downloadFile } from '../share/handOver.ts';
import { fileNameOf } from '../share/words.ts';
import { useShell } from '../shell.ts';
import { useApp } from '../useApp.ts';
import { pngOf, svgAddress } from './png.ts';
import './files.css';

export function PictureDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Picture of the clauses"
      description="Each clause with its verdict on the selected event, and in how many events it is true."
      isWide
      isParted
    >
      {open && <Content />}
    </Dialog>
  );
}

const outcomes = {
  saved: 'The file is in your downloads.',
  failed: 'This browser did not draw the picture. Take the SVG.',
};

function Content() {
  const { shownTheme } = useShell();
  const state = useApp((all) => all);
  const [theme, setTheme] = useState<PictureTheme>(shownTheme);
  const [outcome, setOutcome] = useState<keyof typeof outcomes | null>(null);
  const svg = useMemo(() => treePicture(state, theme), [state, theme]);
  const save = (bytes: Uint8Array<ArrayBuffer> | null, extension: 'svg' | 'png') => {
    if (bytes !== null) downloadFile(bytes, fileNameOf(state.title).replace('eql-scenario.json', extension));
    setOutcome(bytes === null ? 'failed' : 'saved');
  };
  return (
    <>
      <DialogBody>
        <div className="fi-form">
          <Segmented<PictureTheme>
            label="Colours"
            value={theme}
            onChange={setTheme}
            options={[
              { value: 'light', title: 'Light' },
              { value: 'dark', title: 'Dark' },
            ]}
          />
        </div>
        {svg === null ? (
          <p className="fi-quiet">There are no verdicts yet: write a rule, and add events.</p>
        ) : (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a picture that scrolls must be reachable by keyboard
          <div className="fi-picture" tabIndex={0} role="region" aria-label="The picture">
            <img src={svgAddress(svg)} alt="The clauses, as in the tree of the page" />
          </div>
        )}
      </DialogBody>
      <DialogFoot>
        <p className="fi-outcome" role="status">
          {outcome !== null && outcomes[outcome]}
        </p>
        <Button
          icon={IconDownload}
          aria-disabled={svg === null}
          onClick={() => svg !== null && save(new TextEncoder().encode(svg), 'svg')}
        >
          SVG
        </Button>
        <Button
          look="primary"
          icon={IconDownload}
          data-autofocus
          aria-disabled={svg === null}
          onClick={() => svg !== null && void pngOf(svg).then((bytes) => save(bytes, 'png'))}
        >
          PNG
        </Button>
      </DialogFoot>
    </>
  );
}
