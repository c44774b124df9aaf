import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actors } from './actors/index.ts';
import { Agenda, type Story } from './agenda.ts';

/** Times of the steps of each story, from its start. */
const stories = fc
  .array(fc.tuple(fc.nat(50), fc.array(fc.nat(50), { minLength: 1, maxLength: 6 })), { maxLength: 12 })
  .map((rows) => rows.toSorted(([a], [b]) => a - b))
  .map((rows) =>
    rows.map(([start, times], i): Story => ({
      number: i + 1,
      actor: actors[0]!,
      start,
      steps: times.toSorted((a, b) => a - b).map((at) => ({ at })),
    })),
  );

test('steps come in the order of time, then of stories, as if all were sorted at once', () => {
  fc.assert(
    fc.property(stories, (all) => {
      const sorted = all
        .flatMap((story) => story.steps.map((step) => ({ story: story.number, time: story.start + step.at })))
        .toSorted((a, b) => a.time - b.time || a.story - b.story);
      const agenda = new Agenda();
      const got = all.flatMap((story, i) => {
        agenda.add(story);
        return [...agenda.until(all[i + 1]?.start ?? Infinity)].map((turn) => ({
          story: turn.story.number,
          time: turn.now,
        }));
      });
      expect(got).toEqual(sorted);
    }),
  );
});
