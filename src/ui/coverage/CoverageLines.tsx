/** The points of a rule line by line: a condition leads to its place in the rule, a number to its events. */
import { Fragment } from 'react';
import { entryCondition } from '../../app/conditions.ts';
import type { CoverageMeter, CoveredLeaf, Mark } from '../../app/coverage.ts';
import type { Clause } from '../../eql/syntax/clauses.ts';
import { slice, type Span } from '../../text/span.ts';
import { IconChevronRight } from '../parts/icons.ts';
import { useHandle, useShell } from '../shell.ts';
import { Sign } from '../Sign.tsx';
import { useActions } from '../useApp.ts';
import { Words } from '../Words.tsx';
import { counted, number } from '../words.ts';
import { endingWords, lackLine, lackLines } from './words.ts';

interface CoverageLinesProps {
  readonly meter: CoverageMeter;
  /** The rule that it is of. */
  readonly text: string;
}

export function CoverageLines({ meter: { leaves, endings }, text }: CoverageLinesProps) {
  const reveal = useReveal();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table that scrolls must be reachable by keyboard
    <div className="cv-lines" tabIndex={0} role="region" aria-label="Points of the rule">
      <table className="cv-table">
        <thead>
          <tr>
            <th scope="col">Where it decides, the condition is</th>
            <th scope="col">true in</th>
            <th scope="col">false in</th>
          </tr>
        </thead>
        <tbody>
          {leaves.map((leaf, i) => (
            <Fragment key={leaf.clause.id}>
              {leaf.stage !== '' && leaf.stage !== leaves[i - 1]?.stage && <Group title={leaf.stage} />}
              <Leaf leaf={leaf} onReveal={reveal} />
              {leaf.entries.length > 0 && (
                <tr className="cv-entries">
                  <td colSpan={3}>
                    <Entries leaf={leaf} text={text} onReveal={reveal} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
          {endings.length > 0 && <Group title="Endings" />}
          {endings.map((ending) => (
            <Ending key={ending.ending} {...ending} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useReveal(): (span: Span) => void {
  const { focus } = useShell();
  const rule = useHandle('rule');
  return (span) => {
    focus('rule');
    rule.current?.reveal(span);
  };
}

function Group({ title }: { readonly title: string }) {
  return (
    <tr>
      <th scope="rowgroup" colSpan={3} className="cv-group">
        {title}
      </th>
    </tr>
  );
}

interface LeafProps {
  readonly leaf: CoveredLeaf;
  readonly onReveal: (span: Span) => void;
}

function Leaf({ leaf, onReveal }: LeafProps) {
  const { clause, whenTrue, whenFalse } = leaf;
  return (
    <>
      <tr>
        <th scope="row">
          <Condition clause={clause} onReveal={onReveal} />
        </th>
        <td>
          <Point clause={clause} verdict mark={whenTrue} />
        </td>
        <td>
          <Point clause={clause} verdict={false} mark={whenFalse} />
        </td>
      </tr>
      {lackLines(leaf).map((line) => (
        <Reason key={line} line={line} />
      ))}
    </>
  );
}

function Condition({ clause, onReveal }: Pick<LeafProps, 'onReveal'> & { readonly clause: Clause }) {
  return (
    <button
      type="button"
      className="cv-clause"
      title={`${clause.text}\nShow it in the rule`}
      onClick={() => onReveal(clause.span)}
    >
      <code>{clause.text}</code>
    </button>
  );
}

interface PointProps {
  readonly clause: Clause;
  readonly verdict: boolean;
  readonly mark: Mark;
}

function Point({ clause, verdict, mark }: PointProps) {
  const actions = useActions();
  const { bringToFront } = useShell();
  if (mark.count === 0) return <None mark={mark} />;
  const what = `on which ${clause.text} is ${String(verdict)} and decides`;
  return (
    <button
      type="button"
      className="cv-number"
      aria-label={`List the ${counted(mark.count, 'event')} ${what}`}
      onClick={() => {
        actions.filterByPoint(clause.id, verdict);
        bringToFront('events');
      }}
    >
      <Sign kind="true" size={12} />
      {number(mark.count)}
    </button>
  );
}

function None({ mark: { lack } }: { readonly mark: Mark }) {
  return (
    <span className="cv-none" data-lack={lack === null ? undefined : lack.isProof ? 'proof' : 'open'}>
      <Sign kind={lack?.isProof === true ? 'missing' : 'none'} size={12} />
      {lack === null ? 'none' : lack.isProof ? 'cannot be' : 'not found'}
    </span>
  );
}

function Reason({ line }: { readonly line: string }) {
  return (
    <tr className="cv-reason">
      <td colSpan={3}>
        <Words text={line} />
      </td>
    </tr>
  );
}

function Entries({ leaf: { clause, entries }, text, onReveal }: LeafProps & { readonly text: string }) {
  const actions = useActions();
  const used = entries.filter(({ count }) => count > 0).length;
  return (
    <details className="cv-details">
      <summary>
        <IconChevronRight size={14} strokeWidth={1.75} aria-hidden />
        {number(used)} of {counted(entries.length, 'entry', 'entries')} used
      </summary>
      <div className="cv-chips">
        {entries.map(({ span, count, lack }) => {
          const entry = slice(text, span);
          const listed = count > 0 ? entryCondition(clause, span) : null;
          const none = lack === null ? 'none' : lack.isProof ? 'cannot be' : 'not found';
          return (
            <button
              key={span.from}
              type="button"
              className="cl-fact cv-entry"
              data-none={count === 0 || undefined}
              title={listed === null ? (lack?.reason ?? 'Show it in the rule') : `List the events with ${entry}`}
              onClick={() => {
                if (listed === null) onReveal(span);
                else void actions.filterByCondition(listed);
              }}
            >
              <Sign kind={count > 0 ? 'true' : lack?.isProof === true ? 'missing' : 'none'} size={11} />
              <code>{entry}</code> {count > 0 ? number(count) : none}
            </button>
          );
        })}
      </div>
    </details>
  );
}

function Ending({ ending, ...mark }: CoverageMeter['endings'][number]) {
  const actions = useActions();
  const { showTab, bringToFront } = useShell();
  const { title, does } = endingWords[ending];
  const isComplete = ending === 'complete';
  return (
    <>
      <tr>
        <th scope="row">
          <span className="cv-ending">
            {title} <span>{does}</span>
          </span>
        </th>
        <td colSpan={2}>
          {mark.count === 0 ? (
            <None mark={mark} />
          ) : (
            <button
              type="button"
              className="cv-number"
              aria-label={isComplete ? 'List the events that match' : `${title}: show them in the timeline`}
              onClick={() => {
                if (!isComplete) showTab('sequence');
                else {
                  actions.setFilter('match');
                  bringToFront('events');
                }
              }}
            >
              <Sign kind="true" size={12} />
              {number(mark.count)}
            </button>
          )}
        </td>
      </tr>
      {lackLine(mark, 'so').map((line) => (
        <Reason key={line} line={line} />
      ))}
    </>
  );
}
