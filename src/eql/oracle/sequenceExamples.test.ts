/** The worked examples of eql.md 7.7 and 8, run by the engine and by the oracle. */
import { describe, expect, it } from 'vitest';
import type { JoinCase } from './generateSequences.ts';
import { joinedQueryOf, searchWithEngine, shownByOracle } from './joinedEngine.ts';
import { findSamples } from './sampleOracle.ts';
import { findSequences, judgeEvents } from './sequenceOracle.ts';

const REQUEST = {
  types: {
    '@timestamp': 'date',
    'event.category': 'keyword',
    k: 'keyword',
    v: 'integer',
    address: 'ip',
    'host.id': 'keyword',
    'agent.id': 'keyword',
  },
  mapping: 'closed',
  tiebreakerField: null,
  size: 100,
  resultPosition: 'tail',
  maxSamplesPerKey: 1,
} as const satisfies Omit<JoinCase, 'rule' | 'events'>;

/** Each line: what the engine and what the oracle find, as `["x"] 0 – 2`. */
function bothFind(rule: string, events: readonly object[]): { engine: readonly string[]; oracle: readonly string[] } {
  const given: JoinCase = { ...REQUEST, rule, events };
  const { problems, returned } = searchWithEngine(given);
  expect(problems).toEqual([]);
  const query = joinedQueryOf(rule);
  const judged = judgeEvents(query, events, given);
  const { returned: wanted } = query.kind === 'sequence' ? findSequences(judged) : findSamples(judged);
  return { engine: returned, oracle: wanted.map(shownByOracle) };
}

describe('sequences (7.7)', () => {
  const A = '[a where true]';
  const B = '[b where true]';
  const C = '[c where true]';
  const M = '![m where true]';
  const U = 'until [u where true]';

  /** In a stream `a/u1@2.5` is an event of categories a and u with key 1 at 2.5 seconds, `a{x,y}@0` one with two keys. */
  type Example = readonly [number: number, rule: string, stream: string, result: string];

  const EXAMPLES: readonly Example[] = [
    [1, `sequence ${A} ${B}`, 'a@0 a@1 b@2 b@3', '(1,2)'],
    [2, `sequence ${A} ${B}`, 'b@0 a@1', 'none'],
    [3, `sequence ${A} ${B}`, 'a@0 b@1 a@2 b@3', '(0,1) (2,3)'],
    [4, `sequence ${A} ${B} ${C}`, 'a@0 b@1 a@2 c@3 b@4 c@5', '(0,1,3) (2,4,5)'],
    [5, `sequence ${A} ${B} ${C}`, 'a@0 b@1 a@2 b@3 c@4', '(2,3,4)'],
    [6, `sequence ${A} ${A}`, 'a@0 a@1 a@2', '(0,1) (1,2)'],
    [7, `sequence with maxspan=5s ${A} ${B}`, 'a@0 b@5', '(0,5)'],
    [8, `sequence with maxspan=5s ${A} ${B}`, 'a@0 b@5.001', 'none'],
    [9, `sequence with maxspan=2s ${A} ${B}`, 'a@0 b@3 b@4', 'none'],
    [10, `sequence with maxspan=4s ${A} ${B} ${C}`, 'a@0 b@3 c@5', 'none'],
    [11, `sequence ${A} ${B} ${U}`, 'a@0 u@1 b@2', 'none'],
    [12, `sequence ${A} ${B} ${U}`, 'a@0 u@1 a@2 b@3', '(2,3)'],
    [13, `sequence ${A} ${B} ${U}`, 'a@0 b@1 u@2', '(0,1)'],
    [14, `sequence ${A} ${B} ${U}`, 'a/u@0 b@1', 'none'],
    [15, `sequence ${A} ${B} ${U}`, 'a@0 b/u@1', '(0,1)'],
    [16, `sequence by k ${A} ${B} ${U}`, 'a1@0 u2@1 b1@2', '1:(0,2)'],
    [17, `sequence ${A} with runs=3`, 'a@0 a@1 a@2 a@3 a@4', '(0,1,2) (1,2,3) (2,3,4)'],
    [18, `sequence ${A} ${B} with runs=2 ${C}`, 'a@0 b@1 c@2', 'none'],
    [19, `sequence by k ${A} ${B}`, 'a@0 b@1', 'none'],
    [20, `sequence by ?k ${A} ${B}`, 'a@0 b1@1 b@2', 'null:(0,2)'],
    [21, `sequence by k ${A} ${B}`, 'a{x,y}@0 b{y,z}@1', 'y:(0,1)'],
    [22, `sequence by k ${A} ${B}`, 'a{x,y}@0 a{x}@1 b{x}@2 b{y}@3', 'x:(1,2) y:(0,3)'],
    [23, `sequence by k ${A} ${B}`, 'a1@0 a2@1 b2@2 b1@3', '2:(1,2) 1:(0,3)'],
    [24, `sequence with maxspan=1m ${A} ${M} ${B}`, 'a@0 b@2', '(0,–,2)'],
    [25, `sequence with maxspan=1m ${A} ${M} ${B}`, 'a@0 m@1 b@2', 'none'],
    [26, `sequence with maxspan=1m ${A} ${M} ${B}`, 'a@0 m@0 b@2', '(0,–,2)'],
    [27, `sequence with maxspan=1m ${A} ${M} ${B}`, 'm@0 a@1 b@2 m@3', '(1,–,2)'],
    [28, `sequence with maxspan=10s ${A} ${M}`, 'a@0 m@10', 'none'],
    [29, `sequence with maxspan=10s ${A} ${M}`, 'a@0 m@10.001', '(0,–)'],
    [30, `sequence with maxspan=10s ${A} ${B} ${M}`, 'a@0 b@6 m@12', '(0,6,–)'],
    [31, `sequence with maxspan=10s ${M} ${B}`, 'm@0 b@10', 'none'],
    [32, `sequence with maxspan=10s ${M} ${A} ${B}`, 'm@0 a@5 b@11', '(–,5,11)'],
    [33, `sequence with maxspan=10s ${M} ${B} ![n where true]`, 'm@0 b@3 n@9', 'none'],
    [34, `sequence with maxspan=10s ${M} ${B} ![n where true]`, 'm@0 b@3 n@11', '(–,3,–)'],
    [35, `sequence with maxspan=10s ${M} ${B} ![n where true]`, 'm@0 b@2', '(–,2,–)'],
  ];

  interface Token {
    readonly second: string;
    readonly event: object;
  }

  function readToken(token: string): Token {
    const { categories, key, list, second } =
      /^(?<categories>[a-z/]+)(?<key>\d*)(\{(?<list>.*)\})?@(?<second>.*)$/.exec(token)!.groups as Record<
        string,
        string | undefined
      >;
    const keys = list === undefined ? (key === '' ? undefined : key) : list.split(',');
    const event = {
      '@timestamp': Date.UTC(2025, 2, 1) + Math.round(Number(second) * 1000),
      'event.category': categories!.split('/'),
      ...(keys === undefined ? {} : { k: keys }),
    };
    return { second: second!, event };
  }

  /** `["x"] 0 – 2`, where numbers are places in the stream, as `x:(0,–,2)`, where they are seconds. */
  function inSeconds(line: string, tokens: readonly Token[]): string {
    const [, keys, rows] = /^\[(.*)\] (.*)$/.exec(line)!;
    const seconds = rows!.split(' ').map((row) => (row === '–' ? row : tokens[Number(row)]!.second));
    return `${keys === '' ? '' : `${keys!.replaceAll('"', '')}:`}(${seconds.join(',')})`;
  }

  it.each(EXAMPLES)('%i: %s on %s gives %s', (_number, rule, stream, result) => {
    const tokens = stream.split(' ').map(readToken);
    const { engine, oracle } = bothFind(
      rule,
      tokens.map(({ event }) => event),
    );
    const shown = (lines: readonly string[]): string =>
      lines.map((line) => inSeconds(line, tokens)).join(' ') || 'none';
    expect(shown(oracle)).toBe(result);
    expect(shown(engine)).toBe(result);
  });
});

