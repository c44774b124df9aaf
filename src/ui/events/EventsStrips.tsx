/** One-line messages between the list's bar and its rows: what is being read, what became of it, what stands out. */
import { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { BitmapIndex, countBits } from '../../app/rows.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { IconClose } from '../parts/icons.ts';
import { useActions, useApp } from '../useApp.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { counted, fileSize, number } from '../words.ts';
import { ReportStrip } from './ReportStrip.tsx';

export function EventsStrips() {
  return (
    <div className="ev-strips" aria-live="polite">
      <ProgressStrip />
      <ReportStrip />
      <RemovedStrip />
      <RelabelledStrip />
      <ZeroStrip />
      <AllStrip />
    </div>
  );
}

interface StripProps {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'warn';
  readonly onDismiss?: () => void;
}

export function Strip({ children, tone = 'plain', onDismiss }: StripProps) {
  const strip = useRef<HTMLDivElement>(null);
  useFocusAfter(strip, 'list');
  return (
    <div ref={strip} className="ev-strip" data-tone={tone}>
      <div className="ev-strip-text">{children}</div>
      {onDismiss && <IconButton label="Dismiss" icon={IconClose} onClick={onDismiss} />}
    </div>
  );
}

function ProgressStrip() {
  const actions = useActions();
  const progress = useApp((state) => state.progress);
  if (progress === null) return null;
  const { what, events, eventsTotal, unit = 'event' } = progress;
  const [done, total] = eventsTotal === undefined ? [progress.bytesRead, progress.bytesTotal] : [events, eventsTotal];
  const amounts =
    eventsTotal === undefined
      ? `${fileSize(done)} of ${fileSize(total)}, ${counted(events, 'event')}`
      : `${number(events)} of ${counted(eventsTotal, unit)}`;
  // Read out, the amounts would never end; the bar tells whoever asks it.
  return (
    <Strip>
      <span className="ev-progress">
        <span className="ev-progress-what u-clip">{what}</span>
        <progress aria-label={what} max={Math.max(total, 1)} value={done} />
        <span aria-live="off">{amounts}</span>
        <Button look="quiet" className="ev-strip-button" onClick={actions.cancel}>
          Cancel
        </Button>
      </span>
    </Strip>
  );
}

function RemovedStrip() {
  const actions = useActions();
  const removed = useApp((state) => state.removed);
  if (removed === null) return null;
  return (
    <Strip onDismiss={actions.dismissRemoved}>
      {removed.text}{' '}
      <Button look="quiet" className="ev-strip-button" onClick={actions.undoRemove}>
        Undo
      </Button>
    </Strip>
  );
}

function RelabelledStrip() {
  const actions = useActions();
  const relabelled = useApp((state) => state.relabelled);
  if (relabelled === null) return null;
  return (
    <Strip onDismiss={actions.dismissRelabelled}>
      {relabelled.text}{' '}
      <Button look="quiet" className="ev-strip-button" onClick={actions.undoLabels}>
        Undo
      </Button>
    </Strip>
  );
}

/** No match at all: the nearest miss, rather than a dead end. */
function ZeroStrip() {
  const actions = useActions();
  const evidence = useApp((state) => state.verdicts?.evidence);
  const filter = useApp((state) => state.filter);
  const near = useMemo(() => (evidence === undefined ? null : new BitmapIndex(evidence.nearMisses)), [evidence]);
  if (evidence === undefined || near === null || filter !== 'all') return null;
  if (evidence.matchCount > 0 || evidence.liveCount === 0 || evidence.clauses.length === 0) return null;
  if (evidence.joinedCount !== null) {
    const partial = countBits(evidence.partial);
    const fit = partial === 0 ? 'No event fits a stage' : `${counted(partial, 'event fits', 'events fit')} a stage`;
    return <Strip>{fit}, and nothing is complete.</Strip>;
  }
  if (near.count === 0) {
    return <Strip>No event matches, and none is one clause away. The reason stands in each row.</Strip>;
  }
  return (
    <Strip>
      No event matches; {counted(near.count, 'is', 'are')} one clause away.{' '}
      <Button
        look="quiet"
        className="ev-strip-button"
        onClick={() => {
          actions.setFilter('near');
          actions.select(near.select(0));
        }}
      >
        Show the nearest
      </Button>
    </Strip>
  );
}

function AllStrip() {
  const evidence = useApp((state) => state.verdicts?.evidence);
  const filter = useApp((state) => state.filter);
  if (evidence === undefined || filter !== 'all' || evidence.liveCount < 2) return null;
  if (evidence.matchCount !== evidence.liveCount) return null;
  return <Strip>All {number(evidence.liveCount)} events match: the rule keeps none of them out.</Strip>;
}
