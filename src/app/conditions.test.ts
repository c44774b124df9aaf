import { expect, test } from 'vitest';
import { clausesOf } from '../eql/syntax/clauses.ts';
import { parse } from '../eql/syntax/parser.ts';
import { entryCondition, valueCondition } from './conditions.ts';

test.each([
  ['process.name', '"bash"', '?process.name == "bash"'],
  ['a.b-c', '5', '?a.`b-c` == 5'],
])('some value of %s is %s', (path, literal, condition) => expect(valueCondition(path, literal)).toBe(condition));

test.each<[string, string, string | null]>([
  ['args in ("-i", "-it")', '"-it"', 'args in ("-it")'],
  ['args not in ("-i", "-it")', '"-i"', 'args in ("-i")'],
  ['args in~ ("-i", "-it")', '"-i"', 'args in~ ("-i")'],
  ['name like ("b*", "z*")', '"z*"', 'name like "z*"'],
  ['name : ("b*", "z*")', '"b*"', 'name : "b*"'],
  ['name == "b"', '"b"', null],
])('%s with the entry %s alone', (text, entry, condition) => {
  const query = `any where ${text}`;
  const clause = clausesOf(parse(query).query, 'event.category').at(-1)!;
  const from = query.indexOf(entry);
  expect(entryCondition(clause, { from, to: from + entry.length })).toBe(condition);
});
