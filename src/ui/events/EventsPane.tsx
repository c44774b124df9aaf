import { useEffect, useMemo, useRef } from 'react';
import { labelCounts } from '../../app/labels.ts';
import { Button } from '../parts/Button.tsx';
import { IconAdd, IconGenerate } from '../parts/icons.ts';
import { Pane } from '../parts/Pane.tsx';
import { usePaneFrame, useShell } from '../shell.ts';
import { recall, remember } from '../remember.ts';
import { useActions, useApp } from '../useApp.ts';
import { matchLine } from '../words.ts';
import { EventGrid } from './EventGrid.tsx';
import { EmptyList } from './EmptyList.tsx';
import { FilterChips } from './FilterChips.tsx';
import { EventsStrips } from './EventsStrips.tsx';
import { ListBar } from './ListBar.tsx';
import { NearStrip } from './NearStrip.tsx';
import { RowMenu } from './RowMenu.tsx';
import { TallyLine } from './TallyLine.tsx';

const isPaths = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((path) => typeof path === 'string');

/** The columns of the list are this browser's, whatever the scenario. */
function useRememberedColumns(): void {
  const actions = useActions();
  const columns = useApp((state) => state.columns);
  const isRecalled = useRef(false);
  useEffect(() => {
    if (isRecalled.current) remember('columns', columns);
    else actions.setColumns(recall('columns', isPaths) ?? []);
    isRecalled.current = true;
  }, [actions, columns]);
}

export function EventsPane() {
  useRememberedColumns();
  const frame = usePaneFrame('events');
  const { openDialog, readOnly } = useShell();
  const rowCount = useApp((state) => state.rowCount);
  const isListEmpty = useApp((state) => state.index.count === 0);

  return (
    <Pane
      {...frame}
      about={<Counts />}
      tools={
        !readOnly && (
          <div className="ev-tools">
            <Button look="plain" icon={IconAdd} title="Add events" onClick={() => openDialog('add events')}>
              <span>Add events</span>
            </Button>
            <Button look="plain" icon={IconGenerate} title="Generate events" onClick={() => openDialog('generate')}>
              <span>Generate</span>
            </Button>
          </div>
        )
      }
    >
      {rowCount > 0 && <ListBar />}
      <FilterChips />
      <NearStrip />
      <EventsStrips />
      {isListEmpty ? (
        <EmptyList />
      ) : (
        <RowMenu>
          <EventGrid />
        </RowMenu>
      )}
    </Pane>
  );
}

function Counts() {
  const evidence = useApp((state) => state.verdicts?.evidence);
  const stale = useApp((state) => state.stale);
  const verdicts = useApp((state) => state.verdicts);
  const notes = useApp((state) => state.notes);
  const live = useApp((state) => state.live);
  const tally = useMemo(() => labelCounts({ verdicts, notes, live }), [verdicts, notes, live]);
  if (evidence === undefined || evidence.liveCount === 0) return null;
  return (
    <>
      <span className="ev-count u-clip" data-stale={stale || undefined}>
        {matchLine(evidence.matchCount, evidence.liveCount)}
      </span>
      {tally !== null && <TallyLine tally={tally} />}
    </>
  );
}
