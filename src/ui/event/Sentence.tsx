import { hasBit } from '../../app/rows.ts';
import type { AppState } from '../../app/state.ts';
import { rowVerdict, verdictLooks } from '../events/rowVerdict.ts';
import type { Inspection } from '../../worker/protocol.ts';
import { Sign } from '../Sign.tsx';
import { useApp } from '../useApp.ts';
import { Words } from '../Words.tsx';

/**
 * The answer in one sentence: why the selected event matches, or the smallest thing that keeps it out.
 * `isListed`: what keeps it out stands below, and is not said twice.
 */
export function Sentence({ isListed = false }: { readonly isListed?: boolean }) {
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
  const sentence = isLate || inspection.sentence === '' ? plain : shownSentence(inspection, isListed);
  return (
    <p className="ec-sentence" data-verdict={verdict} data-stale={(stale && !hasBit(invalid, selected)) || undefined}>
      <Sign kind={sign} size={16} />
      <span>
        <Words text={sentence} />
      </span>
    </p>
  );
}

/** Obstacles that a sentence can name and still be read. */
const MOST_NAMED = 2;

/** `==` is false is hard to read: what was there and what was wanted says the same. */
function shownSentence({ sentence, blockers }: Inspection, isListed: boolean): string {
  const [first] = blockers?.sets ?? [];
  if (!sentence.startsWith('Kept out by') || blockers === null || first === undefined) return quoted(sentence);
  if (isListed) return `Kept out by ${first.length === 1 ? 'one clause' : `${first.length} clauses`}:`;
  if (first.length > MOST_NAMED) return quoted(sentence);
  return `Kept out: ${first.map(({ there, wanted }) => `${there}, ${wanted}`).join('; ')}.`;
}

/** Backquotes of a rule's own text are no marks. */
function quoted(sentence: string): string {
  return sentence.replaceAll('`', 'ˋ');
}

/** Why there is no verdict: the rule has not run, and may not be able to. */
function pendingLine({ text, diagnostics }: AppState['analysis']): string {
  if (text.trim() === '') return 'No verdict: there is no rule yet.';
  return diagnostics.some(({ severity }) => severity === 'error')
    ? 'No verdict: the rule has an error.'
    : 'No verdict yet.';
}
