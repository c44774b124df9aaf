import { hasBit } from '../../app/rows.ts';
import type { AppState } from '../../app/state.ts';
import { rowVerdict, verdictLooks } from '../events/rowVerdict.ts';
import { Sign } from '../Sign.tsx';
import { useApp } from '../useApp.ts';

/** The answer in one sentence: why the selected event matches, or the smallest thing that keeps it out. */
export function Sentence() {
  const selected = useApp((state) => state.selected);
  const inspection = useApp((state) => state.inspection);
  const verdicts = useApp((state) => state.verdicts);
  const invalid = useApp((state) => state.invalid);
  const stale = useApp((state) => state.stale);
  const analysis = useApp((state) => state.analysis);
  if (selected === null) return null;
  const verdict = rowVerdict({ verdicts, invalid }, selected);
  const { sign, word } = verdictLooks[verdict];
  const isLate = inspection?.row !== selected;
  const plain = verdict === 'pending' ? pendingLine(analysis) : `${word}.`;
  const sentence = isLate || inspection.sentence === '' ? plain : inspection.sentence;
  return (
    <p className="ec-sentence" data-verdict={verdict} data-stale={(stale && !hasBit(invalid, selected)) || undefined}>
      <Sign kind={sign} size={16} />
      <span>{sentence}</span>
    </p>
  );
}

/** Why there is no verdict: the rule has not run, and may not be able to. */
function pendingLine({ text, diagnostics }: AppState['analysis']): string {
  if (text.trim() === '') return 'No verdict: there is no rule yet.';
  return diagnostics.some(({ severity }) => severity === 'error')
    ? 'No verdict: the rule has an error.'
    : 'No verdict yet.';
}
