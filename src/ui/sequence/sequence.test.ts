import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packTexts } from '../../text/packed.ts';
import type { Storyline } from '../../worker/protocol.ts';
import { type LaneLayout, layLane, MARK, MARGIN, NEXT_LOOSE } from './laneLayout.ts';
import { deedsOf, fitsOf, laneSummary, laneTitles, leftOut, markName, markText } from './storyWords.ts';
import { fittingPixels, TimeScale } from './timeScale.ts';
import { basePixels, scaleBar, shownTimes } from './zoom.ts';

type Lane = Storyline['lanes'][number];
type Band = Lane['bands'][number];

const filters: Storyline['filters'] = [
  { clause: 1, name: 'stage 1', kind: 'stage' },
  { clause: 2, name: 'stage 2', kind: 'stage' },
  { clause: 3, name: 'until', kind: 'until' },
];

const second = 1000;

/** A lane with one event a second, of the stages given: row 0 is the first. */
function laneOf(stages: readonly number[], bands: readonly Band[]): Lane {
  return {
    keys: ['c1'],
    marks: stages.map((filter, row) => ({ row, time: row * second, fits: [filter] })),
    markCount: stages.length,
    bands,
    bandCount: bands.length,
    completeCount: bands.filter(({ ending }) => ending === 'completed').length,
    lacking: [],
  };
}

function bandOf(ending: Band['ending'], rows: readonly number[], by: Band['by'] = null): Band {
  const events = rows.map((row, filter) => ({ row, filter }));
  return { events, ending, awaited: rows.length < 2 ? rows.length : null, by, words: `${ending}.` };
}

function lineOf(lanes: readonly Lane[], rest: Partial<Storyline> = {}): Storyline {
  return {
    kind: 'sequence',
    filters,
    keyNames: ['container.id'],
    maxspan: 5 * second,
    lanes,
    laneCount: lanes.length,
    eventCount: 0,
    unseenCount: 0,
    ...rest,
  };
}

describe('the scale of time', () => {
  const scale = new TimeScale([0, second, 2 * second, 3_600_000, 3_601_000], 0.04);

  test('is even where something happens, and folded where nothing does', () => {
    expect([0, second, 2 * second].map((time) => scale.x(time))).toEqual([0, 40, 80]);
    expect(scale.folds).toEqual([{ from: 2 * second, to: 3_600_000, x: 80, width: 64 }]);
    expect([scale.x(3_600_000), scale.x(3_601_000), scale.width]).toEqual([144, 184, 184]);
  });

  test('writes times where a stretch begins, none close to another', () => {
    expect(scale.ticks().map(({ x, time }) => [x, time])).toEqual([
      [0, 0],
      [144, 3_600_000],
    ]);
  });

  test('runs both ways', () => {
    const times = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 2, maxLength: 30 });
    const property = fc.property(times, fc.double({ min: 0.0001, max: 10, noNaN: true }), (given, pixels) => {
      const drawn = new TimeScale(given, pixels);
      const xs = given.toSorted((a, b) => a - b).map((time) => drawn.x(time));
      expect(xs).toEqual(xs.toSorted((a, b) => a - b));
      for (const time of given) expect(drawn.time(drawn.x(time))).toBeCloseTo(time, 3);
      const ticks = drawn.ticks().map(({ x }) => x);
      for (const [i, x] of ticks.entries()) if (i > 0) expect(x - ticks[i - 1]!).toBeGreaterThanOrEqual(96);
    });
    fc.assert(property, { seed: 20_260_712, numRuns: 200 });
  });

  test('fits a width by halving', () => {
    const times = [0, 10_000, 20_000, 50_000_000];
    const fitting = fittingPixels(times, 1, 400);
    expect(new TimeScale(times, fitting).width).toBeLessThanOrEqual(400);
    expect(new TimeScale(times, fitting * 2).width).toBeGreaterThan(new TimeScale(times, fitting).width - 1);
    expect(fittingPixels([5, 5], 1, 400)).toBe(1);
  });

  test('begins so that maxspan has a readable length', () => {
    const lane = laneOf([0, 1, 0], [bandOf('expired', [0], { row: 1, time: second, isOfLane: true })]);
    expect(basePixels(lineOf([lane]))).toBe(160 / (5 * second));
    expect(basePixels(lineOf([lane], { maxspan: null }))).toBe(72 / second);
    expect(shownTimes(lineOf([lane]))).toEqual([0, second, 2 * second, second, 5 * second]);
  });

  test.each([
    [5 * second, 160 / (5 * second), 5 * second, true],
    [5 * second, 1 / second, 120_000, false],
    [60_000, 1, 100, false],
    [null, 0.04, 2 * second, false],
  ])('with maxspan %j at %j pixels has a bar of %d ms', (maxspan, pixels, milliseconds, isMaxspan) => {
    expect(scaleBar(maxspan, pixels)).toEqual({ milliseconds, isMaxspan });
  });
});

