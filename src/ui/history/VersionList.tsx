import type { Version } from '../../app/history.ts';
import { countBits } from '../../app/rows.ts';
import { useApp } from '../useApp.ts';
import type { VersionVerdicts } from './useVersionVerdicts.ts';
import { changeWords, momentWords, verdictWords } from './words.ts';

interface VersionListProps {
  /** Newest first. */
  readonly versions: readonly Version[];
  readonly verdicts: VersionVerdicts;
  readonly chosen: Version;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onChoose: (version: Version) => void;
}

/** When each was made, what it matches, and how that differs from the version before it. */
export function VersionList({ versions, verdicts, chosen, now, onChoose }: VersionListProps) {
  const events = useApp((state) => countBits(state.live));
  return (
    <ol className="hi-list" aria-label="Versions">
      {versions.map((version, i) => {
        const before = versions[i + 1];
        const verdict = verdicts.get(version);
        const change =
          before === undefined
            ? 'the first'
            : changeWords(verdicts.get(before)?.matches ?? null, verdict?.matches ?? null);
        return (
          <li key={`${version.at} ${i}`}>
            <button
              type="button"
              className="hi-version"
              aria-pressed={version === chosen}
              onClick={() => onChoose(version)}
            >
              <time dateTime={new Date(version.at).toISOString()} title={new Date(version.at).toLocaleString()}>
                {momentWords(version.at, now)}
              </time>
              <span className="hi-facts">
                <span className="u-clip">{verdict === undefined ? '…' : verdictWords(verdict, events)}</span>
                {change !== null && <span className="hi-change">{change}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
