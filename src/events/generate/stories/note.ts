/** What is said of a generated event: who acts, in which story, and what an author of rules should know. */
export function noteText(title: string, story: number, says: string): string {
  return `${title}, story ${story}.${says === '' ? '' : ` ${says}`}`;
}
