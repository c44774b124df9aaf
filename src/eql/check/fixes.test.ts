/** Each quick fix as the text before and the text after; what it mends is no longer said of the text after. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { parse } from '../syntax/parser.ts';
import { check } from './checker.ts';
import type { Schema } from './schema.ts';
import type { FieldType } from './types.ts';

const TYPES: Readonly<Record<string, FieldType>> = {
  'process.name': 'keyword',
  'process.args': 'keyword',
  'process.executable': 'keyword',
  'process.interactive': 'boolean',
  'process.pid': 'long',
  a: 'keyword',
  b: 'keyword',
};

const schema: Schema = {
  mapping: 'open',
  field(path) {
    const type = TYPES[path];
    return type && { type, declared: true };
  },
  paths: () => Object.keys(TYPES),
};

function problemsOf(text: string): readonly Diagnostic[] {
  const { query, problems } = parse(text);
  return [...problems, ...check(query, text, schema, { eventCategoryField: 'event.category' })];
}

/** The first fix of the first problem that has one, made. */
function mended(text: string): { readonly code: string; readonly after: string } | null {
  const found = problemsOf(text).find(({ fixes = [] }) => fixes.length > 0);
  const fix = found?.fixes?.[0];
  if (found === undefined || fix === undefined) return null;
  return { code: found.code, after: text.slice(0, fix.span.from) + fix.replacement + text.slice(fix.span.to) };
}

const FIXES: readonly (readonly [before: string, after: string])[] = [
  ['process.nam == "x"', 'process.name == "x"'],
  ['a == TRUE', 'a == true'],
  ['startWith(a, "x")', 'startsWith(a, "x")'],
  ['a = "x"', 'a == "x"'],
  ["a == 'x'", 'a == "x"'],
  ['a == \'say "x"\'', 'a == "say \\"x\\""'],
  ['a == ?"C:\\x"', 'a == """C:\\x"""'],
  ['a == "x" AND b == "y"', 'a == "x" and b == "y"'],
  ['a == "x" Or b == "y"', 'a == "x" or b == "y"'],
  ['a == "x" && b == "y"', 'a == "x" and b == "y"'],
  ['a == "x" || b == "y"', 'a == "x" or b == "y"'],
  ['NOT a == "x"', 'not a == "x"'],
  ['a IN ("x")', 'a in ("x")'],
  ['a LIKE "x*"', 'a like "x*"'],
  ['wildcard(a, "x*")', 'a like~ "x*"'],
  ['not wildcard(a, "x*", "y*")', 'not a like~ ("x*", "y*")'],
  ['match(a, "x+")', 'a regex~ "x+"'],
  ['a not like "x*"', 'not a like "x*"'],
  ['a not regex~ ("x", "y")', 'not a regex~ ("x", "y")'],
  ['a not : "x"', 'not a : "x"'],
  ['a not == "x"', 'a != "x"'],
  ['process.interactive in ("true")', 'process.interactive in (true)'],
  ['process.interactive : "false"', 'process.interactive == false'],
  ['process.pid : 5', 'process.pid == 5'],
  ['process.pid : "5"', 'process.pid == 5'],
  ['process.pid not in (4, "5")', 'process.pid not in (4, 5)'],
  ['a in (5, "x")', 'a in ("5", "x")'],
  ['a in (true)', 'a in ("true")'],
  ['a == "C:\\Windows\\temp"', 'a == "C:\\\\Windows\\\\temp"'],
  ['a : "?:\\Program Files\\*.exe"', 'a : "?:\\\\Program Files\\\\*.exe"'],
  ['a == "\\\\\\\\host\\share"', 'a == "\\\\\\\\host\\\\share"'],
];

describe.each(FIXES)('%s', (before, after) => {
  const wrap = (condition: string): string => `process where ${condition}`;

  it(`becomes ${after}`, () => {
    expect(mended(wrap(before))?.after).toBe(wrap(after));
    expect(problemsOf(wrap(after))).toEqual([]);
  });
});

it('fixes after one another leave nothing to mend, wherever the pieces stand', () => {
  const pieces = fc.array(fc.constantFrom(...FIXES), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(pieces, fc.constantFrom(' and ', ' or '), (chosen, word) => {
      let text = `process where ${chosen.map(([before]) => `(${before})`).join(word)}`;
      const fixed = `process where ${chosen.map(([, after]) => `(${after})`).join(word)}`;
      for (let steps = 0; steps < 3 * chosen.length; steps++) text = mended(text)?.after ?? text;
      expect(text).toBe(fixed);
      expect(problemsOf(text)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
