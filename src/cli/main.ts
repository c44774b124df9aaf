/**
 * The command line (contract, section 3): `npm run --silent eql -- <command> …`. The same engine as the page, without a
 * browser. Exit status: 0 fine, 1 the answer is no, 2 unusable arguments or input.
 */
import process from 'node:process';
import { runCommand } from './commands.ts';

const { output, errors = [], exit } = await runCommand(process.argv.slice(2));
for (const line of errors) console.error(line);
if (output !== '') process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
process.exitCode = exit;
