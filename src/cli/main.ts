/**
 * The command line (contract, section 3): `npm run --silent eql -- <command> …`. The same engine as the page, without a
 * browser. Exit status: 0 fine, 1 the answer is no, 2 unusable arguments or input.
 */
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runCommand } from './commands.ts';

const { output, lines = [], errors = [], exit } = await runCommand(process.argv.slice(2));
for (const line of errors) console.error(line);
if (output !== '') process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
await printLines(lines);
process.exitCode = exit;

/** As fast as they are taken; whoever stops reading, as `head` does, has what they wanted. */
async function printLines(all: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(chunks(all)), process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

/** Lines in handfuls: one at a time would be written one at a time. */
function* chunks(all: Iterable<string>): Generator<string> {
  let text = '';
  for (const line of all) {
    text += `${line}\n`;
    if (text.length < 64 * 1024) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
