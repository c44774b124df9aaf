import { describe, expect, test } from 'vitest';
import { jsonOfCell } from './cell.ts';

describe('what a cell says', () => {
  test.each<[string, string, string | undefined]>([
    ['process.name', 'bash', '"bash"'],
    ['process.name', ' bash ', '"bash"'],
    ['process.name', '-', undefined],
    ['process.name', '(empty)', undefined],
    ['process.name', 'a, b', '"a, b"'],
    ['process.args', 'bash', '["bash"]'],
    ['process.args', 'sh, -c, echo a,b', '["sh","-c","echo a,b"]'],
    ['process.args', '["sh", "-c", "echo a, b"]', '["sh", "-c", "echo a, b"]'],
    ['process.args', '[, -f, x, ]', '["[","-f","x","]"]'],
    ['process.pid', '1,234', '"1234"'],
    ['process.pid', '12', '"12"'],
    ['x', '1,234', '"1,234"'],
    ['x', '[9007199254740993]', '[9007199254740993]'],
    ['x', '[{"a":1}]', String.raw`"[{\"a\":1}]"`],
    ['x', "'-i", '"-i"'],
    ['x', "'quoted'", `"'quoted'"`],
    ['@timestamp', 'Jan 2, 2026 @ 09:03:27.118', '"2026-01-02T09:03:27.118Z"'],
    ['@timestamp', '2026-01-02T09:03:27Z', '"2026-01-02T09:03:27Z"'],
    ['@timestamp', 'Foo 2, 2026 @ 09:03:27.118', '"Foo 2, 2026 @ 09:03:27.118"'],
  ])('%s of %j', (name, cell, json) => expect(jsonOfCell(name, cell, () => undefined)).toBe(json));
});

test('guesses are told', () => {
  const notes: string[] = [];
  jsonOfCell('process.args', 'a, b', (note) => notes.push(note));
  jsonOfCell('@timestamp', 'Jan 2, 2026 @ 09:03:27.118', (note) => notes.push(note));
  jsonOfCell('process.args', 'a', (note) => notes.push(note));
  expect(notes).toEqual([
    'values of one cell were split at ", ": a guess',
    'times without a zone were taken as UTC: a guess',
  ]);
});
