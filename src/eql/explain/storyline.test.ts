import { describe, expect, test } from 'vitest';
import { searchStream } from '../oracle/streams.ts';
import { contrasted } from './keyTexts.ts';
import { type Band, type Lane, type Storyline, STORYLINE_LIMITS, storylineOf } from './storyline.ts';

interface Shown {
  readonly line: Storyline;
  readonly nameOf: (row: number) => string;
}

function storyline(query: string, stream: string, around: string | null = null, limits = STORYLINE_LIMITS): Shown {
  const { names, rule, result, context } = searchStream(query, stream);
  const row = around === null ? null : names.indexOf(around);
  return { line: storylineOf(rule, result, context, row, limits)!, nameOf: context.nameOf };
}

function laneText({ keys, marks, bands }: Lane, nameOf: Shown['nameOf']): string {
  const bandText = ({ events, words }: Band): string => `${events.map(({ row }) => nameOf(row)).join('—')}: ${words}`;
  return [
    `${keys.join(' ')} | ${marks.map(({ row, fits }) => `${nameOf(row)}(${fits.join()})`).join(' ')}`,
    ...bands.map(bandText),
  ].join('\n');
}

const PAIR = 'sequence by k with maxspan=5s [a where true] [b where true] until [u where true]';

describe('lanes of a sequence', () => {
  test.each<[what: string, query: string, stream: string, lanes: readonly string[]]>([
    ['a complete one', PAIR, 'a1@0 b1@4.2', ['1 | a1@0(0) b1@4.2(1)\na1@0—b1@4.2: Complete in 4.2 s.']],
    [
      'in the order of how far they came',
      PAIR,
      'b3@0 a2@1 a1@2 b1@3',
      [
        '1 | a1@2(0) b1@3(1)\na1@2—b1@3: Complete in 1 s.',
        '3 | b3@0(1)',
        '2 | a2@1(0)\na2@1: Waits for stage 2: no later event with the same keys fits.',
      ],
    ],
    [
      'several candidates of one key',
      PAIR,
      'a1@0 a1@1 b1@2 u1@3 a1@4 b1@30',
      [
        [
          '1 | a1@0(0) a1@1(0) b1@2(1) u1@3(2) a1@4(0) b1@30(1)',
          'a1@0: A newer event took its place before stage 2 came: a1@1.',
          'a1@1—b1@2: Complete in 1 s.',
          'a1@4: Stage 2 (b1@30) came 21 s after maxspan.',
        ].join('\n'),
      ],
    ],
    [
      'an event with two keys in both lanes',
      PAIR,
      'a{1,2}@0 b2@1',
      [
        '2 | a{1,2}@0(0) b2@1(1)\na{1,2}@0—b2@1: Complete in 1 s.',
        '1 | a{1,2}@0(0)\na{1,2}@0: Waits for stage 2: no later event with the same keys fits.',
      ],
    ],
    [
      'an event that fits two filters, once',
      PAIR,
      'a/u1@0 b1@1',
      ['1 | a/u1@0(0,2) b1@1(1)\na/u1@0: Ended by until at 00:00:00: a/u1@0.'],
    ],
    [
      'a forbidden event',
      'sequence with maxspan=1m [a where true] ![m where true] [b where true]',
      'a@0 m@1 b@2',
      [' | a@0(0) m@1(1) b@2(2)\na@0—b@2: A missing-event term forbids it: m@1 occurred at 00:00:01.'],
    ],
  ])('%s', (_what, query, stream, lanes) => {
    const { line, nameOf } = storyline(query, stream);
    expect(line.lanes.map((lane) => laneText(lane, nameOf))).toEqual(lanes);
  });

  test('say what each filter is', () => {
    const { line } = storyline(PAIR, 'a1@0');
    expect(line.filters.map(({ name, kind }) => [name, kind])).toEqual([
      ['stage 1', 'stage'],
      ['stage 2', 'stage'],
      ['until', 'until'],
    ]);
    expect([line.keyNames, line.maxspan]).toEqual([['k'], 5000]);
  });

  test('leave out what no lane sees, and count it', () => {
    const { line } = storyline(PAIR, 'a1@0 a@1 b@2');
    expect([line.eventCount, line.unseenCount, line.laneCount]).toEqual([3, 2, 1]);
  });

  test('name the event that came instead, in this lane or another', () => {
    const by = (stream: string) => {
      const { line, nameOf } = storyline(PAIR, stream);
      const cause = line.lanes.flatMap(({ bands }) => bands)[0]!.by;
      return cause === null ? null : [nameOf(cause.row), cause.isOfLane];
    };
    expect(by('a1@0')).toBeNull();
    expect(by('a1@0 b1@9')).toEqual(['b1@9', true]);
    expect(by('a1@0 b2@2')).toEqual(['b2@2', false]);
  });
});

describe('a storyline is bounded', () => {
  const stream = Array.from({ length: 60 }, (_, i) => `${i % 2 === 0 ? 'a' : 'b'}1@${i}`).join(' ');

  test('to the first lanes, and those of the row that is asked for', () => {
    const keys = (around: string | null) => {
      const { line } = storyline(PAIR, 'a1@0 a2@1 a3@2 a4@3', around, { lanes: 2, marks: 100 });
      return [...line.lanes.map((lane) => lane.keys[0]), line.laneCount];
    };
    expect(keys(null)).toEqual(['1', '2', 4]);
    expect(keys('a4@3')).toEqual(['1', '2', '4', 4]);
  });

  test('to the first marks of a lane, or those around the row', () => {
    const shown = (around: string | null) => {
      const { line, nameOf } = storyline(PAIR, stream, around, { lanes: 10, marks: 1 });
      const { marks, markCount, bands, bandCount } = line.lanes[0]!;
      return [nameOf(marks[0]!.row), nameOf(marks.at(-1)!.row), marks.length, markCount, bands.length, bandCount];
    };
    expect(shown(null)).toEqual(['a1@0', 'b1@19', 20, 60, 10, 30]);
    expect(shown('a1@40')).toEqual(['a1@30', 'b1@49', 20, 60, 10, 30]);
  });
});

describe('lanes of a sample', () => {
  const SAMPLE = 'sample by k [a where true] [b where true]';

  test('say which filters a key lacks', () => {
    const { line, nameOf } = storyline(SAMPLE, 'b1@0 a2@1 b2@2 a2@3');
    expect(line.lanes.map((lane) => [laneText(lane, nameOf), lane.lacking, lane.completeCount])).toEqual([
      ['2 | a2@1(0) b2@2(1) a2@3(0)\na2@1—b2@2: Complete.', [], 1],
      ['1 | b1@0(1)', [0], 0],
    ]);
  });

  test('has all filters and is still none, when one event fits both', () => {
    const { line } = storyline(SAMPLE, 'a/b1@0');
    expect([line.lanes[0]!.lacking, line.lanes[0]!.completeCount]).toEqual([[], 0]);
  });
});

test('an event query has no storyline', () => {
  const { rule, result, context } = searchStream('a where true', 'a1@0');
  expect(storylineOf(rule, result, context)).toBeNull();
});

test.each([
  ['ab', 'cd', '"ab"', '"cd"'],
  ['ab', null, '"ab"', 'no value'],
  [`${'0'.repeat(60)}1_4242`, `${'0'.repeat(60)}2_4242`, '"…00001_4242"', '"…00002_4242"'],
  ['x'.repeat(40), 'y', `"${'x'.repeat(23)}…"`, '"y"'],
])('keys %j and %j differ as %s and %s', (one, other, here, there) => {
  expect(contrasted(one, other)).toEqual([here, there]);
});
