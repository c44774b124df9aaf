/**
 * How much of the rule the events exercise, as a meter and line by line: each condition true and false where it decides,
 * each entry of a list, each ending of a sequence. What is missing can be made in one go.
 */
import { missingOrder, percentOf } from '../../app/coverage.ts';
import { Button } from '../parts/Button.tsx';
import { IconGenerate } from '../parts/icons.ts';
import { useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { counted, number } from '../words.ts';
import { CoverageLines } from './CoverageLines.tsx';
import { type ShownCoverage, useCoverage } from './useCoverage.ts';
import { entriesLine, missingCount, pointsLine, unusedCount } from './words.ts';
import './coverage.css';

export function Coverage() {
  const stale = useApp((state) => state.stale);
  const shown = useCoverage();
  const hasVerdicts = useApp((state) => state.verdicts !== null);
  if (shown === null) {
    return hasVerdicts ? (
      <div className="cv" aria-busy />
    ) : (
      <p className="cl-nothing">How much of the rule the events exercise appears here once the rule can be run.</p>
    );
  }
  return (
    <div className="cv" data-stale={stale || undefined}>
      <Head shown={shown} />
      <CoverageLines meter={shown.meter} text={shown.analysis.text} />
    </div>
  );
}

function Head({ shown: { meter, isBounded } }: { readonly shown: ShownCoverage }) {
  const { readOnly } = useShell();
  const { points, entries } = meter;
  const percent = percentOf(points);
  const used = entriesLine(entries);
  return (
    <div className="cv-head">
      <div className="cv-meter">
        <span
          role="meter"
          aria-label="Coverage of the rule"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          className="cv-bar"
        >
          <span style={{ width: `${percent}%` }} />
        </span>
        <b>{percent} %</b>
        {isBounded && points.impossible > 0 && <span className="cv-of">of what is possible</span>}
        <p aria-live="polite">
          {pointsLine(points)} {used}
        </p>
      </div>
      {!readOnly && <Making shown={meter} />}
    </div>
  );
}

function Making({ shown }: { readonly shown: ShownCoverage['meter'] }) {
  const actions = useActions();
  const progress = useApp((state) => state.progress);
  const missing = missingCount(shown);
  const unused = unusedCount(shown);
  const isBusy = progress !== null;
  const make = (what: 'points' | 'entries', count: number) => {
    if (count > 0 && !isBusy) actions.generateFor(missingOrder(what), true);
  };
  return (
    <div className="cv-making">
      <Button icon={IconGenerate} aria-disabled={missing === 0 || isBusy} onClick={() => make('points', missing)}>
        {missing === 0 ? 'Nothing is missing' : `Generate what is missing: ${counted(missing, 'point')}`}
      </Button>
      {shown.entries.possible > 0 && (
        <Button look="quiet" aria-disabled={unused === 0 || isBusy} onClick={() => make('entries', unused)}>
          {unused === 0 ? 'Every entry is used' : `Use ${counted(unused, 'more entry', 'more entries')}`}
        </Button>
      )}
      {progress?.unit === 'step' && (
        <span className="cv-progress">
          <progress aria-label={progress.what} max={Math.max(progress.eventsTotal ?? 1, 1)} value={progress.events} />
          <span aria-live="off">
            step {number(progress.events)} of {number(progress.eventsTotal ?? 0)}
          </span>
          <Button look="quiet" onClick={actions.cancel}>
            Cancel
          </Button>
        </span>
      )}
    </div>
  );
}
