import { expect, test } from 'vitest';
import { analyse } from './analyse.ts';
import { meaningOf } from './meaning.ts';

test.each([
  ['a == "x"', /^Some value is equal; case counts/],
  ['a != "x"', /^No value is equal\. Also true when the field is missing\.$/],
  ['a == null', /^The field has no value\.$/],
  ['null != a', /^The field has a value\.$/],
  ['a not in~ ("x")', /^No value is in the list, ignoring case; .* Also true when the field is missing\.$/],
  ['a : "x*"', /^Some value fits, ignoring case; \* is any run/],
  ['a regex "x"', /as a whole, and case counts/],
  ['startsWith(a, "x")', /starts with the prefix/],
  ['a', /^$/],
])('%s', (condition, words) => {
  const { clauses } = analyse(`any where ${condition}`, null, 'event.category');
  expect(meaningOf(clauses.at(-1)!)).toMatch(words);
});

test('a group has no words of its own', () => {
  const { clauses } = analyse('any where a == 1 and b == 2', null, 'event.category');
  expect(meaningOf(clauses[1]!)).toBe('');
});
