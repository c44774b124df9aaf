import { Suspense, useEffect, useState } from 'react';
import { dialogs, fetchDialogs, type DialogName } from './dialogs.ts';
import { useActions, useApp } from './useApp.ts';

interface DialogsProps {
  readonly open: DialogName | null;
  readonly onClose: (name: DialogName) => void;
}

/** The dialog that is open, and those that were: one stays mounted, so that it can give the focus back when it closes. */
export function Dialogs({ open, onClose }: DialogsProps) {
  const actions = useActions();
  const isReviewing = useApp((state) => state.isReviewing);
  const isLeaving = useApp((state) => state.isLeaving);
  const [opened, setOpened] = useState<readonly DialogName[]>([]);
  const wanted: readonly DialogName[] = [
    ...(open === null ? [] : [open]),
    ...(isReviewing ? ['import' as const] : []),
    ...(isLeaving ? ['leaving' as const] : []),
  ];
  if (wanted.some((name) => !opened.includes(name))) setOpened([...new Set([...opened, ...wanted])]);
  useEffect(() => whenAtRest(() => void fetchDialogs()), []);
  return (
    <Suspense fallback={null}>
      {opened.map((name) => {
        const Named = dialogs[name];
        const close = name === 'import' ? actions.closeReview : name === 'leaving' ? actions.stay : () => onClose(name);
        return <Named key={name} open={wanted.includes(name)} onOpenChange={(next) => !next && close()} />;
      })}
    </Suspense>
  );
}

/** Runs work when the browser has nothing else to do. Returns what calls it off. */
function whenAtRest(work: () => void): () => void {
  // Safari has no idle callbacks.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, 1000);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work);
  return () => cancelIdleCallback(handle);
}
