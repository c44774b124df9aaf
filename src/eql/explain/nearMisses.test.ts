/** Distances and groups against the blockers of each event on its own. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Evaluated, NAMES, anyCondition, anyEvents, evaluate } from '../oracle/booleanRules.ts';
import { blockersOf } from './blockers.ts';
import { hasBit, rowsOf } from '../evaluate/bitmap.ts';
import { type NearMisses, nearMissesOf } from './nearMisses.ts';

function nearMisses({ clauses, evidence, table }: Evaluated): NearMisses {
  return nearMissesOf(clauses, evidence, table.live);
}

/** Each group as `distance texts: rows`. */
function groups(condition: string, events: readonly string[]): readonly string[] {
  const evaluated = evaluate(condition, events);
  return nearMisses(evaluated).groups.map(({ blockers, distance, count, rows }) => {
    expect([...rowsOf(rows)]).toHaveLength(count);
    const texts = new Set(blockers.map((id) => evaluated.clauses[id]!.text));
    return `${distance} ${[...texts].join('+')}: ${[...rowsOf(rows)].join()}`;
  });
}

describe('groups of near misses', () => {
  test('are the nearest first, and of one distance the largest', () => {
    const events = ['abc', 'ab', 'ac', 'ab', '', 'a'];
    expect(groups('a and b and c', events)).toEqual(['1 c: 1,3', '1 b: 2', '2 b+c: 5', '3 a+b+c: 4']);
  });

  test('name one set where several would do', () => {
    expect(groups('a or b', [''])).toEqual(['1 a: 0']);
  });

  test('name equal leaves once, and each place of them', () => {
    expect(groups('a and (b or a)', ['b', ''])).toEqual(['1 a: 0,1']);
  });

  test('are none where everything matches', () => {
    expect(groups('a', ['a', 'ab'])).toEqual([]);
  });
});

test('rows are told by distance, the far ones together', () => {
  const evaluated = evaluate('a and b and c and d and e', ['abcde', 'abcd', 'abc', 'ab', 'a', '']);
  expect(nearMisses(evaluated).distances.map((rows) => [...rowsOf(rows)])).toEqual([[1], [2], [3], [4, 5]]);
});

test('an event that no choice lets match has no distance', () => {
  const { distances, groups: found, unreachable } = nearMisses(evaluate('a and not a', ['a', '']));
  expect(distances.flatMap((rows) => [...rowsOf(rows)])).toEqual([]);
  expect(found).toEqual([]);
  expect([...rowsOf(unreachable)]).toEqual([0, 1]);
});

describe('too many patterns', () => {
  // Eight leaves that repeat: every pattern costs 256 walks, so not all 256 patterns are solved.
  const condition = [...NAMES, ...NAMES].map((name, i) => (i < 8 ? name : `(${name} or x)`)).join(' and ');
  const patterns = Array.from({ length: 256 }, (_, i) => NAMES.filter((_name, bit) => (i >>> bit) % 2 === 1).join(''));

  it('leave the rarest unsolved, and say so', () => {
    const evaluated = evaluate(condition, [...patterns, '', '']);
    const { distances, unsolved } = nearMisses(evaluated);
    const left = [...rowsOf(unsolved)];
    expect(left.length).toBeGreaterThan(0);
    expect(left).not.toContain(0);
    const solved = distances.flatMap((rows) => [...rowsOf(rows)]);
    expect([...solved, ...left].toSorted((a, b) => a - b)).toEqual(
      [...patterns.keys(), 256, 257].filter((row) => row !== 255),
    );
  });
});

describe('for any rule and events', () => {
  it('distance and group are those of the event alone', () => {
    fc.assert(
      fc.property(anyCondition, anyEvents, (condition, events) => {
        const evaluated = evaluate(condition, events);
        const { distances, groups: found, unreachable, unsolved, exact } = nearMisses(evaluated);
        expect(exact).toBe(true);
        for (const row of events.keys()) {
          const { size, sets } = blockersOf(evaluated.clauses, evaluated.evidence, row);
          const near = distances.map((rows) => hasBit(rows, row));
          expect(near).toEqual(
            [1, 2, 3, 4].map((distance) => Number.isFinite(size) && size > 0 && Math.min(size, 4) === distance),
          );
          expect(hasBit(unreachable, row)).toBe(size === Infinity);
          expect(hasBit(unsolved, row)).toBe(false);
          const own = found.filter(({ rows }) => hasBit(rows, row));
          const expected = size === 0 || sets[0] === undefined ? [] : [{ distance: size, blockers: sets[0] }];
          expect(own.map(({ distance, blockers }) => ({ distance, blockers }))).toEqual(expected);
        }
      }),
      { numRuns: 400 },
    );
  });
});
