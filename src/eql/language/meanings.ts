/** What the words of the language mean, other than operators and functions: for completion and hover alike. */
export const MEANINGS = {
  any: 'Events of every category.',
  where: 'What follows must be true of the event.',
  and: 'Both must be true. Binds tighter than or.',
  or: 'At least one must be true. Binds looser than and.',
  not: 'True where what follows is not; also where its fields are missing.',
  sequence: 'Events that follow one another, each fitting its own filter.',
  sample: 'Events that share their keys, in any order, each fitting its own filter.',
  by: 'The fields whose values must be equal in all events.',
  maxspan: 'How long it may take from the first event to the last.',
  runs: 'How often the event must occur in a row.',
  until: 'Such an event ends what is not complete by then.',
  '![': 'No such event may occur here; needs maxspan.',
  head: 'Only the first results.',
  tail: 'Only the last results.',
  null: 'No value.',
} as const;

/** Null for a word that has no meaning of its own. */
export function meaningOf(word: string): string | null {
  return Object.hasOwn(MEANINGS, word) ? MEANINGS[word as keyof typeof MEANINGS] : null;
}
