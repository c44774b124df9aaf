/** Generated events, told again for links. */
import { actorNamed, generateStories, knobsText, noteText, readKnobs } from '../../events/generate/index.ts';
import type { Tell, ToldEvent } from '../../scenario/link/told.ts';

export const tell: Tell = (given) => {
  const reading = readKnobs(given);
  if (!reading.ok) return null;
  const { knobs } = reading;
  return {
    knobs: knobsText(knobs),
    count: knobs.count,
    events: function* events(): Generator<ToldEvent> {
      for (const { text, label, actor, story, says } of generateStories(knobs)) {
        yield { text, label, note: noteText(actorNamed(actor)!.title, story, says) };
      }
    },
  };
};
