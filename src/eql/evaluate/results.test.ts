/** The order of results and what is returned of them (eql.md 6, 7.2). */
import { DEFAULT_SEARCH } from '../index.ts';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { runRule } from '../../cli/session.ts';
import { createDataset } from '../../events/index.ts';
import type { SearchOptions } from '../index.ts';

/** Names of the events that a search returns. An event is `name@second` or, without a timestamp, `name`. */
function returned(events: string, pipes: string, options: Partial<SearchOptions> = {}): string {
  const dataset = createDataset({ mapping: 'closed', fields: { '@timestamp': 'date', tie: 'long', at: 'date' } });
  const names = events.split(' ');
  dataset.append(
    names.map((event) => {
      const [, name = '', second, tie] = /^(\w+)(?:@([\d.]+))?(?:#(\d+))?$/.exec(event) ?? [];
      const time = second === undefined ? {} : { '@timestamp': Number(second) * 1000 };
      return { id: name, text: JSON.stringify({ ...time, ...(tie === undefined ? {} : { tie: Number(tie) }) }) };
    }),
  );
  const result = runRule(`any where true${pipes}`, dataset, { ...DEFAULT_SEARCH, ...options });
  if (!result.ok) throw new Error(result.error.reason);
  return result.session.result.events.map((row) => dataset.idOf(row)).join(' ');
}

const TWELVE = Array.from({ length: 12 }, (_, i) => `e${i}@${i}`).join(' ');

describe('size and pipes', () => {
  test.each<[string, string, Partial<SearchOptions>]>([
    ['', 'e2 e3 e4 e5 e6 e7 e8 e9 e10 e11', {}],
    ['', 'e0 e1 e2 e3 e4 e5 e6 e7 e8 e9', { resultPosition: 'head' }],
    ['', 'e10 e11', { size: 2 }],
    ['', '', { size: 0 }],
    [' | head 3', 'e0 e1 e2', {}],
    [' | tail 3', 'e9 e10 e11', {}],
    [' | tail 3', 'e9 e10 e11', { resultPosition: 'head' }],
    [' | head 5 | tail 2', 'e3 e4', {}],
    [' | tail 5 | head 2', 'e7 e8', {}],
    [' | head 50', 'e0 e1 e2 e3 e4 e5 e6 e7 e8 e9', {}],
    [' | tail 50', 'e2 e3 e4 e5 e6 e7 e8 e9 e10 e11', {}],
    [' | head 50 | tail 1', 'e9', {}],
    [' | head 0', '', {}],
    [' | head 1 + 1', 'e0 e1', {}],
    [' | tail 7 / 2 | head 2 * 1', 'e9 e10', {}],
    [' | head 2147483647', TWELVE.replaceAll(/@\d+/g, ''), { size: 100 }],
  ])('"%s" of twelve events', (pipes, names, options) => {
    expect(returned(TWELVE, pipes, options)).toBe(names);
  });
});

describe('the order', () => {
  test.each<[string, string, string, Partial<SearchOptions>]>([
    ['by time, whatever the order of the events', 'c@3 a@1 b@2', 'a b c', {}],
    ['by place at the same time', 'b@1 a@1 c@0', 'c b a', {}],
    ['without a timestamp first', 'b@1 x a@0 y', 'x y a b', {}],
    ['without a timestamp first, and so the first to be left out', 'b@1 x a@0 y', 'a b', { size: 2 }],
    ['by the tiebreaker at the same time', 'a@1#3 b@1#1 c@1#2', 'b c a', { tiebreakerField: 'tie' }],
    ['without a tiebreaker last at the same time', 'a@1 b@1#9 c@0', 'c b a', { tiebreakerField: 'tie' }],
    ['by time before the tiebreaker', 'a@2#1 b@1#9', 'b a', { tiebreakerField: 'tie' }],
    ['to the millisecond', 'a@0.002 b@0.001', 'b a', {}],
    ['by place when the timestamp field is none', 'c@3 a@1', 'c a', { timestampField: 'at' }],
  ])('is %s', (_name, events, names, options) => {
    expect(returned(events, '', options)).toBe(names);
  });

  it('is that of a stable sort, for any events', () => {
    const times = fc.array(fc.option(fc.nat(5), { nil: null }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(times, (list) => {
        const events = list.map((time, i) => (time === null ? `e${i}` : `e${i}@${time}`));
        const expected = list
          .map((time, i) => ({ time: time ?? -1, name: `e${i}` }))
          .toSorted((a, b) => a.time - b.time)
          .map(({ name }) => name);
        expect(returned(events.join(' '), '', { size: 100 })).toBe(expected.join(' '));
      }),
      { numRuns: 200 },
    );
  });
});
