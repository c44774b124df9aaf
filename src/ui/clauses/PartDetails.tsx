/** What is selected in the rule, by itself: a condition with its events, or a value and what comes out of it. */
import { useMemo } from 'react';
import { asWritten } from '../../app/conditions.ts';
import { countBits, hasBit } from '../../app/rows.ts';
import type { PartResult } from '../../worker/protocol.ts';
import { Sign } from '../Sign.tsx';
import { useActions, useApp } from '../useApp.ts';
import { counted, number } from '../words.ts';

export function PartDetails() {
  const part = useApp((state) => state.part);
  if (part === null) return null;
  return (
    <section className="cl-details" aria-label="Selected part">
      <div className="cl-details-head">
        <span className="cl-part-caption">Selected</span>
        <code className="cl-details-text" title={part.text}>
          {part.text}
        </code>
      </div>
      {part.result !== null && <Result text={part.text} result={part.result} />}
    </section>
  );
}

function Result({ text, result }: { readonly text: string; readonly result: PartResult }) {
  switch (result.kind) {
    case 'condition':
      return <Condition text={text} rows={result.rows} />;
    case 'values':
      return <Values result={result} />;
    case 'none':
      return <p>No result of its own: {result.reason}.</p>;
  }
}

function Condition({ text, rows }: { readonly text: string } & Pick<PartResult & { kind: 'condition' }, 'rows'>) {
  const actions = useActions();
  const selected = useApp((state) => state.selected);
  const live = useApp((state) => state.live);
  const count = useMemo(() => countBits(rows), [rows]);
  const total = useMemo(() => countBits(live), [live]);
  const isRun = selected !== null && selected < live.length * 32 && hasBit(live, selected);
  const here = isRun && selected < rows.length * 32 && hasBit(rows, selected);
  return (
    <p className="cl-tallies">
      {isRun && (
        <span className="cl-tally">
          <Sign kind={here ? 'true' : 'false'} size={12} /> {here ? 'true' : 'false'} on this event
        </span>
      )}
      <button
        type="button"
        className="cl-tally"
        title="List these events"
        disabled={count === 0}
        onClick={() => void actions.filterByCondition(asWritten(text))}
      >
        true in <b>{number(count)}</b> of {number(total)}
      </button>
    </p>
  );
}

function Values({ result }: { readonly result: PartResult & { kind: 'values' } }) {
  const { values, distinct, missing, errors } = result;
  const notes = [
    ...(distinct > values.length ? [counted(distinct - values.length, 'other value')] : []),
    ...(missing > 0 ? [`nothing in ${number(missing)}`] : []),
    ...(errors > 0 ? [`a run-time error in ${number(errors)}`] : []),
  ];
  return (
    <dl className="cl-facts">
      <dt>Gives</dt>
      <dd>
        {values.map(({ literal, count }) => (
          <span key={literal} className="cl-fact">
            <code>{literal}</code> {number(count)}
          </span>
        ))}
        {notes.length > 0 && <span className="cl-fact-note">{notes.join(', ')}</span>}
      </dd>
    </dl>
  );
}
