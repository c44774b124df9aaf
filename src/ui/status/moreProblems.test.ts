import { expect, test } from 'vitest';
import type { Diagnostic, Severity } from '../../text/diagnostic.ts';
import { briefly, moreProblems } from './moreProblems.ts';

const diagnostic = (severity: Severity, message: string): Diagnostic => ({ code: 'eql/x', severity, message });

test.each<[Diagnostic[], string | undefined, number]>([
  [[], undefined, 0],
  [[diagnostic('error', 'e')], undefined, 0],
  [[diagnostic('warning', 'w')], 'w', 0],
  [[diagnostic('info', 'i')], undefined, 0],
  [[diagnostic('error', 'e'), diagnostic('warning', 'w')], 'w', 0],
  [[diagnostic('warning', 'w'), diagnostic('error', 'e'), diagnostic('error', 'f')], 'f', 1],
])('what the status leaves unsaid of %j', (diagnostics, message, rest) => {
  const more = moreProblems({ text: 'any where', diagnostics });
  expect([more.first?.message, more.rest]).toEqual([message, rest]);
});

test('a rule that is not begun is not wrong', () => {
  expect(moreProblems({ text: ' ', diagnostics: [diagnostic('warning', 'w')] }).first).toBeUndefined();
});

test('of many guesses the likeliest are named', () => {
  expect(briefly('Unknown column [x], did you mean any of [a, b, c, d]?')).toBe(
    'Unknown column [x], did you mean any of [a, b, c, …]?',
  );
  expect(briefly('Unknown column [x], did you mean any of [a, b]?')).toContain('[a, b]?');
});
