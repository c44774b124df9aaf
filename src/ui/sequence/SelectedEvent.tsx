import type { Storyline } from '../../worker/protocol.ts';
import { idOf } from '../../app/rowNotes.ts';
import { useApp } from '../useApp.ts';
import { deedsOf, fitsOf } from './storyWords.ts';

/** Which stages the selected event fits, and what it did. */
export function SelectedEvent({ line }: { readonly line: Storyline }) {
  const selected = useApp((state) => state.selected);
  const ids = useApp((state) => state.ids);
  const fits = selected === null ? [] : fitsOf(selected, line);
  if (selected === null || fits.length === 0) return null;
  const deeds = deedsOf(selected, line, ids);
  return (
    <section className="sq-selected" aria-label="The selected event">
      <p>
        <code>{idOf(ids, selected)}</code> fits {fits.join(' and ')}.
      </p>
      <ul>
        {deeds.map(({ lane, words }) => (
          <li key={`${lane} ${words}`}>
            {line.lanes.length > 1 && deeds.length > 1 && <code>{lane}</code>} {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
