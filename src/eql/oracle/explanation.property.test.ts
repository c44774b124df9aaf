/**
 * Counts, blockers and what each clause decides, for random rules and events, from the oracle's verdict of each leaf: the
 * groups above are made again for every choice of flips there is.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDataset } from '../../events/index.ts';
import {
  DEFAULT_SEARCH,
  Evaluator,
  blockersOf,
  compileRule,
  decisionsOf,
  hasBit,
  isRunnable,
  nearMissesOf,
} from '../index.ts';
import type { Evidence } from '../evaluate/evaluator.ts';
import { isLeafClause } from '../explain/blockers.ts';
import type { Clause } from '../syntax/clauses.ts';
import { printExpression } from '../syntax/printer.ts';
import { nodesOf } from '../syntax/visit.ts';
import { filterOf } from './compare.ts';
import { anyCase } from './generate.ts';
import { FIELD_TYPES } from './generateEvents.ts';
import { type ClauseVerdict, judge } from './oracle.ts';

const CASES = 300;
const SEED = 20_260_401;
/** Distinct leaves of a rule whose every choice of flips is tried. */
const MOST_LEAVES = 8;

/** The verdict of the root with the leaves of some texts flipped. */
function rootWith(clauses: readonly Clause[], verdicts: readonly ClauseVerdict[], flipped: ReadonlySet<string>) {
  const verdict = (id: number): boolean => {
    const { kind, children, text } = clauses[id]!;
    if (isLeafClause(clauses[id]!)) return verdicts[id]!.true !== flipped.has(text);
    const parts = children.map(verdict);
    if (kind === 'not') return !parts[0];
    return kind === 'or' ? parts.some(Boolean) : parts.every(Boolean);
  };
  return verdict(0);
}

/** Half of the rules, with two of their leaves once more. */
function repeating(rule: string, first: number, second: number): string {
  const { condition } = filterOf(rule);
  const leaves = [...nodesOf(condition)].filter(({ kind }) => kind === 'comparison' || kind === 'membership');
  if (first % 2 === 0 || leaves.length === 0) return rule;
  const again = [first, second].map((place) => printExpression(leaves[place % leaves.length]!));
  return `any where (${printExpression(condition)}) and (${again[0]} or not ${again[1]})`;
}

it('counts and blockers are what one look at each event finds', () => {
  let flips = 0;
  let repeated = 0;
  const property = fc.property(anyCase, fc.nat(), fc.nat(), ({ rule: given, events, mapping }, first, second) => {
    const text = repeating(given, first, second);
    const dataset = createDataset({ mapping, fields: FIELD_TYPES });
    dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
    const rule = compileRule(text, dataset.schema, DEFAULT_SEARCH);
    if (!isRunnable(rule)) throw new Error(text);
    const { clauses } = rule;
    const evidence = new Evaluator(dataset).evaluate(rule.plan);
    const filter = filterOf(text);
    const verdicts = events.map((event) => judge(filter, event, { types: FIELD_TYPES, mapping }));
    expectCounts(clauses, evidence, verdicts, text);

    const texts = [...new Set(clauses.filter(isLeafClause).map((leaf) => leaf.text))];
    // Where a leaf is null or fails, groups are not made of two-valued parts.
    if (texts.length > MOST_LEAVES || evidence.clauses.some(({ never }) => never)) return;
    if (texts.length < clauses.filter(isLeafClause).length) repeated++;
    const decisions = decisionsOf(clauses, evidence, dataset);
    const { groups, distances } = nearMissesOf(clauses, evidence, dataset.live);
    for (const [row, on] of verdicts.entries()) {
      if (on.some(({ error }) => error)) continue;
      const matches = rootWith(clauses, on, new Set());
      const sets = smallestSets(texts, (set) => rootWith(clauses, on, set));
      const found = blockersOf(clauses, evidence, row);
      expect(found.total, text).toBe(sets.length);
      expect(found.size, text).toBe(sets[0]?.length ?? Infinity);
      const named = found.sets.map((set) => [...new Set(set.map((id) => clauses[id]!.text))].toSorted().join('\n'));
      for (const set of named) expect(sets.map((texts_) => texts_.toSorted().join('\n'))).toContain(set);
      expect(groups.filter(({ rows }) => hasBit(rows, row)).map(({ blockers }) => blockers)).toEqual(
        matches || sets.length === 0 ? [] : [found.sets[0]],
      );
      const distance = distances.findIndex((rows) => hasBit(rows, row));
      expect(distance).toBe(matches || sets.length === 0 ? -1 : Math.min(found.size, 4) - 1);
      for (const leaf of clauses.filter(isLeafClause)) {
        const changes = rootWith(clauses, on, new Set([leaf.text])) !== matches;
        const { soleBlocker, aloneResponsible } = decisions[leaf.id]!;
        expect(hasBit(soleBlocker, row), text).toBe(changes && !matches);
        const isAlternative = clauses[leaf.parent!]!.kind === 'or';
        expect(hasBit(aloneResponsible, row), text).toBe(isAlternative && changes && matches);
        if (changes) flips++;
      }
    }
  });
  fc.assert(property, { seed: SEED, numRuns: CASES });
  expect(flips).toBeGreaterThan(CASES);
  expect(repeated).toBeGreaterThan(CASES / 10);
});

function expectCounts(
  clauses: readonly Clause[],
  evidence: Evidence,
  verdicts: readonly (readonly ClauseVerdict[])[],
  text: string,
): void {
  for (const { id, kind } of clauses) {
    if (kind === 'filter' || kind === 'category') continue;
    const isLeaf = kind === 'leaf';
    const on = verdicts.map((of) => of[id]!);
    const isTrue = on.filter((it) => it.true && !it.error).length;
    const error = isLeaf ? on.filter((it) => it.error).length : 0;
    const missing = isLeaf ? on.filter((it) => it.missing && !it.true && !it.error).length : 0;
    const expected = { true: isTrue, false: on.length - isTrue - missing - error, missing, error };
    expect(evidence.clauses[id]!.counts, `clause ${id} of ${text}`).toEqual(expected);
  }
}

/** Every smallest set of texts that does, by trying all. */
function smallestSets(texts: readonly string[], does: (set: ReadonlySet<string>) => boolean): readonly string[][] {
  let best: string[][] = [];
  let size = Infinity;
  for (let choice = 0; choice < 1 << texts.length; choice++) {
    const set = texts.filter((_, i) => (choice >>> i) % 2 === 1);
    if (set.length > size || !does(new Set(set))) continue;
    if (set.length < size) best = [];
    size = set.length;
    best.push(set);
  }
  return best;
}
