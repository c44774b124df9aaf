import { useState } from 'react';
import type { ShelvedScenario } from '../../app/scenarios.ts';
import { IconButton } from '../parts/Button.tsx';
import { Chip } from '../parts/Chip.tsx';
import { IconCopy, IconEdit, IconHistory, IconRemove } from '../parts/icons.ts';
import { contentWords, placeWords, whenWords } from './words.ts';

interface ShelfLineProps {
  readonly scenario: ShelvedScenario;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onOpen: () => void;
  readonly onHistory: () => void;
  readonly onRename: (name: string) => void;
  readonly onDuplicate: () => void;
  readonly onDelete: () => void;
}

/** One scenario. What another tab has open is changed there, and opens here as a copy. */
export function ShelfLine({ scenario, now, onOpen, onHistory, onRename, onDuplicate, onDelete }: ShelfLineProps) {
  const { name, rule, changedAt, place } = scenario;
  const [isRenaming, setRenaming] = useState(false);
  const isOurs = place === 'here' || place === 'shelf';
  const facts = [contentWords(scenario), rule.name === name ? '' : (rule.name ?? '')].filter((fact) => fact !== '');
  const placed = placeWords[place];
  return (
    <li className="sf-line" aria-current={place === 'here' || undefined}>
      {isRenaming ? (
        <NameField
          name={name}
          onDone={(next) => {
            setRenaming(false);
            if (next !== null && next !== name) onRename(next);
          }}
        />
      ) : (
        <button type="button" className="sf-open" onClick={onOpen}>
          <span className="sf-name">
            <span className="u-clip">{name}</span>
            {placed !== null && <Chip>{placed}</Chip>}
          </span>
          <span className="sf-facts">
            <span className="u-clip">{facts.join(' · ')}</span>
            <time dateTime={new Date(changedAt).toISOString()} title={new Date(changedAt).toLocaleString()}>
              {whenWords(changedAt, now)}
            </time>
          </span>
        </button>
      )}
      <span className="sf-tools">
        {place === 'here' && <IconButton label={`History of ${name}`} icon={IconHistory} onClick={onHistory} />}
        {isOurs && <IconButton label={`Rename ${name}`} icon={IconEdit} onClick={() => setRenaming(true)} />}
        <IconButton label={`Duplicate ${name}`} icon={IconCopy} onClick={onDuplicate} />
        {isOurs && <IconButton label={`Delete ${name}`} icon={IconRemove} onClick={onDelete} />}
      </span>
    </li>
  );
}

interface NameFieldProps {
  readonly name: string;
  /** Null where the name stays. */
  readonly onDone: (name: string | null) => void;
}

function NameField({ name, onDone }: NameFieldProps) {
  const [text, setText] = useState(name);
  return (
    <form
      className="sf-rename"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(text.trim());
      }}
    >
      <input
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it takes the place of the button that was pressed
        autoFocus
        className="p-input"
        aria-label="Name of the scenario"
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => onDone(text.trim())}
      />
    </form>
  );
}
