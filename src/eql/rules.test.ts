/**
 * The numbered rules of `docs/eql.md`, each with examples. An event is written as `category key=value …`, a value as
 * JSON or a bare word; what comes out is the places of the events, of all sequences one after the other, or `error`
 * with a part of the message. A rule without an example, or an example of no rule, fails the last test.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runRule } from '../cli/session.ts';
import { createDataset } from '../events/index.ts';
import { DEFAULT_SEARCH } from './index.ts';

type Example = readonly [rule: string, query: string, events: string, expected: string];

const PROCESS = 'p a=x n=1; p a=["x","y"] n=[1,9]; p n=null; q a=X';

const EXAMPLES: readonly Example[] = [
  ['L1', 'p where true AND true', PROCESS, 'error 1:14'],
  ['L2', 'p where a.sequence == 1', PROCESS, 'error 1:11'],
  ['L2', 'p where a.`sequence` == 1', 'p a.sequence=1', '0'],
  ['L3', 'p where a == "q\\"\\u{e9}"', 'p a="q\\"é"', '0'],
  ['L3', "p where a == 'x'", PROCESS, 'error Use double quotes'],
  ['L4', 'p where n == 9007199254740993', 'p n=9007199254740993; p n=9007199254740992', '0'],
  ['L5', 'p where /* a /* b */ c */ true // d', PROCESS, '0 1 2'],
  ['L6', 'p where ?nowhere == null', PROCESS, '0 1 2'],
  ['S1', 'any where true', PROCESS, '0 1 2 3'],
  ['S2', 'p where n == 1 or n == 9 and a == "z"', PROCESS, '0 1'],
  ['S3', 'p where a not like "x"', PROCESS, 'error 1:15'],
  ['S4', 'any where true | tail 3 | head 1', PROCESS, '1'],
  ['E1', 'p where a == null', 'p a=[]; p a=null; p b=1; p a=""', '0 1 2'],
  ['E2', 'p where n - n == 8', PROCESS, '1'],
  ['E3', 'p where not a : "*"', PROCESS, '2'],
  ['E4', 'p where a != "y"', PROCESS, '0 2'],
  ['E5', 'p where a == "x" and a == "y"', PROCESS, '1'],
  ['E6', 'p where length(a) == null', PROCESS, '2'],
  ['E7', 'p where null or a == "y"', PROCESS, '1'],
  ['E7', 'p where not (null and a == "y")', PROCESS, ''],
  ['E8', 'p where (n > 5) == null', PROCESS, '2'],
  ['E8', 'p where (a == "y") == false', PROCESS, '0 2'],
  ['O1', 'any where a == "X"', PROCESS, '3'],
  ['O1', 'any where a in~ ("X*", "X")', PROCESS, '0 1 3'],
  ['O2', 'any where a : "?"', PROCESS, '0 1 3'],
  ['O2', 'any where a like "X*"', PROCESS, '3'],
  ['O3', 'any where a regex "[x-y]"', PROCESS, '0 1'],
  ['O3', 'any where a regex~ "x&~y"', PROCESS, '0 1 3'],
  ['O4', 'p where a > "b"', 'p a="B"; p a="c"', '1'],
  ['O5', 'p where a == 5 and n == "7"', 'p a="5" n=7', '0'],
  ['O6', 'p where n / 2 == -3 and n % 3 == -1', 'p n=-7', '0'],
  ['O6', 'p where n / 0 == 1', PROCESS, 'error by zero'],
  ['F1', 'any where startsWith~(a, "X") and not startsWith(a, "X")', PROCESS, '0 1'],
  ['F1', 'p where length~(a) == 1', PROCESS, 'error does not support case'],
  ['F2', 'p where length(a) == 2', 'p a=["abc","de"]; p a=["x","y"]', '0'],
  ['F3', 'p where indexOf(a, "z") == null and between(a, "<", ">") == ""', PROCESS, '0 1'],
  ['F4', 'p where number(a) == 1', PROCESS, 'error Unable to convert [x]'],
  ['F4', 'p where n == 5 and number(a) == 1', PROCESS, ''],
  ['Q1', 'sequence [p where n == 1] [q where true]', PROCESS, '1 3'],
  ['Q2', 'sequence [p where true] [q where true]', 'q @timestamp=2; p @timestamp=1; p', '1 0'],
  ['Q3', 'sequence [p where true] with runs=2', PROCESS, '0 1 1 2'],
  ['Q4', 'sequence with maxspan=2ms [p where true] [q where true]', 'p @timestamp=1; q @timestamp=3', '0 1'],
  ['Q4', 'sequence with maxspan=1ms [p where true] [q where true]', 'p @timestamp=1; q @timestamp=3', ''],
  ['Q5', 'sequence [p where true] [q where true] until [u where true]', 'p; u; q', ''],
  ['Q6', 'sequence by k [p where true] [q where true]', 'p k=["a","b"]; q k=b; q; p', '0 1'],
  ['Q6', 'sequence by ?k [p where true] [q where true]', 'p; q k=b; q', '0 2'],
  ['Q7', 'sequence with maxspan=1m [p where true] ![m where true] [q where true]', 'p; m; q; p; q', '3 null 4'],
  ['Q8', 'sequence by k [p where true] [q where true]', 'p k=1; p k=2; q k=2; q k=1', '1 2 0 3'],
  ['M1', 'sample by k [q where true] [p where true]', 'p k=1; q k=1; q k=2', '1 0'],
  ['M2', 'sample by k [p where true] [q where true]', 'p k=2; q k=2; p k=1; q k=1', '2 3 0 1'],
  ['X1', 'p where frobnicate(a)', PROCESS, 'error 1:9: Unknown function [frobnicate]'],
  ['X2', 'p where wildcard(a) and match(a)', PROCESS, 'error Found 2 problems'],
  ['X3', 'p where a == "y" or number(a) == 1', 'p a=["1","y"]; p a=z', 'error Unable to convert [z]'],
  ['X4', `p where ${'('.repeat(300)}true`, PROCESS, 'error statement is too large'],
  ['T1', 'p where message == "a"', 'p message=a', 'error cannot operate on first argument field of data type [text]'],
  ['T2', 'p where process.pid : "1"', 'p process.pid=1', 'error must be [string]'],
  ['T2', 'p where mine : "1"', 'p mine=1', ''],
  ['T3', 'p where true', 'p process.pid=abc; p process.pid=1', '1'],
  ['T4', 'p where nowhere != "x"', PROCESS, '0 1 2'],
];

