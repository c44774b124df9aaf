/**
 * A text with suggestions under it: the combobox with a listbox of the WAI-ARIA Authoring Practices. The focus stays in
 * the text; the arrows move among the suggestions, Enter takes one, and so does the pointer. The list is a part of the
 * page and no popup, so that nothing is covered and nothing jumps.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';

export interface Suggestion {
  readonly value: string;
  readonly title: string;
  /** At the end of its line. */
  readonly detail?: string;
}

interface ComboboxProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly suggestions: readonly Suggestion[];
  /** Called with a suggestion; with null when Enter is pressed and none is marked. */
  readonly onTake: (suggestion: Suggestion | null) => void;
  /** The first suggestion is marked from the start: the text is for narrowing them, and no answer of its own. */
  readonly marksFirst?: boolean;
  /** It comes up while a dialog is open, in place of what had the focus. */
  readonly takesFocus?: boolean;
  /** In place of an empty list. */
  readonly nothing: string;
}

export function Combobox(props: ComboboxProps) {
  const { label, text, onText, suggestions, onTake, marksFirst = false, takesFocus = false, nothing } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const start = marksFirst ? 0 : -1;
  const [marked, setMarked] = useState(start);
  const active = Math.min(marked, suggestions.length - 1);

  useLayoutEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1 };
    const next = moves[event.key];
    if (next !== undefined) setMarked(Math.min(Math.max(next, start), suggestions.length - 1));
    else if (event.key === 'Enter') onTake(suggestions[active] ?? null);
    else return;
    event.preventDefault();
  };

  return (
    <div className="p-combobox">
      <label htmlFor={id}>{label}</label>
      <input
        ref={input}
        id={id}
        data-autofocus
        className="p-input"
        role="combobox"
        aria-expanded={suggestions.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setMarked(start);
          onText(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} className="p-suggestions" role="listbox" aria-label={`${label}: suggestions`}>
        {suggestions.map((suggestion, i) => (
          // The keys are the text's, which has the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={suggestion.value}
            id={`${id}-${i}`}
            className="p-suggestion"
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            title={suggestion.title}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onTake(suggestion)}
          >
            <span className="u-clip">{suggestion.title}</span>
            {suggestion.detail !== undefined && <span className="p-suggestion-detail">{suggestion.detail}</span>}
          </div>
        ))}
      </div>
      {suggestions.length === 0 && <p className="p-suggestions-none">{nothing}</p>}
    </div>
  );
}
