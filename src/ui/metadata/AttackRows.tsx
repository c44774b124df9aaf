import { useId } from 'react';
import { type AttackRow, attackText, NO_NAME, readAttackText } from '../../app/attack.ts';
import type { DetailsProblem } from '../../app/details.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { IconAdd, IconRemove } from '../parts/icons.ts';
import { AttackInput } from './AttackInput.tsx';
import { Problem } from './FormFields.tsx';

interface AttackRowsProps {
  /** Null where the rule's own cannot be edited here. */
  readonly rows: readonly AttackRow[] | null;
  readonly known: ReadonlyMap<string, string>;
  readonly problem: readonly DetailsProblem[];
  readonly onChange: (rows: readonly AttackRow[]) => void;
}

const parts = [
  { key: 'tactic', title: 'Tactic', example: 'TA0002 Execution' },
  { key: 'technique', title: 'Technique', example: 'T1059 Command and Scripting Interpreter' },
  { key: 'subtechnique', title: 'Sub-technique', example: 'T1059.004 Unix Shell' },
] as const;

/** MITRE ATT&CK, a row for each tactic, technique and sub-technique: the id, and its name behind it. */
export function AttackRows({ rows, known, problem, onChange }: AttackRowsProps) {
  const list = useId();
  const change = (at: number, changes: Partial<AttackRow>) =>
    onChange((rows ?? []).map((row, i) => (i === at ? { ...row, ...changes } : row)));
  return (
    <fieldset className="md-group">
      <legend>MITRE ATT&amp;CK</legend>
      {rows === null && <p className="md-note">It is not in the form that Kibana’s rules have, and stays as it is.</p>}
      {rows?.map((row, at) => (
        // Rows are told apart by their place alone.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="md-attack">
          {parts.map(({ key, title, example }) => (
            <AttackInput
              key={key}
              label={`${title} ${at + 1}`}
              placeholder={at === 0 ? example : title}
              list={list}
              text={attackText(row[key])}
              onText={(text) => change(at, { [key]: readAttackText(text, known) })}
            />
          ))}
          <IconButton
            label={`Remove row ${at + 1}`}
            icon={IconRemove}
            onClick={() => onChange(rows.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      {problem.map((each) => (
        <Problem key={each.message} id={undefined} problem={each} />
      ))}
      {rows !== null && (
        <p>
          <Button
            icon={IconAdd}
            onClick={() =>
              onChange([...rows, { tactic: rows.at(-1)?.tactic ?? NO_NAME, technique: NO_NAME, subtechnique: NO_NAME }])
            }
          >
            Add a row
          </Button>
        </p>
      )}
      <datalist id={list}>
        {Array.from(known, ([id, name]) => (
          <option key={id}>{`${id} ${name}`}</option>
        ))}
      </datalist>
    </fieldset>
  );
}
