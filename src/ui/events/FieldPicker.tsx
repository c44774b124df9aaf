/** Any field that there is, by its name: those of the rule first. */
import { useMemo, useState } from 'react';
import { Combobox, type Suggestion } from '../parts/Combobox.tsx';
import { useApp } from '../useApp.ts';
import { counted } from '../words.ts';
import { ruleFields } from './ruleFields.ts';

/** Names that are offered at once; more of the name finds the others. */
const OFFERED = 100;

export function FieldPicker({ onPick }: { readonly onPick: (path: string) => void }) {
  const fields = useApp((state) => state.fields);
  const clauses = useApp((state) => state.analysis.clauses);
  const [text, setText] = useState('');
  const own = useMemo(() => ruleFields(clauses), [clauses]);
  const found = useMemo(() => matching([...new Set([...own, ...fields])], text), [own, fields, text]);
  const isOwn = new Set(own);
  const suggestions = found
    .slice(0, OFFERED)
    .map((path): Suggestion => ({ value: path, title: path, ...(isOwn.has(path) && { detail: 'in the rule' }) }));
  const rest = found.length - suggestions.length;
  return (
    <>
      <Combobox
        label="Field"
        text={text}
        onText={setText}
        suggestions={suggestions}
        onTake={(taken) => {
          if (taken !== null) onPick(taken.value);
        }}
        marksFirst
        nothing={`Neither an event nor the mapping has a field with “${text}” in its name.`}
      />
      {rest > 0 && <p className="ev-ask-note">{counted(rest, 'other field')}: type a part of its name.</p>}
    </>
  );
}

/** Names that hold every word; first those of which each word begins a part, as `pro na` does in `process.name`. */
export function matching(paths: readonly string[], text: string): readonly string[] {
  const words = text
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean);
  const found = paths.filter((path) => words.every((word) => path.toLowerCase().includes(word)));
  const isBegun = (path: string): boolean => {
    const parts = path.toLowerCase().split(/[._]/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  };
  if (words.length === 0) return found;
  // The shortest name has the least that was not asked for.
  const begun = found.filter(isBegun).toSorted((a, b) => a.length - b.length);
  return [...begun, ...found.filter((path) => !isBegun(path))];
}
