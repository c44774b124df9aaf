/** What is told of generated events, as labels and notes of their rows. */
import { noteText } from '../events/generate/index.ts';
import { countBits, or, type Told } from '../worker/protocol.ts';
import type { RowNotes } from './rowNotes.ts';

export function withToldLabels({ alert, benign, texts }: RowNotes, told: Told): RowNotes {
  return { alert: or(alert, told.alert), benign: or(benign, told.benign), texts };
}

export function countTold({ alert, benign, purposes: { stories } }: Told) {
  // Numbers are not greater than there are events, for a story has one at least; a set of a million would take long.
  const seen = new Uint8Array(stories.length + 1);
  let count = 0;
  for (const story of stories) {
    count += 1 - seen[story]!;
    seen[story] = 1;
  }
  return { events: stories.length, stories: count, alert: countBits(alert), benign: countBits(benign) };
}

/** Row and note, one event after the other. */
export function* toldTexts({ first, purposes }: Told): Generator<readonly [number, string], void> {
  const { stories, actors, titles, says, sentences } = purposes;
  for (let i = 0; i < stories.length; i++) {
    yield [first + i, noteText(titles[actors[i]!]!, stories[i]!, sentences[says[i]!]!)];
  }
}

/** Some notes and more. */
export function withTexts(texts: RowNotes['texts'], added: RowNotes['texts']): RowNotes['texts'] {
  if (texts.size === 0) return added;
  const all = new Map(texts);
  for (const [row, text] of added) all.set(row, text);
  return all;
}