function readEvent(text: string, place: number): string {
  const [category = '', ...pairs] = text.trim().split(/ (?=[\w.@]+=)/);
  const fields = pairs.map((pair) => {
    const [key, value = ''] = pair.split(/=(.*)/s);
    const isJson = /^(?:[["]|-?\d|null$)/.test(value);
    return `${JSON.stringify(key)}:${isJson ? value : JSON.stringify(value)}`;
  });
  const time = pairs.some((pair) => pair.startsWith('@timestamp')) ? [] : [`"@timestamp":${1000 + place}`];
  return `{${[`"event.category":${JSON.stringify(category)}`, ...time, ...fields].join(',')}}`;
}

function outcome(query: string, events: string): string {
  const dataset = createDataset();
  dataset.append(events.split(';').map((event, place) => ({ text: readEvent(event, place) })));
  const run = runRule(query, dataset, DEFAULT_SEARCH);
  if (!run.ok) return `error ${run.error.reason}`;
  const { rule, result } = run.session;
  const rows = rule.join === null ? result.events : result.joined.flatMap((found) => found.rows);
  return rows.map(String).join(' ');
}

describe('the rules of docs/eql.md', () => {
  test.each(EXAMPLES)('%s: %s', (_rule, query, events, expected) => {
    const got = outcome(query, events);
    if (expected.startsWith('error ')) expect(got).toContain(expected.slice('error '.length));
    else expect(got).toBe(expected);
  });

  test('each has an example, and each example a rule', () => {
    const docs = readFileSync(new URL('../../docs/eql.md', import.meta.url), 'utf8');
    const rules = [...docs.matchAll(/^\* \*\*([A-Z]\d+)\*\*/gm)].map(([, rule]) => rule!);
    expect([...new Set(EXAMPLES.map(([rule]) => rule))].toSorted()).toEqual(rules.toSorted());
  });
});
