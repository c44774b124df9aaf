import { expect, test } from 'vitest';
import type { ReadReport } from '../../worker/protocol.ts';
import { problemLine, reportLine } from './ReportStrip.tsx';

const broken = (line: number, row?: number) => ({
  source: 'pasted text',
  line,
  message: 'not JSON: unexpected end of input',
  ...(row === undefined ? {} : { row }),
});

test.each<[Omit<ReadReport, 'forms' | 'untold'>, string]>([
  [{ added: 13, problems: [], problemCount: 0 }, '13 added.'],
  [{ added: 14, problems: [broken(12, 40)], problemCount: 1 }, '13 added.'],
  [{ added: 13, problems: [broken(12)], problemCount: 1 }, '13 added.'],
  [{ added: 15, problems: [broken(2, 30), broken(12, 40)], problemCount: 2 }, '13 added, 2 broken:'],
  [{ added: 0, problems: [broken(1)], problemCount: 1 }, 'Nothing added.'],
  [{ added: 1, problems: [broken(1, 0)], problemCount: 1 }, 'Kept as invalid.'],
])('a report counts what is in use', (report, line) => {
  expect(reportLine({ ...report, forms: ['NDJSON'], untold: [] })).toBe(line);
});

test('a broken piece is told by its line and its reason', () => {
  expect(problemLine(broken(12), false)).toBe('Line 12 is not JSON: unexpected end of input.');
  expect(problemLine(broken(12), true)).toBe('pasted text, line 12 is not JSON: unexpected end of input.');
  const message = 'the key "__proto__" is not accepted';
  expect(problemLine({ ...broken(5), message }, false)).toBe('Line 5: the key "__proto__" is not accepted.');
});
