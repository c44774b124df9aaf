/**
 * The event as a flat table: field, values, type. The rule's own fields stand first, those that the event lacks
 * included, each with the verdicts of the clauses that read it; values that made a clause true are boxed.
 */
import { useMemo, useState } from 'react';
import type { EventField, Inspection } from '../../worker/protocol.ts';
import { fieldCondition, literalOf } from '../../app/conditions.ts';
import { IconFilter } from '../parts/icons.ts';
import { shownRow } from '../clauses/clauseVerdict.ts';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { number } from '../words.ts';
import { fieldLines, type FieldLine, matchingLines } from './fieldLines.ts';
import { Readings } from './Readings.tsx';
import { ruleFields } from './ruleFields.ts';
import { shortened } from '../../text/shortened.ts';

/** Lines that are drawn; the filter finds the others. */
const SHOWN = 300;

/** Characters of a value that are drawn. */
const LONGEST = 500;

export function Fields({ inspection }: { readonly inspection: Inspection }) {
  const { eventFields } = useActions();
  const { row } = inspection;
  const answered = useAnswer(eventFields, row, inspection);
  // What is drawn belongs to one event: its fields and its verdicts.
  if (answered === null || answered.question !== row) return <div className="ef-table" aria-busy />;
  return <Table key={row} fields={answered.answer} inspection={inspection} />;
}

interface TableProps {
  readonly fields: readonly EventField[];
  readonly inspection: Inspection;
}

function Table({ fields, inspection }: TableProps) {
  const actions = useActions();
  const verdicts = useApp((state) => state.verdicts);
  const hover = useApp((state) => state.hover);
  const stale = useApp((state) => state.stale);
  const row = useApp((state) => shownRow(state));
  const [words, setWords] = useState('');
  const lines = useMemo(
    () => fieldLines(fields, ruleFields(verdicts, row), inspection),
    [fields, verdicts, row, inspection],
  );
  const matching = useMemo(() => matchingLines(lines, words), [lines, words]);
  const shown = matching.slice(0, SHOWN);

  const isHovered = ({ path, readings }: FieldLine) =>
    hover !== null &&
    (hover.kind === 'path' ? hover.path === path : readings.some(({ clause }) => clause.id === hover.clause));

  return (
    <>
      <div className="ef-filter">
        <input
          className="p-input"
          type="search"
          placeholder="Filter fields and values"
          aria-label="Filter fields and values"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <span className="ec-caption" role="note">
          {matching.length === lines.length
            ? `${number(lines.length)} fields`
            : `${number(matching.length)} of ${number(lines.length)} fields`}
        </span>
      </div>
      <div className="ef-table" data-stale={stale || undefined}>
        <table aria-label="Fields of the event">
          <colgroup>
            <col className="ef-verdict" />
            <col className="ef-path" />
            <col />
            <col className="ef-type" />
          </colgroup>
          <thead className="u-hidden">
            <tr>
              <th scope="col">Verdicts</th>
              <th scope="col">Field</th>
              <th scope="col">Values</th>
              <th scope="col">Type</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr
                key={line.path}
                data-rule={line.readings.length > 0 || undefined}
                data-hovered={isHovered(line) || undefined}
                onMouseEnter={() => actions.setHover({ kind: 'path', path: line.path })}
                onMouseLeave={() => actions.setHover(null)}
              >
                <td className="ef-verdict">
                  <Readings readings={line.readings} />
                </td>
                <th className="ef-path" scope="row">
                  {line.path}
                </th>
                <td className="ef-values">
                  <Values line={line} />
                </td>
                <td className="ef-type" title={line.declared ? undefined : 'Read off the values'}>
                  {line.type}
                  {!line.declared && line.type !== '' && <span aria-hidden>*</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {matching.length > SHOWN && (
          <p className="ec-nothing">
            The first {SHOWN} of {number(matching.length)} fields. Filter to see the others.
          </p>
        )}
        {matching.length === 0 && <p className="ec-nothing">No field or value holds “{words}”.</p>}
      </div>
    </>
  );
}

function Values({ line }: { readonly line: FieldLine }) {
  const { values, valueCount } = line;
  if (valueCount === 0) return <span className="ef-none">no value</span>;
  return (
    <ul className="ef-list">
      {values.map(({ text, isWhole, span, isWitness }) => (
        <li key={span.from} className="ef-value" data-witness={isWitness || undefined}>
          {text === '' ? <span className="ef-none">empty text</span> : shortened(text, LONGEST)}
          {isWitness && <span className="u-hidden">, makes a clause true</span>}
          {isWhole && <ListThese path={line.path} literal={literalOf(text, line.type)} />}
        </li>
      ))}
      {valueCount > values.length && <li className="ef-none">and {number(valueCount - values.length)} more</li>}
    </ul>
  );
}

/** For the pointer alone: by keyboard, the menu of the event's row in the list has the same for every field. */
function ListThese({ path, literal }: { readonly path: string; readonly literal: string }) {
  const actions = useActions();
  const words = `List the events in which ${fieldCondition({ path, test: 'is', literal }).words}`;
  return (
    <button
      type="button"
      className="ef-list-these"
      tabIndex={-1}
      aria-label={words}
      title={words}
      onClick={() => actions.filterByField({ path, test: 'is', literal })}
    >
      <IconFilter size={12} strokeWidth={2} aria-hidden />
    </button>
  );
}
