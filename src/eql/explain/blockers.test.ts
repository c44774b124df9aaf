/** Blockers and near misses against every choice of flips there is (contract, section 1, "blocker"). */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { blockersOf, hasBit } from '../index.ts';
import { MAX_SETS, isLeafClause, supportOf } from './blockers.ts';
import { type Evaluated, NAMES, anyCondition, anyEvents, evaluate, rootWith } from '../oracle/booleanRules.ts';

/** Sets as the texts of their leaves. */
function blockers(condition: string, event: string): readonly (readonly string[])[] {
  const { clauses, evidence } = evaluate(condition, [event]);
  return blockersOf(clauses, evidence, 0).sets.map((set) => set.map((id) => clauses[id]!.text));
}

describe('the smallest sets', () => {
  test.each([
    ['a and b and c', 'abc', [[]]],
    ['a and b and c', 'ac', [['b']]],
    ['a and b and c', 'a', [['b', 'c']]],
    ['a or b', '', [['a'], ['b']]],
    ['(a and b) or c', '', [['c']]],
    [
      '(a or b) and (c or d)',
      '',
      [
        ['a', 'c'],
        ['a', 'd'],
        ['b', 'c'],
        ['b', 'd'],
      ],
    ],
    ['not a', 'a', [['a']]],
    ['not (a or b)', 'ab', [['a', 'b']]],
    ['not (a and b)', 'ab', [['a'], ['b']]],
    ['a and not a', 'a', []],
    ['a and (b or not a)', '', [['a', 'b', 'a']]],
    ['(a or b) and c', 'ab', [['c']]],
    [
      '(a and b) or (a and c)',
      '',
      [
        ['a', 'b', 'a'],
        ['a', 'a', 'c'],
      ],
    ],
    ['a == true and b', '', [['a == true', 'b']]],
    ['a or null', '', [['a']]],
    ['not null', '', []],
    ['not (a and null)', 'b', []],
    ['not (null and false) and b', '', [['b']]],
  ])('of %s on "%s"', (condition, event, sets) => {
    expect(blockers(condition, event)).toEqual(sets);
  });

  it('are no more than twenty', () => {
    const { clauses, evidence } = evaluate('(a or b or c) and (d or e or f) and (g or h or x)', ['']);
    const { size, sets, total } = blockersOf(clauses, evidence, 0);
    expect([size, sets.length, total]).toEqual([3, MAX_SETS, 27]);
  });

  it('are an estimate, and say so, where more than twelve leaves repeat', () => {
    const leaves = Array.from({ length: 13 }, (_, i) => `concat(y, "${i}") == "z"`);
    const condition = [...leaves, ...leaves].join(' and ');
    const { clauses, evidence } = evaluate(condition, ['']);
    expect(blockersOf(clauses, evidence, 0).exact).toBe(false);
  });
});

/** All smallest sets of leaf texts whose flip makes the event match, by trying every one. */
function smallestSets(evaluated: Evaluated, row: number): readonly string[] {
  const texts = [...new Set(evaluated.clauses.filter(isLeafClause).map(({ text }) => text))];
  let best: string[] = [];
  let size = Infinity;
  for (let choice = 0; choice < 1 << texts.length; choice++) {
    const set = texts.filter((_, i) => (choice >>> i) % 2 === 1);
    if (set.length > size || !rootWith(evaluated, row, new Set(set))) continue;
    if (set.length < size) best = [];
    size = set.length;
    best.push(set.toSorted().join(' '));
  }
  return best.toSorted();
}

describe('for any rule and event, repeated leaves included', () => {
  it('the sets are those that trying every choice finds', () => {
    fc.assert(
      fc.property(anyCondition, anyEvents, (condition, events) => {
        const evaluated = evaluate(condition, events);
        for (const row of events.keys()) {
          const expected = smallestSets(evaluated, row);
          const found = blockersOf(evaluated.clauses, evaluated.evidence, row);
          const sets = found.sets.map((set) =>
            [...new Set(set.map((id) => evaluated.clauses[id]!.text))].toSorted().join(' '),
          );
          expect(found.exact).toBe(true);
          expect(found.total).toBe(expected.length);
          expect(new Set(sets).size).toBe(sets.length);
          if (expected.length < MAX_SETS) expect(sets.toSorted()).toEqual(expected);
          else for (const set of sets) expect(expected).toContain(set);
          const size = expected.length === 0 ? Infinity : expected[0]!.split(' ').filter(Boolean).length;
          expect(found.size).toBe(size);
          for (const set of found.sets) {
            // Of equal leaves, every place is in the set.
            const texts = new Set(set.map((id) => evaluated.clauses[id]!.text));
            const places = evaluated.clauses.filter((clause) => isLeafClause(clause) && texts.has(clause.text));
            expect(set.toSorted((x, y) => x - y)).toEqual(places.map(({ id }) => id));
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('near misses are the events that one flip lets match', () => {
    fc.assert(
      fc.property(anyCondition, anyEvents, (condition, events) => {
        const evaluated = evaluate(condition, events);
        const expected = [...events.keys()].filter(
          (row) => blockersOf(evaluated.clauses, evaluated.evidence, row).size === 1,
        );
        expect(evaluated.near).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('a verdict rests on its support: whatever the other leaves are, it stays', () => {
    fc.assert(
      fc.property(anyCondition, anyEvents, fc.nat(255), (condition, events, choice) => {
        const evaluated = evaluate(condition, events);
        for (const row of events.keys()) {
          const support = new Set(
            supportOf(evaluated.clauses, evaluated.evidence, row).map((id) => evaluated.clauses[id]!.text),
          );
          const others = NAMES.filter((name, i) => !support.has(name) && (choice >>> i) % 2 === 1);
          expect(rootWith(evaluated, row, new Set(others))).toBe(hasBit(evaluated.evidence.matches, row));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('no smaller set carries a verdict, where no leaf repeats', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyCondition, anyEvents, (condition, events) => {
        const evaluated = evaluate(condition, events);
        const { clauses, evidence } = evaluated;
        const texts = clauses.filter(isLeafClause).map(({ text }) => text);
        if (texts.length > 6 || new Set(texts).size < texts.length || texts.includes('null')) return;
        for (const row of events.keys()) {
          const verdict = rootWith(evaluated, row, new Set());
          const sizes = subsetsOf(texts)
            .filter((held) => {
              const others = texts.filter((text) => !held.includes(text));
              return subsetsOf(others).every((flipped) => rootWith(evaluated, row, new Set(flipped)) === verdict);
            })
            .map((held) => held.length);
          expect(supportOf(clauses, evidence, row).length, condition).toBe(Math.min(...sizes));
          compared++;
        }
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});

function subsetsOf(texts: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: 1 << texts.length }, (_, choice) => texts.filter((_text, i) => (choice >>> i) % 2 === 1));
}
