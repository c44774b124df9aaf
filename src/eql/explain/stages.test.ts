import { describe, expect, test } from 'vitest';
import { answerFor } from '../index.ts';
import { searchStream } from '../oracle/streams.ts';

function sentences(query: string, stream: string): readonly string[] {
  const { names, rule, result, context } = searchStream(query, stream);
  return names.map((_, row) => answerFor(rule, result, row, context).sentence);
}

const PAIR = 'sequence by k with maxspan=5s [a where true] [b where true] until [u where true]';

describe('what an event of a sequence did', () => {
  test.each<[what: string, query: string, stream: string, row: number, sentence: string]>([
    ['complete', PAIR, 'a1@0 b1@1', 0, 'Matches: stage 1 of 2, in 1 complete sequence.'],
    [
      'still waiting',
      PAIR,
      'a1@0',
      0,
      'Partial: fits stage 1 of 2. Waits for stage 2: no later event with the same keys fits.',
    ],
    [
      'another key',
      PAIR,
      'a1@0 b2@1',
      1,
      'Partial: fits stage 2 of 2. No sequence with its keys was waiting for it: a1@0 waits with "1", not "2".',
    ],
    [
      'replaced',
      PAIR,
      'a1@0 a1@1 b1@2',
      0,
      'Partial: fits stage 1 of 2. A newer event took its place before stage 2 came: a1@1.',
    ],
    ['expired', PAIR, 'a1@0 b1@17', 0, 'Partial: fits stage 1 of 2. Stage 2 (b1@17) came 12 s after maxspan.'],
    [
      'too late',
      PAIR,
      'a1@0 b1@17',
      1,
      'Partial: fits stage 2 of 2. It came 12 s after maxspan for the sequence of a1@0.',
    ],
    ['ended by until', PAIR, 'a1@0 u1@1 b1@2', 0, 'Partial: fits stage 1 of 2. Ended by until at 00:00:01: u1@1.'],
    [
      'without a key',
      PAIR,
      'a@0 b1@1',
      0,
      'Partial: fits stage 1 of 2. A join key of it has no value, so the sequence does not see it.',
    ],
    [
      'ended by until with nothing after it',
      PAIR,
      'a1@0 u1@1',
      0,
      'Partial: fits stage 1 of 2. Ended by until at 00:00:01: u1@1.',
    ],
    [
      'waiting under another key',
      PAIR,
      'a1@0 b2@3',
      0,
      'Partial: fits stage 1 of 2. Key differs: stage 2 (b2@3) came 3 s later with "2", not "1".',
    ],
    [
      'waiting for an event without a key',
      PAIR,
      'a1@0 b@3',
      0,
      'Partial: fits stage 1 of 2. Key differs: stage 2 (b@3) came 3 s later without a value of k.',
    ],
    [
      'in the wrong order',
      PAIR,
      'b1@0 a1@0.5',
      1,
      'Partial: fits stage 1 of 2. Waits for stage 2: with the same keys it came 500 ms too early (b1@0).',
    ],
    [
      'one of a run',
      'sequence by k [a where true] with runs=3 [b where true]',
      'a1@0 a1@1 a2@2',
      1,
      'Partial: fits stage 1 of 2. Waits for stage 1, run 3 of 3: no later event with the same keys fits.',
    ],
    ['the until event', PAIR, 'a1@0 u1@1', 1, 'Partial: fits the until filter. It can only end or forbid a sequence.'],
    [
      'forbidden',
      'sequence with maxspan=1m [a where true] ![m where true] [b where true]',
      'a@0 m@1 b@2',
      0,
      'Partial: fits stage 1 of 3. A missing-event term forbids it: m@1 occurred at 00:00:01.',
    ],
    [
      'no filter',
      PAIR,
      'z1@0',
      0,
      'Fits no filter; nearest is stage 1 of 2. Kept out by one clause: event.category == "a" is false.',
    ],
    [
      'a sample without a partner',
      'sample by k [a where true] [b where true]',
      'a1@0',
      0,
      'Partial: fits stage 1 of 2. The other filters have no event with the same keys.',
    ],
  ])('%s', (_what, query, stream, row, sentence) => {
    expect(sentences(query, stream)[row]).toBe(sentence);
  });
});
