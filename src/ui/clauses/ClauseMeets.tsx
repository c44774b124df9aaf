/**
 * What a clause meets in these events: how often each entry of its list fits, and the commonest values of the fields that
 * it reads. An entry that never fits is dead weight; one that fits benign events alone asks to be looked at.
 */
import { useEffect, useState } from 'react';
import { type Condition, entryCondition, fieldCondition } from '../../app/conditions.ts';
import type { Clause } from '../../eql/syntax/clauses.ts';
import { slice } from '../../text/span.ts';
import type { Bitmap, ClauseUse, FieldValues } from '../../worker/protocol.ts';
import { countShared } from '../../app/rows.ts';
import { Sign } from '../Sign.tsx';
import { useActions, useApp } from '../useApp.ts';
import { counted, number } from '../words.ts';

/** Values of a field that are shown. */
const MOST_VALUES = 8;

/** Of the last run; null until it is there. */
function useClauseUse(clause: number): ClauseUse | null {
  const actions = useActions();
  const run = useApp((state) => state.verdicts?.evidence.run);
  const [use, setUse] = useState<ClauseUse | null>(null);
  useEffect(() => {
    let isWanted = true;
    void actions.clauseUse(clause).then((found) => {
      if (isWanted) setUse(found);
    });
    return () => {
      isWanted = false;
    };
  }, [actions, clause, run]);
  // What is known of another clause says nothing of this one; of an older run it does until the new is here.
  return use?.clause === clause ? use : null;
}

export function ClauseMeets({ clause }: { readonly clause: Clause }) {
  const use = useClauseUse(clause.id);
  const text = useApp((state) => state.verdicts?.analysis.text);
  if (use === null || text === undefined) return null;
  return (
    <>
      {use.entries.length > 1 && (
        <Facts
          title="Entries"
          items={use.entries.map(({ span, count, rows }) => ({
            text: slice(text, span),
            count,
            rows,
            fits: null,
            listed: entryCondition(clause, span),
          }))}
        />
      )}
      {use.fields.map((field) => (
        <Values key={field.path} field={field} />
      ))}
    </>
  );
}

function Values({ field }: { readonly field: FieldValues }) {
  const { path, values, missing, distinct } = field;
  const shown = values.slice(0, MOST_VALUES);
  const notes = [
    ...(distinct > shown.length ? [counted(distinct - shown.length, 'other value')] : []),
    ...(missing > 0 ? [`missing in ${number(missing)}`] : []),
  ];
  return (
    <Facts
      title={path}
      items={shown.map(({ literal, ...rest }) => ({
        ...rest,
        text: literal,
        listed: fieldCondition({ path, test: 'is', literal }),
      }))}
      note={notes.join(', ')}
    />
  );
}

interface Fact {
  readonly text: string;
  readonly count: number;
  readonly rows: Bitmap;
  /** Whether the clause is true of it; null where that cannot be said of it alone. */
  readonly fits: boolean | null;
  /** That lists these events. */
  readonly listed: Condition | null;
}

interface FactsProps {
  readonly title: string;
  readonly items: readonly Fact[];
  readonly note?: string;
}

function Facts({ title, items, note = '' }: FactsProps) {
  const actions = useActions();
  const notes = useApp((state) => state.notes);
  const { alert, benign } = notes;
  return (
    <dl className="cl-facts">
      <dt className="u-clip" title={title}>
        {title}
      </dt>
      <dd>
        {items.map(({ text, count, rows, fits, listed }) => {
          const isBenign = count > 0 && countShared(rows, alert) === 0 && countShared(rows, benign) === count;
          const remark = count === 0 ? 'never' : isBenign ? 'benign only' : '';
          return (
            <button
              key={text}
              type="button"
              className="cl-fact"
              data-unused={count === 0 || undefined}
              disabled={count === 0 || listed === null}
              title={count === 0 ? 'In none of these events' : `List the ${counted(count, 'event')} with ${text}`}
              onClick={() => {
                if (listed !== null) void actions.filterByCondition(listed);
              }}
            >
              {fits !== null && <Sign kind={fits ? 'true' : 'false'} size={11} />}
              <code>{text}</code> {number(count)}
              {remark !== '' && <span className="cl-fact-remark">{remark}</span>}
            </button>
          );
        })}
        {note !== '' && <span className="cl-fact-note">{note}</span>}
      </dd>
    </dl>
  );
}
