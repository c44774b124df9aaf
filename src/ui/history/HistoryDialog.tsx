/** Earlier versions of the rule and its labels: when, what they match, how that differs from now, and the way back. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Version } from '../../app/history.ts';
import type { DialogProps } from '../dialogs.ts';
import { Dialog, DialogBody } from '../parts/Dialog.tsx';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { useVersionVerdicts } from './useVersionVerdicts.ts';
import { VersionDetails } from './VersionDetails.tsx';
import { VersionList } from './VersionList.tsx';
import './history.css';

export function HistoryDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="History"
      description="The rule and its labels as they were: whenever they were left alone for a while, and before something else took their place. Kept in this browser, and in no link or file."
      isWide
      isParted
    >
      {open && <Content onClose={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const actions = useActions();
  const rule = useApp((state) => state.rule);
  const ask = useCallback(async () => actions.versions(), [actions]);
  const versions = useAnswer(ask, null, rule)?.answer;
  const verdicts = useVersionVerdicts(versions);
  const [chosen, setChosen] = useState<Version | null>(null);
  const [now] = useState(Date.now);
  const body = useRef<HTMLDivElement>(null);
  const isThere = versions !== undefined;
  // The versions come a moment after the dialog, which has given the focus to its "Close".
  useEffect(() => {
    if (isThere) body.current?.querySelector<HTMLElement>('button, [tabindex]')?.focus();
  }, [isThere]);
  const version = chosen !== null && versions?.includes(chosen) === true ? chosen : versions?.[0];
  return (
    <div ref={body} className="hi-body">
      <DialogBody isText={version === undefined}>
        {version !== undefined && versions !== undefined ? (
          <div className="hi-parts">
            <VersionList versions={versions} verdicts={verdicts} chosen={version} now={now} onChoose={setChosen} />
            <VersionDetails version={version} verdicts={verdicts} now={now} onClose={onClose} />
          </div>
        ) : (
          isThere && <p className="hi-none">{NO_VERSION}</p>
        )}
      </DialogBody>
    </div>
  );
}

const NO_VERSION =
  'There is no version yet. The first is made when you change the rule or a label; the next ones when you leave them alone for a quarter of a minute.';
