/**
 * A field and its value as a filter of the list, in two steps: the field, then what it must be. The commonest values are
 * offered with their counts, and are there before they are typed.
 */
import { useState } from 'react';
import { type AskedField, fieldCondition, type FieldTest, literalOf } from '../../app/conditions.ts';
import { Button } from '../parts/Button.tsx';
import { Combobox, type Suggestion } from '../parts/Combobox.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useActions, useApp } from '../useApp.ts';
import { useAnswer } from '../useAnswer.ts';
import { counted, number } from '../words.ts';
import { FieldPicker } from './FieldPicker.tsx';

interface FieldDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function FieldDialog({ open, onOpenChange }: FieldDialogProps) {
  const [path, setPath] = useState<string | null>(null);
  const close = (isOpen: boolean) => {
    if (!isOpen) setPath(null);
    onOpenChange(isOpen);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="Filter by a field"
      description="The list shows the events in which a field has a value, or none."
    >
      {path === null ? (
        <FieldPicker onPick={setPath} />
      ) : (
        <Value path={path} onBack={() => setPath(null)} onDone={() => close(false)} />
      )}
    </Dialog>
  );
}

const tests = [
  { value: 'is', title: 'is', hint: 'Some value of the field is this one' },
  { value: 'is not', title: 'is not', hint: 'No value of the field is this one; the field may be missing' },
  { value: 'is like', title: 'is like', hint: '* and ? stand for other characters, case does not count' },
  { value: 'has a value', title: 'has a value', hint: 'The field is there' },
  { value: 'is missing', title: 'is missing', hint: 'The field has no value' },
] as const satisfies readonly { readonly value: FieldTest; readonly title: string; readonly hint: string }[];

const needsValue = (test: FieldTest): boolean => test !== 'is missing' && test !== 'has a value';

interface ValueProps {
  readonly path: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

function Value({ path, onBack, onDone }: ValueProps) {
  const actions = useActions();
  const version = useApp((state) => state.tableVersion);
  const values = useAnswer(actions.fieldValues, path, version)?.answer ?? null;
  const [test, setTest] = useState<FieldTest>('is');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  const list = (asked: AskedField) => {
    void actions.filterByCondition(fieldCondition(asked)).then((found) => {
      if (found === null) onDone();
      else setProblem(found);
    });
  };
  const take = (taken: Suggestion | null) => {
    if (taken !== null) list({ path, test, literal: taken.value });
    else if (text !== '')
      list({ path, test, literal: literalOf(text, test === 'is like' ? 'keyword' : (values?.type ?? 'keyword')) });
  };
  const choose = (next: FieldTest) => {
    setProblem(null);
    if (needsValue(next)) setTest(next);
    else list({ path, test: next });
  };

  const known = values?.values ?? [];
  const fitting = known.filter(({ literal }) => literal.toLowerCase().includes(text.toLowerCase()));
  const others = (values?.distinct ?? 0) - known.length;
  return (
    <>
      <div className="ev-ask-field">
        <code className="u-clip" title={path}>
          {path}
        </code>
        <Button look="quiet" onClick={onBack}>
          Another field
        </Button>
      </div>
      <Segmented label="Test" value={test} onChange={choose} options={tests} />
      <Combobox
        label="Value"
        text={text}
        onText={(next) => {
          setProblem(null);
          setText(next);
        }}
        suggestions={fitting.map(({ literal, count }) => ({ value: literal, title: literal, detail: number(count) }))}
        onTake={take}
        takesFocus
        nothing={values === null ? 'Counting its values…' : nothing(known.length, text)}
      />
      {values !== null && (
        <p className="ev-ask-note">
          {[
            ...(others > 0 ? [`${counted(others, 'other value')}: type one.`] : []),
            ...(values.missing > 0 ? [`Missing in ${counted(values.missing, 'event')}.`] : []),
          ].join(' ')}
        </p>
      )}
      {problem !== null && (
        <p className="ev-ask-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

function nothing(known: number, text: string): string {
  return known === 0 ? 'No event has a value of it.' : `Enter lists the events with “${text}”.`;
}
