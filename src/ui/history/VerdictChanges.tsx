import { useMemo } from 'react';
import type { Version } from '../../app/history.ts';
import { idOf } from '../../app/rowNotes.ts';
import { and, andNot, countBits, hasBit, or, rowsOf } from '../../app/rows.ts';
import { Button } from '../parts/Button.tsx';
import { Sign } from '../Sign.tsx';
import { useActions, useApp } from '../useApp.ts';
import { counted } from '../words.ts';
import { momentWords } from './words.ts';
import type { VersionVerdicts } from './useVersionVerdicts.ts';

interface VerdictChangesProps {
  readonly version: Version;
  readonly verdicts: VersionVerdicts;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onClose: () => void;
}

/** Events that are shown one by one; the list behind the dialog shows all. */
const MOST_SHOWN = 100;

/** The events on which the version and the rule in hand do not agree. */
export function VerdictChanges({ version, verdicts, now: today, onClose }: VerdictChangesProps) {
  const actions = useActions();
  const live = useApp((state) => state.live);
  const ids = useApp((state) => state.ids);
  const then = verdicts.get(version)?.matches ?? null;
  const now = verdicts.get(null)?.matches ?? null;
  const changed = useMemo(
    () => (then === null || now === null ? null : and(or(andNot(then, now), andNot(now, then)), live)),
    [then, now, live],
  );
  if (changed === null || now === null) {
    const problem = verdicts.get(version)?.problem ?? verdicts.get(null)?.problem ?? null;
    return problem === null ? null : <p className="hi-none">No verdicts to compare: {problem}.</p>;
  }
  const count = countBits(changed);
  if (count === 0) return <p className="hi-none">Every event has the same verdict.</p>;
  const shown: number[] = [];
  for (const row of rowsOf(changed)) if (shown.push(row) === MOST_SHOWN) break;
  return (
    <>
      <div className="hi-head">
        <h3>{counted(count, 'verdict')} changed</h3>
        <Button
          look="quiet"
          onClick={() => {
            actions.addFilter({ words: `changed since ${momentWords(version.at, today)}`, rows: () => changed });
            onClose();
          }}
        >
          List {count === 1 ? 'it' : 'them'}
        </Button>
      </div>
      <ul className="hi-events" aria-label="Changed verdicts">
        {shown.map((row) => {
          const [before, after] = hasBit(now, row) ? NOW_MATCHES : NOW_DOES_NOT;
          return (
            <li key={row}>
              <button
                type="button"
                className="hi-event"
                onClick={() => {
                  actions.select(row);
                  onClose();
                }}
              >
                <span className="hi-event-id u-clip">{idOf(ids, row)}</span>
                <span className="hi-verdict">
                  <Sign kind={before.sign} />
                  {before.words}
                </span>
                <span aria-label="then">→</span>
                <span className="hi-verdict">
                  <Sign kind={after.sign} />
                  {after.words}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {count > MOST_SHOWN && <p className="hi-none">and {counted(count - MOST_SHOWN, 'more event', 'more events')}.</p>}
    </>
  );
}

const MATCH = { sign: 'true', words: 'Match' } as const;
const NO_MATCH = { sign: 'false', words: 'No match' } as const;
const NOW_MATCHES = [NO_MATCH, MATCH] as const;
const NOW_DOES_NOT = [MATCH, NO_MATCH] as const;
