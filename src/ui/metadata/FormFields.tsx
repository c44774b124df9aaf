/** Fields of a form, each with its label, and under it what is wrong with it. */
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { DetailsProblem } from '../../app/details.ts';

export interface FieldProps<Value> {
  readonly value: Value;
  readonly problem: DetailsProblem | undefined;
  readonly onChange: (value: Value) => void;
}

interface TextProps extends FieldProps<string> {
  readonly label: string;
  /** An example, or how it is written. */
  readonly hint?: string;
  readonly isCode?: boolean;
}

interface LineProps extends TextProps {
  readonly isShort?: boolean;
  readonly inputMode?: 'numeric';
  readonly takesFocus?: boolean;
}

export function Line({ label, hint, isCode, isShort, inputMode, takesFocus, value, problem, onChange }: LineProps) {
  const { id, described } = useIds(problem);
  return (
    <div className="md-field" data-short={isShort || undefined}>
      <Label id={id} label={label} hint={hint} />
      <input
        id={id}
        className="p-input md-input"
        data-code={isCode || undefined}
        data-autofocus={takesFocus || undefined}
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem?.severity === 'error'}
        aria-describedby={described}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <Problem id={described} problem={problem} />
    </div>
  );
}

export function Lines({ label, hint, isCode, rows, value, problem, onChange }: TextProps & { readonly rows: number }) {
  const { id, described } = useIds(problem);
  return (
    <div className="md-field">
      <Label id={id} label={label} hint={hint} />
      <textarea
        id={id}
        className="p-input md-input"
        data-code={isCode || undefined}
        rows={rows}
        spellCheck={isCode !== true}
        aria-describedby={described}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <Problem id={described} problem={problem} />
    </div>
  );
}

interface ChoiceProps<Value extends string> extends FieldProps<Value> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly title: ReactNode }[];
}

/** Radio buttons in a row. */
export function Choice<Value extends string>({ label, options, value, problem, onChange }: ChoiceProps<Value>) {
  const { id, described } = useIds(problem);
  return (
    <fieldset className="md-field md-choice" aria-describedby={described}>
      <legend>{label}</legend>
      <div className="md-options">
        {options.map((option) => (
          <label key={option.value} className="md-option" data-chosen={option.value === value || undefined}>
            <input type="radio" name={id} checked={option.value === value} onChange={() => onChange(option.value)} />
            {option.title}
          </label>
        ))}
      </div>
      <Problem id={described} problem={problem} />
    </fieldset>
  );
}

export function Check({ label, value, onChange }: Omit<FieldProps<boolean>, 'problem'> & { readonly label: string }) {
  return (
    <label className="md-check">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

function useIds(problem: DetailsProblem | undefined): { readonly id: string; readonly described: string | undefined } {
  const id = useId();
  return { id, described: problem === undefined ? undefined : `${id}-problem` };
}

function Label({
  id,
  label,
  hint,
}: {
  readonly id: string;
  readonly label: string;
  readonly hint: string | undefined;
}) {
  return (
    <label className="md-label" htmlFor={id}>
      {label} {hint !== undefined && <span className="md-hint">{hint}</span>}
    </label>
  );
}

interface ProblemProps {
  readonly id: string | undefined;
  readonly problem: DetailsProblem | undefined;
}

export function Problem({ id, problem }: ProblemProps) {
  if (problem === undefined) return null;
  return (
    <p id={id} className="md-problem" data-severity={problem.severity}>
      {problem.message}
    </p>
  );
}
