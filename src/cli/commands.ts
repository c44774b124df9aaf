/** The commands by name, and one run of one of them. */
import { UsageError } from './arguments.ts';
import { checkCommand } from './checkCommand.ts';
import { compareCommand } from './compareCommand.ts';
import { formatCommand } from './formatCommand.ts';
import { generateCommand } from './generateCommand.ts';
import { searchCommand } from './searchCommand.ts';
import { testCommand } from './testCommand.ts';

/** What a command prints and whether its answer is yes. */
export interface Outcome {
  readonly output: string;
  /** More output than one text could hold, line by line; made while it is printed. */
  readonly lines?: Iterable<string>;
  readonly errors?: readonly string[];
  readonly exit: 0 | 1 | 2;
}

interface Command {
  readonly usage: string;
  /** What else `--help` says. */
  readonly help?: string;
  readonly run: (args: readonly string[]) => Promise<Outcome>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  search: searchCommand,
  check: checkCommand,
  test: testCommand,
  format: formatCommand,
  generate: generateCommand,
  compare: compareCommand,
};

export async function runCommand(args: readonly string[]): Promise<Outcome> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    const usage = ['Usage:', ...Object.values(COMMANDS).map((known) => `  eql ${known.usage}`)].join('\n');
    if (name === 'help' || name === '--help') return { output: usage, exit: 0 };
    const problem = name === '' ? 'A command is needed.' : `There is no command [${name}].`;
    return { output: '', errors: [problem, usage], exit: 2 };
  }
  const usage = `Usage: eql ${command.usage}`;
  if (rest.includes('--help')) {
    return { output: command.help === undefined ? usage : `${usage}\n\n${command.help}`, exit: 0 };
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { output: '', errors: [error.message, usage], exit: 2 };
  }
}
