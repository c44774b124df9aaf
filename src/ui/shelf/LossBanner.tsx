import { useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { IconDownload } from '../parts/icons.ts';
import { useDownload } from '../share/useDownload.ts';
import { useActions, useApp } from '../useApp.ts';
import { downloadWords } from './words.ts';
import './shelf.css';

/** Over the panes, once: nothing can be kept any more, and the scenario can be had as a file. */
export function LossBanner() {
  const isTold = useApp((state) => state.lossWarning);
  return isTold ? <Banner /> : null;
}

function Banner() {
  const actions = useActions();
  const download = useDownload();
  const isFull = useApp((state) => state.saved === 'full');
  const [outcome, setOutcome] = useState<keyof typeof downloadWords | null>(null);
  return (
    <section className="sf-loss" aria-label="Nothing is kept">
      <p role="alert">
        {isFull
          ? 'This browser’s storage is full: what you do from now on is lost on reload.'
          : 'This browser stores nothing for this page, as in a private window: a reload loses this work.'}{' '}
        {outcome !== null && downloadWords[outcome]}
      </p>
      <Button
        look="primary"
        icon={IconDownload}
        onClick={() => void download().then((isSaved) => setOutcome(isSaved ? 'saved' : 'failed'))}
      >
        Download now
      </Button>
      <Button onClick={actions.save}>Try again</Button>
      <Button onClick={actions.dismissLossWarning}>Go on without</Button>
    </section>
  );
}
