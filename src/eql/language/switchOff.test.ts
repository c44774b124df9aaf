import { expect, test } from 'vitest';
import { lint } from '../check/lints/lint.ts';
import { clausesOf } from '../syntax/clauses.ts';
import { parse } from '../syntax/parser.ts';
import { applied } from './rangeFormat.ts';
import { switchOff } from './switchOff.ts';
import { testKnowledge } from './testKnowledge.ts';

function lintsOf(text: string) {
  const { query, tokens } = parse(text);
  const { schema, eventCategoryField } = testKnowledge;
  return lint({ query, text, tokens, schema, eventCategoryField, clauses: clausesOf(query, eventCategoryField) });
}

test.each<readonly [before: string, after: string]>([
  ['process where a == "x*"', '// ignore: wildcard-literal\nprocess where a == "x*"'],
  ['process where true\n  and a == "x*"', 'process where true\n  // ignore: wildcard-literal\n  and a == "x*"'],
  ['process where b in (1, 1) and a == "x*"', '// ignore: duplicate-entry\nprocess where b in (1, 1) and a == "x*"'],
  [
    '// ignore: duplicate-entry\nprocess where b in (1, 1) and a == "x*"',
    '// ignore: duplicate-entry, wildcard-literal\nprocess where b in (1, 1) and a == "x*"',
  ],
  ['// why\nprocess where a == "x*"', '// why\n// ignore: wildcard-literal\nprocess where a == "x*"'],
])('%j becomes %j', (before, after) => {
  const [found] = lintsOf(before);
  const fix = switchOff(before, found!);
  expect(applied(before, [{ ...fix!.span, insert: fix!.replacement }])).toBe(after);
  expect(lintsOf(after).map(({ code }) => code)).not.toContain(found!.code);
});

test('there is none of an error, nor behind a comment of several lines', () => {
  expect(switchOff('process', { code: 'eql/syntax', severity: 'error', message: '', span: { from: 0, to: 1 } })).toBe(
    null,
  );
  const text = 'process where true /* b\n c */ and a == "x*"';
  expect(switchOff(text, lintsOf(text)[0]!)).toBe(null);
});
