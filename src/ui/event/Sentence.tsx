import { hasBit } from '../../app/rows.ts';
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
  if (selected === null) return null;
  const verdict = rowVerdict({ verdicts, invalid }, selected);
  const { sign, word } = verdictLooks[verdict];
  const isLate = inspection?.row !== selected;
  const sentence = isLate || inspection.sentence === '' ? `${word}.` : inspection.sentence;
  return (
    <p className="ec-sentence" data-verdict={verdict} data-stale={(stale && !hasBit(invalid, selected)) || undefined}>
      <Sign kind={sign} size={16} />
      <span>{sentence}</span>
    </p>
  );
}
