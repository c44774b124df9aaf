import type { ShareChoice } from '../../app/sharing.ts';
import type { Shared, ShareForm } from '../../worker/protocol.ts';
import { number } from '../words.ts';

interface FormChoiceProps {
  readonly choice: ShareChoice;
  /** What was made last; its lengths are shown beside the forms. */
  readonly shared: Shared | null;
  /** Of a link without a payload. */
  readonly addressLength: number;
  readonly onChoose: (next: Partial<ShareChoice>) => void;
}

const forms = {
  complete: { title: 'Complete', about: 'Every field of every event.' },
  slim: {
    title: 'Slim',
    about: 'Only the fields that rule, exceptions and list read. Every clause keeps its verdict.',
  },
} satisfies Record<ShareForm, { title: string; about: string }>;

/** All of each event, or what the verdicts need. */
export function FormChoice({ choice, shared, addressLength, onChoose }: FormChoiceProps) {
  return (
    <fieldset className="sh-group sh-forms">
      <legend className="u-hidden">How much of each event</legend>
      {(Object.keys(forms) as ShareForm[]).map((form) => {
        const { title, about } = forms[form];
        const problem = form === 'slim' ? (shared?.slimProblem ?? null) : null;
        const length = shared?.lengths[form] ?? null;
        return (
          <label key={form} className="sh-form" data-chosen={choice.form === form || undefined}>
            <input
              type="radio"
              name="share-form"
              checked={choice.form === form}
              disabled={problem !== null}
              onChange={() => onChoose({ form })}
            />
            <span className="sh-form-title">{title}</span>
            <span className="sh-form-length">
              {length === null ? '' : `${number(length + addressLength)} characters`}
            </span>
            <span className="sh-form-about">
              {problem === null ? about : `Not offered: it would change the verdict of ${problem}.`}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
