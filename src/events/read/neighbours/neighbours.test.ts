/** Other tools' events, and the page that documents what becomes of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { FALCO } from './falco.ts';
import type { Mapping } from './mapping.ts';
import { TETRAGON } from './tetragon.ts';
import { shellWords } from './shellWords.ts';

const page = readFileSync(new URL('../../../../docs/events.md', import.meta.url), 'utf8');

/** The rows of a table of the page, below a heading, without white space. */
function rowsUnder(heading: string): readonly string[] {
  const section = page.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!;
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.replaceAll(/\s+/g, ''));
}

function asRow({ from, to, turn }: Mapping, prefix: string): string {
  const name = from.startsWith(prefix) ? from.slice(prefix.length) : from;
  return `|\`${name}\`|\`${to}\`|${(turn ?? '').replaceAll(' ', '')}|`;
}

describe('the tables of the page are those of the code', () => {
  it.each([
    ['Falco', FALCO, 'output_fields.'],
    ['Tetragon', TETRAGON, 'event.'],
  ] as const)('%s', (heading, table, prefix) => {
    expect(rowsUnder(heading)).toEqual(table.map((row) => asRow(row, prefix)));
  });
});

test.each<[string, readonly string[]]>([
  ['bash -i', ['bash', '-i']],
  ['  sh   -c  "echo hi" ', ['sh', '-c', 'echo hi']],
  [`sh -c 'a "b" c'`, ['sh', '-c', 'a "b" c']],
  [String.raw`a\ b c`, ['a b', 'c']],
  [String.raw`a "x\"y"`, ['a', 'x"y']],
  ["it's", ["it's"]],
  ['""', ['']],
  ['', []],
])('the words of %s', (line, words) => expect(shellWords(line)).toEqual(words));
