import { memo } from 'react';
import type { RowSummary } from '../../worker/protocol.ts';
import { Sign } from '../Sign.tsx';
import { clock, fullTime } from '../words.ts';
import { reasonHint, rowName, rowReason } from './rowName.ts';
import { contradiction, contradictionWords, verdictLooks } from './rowVerdict.ts';
import type { Label, RowVerdict } from './rowVerdict.ts';

interface EventRowProps {
  readonly row: number;
  /** Its place in the grid, counted from 1, with the heading. */
  readonly rowIndex: number;
  /** Paths of the fields that have a column. */
  readonly columns: readonly string[];
  readonly top: number;
  readonly verdict: RowVerdict;
  readonly label: Label | undefined;
  readonly summary: RowSummary | undefined;
  readonly selected: boolean;
  /** A search would not return it. */
  readonly cutOff: boolean;
  /** The one row that Tab reaches. */
  readonly active: boolean;
}

export const EventRow = memo(function EventRow(props: EventRowProps) {
  const { row, rowIndex, columns, top, verdict, label, summary, selected, cutOff, active } = props;
  const look = verdictLooks[verdict];
  const against = contradiction(verdict, label);
  return (
    <div
      role="row"
      className="ev-row"
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={active ? 0 : -1}
      aria-rowindex={rowIndex}
      aria-selected={selected}
      aria-label={rowName(verdict, label, summary, cutOff)}
      data-row={row}
      data-verdict={verdict}
      data-against={against ?? undefined}
    >
      <span role="gridcell" className="ev-verdict">
        <Sign kind={look.sign} />
        <span className="ev-word">{look.word}</span>
      </span>
      <Facts verdict={verdict} summary={summary} columns={columns} cutOff={cutOff} />
      <span role="gridcell" className="ev-label">
        {against !== null && (
          <abbr className="ev-against" title={contradictionWords[against]}>
            {against}
          </abbr>
        )}
        {label !== undefined && (
          <abbr className={`ev-chip ev-chip-${label}`} title={`Label: ${label}`}>
            {label === 'alert' ? 'A' : 'B'}
          </abbr>
        )}
      </span>
    </div>
  );
});

interface FactsProps {
  readonly verdict: RowVerdict;
  readonly summary: RowSummary | undefined;
  readonly columns: readonly string[];
  readonly cutOff: boolean;
}

function Facts({ verdict, summary, columns, cutOff }: FactsProps) {
  if (summary === undefined) return <span role="gridcell" className="ev-loading" aria-label="loading" />;
  if (summary.invalid !== undefined) {
    return (
      <span role="gridcell" className="ev-invalid u-clip" title={summary.invalid}>
        {summary.invalid}
      </span>
    );
  }
  return (
    <>
      <span role="gridcell" className="ev-time" title={fullTime(summary.timestamp)}>
        {clock(summary.timestamp)}
      </span>
      <span role="gridcell" className="ev-command u-clip" title={summary.command}>
        {summary.command}
      </span>
      {columns.map((path, i) => {
        const text = summary.cells[i] ?? '';
        return (
          <span key={path} role="gridcell" className="ev-cell u-clip" data-path={path} title={text}>
            {text}
          </span>
        );
      })}
      <span role="gridcell" className="ev-reason u-clip" title={reasonHint(verdict, summary, cutOff)}>
        {rowReason(verdict, summary, cutOff)}
      </span>
      <span role="gridcell" className="ev-place u-clip" title={summary.place}>
        {summary.place}
      </span>
      <span role="gridcell" className="ev-user u-clip" title={summary.user === '' ? undefined : `user ${summary.user}`}>
        {summary.user}
      </span>
    </>
  );
}
