import { useState } from 'react';
import type { ValueList } from '../../scenario/scenario.ts';
import { Button } from '../parts/Button.tsx';
import { Choice, Lines } from '../metadata/FormFields.tsx';

interface ValueListFieldProps {
  readonly id: string;
  /** As the exception has it. */
  readonly type: string;
  /** Absent where its values are not here. */
  readonly list: ValueList | undefined;
  readonly onChange: (list: ValueList) => void;
}

const types = ['keyword', 'ip', 'ip_range'] as const;

/** A value list that some exception names. Kibana exports lists without their values, so they are written here. */
export function ValueListField({ id, type: named, list, onChange }: ValueListFieldProps) {
  const [text, setText] = useState(list?.values.join('\n') ?? '');
  const [type, setType] = useState(list?.type ?? named);
  const values = [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
  const isSaved = list !== undefined && list.type === type && list.values.join('\n') === values.join('\n');
  return (
    <section className="fi-exception" aria-label={`Value list ${id}`}>
      <Lines
        label={`Value list ${id}`}
        hint={list === undefined ? 'its values are not here: one a line' : 'one a line'}
        rows={4}
        isCode
        value={text}
        problem={undefined}
        onChange={setText}
      />
      <div className="fi-list-foot">
        <Choice<string>
          label="Type"
          value={type}
          problem={undefined}
          onChange={setType}
          options={[...new Set([...types, type])].map((value) => ({ value, title: value }))}
        />
        <Button disabled={isSaved} onClick={() => onChange({ type, values })}>
          {isSaved ? 'In use' : 'Use these values'}
        </Button>
      </div>
    </section>
  );
}
