/**
 * The dialogs about the rule and about files. Each is fetched when it is first opened: nobody who only reads verdicts needs the readers and
 * writers of files.
 */
import { lazy, Suspense, useState } from 'react';
import type { RuleDialog } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';

const ExportRuleDialog = lazy(async () => ({ default: (await import('./ExportRuleDialog.tsx')).ExportRuleDialog }));
const ExportEventsDialog = lazy(async () => ({
  default: (await import('./ExportEventsDialog.tsx')).ExportEventsDialog,
}));
const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }));
const ExceptionsDialog = lazy(async () => ({ default: (await import('./ExceptionsDialog.tsx')).ExceptionsDialog }));
const DetailsDialog = lazy(async () => ({ default: (await import('../metadata/DetailsDialog.tsx')).DetailsDialog }));

const dialogs = {
  export: ExportRuleDialog,
  'export events': ExportEventsDialog,
  exceptions: ExceptionsDialog,
  details: DetailsDialog,
};

interface RuleDialogsProps {
  readonly open: RuleDialog | null;
  readonly onClose: () => void;
}

export function RuleDialogs({ open, onClose }: RuleDialogsProps) {
  const actions = useActions();
  const isReviewing = useApp((state) => state.isReviewing);
  // One that was opened stays mounted, so that it can give the focus back when it closes.
  const [opened, setOpened] = useState<readonly (RuleDialog | 'import')[]>([]);
  const wanted = [...(open === null ? [] : [open]), ...(isReviewing ? (['import'] as const) : [])];
  if (wanted.some((name) => !opened.includes(name))) setOpened([...new Set([...opened, ...wanted])]);
  return (
    <Suspense fallback={null}>
      {opened.map((name) => {
        if (name === 'import') {
          return <ImportDialog key={name} open={isReviewing} onOpenChange={(next) => !next && actions.closeReview()} />;
        }
        const Named = dialogs[name];
        return <Named key={name} open={open === name} onOpenChange={(next) => !next && onClose()} />;
      })}
    </Suspense>
  );
}
