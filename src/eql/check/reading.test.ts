import { describe, expect, test } from 'vitest';
import { clausesOf } from '../syntax/clauses.ts';
import { parse } from '../syntax/parser.ts';
import { readingOf } from './reading.ts';

const SAME = 'process.entry_leader.same_as_process';

/** The reading of the clause number `id` of a condition; without it of the last. */
function reading(condition: string, id = -1) {
  const clauses = clausesOf(parse(`any where ${condition}`).query, 'event.category');
  return readingOf(clauses.at(id)!, clauses);
}

describe('a leaf in words', () => {
  test.each([
    ['process.args in ("-i", "-it")', 'any argument is exactly `"-i"` or `"-it"`'],
    ['process.args == "-i"', 'any argument is exactly `"-i"`'],
    ['process.args != "-i"', 'no argument is `"-i"`'],
    ['process.args not in ("-i", "-it", "-c")', 'no argument is `"-i"`, `"-it"` or `"-c"`'],
    ['process.args : "-*i*"', 'any argument fits `"-*i*"`, whatever the case'],
    [`${SAME} == false`, 'the process is not the entry leader itself'],
    [`${SAME} == true`, 'the process is the entry leader itself'],
    [`false == ${SAME}`, 'the process is not the entry leader itself'],
    [SAME, 'the process is the entry leader itself'],
    ['process.interactive == true', 'the process is interactive'],
    ['process.name == "bash"', '`process.name` is exactly `"bash"`'],
    ['process.name != "bash"', 'no value of `process.name` is `"bash"`'],
    ['process.name in~ ("bash", "sh")', '`process.name` is in any case `"bash"` or `"sh"`'],
    ['process.name like "b*"', '`process.name` fits `"b*"`'],
    ['process.name like~ ("b*", "z*")', '`process.name` fits `"b*"` or `"z*"`, whatever the case'],
    ['process.name regex "b.*"', '`process.name` fits the regular expression `"b.*"`'],
    ['process.name == null', '`process.name` has no value'],
    ['null != process.name', '`process.name` has a value'],
    ['process.pid > 5', '`process.pid` is more than `5`'],
    ['5 >= process.pid', '`process.pid` is at most `5`'],
    ['process.pid == 5', '`process.pid` is `5`'],
    ['a.flag', '`a.flag` is `true`'],
    ['startsWith(process.name, "b")', '`process.name` starts with `"b"`'],
    ['endswith~(process.args, "i")', 'any argument ends with `"i"`, whatever the case'],
    ['cidrMatch(source.ip, "10.0.0.0/8", "::1/128")', '`source.ip` lies in `"10.0.0.0/8"` or `"::1/128"`'],
    ['length(process.name) > 3', '`length(process.name)` is more than `3`'],
    ['a == b', '`a` is `b`'],
    ['x in (1, 2, 3, 4, 5, 6, 7, 8)', '`x` is exactly `1`, `2`, `3`, `4`, `5`, `6` or 2 more'],
  ])('%s: %s', (condition, words) => expect(reading(condition).words).toBe(words));
});

describe('a group in words', () => {
  test.each([
    ['a == 1 and b == 2 and c == 3', 1, 'all 3 of its clauses are true'],
    ['a == 1 or b == 2', 1, 'at least one of its 2 clauses is true'],
    ['not a == 1', 1, 'its clause is not true'],
    ['a == 1', 0, 'any event at all'],
  ])('%s', (condition, id, words) => expect(reading(condition, id).words).toBe(words));
});

describe('how it is evaluated', () => {
  test.each([
    ['a == "x"', /^Some value is equal; case counts/],
    ['a != "x"', /^No value is equal\. Also true when the field is missing\.$/],
    ['a == null', /^$/],
    ['a not in~ ("x")', /^No value is in the list, ignoring case; .* Also true when the field is missing\.$/],
    ['a : "x*"', /^Some value fits, ignoring case; \* is any run/],
    ['a regex "x"', /as a whole, and case counts/],
    ['startsWith(a, "x")', /starts with the prefix/],
    ['a', /^$/],
  ])('%s', (condition, words) => expect(reading(condition).meaning).toMatch(words));

  test('a group has no meaning of its own', () => expect(reading('a == 1 and b == 2', 1).meaning).toBe(''));
});

describe('the traps', () => {
  test.each<[string, number, readonly RegExp[]]>([
    ['a == "*.sh"', -1, [/`"\*\.sh"` is meant literally here/]],
    ['a in ("b", "c?")', -1, [/`"c\?"` is meant literally/]],
    ['a like "*.sh"', -1, []],
    ['not a > 5', 1, [/^Not the same as `a <= 5`: this is also true when/]],
    ['not a == "x"', 1, [/^Also true when the field is missing\.$/]],
    ['not (a == "x" and b == "y")', 1, []],
    ['a == "x" and a == "y"', -1, [/^Another clause tests `a`, too/]],
    ['a == "x" or a == "y"', -1, []],
    ['a == "x" and b == "y"', -1, []],
  ])('of %s (clause %i)', (condition, id, traps) => {
    const found = reading(condition, id).traps;
    expect(found).toHaveLength(traps.length);
    for (const [i, trap] of traps.entries()) expect(found[i]).toMatch(trap);
  });
});
