import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';

const draws = (seed: string, count = 8) => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.below(1000));
};

describe('Random', () => {
  test('draws the same from the same seed, for ever', () => {
    expect(draws('1')).toEqual([190, 685, 639, 436, 554, 450, 791, 382]);
    expect(draws('1')).toEqual(draws('1'));
    expect(draws('1')).not.toEqual(draws('2'));
    expect(draws('')).not.toEqual(draws(' '));
  });

  test('draws every number about as often', () => {
    const random = new Random('even');
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) counts[random.below(10)]!++;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(250);
  });

  test('between has both ends', () => {
    const random = new Random('ends');
    const seen = new Set(Array.from({ length: 200 }, () => random.between(3, 6)));
    expect([...seen].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6]);
  });

  test('chance 0 never, chance 1 always', () => {
    const random = new Random('chance');
    const both = Array.from({ length: 1000 }, () => [random.chance(0), random.chance(1)]);
    expect(both.every(([never, always]) => never === false && always === true)).toBe(true);
  });

  test('a sample has no element twice, and all when there are no more', () => {
    const random = new Random('sample');
    const list = ['a', 'b', 'c', 'd', 'e'];
    for (let i = 0; i < 50; i++) expect(new Set(random.sample(list, 3)).size).toBe(3);
    expect(random.sample(list, 9).toSorted()).toEqual(list);
  });

  test('ids have their form', () => {
    const random = new Random('ids');
    expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(random.hex(64)).toMatch(/^[0-9a-f]{64}$/);
    expect(random.suffix(5)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });
});