describe('samples (8)', () => {
  const A = { 'event.category': 'a' };
  const B = { 'event.category': 'b' };
  type Example = readonly [number: number, rule: string, events: Readonly<Record<string, object>>, result: string];

  /** Events have names, and the result names them. */
  const EXAMPLES: readonly Example[] = [
    [1, 'sample by k [a where true] [b where true]', { b1: { ...B, k: '1' }, a1: { ...A, k: '1' } }, '(a1, b1)'],
    [
      2,
      'sample by k [a where true] [b where true]',
      {
        a1: { ...A, k: '1' },
        "a1'": { ...A, k: '1' },
        b1: { ...B, k: '1' },
        a2: { ...A, k: '2' },
        b2: { ...B, k: '2' },
      },
      '(a1, b1) (a2, b2)',
    ],
    [3, 'sample by k [a where true] [b where true]', { a1: { ...A, k: '1' }, b2: { ...B, k: '2' } }, 'none'],
    [4, 'sample by k [any where true] [any where true]', { e1: { ...A, k: '1' } }, 'none'],
    [
      5,
      'sample by k [any where v >= 1] [any where v == 1]',
      { e1: { ...A, k: '1', v: 1 }, e2: { ...A, k: '1', v: 2 } },
      '(e2, e1)',
    ],
    [
      6,
      'sample [a where true] by host.id [b where true] by agent.id',
      { a: { ...A, 'host.id': 'k' }, b: { ...B, 'agent.id': 'k' } },
      '(a, b)',
    ],
  ];

  it.each(EXAMPLES)('%i: %s on %o gives %s', (_number, rule, named, result) => {
    const names = Object.keys(named);
    const { engine, oracle } = bothFind(rule, Object.values(named));
    const shown = (lines: readonly string[]): string =>
      lines
        .map((line) => line.replace(/^.*\] /, ''))
        .map(
          (rows) =>
            `(${rows
              .split(' ')
              .map((row) => names[Number(row)])
              .join(', ')})`,
        )
        .join(' ') || 'none';
    expect(shown(oracle)).toBe(result);
    expect(shown(engine)).toBe(result);
  });
});

describe('keys of one event come in the order of their type', () => {
  const event = (category: string, at: number): object => ({
    '@timestamp': at,
    'event.category': category,
    address: ['10.0.0.1', '9.0.0.1'],
  });
  const events = [event('a', 1), event('b', 2)];

  // A frozen case: they were ordered as text.
  it.each(['sequence', 'sample'])('of a %s: addresses by value, not as text', (kind) => {
    const { engine, oracle } = bothFind(`${kind} by address [a where true] [b where true]`, events);
    expect(oracle).toEqual(['["9.0.0.1"] 0 1', '["10.0.0.1"] 0 1']);
    expect(engine).toEqual(oracle);
  });
});
