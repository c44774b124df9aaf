import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ClauseEvidence, ClauseInspection } from '../../worker/protocol.ts';
import { IconChevronDown, IconChevronRight } from '../parts/icons.ts';
import { Sign } from '../Sign.tsx';
import { clauseCounts, number } from '../words.ts';
import type { TreeLine } from './clauseTree.ts';
import { clauseName, clauseRemark, groupSize, groupWord, roleMark } from './clauseVerdict.ts';
import type { ClauseVerdict } from './clauseVerdict.ts';

interface ClauseRowProps {
  readonly line: TreeLine;
  readonly verdict: ClauseVerdict;
  readonly evidence: ClauseEvidence | undefined;
  readonly inspection: ClauseInspection | undefined;
  /** How many events the counts are of. */
  readonly events: number;
  readonly deciding: boolean;
  /** Undefined for a clause without parts. */
  readonly expanded: boolean | undefined;
  readonly active: boolean;
  readonly hovered: boolean;
  readonly onFocus: (clause: number) => void;
  readonly onHover: (clause: number | null) => void;
}

export const ClauseRow = memo(function ClauseRow(props: ClauseRowProps) {
  const { line, verdict, evidence, inspection, events, deciding, expanded, active, hovered } = props;
  const { clause, level, place, siblings } = line;
  const remark = clauseRemark(inspection);
  const size = groupSize(clause);
  return (
    <div
      role="treeitem"
      className="cl-row"
      tabIndex={active ? 0 : -1}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-expanded={expanded}
      aria-selected={active}
      aria-label={clauseName({ clause, verdict, evidence, events, inspection })}
      data-clause={clause.id}
      data-verdict={verdict}
      data-deciding={deciding || undefined}
      data-hovered={hovered || undefined}
      style={{ paddingLeft: 8 + (level - 1) * 16 }}
      onFocus={() => props.onFocus(clause.id)}
      onBlur={() => props.onHover(null)}
      onMouseEnter={() => props.onHover(clause.id)}
      onMouseLeave={() => props.onHover(null)}
    >
      {expanded === undefined ? (
        <span className="cl-toggle" />
      ) : (
        <span className="cl-toggle" data-toggle>
          {expanded ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        </span>
      )}
      <Sign kind={verdict} />
      <span className={`cl-text u-clip cl-${clause.kind}`} title={clause.text}>
        {groupWord(clause)}
        {size !== '' && <span className="cl-remark">{size}</span>}
        {remark !== '' && <span className="cl-remark">{remark}</span>}
      </span>
      {evidence !== undefined && <Counts evidence={evidence} events={events} />}
    </div>
  );
});

function Counts({ evidence, events }: { readonly evidence: ClauseEvidence; readonly events: number }) {
  const { counts, role } = evidence;
  const mark = roleMark(role);
  const sole = counts['sole blocker'];
  const alone = counts['alone responsible'];
  const share = (n: number) => `${events === 0 ? 0 : (100 * n) / events}%`;
  return (
    <span className="cl-counts" title={clauseCounts(counts, events)}>
      {mark !== '' && <span className="cl-mark">{mark}</span>}
      {counts.missing > 0 && (
        <CountOf set="missing">
          <Sign kind="missing" size={11} /> {number(counts.missing)}
        </CountOf>
      )}
      {sole > 0 && <CountOf set="sole blocker">sole {number(sole)}</CountOf>}
      {alone > 0 && <CountOf set="alone responsible">alone {number(alone)}</CountOf>}
      <span className="cl-bar">
        <span className="cl-bar-true" style={{ width: share(counts.true) }} />
        <span className="cl-bar-missing" style={{ width: share(counts.missing) }} />
      </span>
      <CountOf set="true">
        <span className="cl-count">
          <b>{number(counts.true)}</b> of {number(events)}
        </span>
      </CountOf>
    </span>
  );
}

const TITLES = {
  true: 'List the events on which it is true',
  missing: 'List the events on which it is missing',
  'sole blocker': 'List the events that it alone keeps out',
  'alone responsible': 'List the events that match by it alone',
};

/** A number that leads to its events: a short cut for the pointer to what the details have as buttons. */
function CountOf({ set, children }: { readonly set: keyof typeof TITLES; readonly children: ReactNode }) {
  return (
    <span className="cl-number" data-set={set} title={TITLES[set]}>
      {children}
    </span>
  );
}
