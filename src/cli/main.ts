/**
 * The command line (contract, section 3): `npm run --silent eql -- <command> …`. The same engine as the page, without a
 * browser. Exit status: 0 fine, 1 the answer is no, 2 unusable arguments or input.
 */
import process from 'node:process';
import { UsageError } from './arguments.ts';
import { searchCommand } from './searchCommand.ts';
import { testCommand } from './testCommand.ts';

/** What a command prints and whether its answer is yes. */
export interface Outcome {
  readonly output: string;
  readonly errors?: readonly string[];
  readonly exit: 0 | 1 | 2;
}

interface Command {
  readonly usage: string;
  readonly run: (args: readonly string[]) => Promise<Outcome>;
}

const COMMANDS: Readonly<Record<string, Command>> = { search: searchCommand, test: testCommand };

async function main(args: readonly string[]): Promise<Outcome> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    const usage = ['Usage:', ...Object.values(COMMANDS).map((known) => `  eql ${known.usage}`)].join('\n');
    if (name === 'help' || name === '--help') return { output: usage, exit: 0 };
    const problem = name === '' ? 'A command is needed.' : `There is no command [${name}].`;
    return { output: '', errors: [problem, usage], exit: 2 };
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { output: '', errors: [error.message, `Usage: eql ${command.usage}`], exit: 2 };
  }
}

const { output, errors = [], exit } = await main(process.argv.slice(2));
for (const line of errors) console.error(line);
if (output !== '') process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
process.exitCode = exit;
