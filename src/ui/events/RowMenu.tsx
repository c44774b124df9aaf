/**
 * The menu of a row: the events that have the same value of a field, or another one, and what can be done with the event
 * itself. On a cell of a field, that field stands first.
 */
import { useState } from 'react';
import type { MouseEvent, ReactElement } from 'react';
import { type AskedField, fieldCondition, type FieldTest, literalOf } from '../../app/conditions.ts';
import type { EventField } from '../../worker/protocol.ts';
import { ContextItem, ContextMenu, ContextSeparator, ContextSub } from '../parts/ContextMenu.tsx';
import { useShell } from '../shell.ts';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { ruleFields } from './ruleFields.ts';
import { shortened } from '../../text/shortened.ts';

/** Values of one field that are offered. */
const MOST_VALUES = 5;

/** Characters of a value that are drawn. */
const LONGEST = 120;

interface Place {
  readonly row: number;
  /** Of the cell under the pointer; null for one of another kind. */
  readonly path: string | null;
}

/** Gives a list of rows (`data-row`) with cells of fields (`data-path`) a menu for each row. */
export function RowMenu({ children }: { readonly children: ReactElement }) {
  const actions = useActions();
  const [place, setPlace] = useState<Place | null>(null);
  const onContextMenu = (event: MouseEvent) => {
    const next = placeOf(event.target);
    // Elsewhere there is no menu.
    if (next === null) event.preventDefault();
    else actions.select(next.row);
    setPlace(next);
  };
  return (
    <ContextMenu label="Event" content={place !== null && <Items {...place} />}>
      <div className="ev-list" onContextMenu={onContextMenu}>
        {children}
      </div>
    </ContextMenu>
  );
}

function placeOf(target: EventTarget): Place | null {
  if (!(target instanceof Element)) return null;
  const row = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
  const path = target.closest<HTMLElement>('[data-path]')?.dataset['path'];
  return row === undefined ? null : { row: Number(row), path: path ?? null };
}

function Items({ row, path }: Place) {
  const actions = useActions();
  const { focus } = useShell();
  const version = useApp((state) => state.tableVersion);
  const fields = useAnswer(actions.eventFields, row, version)?.answer ?? [];
  return (
    <>
      {path !== null && <FieldItems path={path} field={fields.find((field) => field.path === path)} />}
      <SameValues fields={fields} />
      <ContextSeparator />
      <ContextItem title="Label alert" keys="A" onSelect={() => actions.label(row, 'alert')} />
      <ContextItem title="Label benign" keys="B" onSelect={() => actions.label(row, 'benign')} />
      <ContextItem title="Clear label" keys="X" onSelect={() => actions.label(row, null)} />
      <ContextSeparator />
      <ContextItem title="Edit event" keys="Enter" onSelect={() => focus('event')} />
      <ContextItem title="Copy explanation" onSelect={() => actions.copyExplanation(row, 'markdown')} />
      <ContextItem title="Remove event" keys="Del" onSelect={() => actions.remove([row])} />
    </>
  );
}

interface FieldItemsProps {
  readonly path: string;
  readonly field: EventField | undefined;
}

function FieldItems({ path, field }: FieldItemsProps) {
  if (field === undefined) {
    return (
      <>
        <Listed path={path} test="is missing" />
        <ContextSeparator />
      </>
    );
  }
  const literals = literalsOf(field);
  return (
    <>
      {literals.map((literal) => (
        <Listed key={literal} path={path} test="is" literal={literal} />
      ))}
      {literals.map((literal) => (
        <Listed key={literal} path={path} test="is not" literal={literal} />
      ))}
      <ContextSeparator />
    </>
  );
}

/** Every field that the event has, those of the rule first. */
function SameValues({ fields }: { readonly fields: readonly EventField[] }) {
  const clauses = useApp((state) => state.analysis.clauses);
  const own = new Set(ruleFields(clauses));
  const ordered = [...fields.filter(({ path }) => own.has(path)), ...fields.filter(({ path }) => !own.has(path))];
  return (
    <ContextSub title="Events with the same…">
      {ordered.flatMap((field) =>
        literalsOf(field).map((literal) => (
          <Listed key={`${field.path} ${literal}`} path={field.path} test="is" literal={literal} />
        )),
      )}
    </ContextSub>
  );
}

interface ListedProps {
  readonly path: string;
  readonly test: FieldTest;
  readonly literal?: string;
}

function Listed({ path, test, literal }: ListedProps) {
  const actions = useActions();
  const asked: AskedField = { path, test, ...(literal !== undefined && { literal }) };
  return (
    <ContextItem
      title={
        <>
          {path} {test} {literal !== undefined && <code>{shortened(literal, LONGEST)}</code>}
        </>
      }
      words={fieldCondition(asked).words}
      onSelect={() => actions.filterByField(asked)}
    />
  );
}

function literalsOf({ values, type }: EventField): readonly string[] {
  const whole = values.filter(({ isWhole }) => isWhole);
  return [...new Set(whole.map(({ text }) => literalOf(text, type)))].slice(0, MOST_VALUES);
}
