import { describe, expect, test } from 'vitest';
import type { Scalar } from '../check/types.ts';
import { clausesOf } from '../syntax/clauses.ts';
import { parse } from '../syntax/parser.ts';
import { obstacleOf } from './obstacle.ts';

function words(condition: string, isTrue: boolean, values: Readonly<Record<string, readonly Scalar[]>>): string {
  const clauses = clausesOf(parse(`process where ${condition}`).query, 'event.category');
  const { there, wanted } = obstacleOf(clauses.at(-1)!, isTrue, (path) => values[path] ?? []);
  return `${there}; ${wanted}`;
}

describe('what keeps an event out', () => {
  test.each<[string, Record<string, readonly Scalar[]>, string]>([
    ['interactive == true', { interactive: [false] }, '`interactive` is `false`; wanted `true`'],
    ['args in ("-i", "-it")', { args: ['bash'] }, '`args` is `"bash"`; none of `"-i"`, `"-it"`'],
    ['args in ("-i", "-it")', { args: ['bash', '-l'] }, '`args` holds `["bash", "-l"]`; none of `"-i"`, `"-it"`'],
    ['args in ("-i", "-it")', {}, '`args` is missing; wanted one of `"-i"`, `"-it"`'],
    ['args in~ ("-i")', { args: ['bash'] }, '`args` is `"bash"`; none is `"-i"`, whatever the case'],
    ['not_args not in ("a")', { not_args: ['a'] }, '`not_args` is `"a"`; must be none of `"a"`'],
    ['name != "bash"', { name: ['bash'] }, '`name` is `"bash"`; wanted anything but `"bash"`'],
    ['pid > 5', { pid: [3n] }, '`pid` is `3`; wanted `> 5`'],
    ['name : "ba*"', { name: ['sh'] }, '`name` is `"sh"`; none fits `"ba*"`, whatever the case'],
    ['name like ("ba*", "z*")', {}, '`name` is missing; wanted one that fits `"ba*"`, `"z*"`'],
    ['name == null', { name: ['sh'] }, '`name` is `"sh"`; wanted no value'],
    ['name != null', {}, '`name` is missing; wanted any value'],
    ['false', {}, '`false` reads no field; it is the same on every event'],
    ['interactive', {}, '`interactive` is missing; wanted `true`'],
    ['a == b', { a: ['x'], b: ['y'] }, '`a` is `"x"`, `b` is `"y"`; wanted `a == b`'],
    ['startsWith(a, "x")', { a: ['y'] }, '`a` is `"y"`; wanted `startsWith(a, "x")`'],
    ['length(a) > 3', { a: ['y'] }, '`a` is `"y"`; wanted `length(a) > 3`'],
    ['length(a) in (3, 4)', { a: ['y'] }, '`a` is `"y"`; wanted `length(a) in (3, 4)`'],
    ['5 < pid', { pid: [3n] }, '`pid` is `3`; wanted `5 < pid`'],
    ['n in (1, 2, 3, 4, 5, 6, 7, 8)', { n: [9n] }, '`n` is `9`; none of `1`, `2`, `3`, `4`, `5`, `6` and 2 more'],
    ['n == 0', { n: [1n, 2n, 3n, 4n, 5n, 6n, 7n] }, '`n` holds `[1, 2, 3, 4, 5, 6, …]` (7 values); wanted `0`'],
  ])('%s', (condition, values, expected) => expect(words(condition, false, values)).toBe(expected));
});

describe('below a `not`, what should not be', () => {
  test.each<[string, Record<string, readonly Scalar[]>, string]>([
    ['args in ("-i")', { args: ['-i'] }, '`args` is `"-i"`; must be none of `"-i"`'],
    ['name like "b*"', { name: ['bash'] }, '`name` is `"bash"`; must not fit `"b*"`'],
    ['name == null', {}, '`name` is missing; wanted a value'],
    ['b', { b: [true] }, '`b` is `true`; must not be `true`'],
    ['pid > 5', { pid: [9n] }, '`pid` is `9`; must not be `> 5`'],
    ['name == "sh"', { name: ['sh'] }, '`name` is `"sh"`; must not be `"sh"`'],
    ['name != "sh"', {}, '`name` is missing; wanted `"sh"`'],
    ['name not in ("sh", "ash")', { name: ['ls'] }, '`name` is `"ls"`; wanted one of `"sh"`, `"ash"`'],
    ['startsWith(a, "x")', { a: ['xy'] }, '`a` is `"xy"`; must not hold: `startsWith(a, "x")`'],
  ])('%s', (condition, values, expected) => expect(words(condition, true, values)).toBe(expected));
});
