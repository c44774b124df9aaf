import { expect, test } from 'vitest';
import { clausesOf } from '../eql/syntax/clauses.ts';
import { parse } from '../eql/syntax/parser.ts';
import { type AskedField, entryCondition, fieldCondition, literalOf } from './conditions.ts';

test.each<[AskedField, string, string]>([
  [{ path: 'process.name', test: 'is', literal: '"bash"' }, '?process.name == "bash"', 'process.name is "bash"'],
  [{ path: 'a.b-c', test: 'is not', literal: '5' }, '?a.`b-c` != 5', 'a.b-c is not 5'],
  [{ path: 'a', test: 'is like', literal: '"b*"' }, '?a : "b*"', 'a is like "b*"'],
  [{ path: 'a', test: 'is missing' }, '?a == null', 'a is missing'],
  [{ path: 'a', test: 'has a value' }, '?a != null', 'a has a value'],
])('%j is the condition %s', (asked, condition, words) => expect(fieldCondition(asked)).toEqual({ condition, words }));

test.each([
  ['bash', 'keyword', '"bash"'],
  ['5', 'keyword', '"5"'],
  ['5', 'long', '5'],
  ['-1.50', 'double', '-1.50'],
  ['5e3', 'double', '"5e3"'],
  ['true', 'boolean', 'true'],
  ['true', 'keyword', '"true"'],
  ['say "hi"\\', 'unknown', '"say \\"hi\\"\\\\"'],
  ['10.0.0.1', 'ip', '"10.0.0.1"'],
])('%s of type %s is written %s', (text, type, literal) => expect(literalOf(text, type)).toBe(literal));

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
  expect(entryCondition(clause, { from, to: from + entry.length })?.condition ?? null).toBe(condition);
});
