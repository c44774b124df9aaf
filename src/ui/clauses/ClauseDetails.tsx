/**
 * The clause in hand, below the tree: what it asks in words, what it does to these events, and what can be done with it.
 * Whatever the tree shows as a small number is a button here, within reach of the keyboard.
 */
import { useState } from 'react';
import { type ClauseSet, talliesOf } from '../../app/clauseRows.ts';
import { readingOf } from '../../app/reading.ts';
import type { Clause } from '../../eql/syntax/clauses.ts';
import type { ClauseEvidence } from '../../worker/protocol.ts';
import { IconButton } from '../parts/Button.tsx';
import { IconCopy, IconEdit, IconRule } from '../parts/icons.ts';
import { Sign } from '../Sign.tsx';
import { Words } from '../Words.tsx';
import { number, sentence } from '../words.ts';
import { ClauseEdit } from './ClauseEdit.tsx';
import { ClauseMeets } from './ClauseMeets.tsx';
import { roleWords } from './clauseVerdict.ts';

interface ClauseDetailsProps {
  readonly clause: Clause;
  /** All of the rule. */
  readonly clauses: readonly Clause[];
  readonly evidence: ClauseEvidence | undefined;
  /** How many events the counts are of. */
  readonly events: number;
  readonly onFilter: (set: ClauseSet) => void;
  readonly onReveal: () => void;
  /** The clause as it stands in the rule; null while the rule is ahead of the verdicts. */
  readonly source: string | null;
  readonly onEdit: (text: string) => void;
  readonly onCopy: () => void;
}

export function ClauseDetails({
  clause,
  clauses,
  evidence,
  events,
  onFilter,
  onReveal,
  source,
  onEdit,
  onCopy,
}: ClauseDetailsProps) {
  const { words, meaning, traps } = readingOf(clause, clauses);
  const [isEditing, setEditing] = useState(false);
  const role = evidence === undefined ? '' : roleWords(evidence.role);
  return (
    <section className="cl-details" aria-label="Clause in hand">
      <div className="cl-details-head">
        <code className="cl-details-text" title={clause.text}>
          {clause.text}
        </code>
        <IconButton label="Show in the rule" icon={IconRule} keys="Enter" onClick={onReveal} />
        <IconButton label="Edit clause" icon={IconEdit} disabled={source === null} onClick={() => setEditing(true)} />
        <IconButton label="Copy clause" icon={IconCopy} onClick={onCopy} />
      </div>
      {isEditing && source !== null && (
        <ClauseEdit
          text={source}
          onCancel={() => setEditing(false)}
          onApply={(text) => {
            setEditing(false);
            onEdit(text);
          }}
        />
      )}
      {words !== '' && (
        <p className="cl-words">
          <Words text={sentence(words)} />
        </p>
      )}
      {[...(meaning === '' ? [] : [meaning]), ...traps].map((line) => (
        <p key={line}>
          <Words text={line} />
        </p>
      ))}
      {role !== '' && <p className="cl-role-words">{role}</p>}
      {evidence !== undefined && (
        <p className="cl-tallies">
          {talliesOf(evidence).map(({ set, before, count }) => (
            <button
              key={set}
              type="button"
              className="cl-tally"
              disabled={count === 0}
              title="List these events"
              onClick={() => onFilter(set)}
            >
              {(set === 'true' || set === 'false' || set === 'missing' || set === 'error') && (
                <Sign kind={set} size={12} />
              )}
              {before} <b>{number(count)}</b>
              {set === 'true' && ` of ${number(events)}`}
            </button>
          ))}
        </p>
      )}
      <ClauseMeets key={clause.text} clause={clause} />
    </section>
  );
}
