import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

/** What the documents tell the reader to type exists. */

const root = fileURLToPath(new URL('..', import.meta.url));

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

const documents = ['README.md', 'CONTRIBUTING.md', ...readdirSync(root).filter((name) => name === 'docs')]
  .flatMap((name) => (name === 'docs' ? readdirSync(join(root, name)).map((file) => join(name, file)) : [name]))
  .filter((name) => name.endsWith('.md') && existsSync(join(root, name)));

/** npm's own commands; the other words after `npm` are scripts. */
const npmCommands = new Set(['ci', 'install', 'view', 'ls']);

const programs = new Set(['git', 'cd', 'export', 'cat', 'echo', 'curl', 'head']);

/** The commands of the shell blocks of a document, and of its code spans that begin like one. */
function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:sh|bash|shell|console)\n(.*?)^```/gms)].map((match) => match[1] ?? '');
  const spans = [...text.replace(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  return [
    ...blocks.flatMap((block) => block.replaceAll('\\\n', ' ').split('\n')),
    ...spans.filter((span) => /^(?:(?:npm|npx|node)\s|\.ci\/)/.test(span)),
  ]
    .map((line) => line.replace(/(^|\s)#.*$/, '').replace(/^\$ /, ''))
    .flatMap((line) => line.replace(/'[^']*'|"[^"]*"/g, 'TEXT').split(/&&|\|\|?|;/))
    .map((command) => command.trim().replace(/^(\w+=\S*\s+)+/, ''))
    .filter((command) => command !== '');
}

/** What is wrong with a command, or undefined. */
function complaint(command: string): string | undefined {
  const [program = '', ...words] = command.split(/\s+/);
  const [first = '', ...rest] = words.filter((word) => !word.startsWith('-'));
  if (program === 'npm') {
    const script = first === 'run' ? (rest[0] ?? '') : first;
    return npmCommands.has(first) || script in scripts ? undefined : `npm has no script "${script}"`;
  }
  if (program === 'npx') return existsSync(join(root, 'node_modules/.bin', first)) ? undefined : `no tool "${first}"`;
  if (program === 'node') return existsSync(join(root, first)) ? undefined : `no file "${first}"`;
  if (programs.has(program) || existsSync(join(root, program))) return undefined;
  return `unknown program "${program}"`;
}

describe.each(documents)('%s', (name) => {
  test('names only commands that exist', () => {
    const wrong = commandsOf(readFileSync(join(root, name), 'utf8'))
      .map(complaint)
      .filter(Boolean);
    expect(wrong).toEqual([]);
  });
});

test('the README sets everything up with two commands', () => {
  const blocks = commandsOf(readFileSync(join(root, 'README.md'), 'utf8'));
  expect(blocks).toEqual(expect.arrayContaining(['npm ci', 'npm start', 'npm test']));
});

test('a command that does not exist is found', () => {
  const text =
    '```sh\nnpm ci && npm run nothing -- x # a note\nCI=true nosuch a\n```\n`node .ci/none.mjs`, `npm test`\n';
  expect(commandsOf(text).map(complaint)).toEqual([
    undefined,
    'npm has no script "nothing"',
    'unknown program "nosuch"',
    'no file ".ci/none.mjs"',
    undefined,
  ]);
});

describe('docs/cli.md', () => {
  const text = readFileSync(join(root, 'docs/cli.md'), 'utf8');
  // A copy, as some of the commands write.
  const folder = mkdtempSync(join(tmpdir(), 'eql-docs-'));
  cpSync(join(root, 'docs/examples'), join(folder, 'docs/examples'), { recursive: true });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A command, the exit status of its comment, and the block below it, which is what it prints. */
  const examples = [...text.matchAll(/^```sh\n(.*?)^```\n(?:\n```(?:text|json)\n(.*?)^```)?/gms)].flatMap(
    ([, commands = '', output]) =>
      commands
        .trim()
        .split('\n')
        .map((line) => {
          const [command = '', status = '0'] = line.split(' # exit ');
          return { command, status: Number(status), output };
        }),
  );
  const program = `'${process.execPath}' '${join(root, '.ci/eql.mjs')}'`;
  const lasting = (output: string): string => output.replace(/"took": \d+/, '"took": 0');

  test.each(examples)('$command', { timeout: 60_000 }, ({ command, status, output }) => {
    const line = command.replace('npm run --silent eql --', program);
    const ran = spawnSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8' });
    expect([ran.stderr.replace(/^.*: error: .*\n/gm, ''), ran.status]).toEqual(['', status]);
    if (output !== undefined) expect(lasting(ran.stdout)).toBe(lasting(output));
  });

  test('shows every command', () => {
    const commands = spawnSync('sh', ['-c', `${program} --help`], { encoding: 'utf8' }).stdout;
    const named = [...commands.matchAll(/^ {2}eql (\w+)/gm)].map(([, name]) => name);
    expect(named.filter((name) => !text.includes(`\n## ${name}\n`))).toEqual([]);
  });
});
