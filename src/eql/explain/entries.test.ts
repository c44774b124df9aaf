/** How many events each entry of a list and each value of a field is in, against one look at each event. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Dataset, createDataset } from '../../events/index.ts';
import {
  DEFAULT_SEARCH,
  Evaluator,
  type RunnableRule,
  compileRule,
  entriesOf,
  hasBit,
  isRunnable,
  rowsOf,
  valuesUnder,
} from '../index.ts';
import { anyEvents, FIELD_TYPES } from '../oracle/generateEvents.ts';
import { anyRule } from '../oracle/generateRules.ts';
import { printExpression } from '../syntax/printer.ts';
import { slice } from '../../text/span.ts';
import { MAX_VALUES } from './fieldValues.ts';

function datasetOf(events: readonly object[], fields: Readonly<Record<string, string>>): Dataset {
  const dataset = createDataset({ mapping: 'closed', fields });
  dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
  return dataset;
}

function compiled(query: string, dataset: Dataset): RunnableRule {
  const rule = compileRule(query, dataset.schema, DEFAULT_SEARCH);
  if (!isRunnable(rule)) throw new Error(rule.problems[0]?.message);
  return rule;
}

const FIELDS = { args: 'keyword', n: 'long', at: 'date', s: 'keyword' };
const EVENTS = [
  { args: ['sh', '-c'], n: 1, at: '2026-01-20T10:00:00Z', s: '7' },
  { args: ['SH', '-i', '-i'], n: [1, 2] },
  { args: 'sh' },
  { s: 'x' },
];

describe('the entries of a list', () => {
  /** Each entry of the last clause with its events. */
  function entries(condition: string): readonly string[] {
    const dataset = datasetOf(EVENTS, FIELDS);
    dataset.append([{ text: '{"args":["-i"]}' }]);
    dataset.remove([4]);
    const rule = compiled(`any where ${condition}`, dataset);
    return entriesOf(rule, rule.clauses.length - 1, dataset).map(({ span, count, rows }) => {
      expect([...rowsOf(rows)]).toHaveLength(count);
      return `${slice(rule.text, span)}: ${[...rowsOf(rows)].join()}`;
    });
  }

  test.each([
    ['args in ("sh", "-i", "bash")', ['"sh": 0,2', '"-i": 1', '"bash": ']],
    ['args in~ ("sh", "-i")', ['"sh": 0,1,2', '"-i": 1']],
    ['args not in ("sh", null)', ['"sh": 0,2']],
    ['args : ("s*", "-?")', ['"s*": 0,1,2', '"-?": 0,1']],
    ['args like "s*"', ['"s*": 0,2']],
    ['args regex ("-[ic]", "s.*")', ['"-[ic]": 0,1', '"s.*": 0,2']],
    ['n in (1, 2, 3)', ['1: 0,1', '2: 1', '3: ']],
    ['args == "sh"', []],
    ['length(s) in (1, 2)', ['1: 0,3', '2: ']],
    ['concat(s, "-", n) : ("7-*", "?-1")', ['"7-*": 0', '"?-1": 0']],
    ['length(s) not in (1, null)', ['1: 0,3']],
  ])('of %s', (condition, expected) => expect(entries(condition)).toEqual(expected));
});

describe('the values of a clause', () => {
  function values(condition: string, clause = -1) {
    const dataset = datasetOf(EVENTS, FIELDS);
    const rule = compiled(`any where ${condition}`, dataset);
    return valuesUnder(rule, rule.clauses.at(clause)!.id, dataset).map(({ path, missing, distinct, values: of }) => {
      const shown = of.map(({ literal, rows, fits }) => `${literal} ${[...rowsOf(rows)].join()} ${fits}`);
      return [`${path}: ${distinct}, missing in ${missing}`, ...shown];
    });
  }

  test('the most frequent first, with whether the clause is true of an event with that value alone', () => {
    expect(values('args != "sh"')).toEqual([
      ['args: 4, missing in 1', '"sh" 0,2 false', '"-c" 0 true', '"-i" 1 true', '"SH" 1 true'],
    ]);
  });

  test.each([
    ['at > "2026-01-01"', ['"2026-01-20T10:00Z" 0 true']],
    ['n == 2', ['1 0,1 false', '2 1 true']],
    ['number(s) == 7', ['"7" 0 true', '"x" 3 null']],
    ['n + n == 3', ['1 0,1 null', '2 1 null']],
  ])('of %s', (condition, expected) => expect(values(condition)[0]?.slice(1)).toEqual(expected));

  test('of a group are those of every field below it, and fit nothing alone', () => {
    const paths = values('n == 1 or s == "x"', 1);
    expect(paths.map(([head]) => head)).toEqual(['n: 2, missing in 2', 's: 2, missing in 2']);
    expect(paths[0]?.[1]).toBe('1 0,1 null');
  });

  it('are no more than twenty, all of them counted', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ n: i < 25 ? i : 7 }));
    const dataset = datasetOf(many, FIELDS);
    const [of] = valuesUnder(compiled('any where n == 1', dataset), 0, dataset);
    expect(of).toMatchObject({ distinct: 25, missing: 0 });
    expect(of?.values).toHaveLength(MAX_VALUES);
    expect(of?.values[0]).toMatchObject({ literal: '7', count: 6 });
  });
});

describe('for any rule and events', () => {
  it('an entry is in the events on which its list alone with it would be true', () => {
    let tried = 0;
    fc.assert(
      fc.property(anyRule, anyEvents, (text, events) => {
        const dataset = datasetOf(events, FIELD_TYPES);
        const found = compileRule(text, dataset.schema, DEFAULT_SEARCH);
        if (!isRunnable(found)) return;
        const evaluator = new Evaluator(dataset);
        for (const { id, expression, kind } of found.clauses) {
          if (kind !== 'leaf' || expression?.kind !== 'membership') continue;
          for (const { span, rows, count } of entriesOf(found, id, dataset)) {
            const items = expression.items.filter((item) => item.span === span);
            const alone = printExpression({ ...expression, negated: false, items });
            const { matches } = evaluator.evaluate(compiled(`any where ${alone}`, dataset).plan);
            expect([...rowsOf(rows)], alone).toEqual([...rowsOf(matches)]);
            expect(count).toBe([...events.keys()].filter((row) => hasBit(matches, row)).length);
            tried++;
          }
        }
      }),
      { numRuns: 500, seed: 5 },
    );
    expect(tried).toBeGreaterThan(100);
  });

  it('a value is in the events that have it', () => {
    fc.assert(
      fc.property(anyRule, anyEvents, (text, events) => {
        const dataset = datasetOf(events, FIELD_TYPES);
        const found = compileRule(text, dataset.schema, DEFAULT_SEARCH);
        if (!isRunnable(found)) return;
        for (const { path, values, missing, distinct } of valuesUnder(found, 0, dataset)) {
          const sets = [...events.keys()].map((row) => new Set(dataset.values(row, path)));
          const naive = new Map<unknown, number>();
          for (const set of sets) for (const value of set) naive.set(value, (naive.get(value) ?? 0) + 1);
          expect(missing).toBe(sets.filter((set) => set.size === 0).length);
          expect(distinct).toBe(naive.size);
          const counts = [...naive.values()].toSorted((a, b) => b - a).slice(0, MAX_VALUES);
          expect(values.map(({ count }) => count)).toEqual(counts);
          for (const { rows, count } of values) expect([...rowsOf(rows)]).toHaveLength(count);
        }
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});
