/** `eql format`: queries in their canonical form, comments included (contract, section 3). */
import { writeFile } from 'node:fs/promises';
import { type Problem, formatQuery } from '../eql/index.ts';
import { positionFinder } from '../text/lines.ts';
import { UsageError, readArguments, readBytes } from './arguments.ts';
import type { Outcome } from './commands.ts';
import { problemText } from './problemText.ts';

const USAGE = 'format (F… | -) [--write | --check] [--format text|json]';

const HELP = `Prints queries, one a file, in their canonical form: one clause a line, one stage a line, long lists
filled. Comments stay. A query with a syntax error is left as it is.

--write       writes the files that change, and prints their names
--check       prints the names of the files that would change
--format json prints one object a line for each file: file, ok, changed, text, problems

Exit status: 0 fine, 1 a query has a syntax error or, with --check, a file would change, 2 a file cannot
be read.`;

export const formatCommand = { usage: USAGE, help: HELP, run: format };

interface Result {
  readonly file: string;
  readonly changed: boolean;
  readonly text: string;
  readonly problems: readonly string[];
}

async function format(args: readonly string[]): Promise<Outcome> {
  const given = readArguments(args, { write: 'flag', check: 'flag', format: 'text' });
  const form = given.choice('format', ['text', 'json']);
  const write = given.flag('write');
  const check = given.flag('check');
  if (given.files.length === 0) throw new UsageError('At least one file is needed, or - for standard input.');
  if (write && check) throw new UsageError('Either --write or --check, not both.');
  if (write && given.files.includes('-')) throw new UsageError('Standard input cannot be written.');
  // All of them are read before any is written.
  const results = await Promise.all(given.files.map(formatFile));
  const changed = results.filter((result) => result.changed);
  if (write) await Promise.all(changed.map(({ file, text }) => writeFile(file, text)));
  const errors = results.flatMap((result) => result.problems);
  const exit = errors.length > 0 || (check && changed.length > 0) ? 1 : 0;
  if (form === 'json') {
    const lines = results.map((result) => JSON.stringify({ ...result, ok: result.problems.length === 0 }));
    return { output: lines.join('\n'), errors, exit };
  }
  if (write || check) return { output: changed.map(({ file }) => file).join('\n'), errors, exit };
  return { output: results.map(({ text }) => text).join(''), errors, exit };
}

async function formatFile(file: string): Promise<Result> {
  if (/\.(toml|json|ndjson)$/i.test(file)) throw new UsageError(`[${file}]: a file with one query is needed.`);
  const text = decode(file, await readBytes(file));
  const { text: formatted, problems } = formatQuery(text);
  if (problems.length > 0) {
    return { file, changed: false, text, problems: describe(file, text, problems) };
  }
  // A line end at the end of the file is added, but its absence alone is no reason to change a file.
  const changed = text !== formatted && text !== `${formatted}\n`;
  return { file, changed, text: `${formatted}\n`, problems: [] };
}

/** Bytes that are not text would be lost. */
function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`[${file}] is not UTF-8.`);
  }
}

function describe(file: string, text: string, problems: readonly Problem[]): readonly string[] {
  const positionAt = positionFinder(text);
  return problems.map((found) => problemText(file, { ...found, ...positionAt(found.span.from) }));
}
