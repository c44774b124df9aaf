/** How many events, of which seed, within what time; and, less often asked for, how they are reported. */
import { useId, type ReactNode } from 'react';
import { MOST_EVENTS } from '../../app/stories.ts';
import { IconButton } from '../parts/Button.tsx';
import { IconAgain, IconChevronRight } from '../parts/icons.ts';
import { ShareSlider } from '../parts/ShareSlider.tsx';
import { number } from '../words.ts';
import type { StoryKnobs } from './useStoryKnobs.ts';
import { spanWords } from './words.ts';

const SPANS = [60, 600, 3_600, 8 * 3_600, 86_400, 7 * 86_400];

/** Signs that are not taken for one another. */
const SEED_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

function newSeed(): string {
  return [...crypto.getRandomValues(new Uint32Array(5))].map((n) => SEED_SIGNS[n % SEED_SIGNS.length]).join('');
}

export function KnobFields({ typed, change, problems }: Pick<StoryKnobs, 'typed' | 'change' | 'problems'>) {
  return (
    <>
      <div className="gen-fields">
        <Field label="Events" problem={problems.get('count')} hint={`Up to ${number(MOST_EVENTS)}.`}>
          {(field) => (
            <input
              {...field}
              className="p-input"
              inputMode="numeric"
              autoComplete="off"
              value={typed.count}
              onChange={(event) => change({ count: event.target.value })}
            />
          )}
        </Field>
        <Field label="Stories begin within" problem={problems.get('span')}>
          {(field) => (
            <select
              {...field}
              className="p-input"
              value={typed.span}
              onChange={(event) => change({ span: Number(event.target.value) })}
            >
              {(SPANS.includes(typed.span) ? SPANS : [...SPANS, typed.span]).map((seconds) => (
                <option key={seconds} value={seconds}>
                  {spanWords(seconds)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Seed" problem={problems.get('seed')} hint="The same seed tells the same stories.">
          {(field) => (
            <span className="gen-seed">
              <input
                {...field}
                className="p-input"
                autoComplete="off"
                spellCheck={false}
                value={typed.seed}
                onChange={(event) => change({ seed: event.target.value })}
              />
              <IconButton label="Another seed" icon={IconAgain} onClick={() => change({ seed: newSeed() })} />
            </span>
          )}
        </Field>
      </div>
      <details className="gen-actors">
        <summary>
          <IconChevronRight size={14} strokeWidth={1.75} aria-hidden />
          When they begin, and how the sensor reports
        </summary>
        <div className="gen-fields gen-more">
          <Field label="First story begins" problem={problems.get('start')} hint="In UTC.">
            {(field) => (
              <input
                {...field}
                className="p-input"
                autoComplete="off"
                spellCheck={false}
                value={typed.start}
                onChange={(event) => change({ start: event.target.value })}
              />
            )}
          </Field>
          <div className="gen-field">
            <span className="gen-label">Merged</span>
            <ShareSlider
              label="Share of short processes that are reported as one document"
              value={typed.merged}
              onChange={(merged) => change({ merged })}
            />
            <p className="gen-quiet">Short processes in one document, with fork, exec and end.</p>
          </div>
          <div className="gen-field">
            <span className="gen-label">Step by step</span>
            <ShareSlider
              label="Share of the other processes whose fork and end are reported, too"
              value={typed.steps}
              onChange={(steps) => change({ steps })}
            />
            <p className="gen-quiet">Other processes whose fork and end are reported, too.</p>
          </div>
        </div>
      </details>
    </>
  );
}

interface FieldProps {
  readonly label: string;
  readonly problem: string | undefined;
  readonly hint?: string;
  readonly children: (field: {
    readonly id: string;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string;
  }) => ReactNode;
}

/** A field under its name, with what is wrong with it, or else a hint, below. */
function Field({ label, problem, hint = '', children }: FieldProps) {
  const id = useId();
  return (
    <div className="gen-field">
      <label className="gen-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-hint` })}
      <p id={`${id}-hint`} className={problem === undefined ? 'gen-quiet' : 'gen-problem'}>
        {problem ?? hint}
      </p>
    </div>
  );
}
