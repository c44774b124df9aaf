import { Tooltip } from '../parts/Tooltip.tsx';
import { useActions } from '../useApp.ts';
import { counted } from '../words.ts';
import type { LabelCounts } from '../../app/labels.ts';

/** How verdicts and labels agree. Where they do not, the line is a button that goes to the next such event. */
export function TallyLine({ tally }: { readonly tally: LabelCounts }) {
  const actions = useActions();
  const disagreements = tally.falsePositives + tally.falseNegatives;
  const figures = (
    <>
      <Figure name="TP" n={tally.truePositives} />
      <Figure name="FP" n={tally.falsePositives} warn />
      <Figure name="FN" n={tally.falseNegatives} warn />
      <Figure name="TN" n={tally.trueNegatives} />
    </>
  );
  const spoken =
    `${counted(tally.truePositives, 'true positive')}, ${counted(tally.falsePositives, 'false positive')}, ` +
    `${counted(tally.falseNegatives, 'false negative')}, ${counted(tally.trueNegatives, 'true negative')}`;
  if (disagreements === 0) {
    return (
      <span className="ev-tally" role="img" aria-label={spoken} title={spoken}>
        {figures}
      </span>
    );
  }
  const contradicted =
    disagreements === 1 ? '1 verdict contradicts its label' : `${disagreements} verdicts contradict their labels`;
  return (
    <Tooltip text={`${spoken}.\n${contradicted}: go to the next`} keys="N">
      <button
        type="button"
        className="ev-tally"
        aria-label={`${spoken}. Next event whose verdict contradicts its label`}
        onClick={() => actions.selectDisagreement(1)}
      >
        {figures}
      </button>
    </Tooltip>
  );
}

function Figure({ name, n, warn = false }: { readonly name: string; readonly n: number; readonly warn?: boolean }) {
  return (
    <span className="ev-figure" data-warn={(warn && n > 0) || undefined}>
      <span className="ev-figure-name">{name}</span> {n}
    </span>
  );
}
