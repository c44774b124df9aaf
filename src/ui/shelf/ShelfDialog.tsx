/** The scenarios of this browser: found, opened, renamed, duplicated, deleted and had back. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ShelvedScenario } from '../../app/scenarios.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { IconAdd, IconDownload } from '../parts/icons.ts';
import { useDownload } from '../share/useDownload.ts';
import { useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { number } from '../words.ts';
import { ShelfLine } from './ShelfLine.tsx';
import { isFound } from './words.ts';
import './shelf.css';
import type { DialogProps } from '../dialogs.ts';

export function ShelfDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Scenarios"
      description="Kept in this browser and nowhere else. Whichever you open, the one in hand stays here."
      isParted
    >
      {open && <Content onClose={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const actions = useActions();
  const { openDialog } = useShell();
  const saved = useApp((state) => state.saved);
  const title = useApp((state) => state.title);
  const [words, setWords] = useState('');
  const [now] = useState(Date.now);
  const [changes, setChanges] = useState(0);
  const [deleted, setDeleted] = useDeleted();
  const ask = useCallback(async () => actions.shelf(), [actions]);
  // Asked again also when the scenario in hand was written.
  const answered = useAnswer(ask, null, `${changes} ${saved} ${title}`);
  const scenarios = answered?.answer;
  const found = (scenarios ?? []).filter((scenario) => isFound(scenario, words));
  const after = async (work: Promise<unknown>) => {
    await work;
    setChanges((count) => count + 1);
  };

  const remove = async (scenario: ShelvedScenario) => {
    if (await actions.deleteShelved(scenario)) setDeleted((before) => [...before, scenario]);
  };
  const bringBack = async ({ id, place }: ShelvedScenario) => {
    setDeleted((before) => before.filter((it) => it.id !== id));
    await actions.bringBackShelved(id);
    if (place === 'here') await actions.openShelved(id);
  };

  return (
    <>
      <DialogBody>
        {saved === 'large' && <LargeNote />}
        <input
          className="p-input"
          type="search"
          aria-label="Search scenarios"
          placeholder="Search names and rules"
          data-autofocus
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <div role="status" className="sf-deleted-list">
          {deleted.map((scenario) => (
            <p key={scenario.id} className="sf-deleted">
              <span>Deleted “{scenario.name}”.</span>
              <Button look="quiet" onClick={() => void after(bringBack(scenario))}>
                Undo
              </Button>
            </p>
          ))}
        </div>
        {saved === 'off' && <p className="sf-none">This browser keeps nothing for this page: there is no shelf.</p>}
        {scenarios !== undefined && found.length === 0 && saved !== 'off' && (
          <p className="sf-none">
            {words === '' ? 'Nothing is kept yet.' : `None of ${number(scenarios.length)} holds these words.`}
          </p>
        )}
        <ul className="sf-list" aria-label="Scenarios">
          {found.map((scenario) => (
            <ShelfLine
              key={scenario.id}
              scenario={scenario}
              now={now}
              onOpen={() => {
                if (scenario.place !== 'here') void actions.openShelved(scenario.id);
                onClose();
              }}
              onHistory={() => {
                onClose();
                openDialog('history');
              }}
              onRename={(name) => void after(actions.renameShelved(scenario, name))}
              onDuplicate={() => void after(actions.duplicateShelved(scenario))}
              onDelete={() => void after(remove(scenario))}
            />
          ))}
        </ul>
      </DialogBody>
      <DialogFoot>
        <Button
          icon={IconAdd}
          onClick={() => {
            actions.newScenario();
            onClose();
          }}
        >
          New scenario
        </Button>
      </DialogFoot>
    </>
  );
}

/** What was deleted here can be had back as long as the dialog is open. */
function useDeleted() {
  const actions = useActions();
  const state = useState<readonly ShelvedScenario[]>([]);
  const latest = useRef(state[0]);
  useEffect(() => {
    [latest.current] = state;
  });
  useEffect(() => () => void actions.purgeShelved(latest.current.map(({ id }) => id)), [actions]);
  return state;
}

/** The events in hand are not on the shelf, and would be lost. */
function LargeNote() {
  const download = useDownload();
  return (
    <p className="sf-large">
      <span>The events in hand are too large to be kept here: opening another scenario loses them.</span>
      <Button icon={IconDownload} onClick={() => void download()}>
        Download now
      </Button>
    </p>
  );
}
