/** A problem on a line of its own, for terminals and editors. */
import type { Problem } from '../eql/index.ts';
import type { Position } from '../text/lines.ts';

export function problemText(
  place: string,
  { line, column, severity, message }: Position & Pick<Problem, 'severity' | 'message'>,
): string {
  return `${place}:${line}:${column}: ${severity}: ${printable(message)}`;
}

/** A message may show a part of the query: its line ends become blanks, and nothing of it controls the terminal. */
function printable(message: string): string {
  return message
    .replace(/\s*[\r\n]\s*/g, ' ')
    .replace(/\p{Cc}/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16).padStart(2, '0')}}`);
}
