/** What the rule says of itself, in a form: severity, MITRE ATT&CK, schedule and the rest of Kibana's keys. */
import { useMemo, useState } from 'react';
import { knownNames } from '../../app/attack.ts';
import { type DetailsForm, type DetailsProblem, detailsProblems, formOf, ruleOf } from '../../app/details.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog, DialogBody, DialogFoot } from '../parts/Dialog.tsx';
import { useActions, useApp } from '../useApp.ts';
import { AttackRows } from './AttackRows.tsx';
import { Check, Choice, type FieldProps, Line, Lines } from './FormFields.tsx';
import { SeverityDot } from './SeverityChip.tsx';
import './metadata.css';
import type { DialogProps } from '../dialogs.ts';

export function DetailsDialog({ open, onOpenChange }: DialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Details of the rule"
      description="What the rule says of itself in Kibana. No verdict here hangs on it."
      isWide
      isParted
    >
      {open && <Content onClose={() => onOpenChange(false)} />}
    </Dialog>
  );
}

const severities = ['low', 'medium', 'high', 'critical'] as const;

function Content({ onClose }: { readonly onClose: () => void }) {
  const actions = useActions();
  const rule = useApp((state) => state.rule);
  const book = useApp((state) => state.ruleBook);
  const known = useMemo(() => knownNames([...(book?.rules ?? []).map((found) => found.rule), rule]), [book, rule]);
  const [form, setForm] = useState<DetailsForm>(() => formOf(rule));
  const problems = detailsProblems(form);
  const hasError = problems.some(({ severity }) => severity === 'error');
  const field = <Key extends keyof DetailsForm>(key: Key): FieldProps<DetailsForm[Key]> => ({
    value: form[key],
    problem: problems.find((problem) => problem.field === key),
    onChange: (value) => setForm((before) => ({ ...before, [key]: value })),
  });
  const save = () => {
    if (hasError) return;
    actions.setDetails(ruleOf(rule, form));
    onClose();
  };
  return (
    <form
      className="md-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <DialogBody>
        <Line label="Name" {...field('name')} takesFocus />
        <Lines label="Description" rows={2} {...field('description')} />
        <div className="md-row">
          <Choice
            label="Severity"
            {...field('severity')}
            options={severities.map((value) => ({
              value,
              title: (
                <>
                  <SeverityDot severity={value} /> {value}
                </>
              ),
            }))}
          />
          <Line label="Risk score" hint="0 to 100" isShort inputMode="numeric" {...field('risk_score')} />
        </div>
        <AttackRows
          rows={form.attack}
          known={known}
          problem={problemOf(problems, 'attack')}
          onChange={field('attack').onChange}
        />
        <div className="md-row">
          <Lines label="Tags" hint="one a line" rows={3} {...field('tags')} />
          <Lines label="Index patterns" hint="one a line" rows={3} isCode {...field('index')} />
        </div>
        <Lines label="False positives" hint="one a line" rows={2} {...field('false_positives')} />
        <fieldset className="md-group">
          <legend>Schedule</legend>
          <div className="md-row">
            <Line label="Runs every" hint="5m" isShort {...field('interval')} />
            <Line label="Looks back from" hint="now-6m" isShort {...field('from')} />
            <Line label="At most alerts" hint="100" isShort inputMode="numeric" {...field('max_signals')} />
          </div>
        </fieldset>
        <fieldset className="md-group">
          <legend>Alerts</legend>
          <Check
            label="Building block: its alerts are hidden, for other rules to build on"
            {...field('building_block')}
          />
          <div className="md-row">
            <Line label="Suppress alerts by" hint="fields, with commas between" isCode {...field('suppress_by')} />
            <Line label="for" hint="5m; empty: each run" isShort {...field('suppress_for')} />
          </div>
          {form.suppress_by.trim() !== '' && (
            <Choice
              label="Alerts without these fields"
              {...field('suppress_missing')}
              options={[
                { value: 'suppress', title: 'are suppressed together' },
                { value: 'doNotSuppress', title: 'are not suppressed' },
              ]}
            />
          )}
        </fieldset>
        <fieldset className="md-group">
          <legend>Origin</legend>
          <div className="md-row">
            <Lines label="Authors" hint="one a line" rows={2} {...field('author')} />
            <Lines label="References" hint="one a line" rows={2} {...field('references')} />
          </div>
          <div className="md-row">
            <Line label="Licence" {...field('license')} />
            <RuleId {...field('rule_id')} />
          </div>
        </fieldset>
      </DialogBody>
      <DialogFoot>
        <p className="md-count" role="status">
          {countLine(problems)}
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" aria-disabled={hasError}>
          Save
        </Button>
      </DialogFoot>
    </form>
  );
}

function RuleId(field: FieldProps<string>) {
  return (
    <div className="md-beside">
      <Line label="Rule id" hint="by it Kibana knows the rule again" isCode {...field} />
      {field.value === '' && <Button onClick={() => field.onChange(crypto.randomUUID())}>New id</Button>}
    </div>
  );
}

function problemOf(problems: readonly DetailsProblem[], key: keyof DetailsForm): readonly DetailsProblem[] {
  return problems.filter(({ field }) => field === key);
}

function countLine(problems: readonly DetailsProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0)
    return `${errors === 1 ? 'One field has' : `${errors} fields have`} to be mended before it can be saved.`;
  return '';
}
