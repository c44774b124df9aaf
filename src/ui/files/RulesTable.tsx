/** Many rules over the same events: a line for each, with what it matches and how that fits the labels. */
import { memo, useMemo, useState } from 'react';
import { type ImportedRule, type RuleBook, ruleCountsOf } from '../../app/imports.ts';
import { countBits } from '../../app/rows.ts';
import type { Bitmap, RuleVerdict } from '../../worker/protocol.ts';
import { SeverityDot } from '../metadata/SeverityChip.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useApp } from '../useApp.ts';
import { number } from '../words.ts';
import { matchStrip } from './matchStrip.ts';

type Shown = 'all' | 'match' | 'problem';

/** Events that the strip shows one by one. */
const MOST_CELLS = 100;

interface RulesTableProps {
  readonly book: RuleBook;
  readonly onOpen: (found: ImportedRule) => void;
}

export function RulesTable({ book, onOpen }: RulesTableProps) {
  const [words, setWords] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const rowCount = useApp((state) => state.rowCount);
  const hasLabels = useApp(({ notes }) => countBits(notes.alert) + countBits(notes.benign) > 0);
  const hasStrip = rowCount <= MOST_CELLS;
  const lines = useMemo(
    () => book.rules.map((found, i) => ({ found, verdict: book.verdicts[i] })),
    [book.rules, book.verdicts],
  );
  const count = (of: Shown) => lines.filter(({ verdict }) => passes(verdict, of)).length;
  const wanted = words.trim().toLowerCase().split(/\s+/);
  const listed = lines.filter(
    ({ found, verdict }) => passes(verdict, shown) && wanted.every((word) => textOf(found).includes(word)),
  );
  return (
    <section className="fi-rules" aria-label="Rules">
      <div className="fi-tools">
        <input
          className="p-input"
          type="search"
          aria-label="Search rules"
          placeholder="Search rules"
          data-autofocus
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Segmented<Shown>
          label="Which rules"
          value={shown}
          onChange={setShown}
          options={[
            { value: 'all', title: `All ${number(lines.length)}` },
            { value: 'match', title: `Match ${number(count('match'))}` },
            { value: 'problem', title: `Errors ${number(count('problem'))}` },
          ]}
        />
      </div>
      <div className="fi-scroll">
        <table className="fi-table">
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col" className="fi-number">
                Matches
              </th>
              {hasLabels && columns.map(([name]) => <NumberHead key={name} name={name} />)}
              {hasStrip && <th scope="col">Events</th>}
            </tr>
          </thead>
          <tbody>
            {listed.map(({ found, verdict }) => (
              <RuleLine
                key={`${found.file.name} ${found.number}`}
                found={found}
                verdict={verdict}
                hasLabels={hasLabels}
                hasStrip={hasStrip}
                onOpen={onOpen}
              />
            ))}
          </tbody>
        </table>
        {listed.length === 0 && <p className="fi-quiet fi-none">No rule is like that.</p>}
      </div>
    </section>
  );
}

const columns = [
  ['TP', 'truePositives'],
  ['FP', 'falsePositives'],
  ['FN', 'falseNegatives'],
] as const;

const meanings: Readonly<Record<string, string>> = {
  TP: 'Labelled alert, and the rule matches',
  FP: 'Labelled benign, and the rule matches',
  FN: 'Labelled alert, and the rule does not match',
};

function NumberHead({ name }: { readonly name: string }) {
  return (
    <th scope="col" className="fi-number">
      <abbr title={meanings[name]}>{name}</abbr>
    </th>
  );
}

interface RuleLineProps {
  readonly found: ImportedRule;
  readonly verdict: RuleVerdict | undefined;
  readonly hasLabels: boolean;
  readonly hasStrip: boolean;
  readonly onOpen: (found: ImportedRule) => void;
}

const RuleLine = memo(function RuleLine({ found, verdict, hasLabels, hasStrip, onOpen }: RuleLineProps) {
  const notes = useApp((state) => state.notes);
  const live = useApp((state) => state.live);
  const rowCount = useApp((state) => state.rowCount);
  const counts = verdict === undefined ? null : ruleCountsOf(verdict, { notes, live });
  const { rule } = found;
  return (
    <tr data-matches={counts !== null && counts.matches > 0 ? true : undefined}>
      <th scope="row">
        <button type="button" className="fi-open" title={rule.name} onClick={() => onOpen(found)}>
          {rule.severity !== undefined && <SeverityDot severity={rule.severity} />}
          <span className="u-clip">{rule.name ?? `${found.file.name} #${found.number}`}</span>
        </button>
        {verdict !== undefined && verdict.problem !== null && <p className="fi-error">{verdict.problem}</p>}
        {verdict !== undefined && verdict.removed > 0 && (
          <p className="fi-quiet">{number(verdict.removed)} taken away by its exceptions</p>
        )}
      </th>
      <td className="fi-number" data-name="matches">
        {counts === null ? '' : number(counts.matches)}
      </td>
      {hasLabels &&
        columns.map(([short, name]) => (
          <td key={name} className="fi-number" data-name={short}>
            {counts === null ? '' : number(counts[name])}
          </td>
        ))}
      {hasStrip && (
        <td className="fi-strip">{verdict?.matches && <Strip matches={verdict.matches} rowCount={rowCount} />}</td>
      )}
    </tr>
  );
});

/** A mark for each event that the rule matches, in the order of the list as it was added. */
function Strip({ matches, rowCount }: { readonly matches: Bitmap; readonly rowCount: number }) {
  const width = 100 / Math.max(1, rowCount);
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden>
      <path className="fi-strip-base" d="M0 5H100" />
      <path className="fi-strip-match" d={matchStrip(matches, rowCount)} strokeWidth={width * 0.8} />
    </svg>
  );
}

function passes(verdict: RuleVerdict | undefined, shown: Shown): boolean {
  if (shown === 'all') return true;
  if (verdict === undefined) return false;
  if (shown === 'problem') return verdict.problem !== null;
  return verdict.matches?.some((word) => word !== 0) ?? false;
}

function textOf({ rule, file }: ImportedRule): string {
  return `${rule.name ?? ''}\n${file.name}\n${rule.query}`.toLowerCase();
}
