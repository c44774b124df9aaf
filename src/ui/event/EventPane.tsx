import { useEffect, useMemo } from 'react';
import { EventEditor } from '../../editor/EventEditor.tsx';
import { positionAt } from '../../text/lines.ts';
import { idOf, labelOf } from '../../app/rowNotes.ts';
import type { Inspection } from '../../worker/protocol.ts';
import { IconButton } from '../parts/Button.tsx';
import { IconCopy, IconRemove } from '../parts/icons.ts';
import { Menu, MenuItem } from '../parts/Menu.tsx';
import { Pane } from '../parts/Pane.tsx';
import { TabbedPane } from '../parts/TabbedPane.tsx';
import type { PaneTabs } from '../parts/TabbedPane.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useHandle, usePaneFrame, useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { ExceptionFindings } from './ExceptionFindings.tsx';
import { Fields } from './Fields.tsx';
import { Processes } from './Processes.tsx';
import { Sentence } from './Sentence.tsx';
import { askedAt } from './askedAt.ts';
import { useHoverInEvent } from './useHoverInEvent.ts';
import { WhyNot } from './WhyNot.tsx';
import { useShownPlace } from './useShownPlace.ts';

const labels = [
  { value: 'alert', title: 'Alert', hint: 'The rule must match this event (A)' },
  { value: 'benign', title: 'Benign', hint: 'The rule must not match this event (B)' },
  { value: 'none', title: 'None', hint: 'No label (X)' },
] as const;

export function EventPane() {
  const frame = usePaneFrame('event');
  const { narrow, tabs, chooseTab } = useShell();
  const selected = useApp((state) => state.selected);
  const inspection = useApp((state) => state.inspection);
  const id = useApp((state) => (selected === null ? undefined : idOf(state.ids, selected)));
  const note = useApp((state) => (selected === null ? undefined : state.notes.texts.get(selected)));
  if (selected === null) {
    return (
      <Pane {...frame}>
        <p className="ec-nothing">Select an event to read it, and why the rule does or does not match it.</p>
      </Pane>
    );
  }
  const json = inspection !== null && (
    <>
      <Editor inspection={inspection} isOfSelected={inspection.row === selected} />
      {inspection.row === selected && <Problems inspection={inspection} />}
    </>
  );
  const shown: PaneTabs<'event'> = [
    { value: 'json', content: json, keep: true },
    { value: 'fields', content: inspection?.row === selected && <Fields inspection={inspection} /> },
    { value: 'processes', content: <Processes row={selected} /> },
  ];
  return (
    <TabbedPane
      {...frame}
      tabs={shown}
      chosen={tabs.event}
      onChoose={chooseTab}
      about={
        <span className="ec-id u-clip" title={id}>
          {id}
        </span>
      }
      tools={<Tools row={selected} />}
      lead={
        <>
          {!narrow && <Sentence isListed />}
          <WhyNot />
          <ExceptionFindings />
          {note !== undefined && <p className="ec-note">{note}</p>}
        </>
      }
    />
  );
}

function Tools({ row }: { readonly row: number }) {
  const actions = useActions();
  const label = useApp((state) => labelOf(state.notes, row));
  return (
    <>
      <span className="ec-caption" aria-hidden>
        Label
      </span>
      <Segmented
        label="Label"
        value={label ?? 'none'}
        onChange={(next) => actions.label(row, next === 'none' ? null : next)}
        options={labels}
      />
      <Menu trigger={<IconButton label="Copy explanation" icon={IconCopy} />}>
        <MenuItem title="Copy explanation as Markdown" onSelect={() => actions.copyExplanation(row, 'markdown')} />
        <MenuItem title="Copy explanation as JSON" onSelect={() => actions.copyExplanation(row, 'json')} />
      </Menu>
      <IconButton label="Remove event" icon={IconRemove} keys="Del" onClick={() => actions.remove([row])} />
    </>
  );
}

function Editor({ inspection, isOfSelected }: { readonly inspection: Inspection; readonly isOfSelected: boolean }) {
  const actions = useActions();
  const { focus, shownTheme } = useShell();
  const editorRef = useHandle('event');
  const stale = useApp((state) => state.stale);
  const title = useApp((state) => state.title);
  const { witnesses, obstacles, reads, onHoverPath } = useHoverInEvent(inspection);
  useShownPlace(editorRef, inspection, reads, isOfSelected);
  const run = useApp((state) => state.verdicts?.evidence.run);
  useEffect(() => {
    if (!stale && inspection.run === run) editorRef.current?.settle();
  }, [editorRef, inspection, run, stale]);
  return (
    <div className="ec-editor">
      <EventEditor
        ref={editorRef}
        text={inspection.text}
        document={`${title}/${inspection.row}`}
        theme={shownTheme}
        readOnly={!isOfSelected}
        problems={inspection.problems}
        witnesses={witnesses}
        reads={reads}
        obstacles={obstacles}
        stale={stale}
        knowledge={actions.knowledge}
        onChange={(text) => actions.editEvent(inspection.row, text)}
        onHoverPath={onHoverPath}
        onListValue={(offset) =>
          void actions.eventFields(inspection.row).then((fields) => {
            const asked = fields && askedAt(fields, offset);
            if (asked) actions.filterByField(asked);
          })
        }
        onEscape={() => focus('list')}
      />
    </div>
  );
}

function Problems({ inspection }: { readonly inspection: Inspection }) {
  const editorRef = useHandle('event');
  const { problems, text } = inspection;
  const placed = useMemo(
    () =>
      problems.map((problem) => ({
        problem,
        place: problem.span === undefined ? null : positionAt(text, problem.span.from),
      })),
    [problems, text],
  );
  if (placed.length === 0) return null;
  return (
    <ul className="ec-problems" aria-label="Problems of this event">
      {placed.map(({ problem, place }) => (
        <li key={`${problem.code} ${problem.path ?? ''} ${problem.span?.from ?? ''} ${problem.message}`}>
          <button
            type="button"
            className="ec-problem"
            disabled={problem.span === undefined}
            onClick={() => problem.span && editorRef.current?.reveal(problem.span)}
          >
            {place !== null && (
              <span className="ec-place">
                {place.line}:{place.column}
              </span>
            )}
            {problem.path !== undefined && <code>{problem.path}</code>}
            <span>{problem.message}</span>
            {problem.hint !== undefined && <span className="ec-advice">{problem.hint}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
