import { useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { useActions, useApp } from '../useApp.ts';
import { useOpenedView } from './useOpenedView.ts';
import './share.css';

/** Over the panes while a scenario from a link is shown: it is a copy, and what can be done with it. */
export function CopyBanner() {
  useOpenedView();
  const copy = useApp((state) => state.copy);
  if (copy === null) return null;
  return <Banner hasOwn={copy.hasOwn} isChanged={copy.isChanged} />;
}

function Banner({ hasOwn, isChanged }: { readonly hasOwn: boolean; readonly isChanged: boolean }) {
  const actions = useActions();
  const [isAsking, setAsking] = useState(false);
  const leave = hasOwn ? 'Back to mine' : 'Leave it';
  return (
    <section className="sh-banner" aria-label="Copy from a link">
      {/* Said aloud when it comes, and when the question does. */}
      <p role="alert">
        {isAsking
          ? 'Your changes to this copy would be lost.'
          : 'Opened from a link: a copy. It is kept nowhere so far.'}
      </p>
      <Button look="primary" onClick={actions.keepCopy}>
        Keep it
      </Button>
      <Button
        onClick={() => {
          if (isChanged && !isAsking) setAsking(true);
          else actions.leaveCopy();
        }}
      >
        {isAsking ? 'Leave it all the same' : leave}
      </Button>
      {isAsking && <Button onClick={() => setAsking(false)}>Stay</Button>}
    </section>
  );
}
