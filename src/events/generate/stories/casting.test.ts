import { describe, expect, test } from 'vitest';
import { actorsOf } from './actors/index.ts';
import { Casting } from './casting.ts';
import type { Knobs } from './knobs.ts';
import { Random } from './random.ts';

/** Who acts in a number of stories of the same length. */
function cast(knobs: Pick<Knobs, 'mix' | 'noise'>, stories: number): string[] {
  const casting = new Casting(knobs, new Random('cast'));
  return Array.from({ length: stories }, () => {
    const actor = casting.next();
    casting.count(actor, 5);
    return `${actor.group}/${actor.name}`;
  });
}

const countOf = (names: readonly string[], group: string) =>
  names.filter((name) => name.startsWith(`${group}/`)).length;

describe('the mix', () => {
  test('gives every key its share, in every stretch', () => {
    const names = cast({ mix: { work: 3, operators: 1, intruders: 1 }, noise: 0 }, 100);
    for (let from = 0; from < 100; from += 5) {
      const stretch = names.slice(from, from + 5);
      expect(countOf(stretch, 'work')).toBeGreaterThanOrEqual(2);
      expect(countOf(stretch, 'intruders')).toBeGreaterThanOrEqual(0);
    }
    expect([countOf(names, 'work'), countOf(names, 'operators'), countOf(names, 'intruders')]).toEqual([60, 20, 20]);
  });

  test('lets every actor of a group act once before any a second time', () => {
    const size = actorsOf('intruders').length;
    const names = cast({ mix: { intruders: 1 }, noise: 0 }, size * 3);
    for (let round = 0; round < 3; round++) {
      expect(new Set(names.slice(round * size, (round + 1) * size)).size).toBe(size);
    }
  });

  test('takes single actors beside groups', () => {
    const names = cast({ mix: { operators: 1, nsenter: 1 }, noise: 0 }, 40);
    expect(names.filter((name) => name === 'intruders/nsenter')).toHaveLength(20);
  });
});

describe('noise', () => {
  test.each([0, 0.25, 0.5, 0.9, 1])('is %f of the events, however long stories are', (noise) => {
    const casting = new Casting({ mix: { intruders: 1 }, noise }, new Random('noise'));
    const random = new Random('lengths');
    let events = 0;
    let cluster = 0;
    for (let i = 0; i < 400; i++) {
      const actor = casting.next();
      const length = random.between(1, 20);
      casting.count(actor, length);
      events += length;
      if (actor.group === 'cluster') cluster += length;
    }
    expect(Math.abs(cluster - noise * events)).toBeLessThanOrEqual(21);
  });
});