describe('a lane', () => {
  const scale = (lane: Lane) => new TimeScale(shownTimes(lineOf([lane])), 0.04);
  const laid = (lane: Lane) => layLane(lane, lineOf([lane]), scale(lane));

  test('has its bands in one track while they follow each other', () => {
    const { bands, marks, hidden } = laid(
      laneOf([0, 1, 0, 1], [bandOf('completed', [0, 1]), bandOf('completed', [2, 3])]),
    );
    expect(bands.map(({ track, x, end }) => [track, x - MARGIN, end - MARGIN])).toEqual([
      [0, 0, 40],
      [0, 80, 120],
    ]);
    expect(marks.map(({ rows, look }) => [rows, look])).toEqual([0, 1, 2, 3].map((row) => [[row], 'complete']));
    expect(hidden).toBe(0);
  });

  test('shows what came too late beside where maxspan ended', () => {
    const lane = laneOf(
      [0, 0, 0, 0, 0, 0, 0, 1],
      [bandOf('expired', [0], { row: 7, time: 7 * second, isOfLane: true })],
    );
    const [band] = laid(lane).bands;
    expect(band).toMatchObject({ limit: MARGIN + 200, tail: MARGIN + 280 });
    expect(laid(lane).marks.find(({ rows }) => rows[0] === 7)).toMatchObject({ look: 'cause', filters: [1] });
  });

  test('shows the event of another key where it would have been', () => {
    const lane = laneOf([0], [bandOf('waiting', [0], { row: 9, time: 2 * second, isOfLane: false })]);
    expect(laid(lane).marks).toMatchObject([
      { rows: [0], look: 'partial' },
      { rows: [9], look: 'ghost', x: MARGIN + 80 },
    ]);
  });

  test('has one mark for loose events too close to tell apart', () => {
    const lane = { ...laneOf([], []), marks: [0, 1, 2, 900].map((time, row) => ({ row, time, fits: [1] })) };
    expect(laid(lane).marks.map(({ rows }) => rows)).toEqual([[0, 1, 2], [3]]);
    expect(laid(lane).marks.map((mark) => markText(mark, filters))).toEqual(['×3', '2']);
  });

  test('covers nothing, whatever happens in it', () => {
    const endings = fc.constantFrom<Band['ending']>('completed', 'replaced', 'expired', 'until', 'waiting');
    const anyBand = fc.record({ ending: endings, start: fc.nat(60), length: fc.nat(20), wait: fc.nat(30) });
    const property = fc.property(
      fc.array(anyBand, { maxLength: 40 }),
      fc.constantFrom(0.001, 0.04, 0.5),
      (drawn, pixels) => {
        const ordered = drawn.toSorted((a, b) => a.start - b.start);
        const bands = ordered.map(({ ending, start, length, wait }): Band => {
          const rows = ending === 'completed' ? [start, start + length + 1] : [start];
          const last = rows.at(-1)!;
          const isCaused = ending === 'expired' || ending === 'replaced' || ending === 'until';
          return bandOf(
            ending,
            rows,
            isCaused ? { row: last + wait, time: (last + wait) * second, isOfLane: true } : null,
          );
        });
        const lane = laneOf(
          Array.from({ length: 120 }, (_, row) => (row % 5 === 0 ? 2 : row % 2)),
          bands,
        );
        const layout = layLane(lane, lineOf([lane]), new TimeScale(shownTimes(lineOf([lane])), pixels));
        expect(layout.bands.length + layout.hidden).toBe(bands.length);
        expect(overlaps(layout)).toEqual([]);
      },
    );
    fc.assert(property, { seed: 20_260_713, numRuns: 200 });
  });
});

