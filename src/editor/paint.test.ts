import { describe, expect, test } from 'vitest';
import type { ClauseMark } from './marks.ts';
import { clauseAt, clausePaints, eventPaints, onInk, problemPaints, shiftMarks } from './paint.ts';

/** `3 true 0-5 7-12!` is clause 3 at 0..5 … a trailing `!` makes it deciding; more ranges are entries. */
function mark(notation: string): ClauseMark {
  const [clause, verdict, span = '', ...entries] = notation.replace('!', '').split(' ');
  const range = (text: string) => {
    const [from, to] = text.split('-').map(Number);
    return { from: from ?? 0, to: to ?? 0 };
  };
  return {
    clause: Number(clause),
    verdict: verdict as ClauseMark['verdict'],
    span: range(span),
    deciding: notation.endsWith('!'),
    entries: entries.map(range),
    hint: '',
  };
}

/** Paints as lines of text: range, sign, classes without their prefix. */
function drawn(marks: readonly ClauseMark[], hover: number | null = null): string[] {
  return clausePaints(marks, hover).map(({ from, to, className, sign }) =>
    [`${from}-${to}`, ...(sign ? [sign.text] : []), className.replaceAll('eql-', '')].join(' '),
  );
}

describe('paints of clauses', () => {
  test.each([
    ['true', ['1 true 0-5'], ['0-5 ✓ clause is-true']],
    ['false, deciding', ['1 false 0-5!'], ['0-5 ✗ clause is-false deciding']],
    ['missing', ['1 missing 0-5'], ['0-5 ∅ clause is-missing']],
    ['error', ['1 error 0-5'], ['0-5 ! clause is-error']],
    ['boxed entries', ['1 true 0-9 2-4 5-7'], ['0-9 ✓ clause is-true', '2-4 boxed', '5-7 boxed']],
    [
      'two on a line, in the order of the text',
      ['2 false 8-12', '1 true 0-5'],
      ['0-5 ✓ clause is-true', '8-12 ✗ clause is-false'],
    ],
    [
      'a group without a line of its own, under its leaves',
      ['2 true 0-5', '1 false 0-12!', '3 false 8-12'],
      ['0-12 group', '0-5 ✓ clause is-true', '8-12 ✗ clause is-false'],
    ],
  ])('%s', (_name, marks, wanted) => {
    expect(drawn(marks.map(mark))).toEqual(wanted);
  });

  test('carry in how many events a leaf is true, and a group nothing', () => {
    const counted = [mark('2 true 0-5'), mark('1 false 0-12')].map((it) => ({ ...it, count: '9/24' }));
    expect(clausePaints(counted, null).map(({ note }) => note?.text)).toEqual([undefined, '9/24']);
  });

  test('bring out the hovered clause', () => {
    expect(drawn([mark('1 true 0-5'), mark('2 true 8-9')], 2)).toEqual([
      '0-5 ✓ clause is-true',
      '8-9 ✓ clause is-true hovered',
    ]);
  });
});

describe('the clause at an offset', () => {
  const marks = [mark('1 true 0-20'), mark('2 true 0-5'), mark('3 true 5-9'), mark('4 true 12-20')];
  test.each([
    [0, 2],
    [4, 2],
    [5, 3],
    [9, 3],
    [10, 1],
    [20, 4],
    [21, null],
  ])('%i is in %o', (offset, clause) => {
    expect(clauseAt(marks, offset)?.clause ?? null).toBe(clause);
  });
});

test('marks move with an edit, entries too, and go when their text is gone', () => {
  const before = 'ab in ("x") and cd == 1';
  const moved = shiftMarks([mark('1 true 0-11 7-10'), mark('2 true 16-23')], before, 'ab in ("x") and');
  expect(moved).toEqual([mark('1 true 0-11 7-10')]);
  const typed = shiftMarks([mark('1 true 0-11 7-10')], before, `  ${before}`);
  expect(typed).toEqual([mark('1 true 2-13 9-12')]);
});

test('a paint over several lines keeps to what is written on them, its sign to the first', () => {
  const sign = { text: '✓', className: 's' };
  const pieces = onInk([{ from: 0, to: 13, className: 'x', sign }], 'a in (\n  "b"\n\n)');
  expect(pieces).toEqual([
    { from: 0, to: 6, className: 'x', sign },
    { from: 9, to: 12, className: 'x' },
  ]);
});

test('an event shows what was read under what made clauses true', () => {
  const classes = eventPaints([{ from: 1, to: 2 }], [{ from: 0, to: 4 }]).map((paint) => paint.className);
  expect(classes).toEqual(['eql-read', 'eql-boxed']);
});

test('a problem without extent is drawn under the character at its place, or the one before', () => {
  const at = (from: number) =>
    problemPaints([{ code: 'x', severity: 'error', message: '', span: { from, to: from } }], 'abc').map(
      (paint) => `${paint.from}-${paint.to}`,
    );
  expect([...at(0), ...at(3)]).toEqual(['0-1', '2-3']);
});
