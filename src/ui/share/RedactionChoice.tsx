import { useState } from 'react';
import type { PrivateValue, RedactionOrder, Shared } from '../../worker/protocol.ts';
import { Button } from '../parts/Button.tsx';
import { counted } from '../words.ts';
import { keptWords } from './words.ts';

interface RedactionChoiceProps {
  /** Null: nothing is replaced. */
  readonly redaction: RedactionOrder | null;
  readonly shared: Shared | null;
  readonly onChange: (redaction: RedactionOrder | null) => void;
}

export const firstRedaction: RedactionOrder = { seed: 1, left: [], words: [] };

/** Private values replaced by made-up ones: whether, which, and by what. */
export function RedactionChoice({ redaction, shared, onChange }: RedactionChoiceProps) {
  const found = shared === null ? '' : `${counted(shared.privateCount, 'value')} found`;
  return (
    <section className="sh-group" aria-label="Redaction">
      <label className="sh-check">
        <input
          type="checkbox"
          checked={redaction !== null}
          onChange={(event) => onChange(event.target.checked ? firstRedaction : null)}
        />
        Replace private values <span className="sh-quiet">{found}</span>
      </label>
      <p className="sh-about">
        Hosts, pods, people, accounts, addresses, ids and secrets become made-up ones of the same shape, the same
        everywhere. Every clause keeps its verdict.
      </p>
      {redaction !== null && <Chosen redaction={redaction} values={shared?.redaction ?? null} onChange={onChange} />}
    </section>
  );
}

interface ChosenProps {
  readonly redaction: RedactionOrder;
  readonly values: readonly PrivateValue[] | null;
  readonly onChange: (redaction: RedactionOrder) => void;
}

function Chosen({ redaction, values, onChange }: ChosenProps) {
  const [words, setWords] = useState(redaction.words.join(', '));
  const leave = (value: string, isLeft: boolean) => {
    const others = redaction.left.filter((other) => other !== value);
    onChange({ ...redaction, left: isLeft ? [...others, value] : others });
  };
  return (
    <>
      {values !== null && values.length > 0 && (
        <div className="sh-values" role="group" aria-label="Private values">
          <table>
            <thead>
              <tr>
                <th scope="col">Value</th>
                <th scope="col">Replaced by</th>
                <th scope="col">Places</th>
              </tr>
            </thead>
            <tbody>
              {values.map((value) => (
                <ValueRow
                  key={value.value}
                  value={value}
                  isLeft={redaction.left.includes(value.value)}
                  onLeave={(isLeft) => leave(value.value, isLeft)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <form
        className="sh-words"
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ ...redaction, words: wordsOf(words) });
        }}
      >
        <label className="sh-name" htmlFor="sh-words">
          Also replace
        </label>
        <input
          id="sh-words"
          className="p-input"
          placeholder="names of customers, projects …, with commas between"
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onBlur={() => {
            if (wordsOf(words).join() !== redaction.words.join()) onChange({ ...redaction, words: wordsOf(words) });
          }}
        />
        <Button onClick={() => onChange({ ...redaction, seed: redaction.seed + 1 })}>Other stand-ins</Button>
      </form>
    </>
  );
}

function wordsOf(text: string): readonly string[] {
  return [...new Set(text.split(',').map((word) => word.trim()))].filter((word) => word !== '');
}

interface ValueRowProps {
  readonly value: PrivateValue;
  readonly isLeft: boolean;
  readonly onLeave: (isLeft: boolean) => void;
}

function ValueRow({ value, isLeft, onLeave }: ValueRowProps) {
  const kept = keptWords(value);
  return (
    <tr>
      <th scope="row" aria-label={value.value}>
        <label className="sh-check">
          <input
            type="checkbox"
            checked={!isLeft && kept === null}
            disabled={kept !== null}
            onChange={(event) => onLeave(!event.target.checked)}
          />
          <code className="sh-value" title={value.value}>
            {value.value}
          </code>
          <span className="sh-quiet">{value.kind}</span>
        </label>
      </th>
      <td>
        {kept ?? (value.replacement === null ? 'stays' : <code title={value.replacement}>{value.replacement}</code>)}
      </td>
      <td className="sh-places">{value.places === 0 ? '' : value.places}</td>
    </tr>
  );
}
