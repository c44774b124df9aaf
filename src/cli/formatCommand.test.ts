import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, test } from 'vitest';
import { runCommand } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'eql-format-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const loose = 'any   where a==1 and b // c';
const neat = 'any where a == 1\n  and b // c\n';
const broken = 'any  where a = 1 ';

it('prints queries', async () => {
  const files = [write('a.eql', loose), write('b.eql', neat)];
  expect(await runCommand(['format', ...files])).toEqual({ output: neat + neat, errors: [], exit: 0 });
  expect(readFileSync(files[0]!, 'utf8')).toBe(loose);
});

it('names the files that would change', async () => {
  const files = [write('a.eql', loose), write('b.eql', neat), write('c.eql', neat.trimEnd())];
  expect(await runCommand(['format', '--check', ...files])).toEqual({ output: files[0], errors: [], exit: 1 });
  expect(await runCommand(['format', '--check', ...files.slice(1)])).toEqual({ output: '', errors: [], exit: 0 });
});

it('writes the files that change', async () => {
  const file = write('a.eql', loose);
  expect(await runCommand(['format', '--write', file])).toEqual({ output: file, errors: [], exit: 0 });
  expect(readFileSync(file, 'utf8')).toBe(neat);
  expect(await runCommand(['format', '--write', file])).toEqual({ output: '', errors: [], exit: 0 });
});

test.each([[[]], [['--write']], [['--check']]])('leaves a broken query as it is: %j', async (options) => {
  const file = write('a.eql', broken);
  const { output, errors, exit } = await runCommand(['format', file, ...options]);
  expect(output).toBe(options.length === 0 ? broken : '');
  expect(errors).toEqual([expect.stringMatching(/a\.eql:1:14: error: mismatched input '='/)]);
  expect(exit).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe(broken);
});

it('prints a line for each file as JSON', async () => {
  const files = [write('a.eql', loose), write('b.eql', broken)];
  const { output, exit } = await runCommand(['format', '--format', 'json', ...files]);
  expect(output.split('\n').map((line): unknown => JSON.parse(line))).toEqual([
    { file: files[0], ok: true, changed: true, text: neat, problems: [] },
    { file: files[1], ok: false, changed: false, text: broken, problems: [expect.stringContaining(':1:14: error: ')] },
  ]);
  expect(exit).toBe(1);
});

test.each<[string, string[]]>([
  ['nothing', []],
  ['two wishes', ['--write', '--check', write('d.eql', neat)]],
  ['standard input', ['--write', '-']],
  ['a file that is not there', [join(folder, 'none.eql')]],
  ['a file of rules', [write('a.toml', '[rule]\n')]],
  ['bytes that are no text', [write('e.eql', Uint8Array.of(0xff, 0x61))]],
])('cannot use %s', async (_, args) => {
  const { output, errors, exit } = await runCommand(['format', ...args]);
  expect([output, errors?.length, exit]).toEqual(['', 2, 2]);
});
