/**
 * One field under random demands, against every set of up to three values from a small world: where that finds an answer,
 * the solver has one as well, and where the solver proves that there is none, it finds none.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SEARCH, compileRule, isRunnable } from '../../../eql/index.ts';
import { leavesOf } from '../../../eql/evaluate/evaluator.ts';
import type { Leaf } from '../../../eql/evaluate/leaf.ts';
import type { FieldType, Scalar } from '../../../eql/check/types.ts';
import { createDataset } from '../../columns/dataset.ts';
import { type FieldWish, holds, solveField } from './field.ts';

const CASES = Number(process.env['EQL_SOLVE'] ?? 25) * 8;

interface World {
  readonly type: FieldType;
  readonly leaves: readonly string[];
  readonly values: readonly Scalar[];
}

const TEXTS = ['', 'a', 'b', 'A', 'ab', 'ba', 'aa', 'bb', 'abc', 'a*', 'B'];

const WORLDS: Readonly<Record<string, World>> = {
  texts: {
    type: 'keyword',
    leaves: [
      'f == "a"',
      'f == ""',
      'f == null',
      'f in ("a", "b")',
      'f in~ ("A", "ab")',
      'f : "a*"',
      'f : "*b"',
      'f like "?"',
      'f like "*"',
      'f like "?*"',
      'f like~ ("AB*", "*c")',
      'f regex "[ab]+"',
      'f regex~ "a.?"',
      'f < "b"',
      'f >= "ab"',
      'startsWith(f, "a")',
      'endsWith(f, "b")',
      'stringContains(f, "ab")',
      'length(f) == 1',
      'length(f) > 2',
    ],
    values: TEXTS,
  },
  integers: {
    type: 'long',
    leaves: [
      'f == 3',
      'f == null',
      'f in (1, 2, 3)',
      'f > 2',
      'f >= 2',
      'f < 3',
      'f <= 1',
      'f > 2.5',
      'f == "3"',
      'f < 2.0',
    ],
    values: [-1n, 0n, 1n, 2n, 3n, 4n],
  },
  decimals: {
    type: 'double',
    leaves: ['f == 1', 'f == null', 'f in (1, 1.5)', 'f > 1', 'f < 1.5', 'f >= 1.5', 'f <= 0'],
    values: [-1, 0, 0.5, 1, 1.25, 1.5, 2],
  },
  booleans: {
    type: 'boolean',
    leaves: ['f', 'f == true', 'f == false', 'f == null', 'f in (true)', 'f in (true, false)'],
    values: [true, false],
  },
  addresses: {
    type: 'ip',
    leaves: [
      'f == "10.0.0.1"',
      'f == "10.0.0.0/30"',
      'f == null',
      'cidrMatch(f, "10.0.0.0/31", "::1")',
      'f > "10.0.0.1"',
      'f <= "10.0.0.0"',
    ],
    values: ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.4', '::1', '9.255.255.255'],
  },
};

/** The leaves of a world; a condition that is a complement gives the leaf below it. */
function leavesIn({ type, leaves }: World): { readonly leaves: readonly Leaf[]; readonly scope: FieldWish['scope'] } {
  const { schema } = createDataset({ mapping: 'closed', fields: { f: type } });
  const rule = compileRule(`any where ${leaves.join(' and ')}`, schema, DEFAULT_SEARCH);
  if (!isRunnable(rule)) throw new Error(rule.problems[0]?.message);
  const found = new Map(
    rule.plan.clauses
      .filter(({ isLeaf }) => isLeaf)
      .flatMap(({ plan }) => leavesOf(plan))
      .map((leaf) => [leaf.key, leaf]),
  );
  return { leaves: [...found.values()], scope: { schema } };
}

/** Every set of up to three values, the empty one among them. */
function setsOf(values: readonly Scalar[]): readonly (readonly Scalar[])[] {
  const sets: Scalar[][] = [[]];
  for (const [i, a] of values.entries()) {
    sets.push([a]);
    for (const [j, b] of values.slice(0, i).entries()) {
      sets.push([b, a]);
      for (const c of values.slice(0, j)) sets.push([c, b, a]);
    }
  }
  return sets;
}

describe.each(Object.entries(WORLDS))('%s', (_, world) => {
  const { leaves, scope } = leavesIn(world);
  const sets = setsOf(world.values);

  it('are found where a small world has them, and nothing is proved that it contradicts', () => {
    let found = 0;
    let proved = 0;
    const demand = fc.subarray([...leaves], { maxLength: 4 });
    const now = fc.constantFrom(...sets.slice(0, 12));
    fc.assert(
      fc.property(demand, fc.integer({ min: 0, max: 15 }), now, fc.boolean(), (asked, mask, before, isCommand) => {
        const wish: FieldWish = {
          type: world.type,
          isCommand,
          required: asked.filter((__, i) => ((mask >>> i) & 1) === 1),
          forbidden: asked.filter((__, i) => ((mask >>> i) & 1) === 0),
          now: before,
          fitting: [],
          usual: world.values.slice(0, 2),
          scope,
        };
        const texts = JSON.stringify([wish.required.map(({ key }) => key), wish.forbidden.map(({ key }) => key)]);
        const answer = solveField(wish);
        const isPossible = sets.some((set) => holds(set, wish));
        if (answer.kind === 'values') {
          found++;
          expect(holds(answer.values, wish), texts).toBe(true);
        } else {
          expect(isPossible, texts).toBe(false);
          expect(answer.isProof, texts).toBe(true);
          proved++;
        }
      }),
      { numRuns: CASES },
    );
    expect(found).toBeGreaterThan(0);
    expect(proved).toBeGreaterThan(0);
  });
});
