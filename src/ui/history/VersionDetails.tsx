import { useMemo } from 'react';
import { otherwise, type Version } from '../../app/history.ts';
import { differenceOf } from '../../text/difference.ts';
import { Button } from '../parts/Button.tsx';
import { IconUndo } from '../parts/icons.ts';
import { useActions, useApp, useStore } from '../useApp.ts';
import type { VersionVerdicts } from './useVersionVerdicts.ts';
import { momentWords } from './words.ts';
import { VerdictChanges } from './VerdictChanges.tsx';

interface VersionDetailsProps {
  readonly version: Version;
  readonly verdicts: VersionVerdicts;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onClose: () => void;
}

/** One version beside what is in hand: the text, what else differs, the verdicts. */
export function VersionDetails({ version, verdicts, now, onClose }: VersionDetailsProps) {
  const actions = useActions();
  const store = useStore();
  const rule = useApp((state) => state.rule);
  const rest = useApp((state) => state.rest);
  const notes = useApp((state) => state.notes);
  const others = useMemo(
    () => otherwise(version, { ...store.getState(), rule, rest, notes }),
    [version, store, rule, rest, notes],
  );
  const isSame = version.scenario.rule.query === rule.query && others.length === 0;
  return (
    <section className="hi-details" aria-label="The chosen version">
      <div className="hi-head">
        <h3>From {momentWords(version.at, now)} to now</h3>
        <Button
          look="primary"
          icon={IconUndo}
          aria-disabled={isSame}
          onClick={() => {
            if (isSame) return;
            actions.restoreVersion(version);
            onClose();
          }}
        >
          Restore
        </Button>
      </div>
      {isSame ? (
        <p className="hi-none">This is what is in hand.</p>
      ) : (
        <>
          <Difference before={version.scenario.rule.query} after={rule.query} />
          {others.length > 0 && <p>Also different: {others.join(', ')}.</p>}
        </>
      )}
      {version.labels === null && (
        <p className="hi-none">Its labels were too many to be kept: those of now stay with it.</p>
      )}
      <VerdictChanges version={version} verdicts={verdicts} now={now} onClose={onClose} />
    </section>
  );
}

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const pieces = useMemo(() => differenceOf(before, after), [before, after]);
  if (before === after) return <p className="hi-none">The query is the same.</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a text that scrolls must be reachable by keyboard
    <pre className="hi-text" tabIndex={0} role="region" aria-label="What changed in the query">
      {pieces.map(({ kind, text }, i) => {
        const key = `${i} ${kind}`;
        if (kind === 'same') return <span key={key}>{text}</span>;
        return kind === 'out' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
      })}
    </pre>
  );
}
