/** What can be made for a rule: for each condition whether it can be shown true and false, and why where it cannot. */
import { Fragment, type ReactNode } from 'react';
import { type LeafLine, leafLines, type PointState, reasonsOf, type Solved, stageName } from '../../app/ruleEvents.ts';
import type { PointReport } from '../../events/generate/index.ts';
import { IconChevronRight } from '../parts/icons.ts';
import { Sign, type SignKind } from '../Sign.tsx';
import { useApp } from '../useApp.ts';
import { Words } from '../Words.tsx';
import { number } from '../words.ts';

/** Purposes that are listed; with more, nobody reads on. */
const MOST_LISTED = 200;

interface RuleReportProps {
  readonly solved: Solved;
  readonly isOnlyMissing: boolean;
}

export function RuleReport({ solved, isOnlyMissing }: RuleReportProps) {
  const { notes, isMatch, points, without } = solved;
  return (
    <>
      {notes.length === 0 && <p>{emptyLine(solved, isOnlyMissing)}</p>}
      {points.length > 0 && <Leaves points={points} />}
      {without.length > 0 && (
        <details className="gen-actors" open={!isMatch.some(Boolean)}>
          <Summary>Not made: {number(without.length)}</Summary>
          <ul className="gen-lines">
            {without.map((line) => (
              <li key={line}>
                <Words text={line} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {notes.length > 0 && (
        <details className="gen-actors">
          <Summary>What each event is for</Summary>
          <ol className="gen-lines">
            {notes.slice(0, MOST_LISTED).map((note, i) => (
              // Several may be for the same; their place is their name.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={i}>
                <Words text={note} />
              </li>
            ))}
          </ol>
          {notes.length > MOST_LISTED && <p className="gen-quiet">And {number(notes.length - MOST_LISTED)} more.</p>}
        </details>
      )}
    </>
  );
}

function emptyLine({ points }: Solved, isOnlyMissing: boolean): string {
  if (isOnlyMissing && points.some(({ state }) => state === 'covered')) {
    return 'Nothing is missing: the events exercise all of this that can be exercised.';
  }
  return 'No event can be made: the reasons stand below.';
}

function Summary({ children }: { readonly children: ReactNode }) {
  return (
    <summary>
      <IconChevronRight size={14} strokeWidth={1.75} aria-hidden />
      {children}
    </summary>
  );
}

function Leaves({ points }: { readonly points: readonly PointReport[] }) {
  const { clauses, query } = useApp((state) => state.analysis);
  const lines = leafLines(clauses, points);
  return (
    <table className="gen-leaves">
      <thead>
        <tr>
          <th scope="col">Where it decides, the condition is</th>
          <th scope="col">true</th>
          <th scope="col">false</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, i) => (
          <Fragment key={line.clause.id}>
            {line.stage !== null && line.stage !== lines[i - 1]?.stage && (
              <tr>
                <th scope="rowgroup" colSpan={3} className="gen-stage">
                  {stageName(query, line.stage)}
                </th>
              </tr>
            )}
            <Leaf line={line} />
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

const states = {
  made: { sign: 'true', words: 'new' },
  covered: { sign: 'true', words: 'there' },
  impossible: { sign: 'missing', words: 'cannot be' },
  open: { sign: 'none', words: 'not found' },
} satisfies Record<PointState, { sign: SignKind; words: string }>;

function Leaf({ line: { clause, whenTrue, whenFalse } }: { readonly line: LeafLine }) {
  return (
    <>
      <tr>
        <th scope="row" title={clause.text}>
          <code>{clause.text}</code>
        </th>
        {[whenTrue, whenFalse].map((point, i) => (
          <td key={i === 0 ? 'true' : 'false'} data-state={point?.state}>
            {point !== null && (
              <>
                <Sign kind={states[point.state].sign} size={12} /> {states[point.state].words}
              </>
            )}
          </td>
        ))}
      </tr>
      {reasonsOf(whenTrue, whenFalse).map((reason) => (
        <tr key={reason} className="gen-reason">
          <td colSpan={3}>
            <Words text={reason} />
          </td>
        </tr>
      ))}
    </>
  );
}
