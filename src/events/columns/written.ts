/** Values of an event as they are written in it. */
import { slice } from '../../text/span.ts';
import type { Located, LocatedValue } from './dataset.ts';

/** The values of a field in the order of the text. */
export function writtenValues(located: Located, text: string, path: string): readonly string[] {
  return (located.get(path) ?? []).map((value) => written(value, text));
}

/** A string without its quotes and escapes; any other value as it stands. */
export function written({ span }: Pick<LocatedValue, 'span'>, text: string): string {
  const token = slice(text, span);
  if (!token.startsWith('"')) return token;
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}

/** Arguments as one would type them in a shell. */
export function commandLine(args: readonly string[]): string {
  return args.map(quoted).join(' ');
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