/** Marks and words of one track that cover each other. */
function overlaps({ marks, bands }: LaneLayout): readonly string[] {
  const taken = [
    ...marks.map(({ track, x, look }) => {
      const half = (look === 'loose' ? NEXT_LOOSE : MARK) / 2;
      return { track, from: x - half, to: x + half };
    }),
    ...bands.flatMap(({ track, label }) => (label === null ? [] : { track, from: label.x, to: label.x + label.width })),
  ].toSorted((a, b) => a.track - b.track || a.from - b.from);
  return taken.flatMap((item, i) => {
    const before = taken[i - 1];
    return before !== undefined && before.track === item.track && before.to > item.from + 0.001
      ? [`${before.from}–${before.to} and ${item.from}–${item.to}`]
      : [];
  });
}

describe('a storyline in words', () => {
  const ids = [{ from: 0, ids: packTexts(['e0', 'e1']) }];
  const late = {
    ...bandOf('expired', [0], { row: 1, time: second, isOfLane: true }),
    words: 'Stage 2 (e1) came too late.',
  };
  const lane = laneOf([0, 1, 1], [late]);
  const line = lineOf([lane]);

  test('says what an event fits and what it did', () => {
    expect(fitsOf(0, line)).toEqual(['stage 1']);
    expect(deedsOf(0, line, ids)).toEqual([{ lane: 'container.id c1', words: 'e0: Stage 2 (e1) came too late.' }]);
    expect(deedsOf(1, line, ids)).toEqual([{ lane: 'container.id c1', words: 'e0: Stage 2 (e1) came too late.' }]);
    expect(deedsOf(2, line, ids)).toEqual([{ lane: 'container.id c1', words: 'Part of no candidate.' }]);
    expect([fitsOf(9, line), deedsOf(9, line, ids)]).toEqual([[], []]);
  });

  test('names a mark by its event, stage, time and what became of it', () => {
    const { marks } = layLane(lane, line, new TimeScale(shownTimes(line), 0.04));
    expect(marks.map((mark) => markName(mark, lane, line, ids))).toEqual([
      'e0, stage 1, 00:00:00, in a partial one: Stage 2 (e1) came too late.',
      'e1, stage 2, 00:00:01, ended one: Stage 2 (e1) came too late.',
      '#2, stage 2, 00:00:02, in none',
    ]);
  });

  test.each<[Partial<Lane>, Partial<Storyline>, string]>([
    [{}, {}, '1 partial'],
    [{ bandCount: 3, completeCount: 1 }, {}, '1 complete, 2 partial'],
    [{ bandCount: 0, lacking: [0] }, {}, 'lacks stage 1'],
    [{ bandCount: 0 }, {}, 'no candidate'],
    [{ bandCount: 0 }, { kind: 'sample' }, 'no distinct events'],
  ])('sums up a lane %j of %j: %s', (changes, rest, summary) => {
    expect(laneSummary({ ...lane, ...changes }, { ...line, ...rest })).toBe(summary);
  });

  test.each<[keys: readonly Lane['keys'][], titles: readonly string[]]>([
    [[[]], ['all events']],
    [
      [['web-01'], ['web-02']],
      ['web-01', 'web-02'],
    ],
    [
      [[`${'x'.repeat(30)}1z`], [`${'x'.repeat(30)}2z`]],
      ['…xx1z', '…xx2z'],
    ],
    [[['x'.repeat(30)]], ['x'.repeat(30)]],
    [
      [
        ['a', null],
        ['b', '0'],
      ],
      ['a · no value', 'b · 0'],
    ],
  ])('titles lanes of %j so that they can be told apart', (keys, titles) => {
    expect(laneTitles(keys.map((each) => ({ ...lane, keys: each })))).toEqual(titles);
  });

  test('says what is left out', () => {
    expect(leftOut(line)).toEqual([]);
    expect(leftOut(lineOf([{ ...lane, markCount: 5 }], { laneCount: 7, unseenCount: 1 }))).toEqual([
      '1 of 7 keys, those that came furthest. Select an event to see its key.',
      '2 events of long lanes left out. Select one to see what is around it.',
      '1 event fits a stage but lacks a value of container.id or a time.',
    ]);
  });
});
