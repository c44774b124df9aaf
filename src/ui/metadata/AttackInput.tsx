import { useState } from 'react';

interface AttackInputProps {
  readonly label: string;
  readonly placeholder: string;
  /** Id of the suggestions. */
  readonly list: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** An id and a name in one text. It is read when it is left, so that nothing changes under the typing hand. */
export function AttackInput({ label, placeholder, list, text, onText }: AttackInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const finish = () => {
    if (typed !== null && typed !== text) onText(typed);
    setTyped(null);
  };
  return (
    <input
      className="p-input md-input"
      aria-label={label}
      placeholder={placeholder}
      list={list}
      autoComplete="off"
      spellCheck={false}
      value={typed ?? text}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
      }}
    />
  );
}
