import type { LabelCounts, LabelSet } from '../../app/labels.ts';
import { Tooltip } from '../parts/Tooltip.tsx';
import { useActions } from '../useApp.ts';
import { counted, number } from '../words.ts';

interface Figure {
  readonly set: LabelSet & ('TP' | 'FP' | 'FN' | 'TN');
  readonly words: string;
  /** The verdict contradicts the label. */
  readonly warns: boolean;
  readonly count: (tally: LabelCounts) => number;
}

const figures: readonly Figure[] = [
  { set: 'TP', words: 'true positive', warns: false, count: (tally) => tally.truePositives },
  { set: 'FP', words: 'false positive', warns: true, count: (tally) => tally.falsePositives },
  { set: 'FN', words: 'false negative', warns: true, count: (tally) => tally.falseNegatives },
  { set: 'TN', words: 'true negative', warns: false, count: (tally) => tally.trueNegatives },
];

/** How verdicts and labels agree; each number leads to its events. */
export function TallyLine({ tally }: { readonly tally: LabelCounts }) {
  const actions = useActions();
  return (
    <span className="ev-tally" role="group" aria-label="Verdicts against labels">
      {figures.map(({ set, words, warns, count }) => {
        const n = count(tally);
        const spoken = counted(n, words);
        return (
          <Tooltip key={set} text={`${spoken}: list them`}>
            <button
              type="button"
              className="ev-figure"
              data-warn={(warns && n > 0) || undefined}
              aria-label={spoken}
              disabled={n === 0}
              onClick={() => actions.filterByLabel(set)}
            >
              <span className="ev-figure-name">{set}</span> {number(n)}
            </button>
          </Tooltip>
        );
      })}
    </span>
  );
}
