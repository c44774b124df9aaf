/** What a clause decides, against flipping it on every event by hand. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createDataset } from '../../events/index.ts';
import { DEFAULT_SEARCH, Evaluator, compileRule, decisionsOf, hasBit, isRunnable, rowsOf } from '../index.ts';
import { anyCondition, anyEvents, evaluate, rootWith } from '../oracle/booleanRules.ts';
import { isLeafClause } from './blockers.ts';

/** For each clause, by its text: the events that it alone keeps out, those it alone lets in, and its role. */
function decisions(condition: string, events: readonly string[]): readonly string[] {
  const { clauses, decisions: found } = evaluate(condition, events);
  return clauses.map(({ text }, id) => {
    const { soleBlocker, aloneResponsible, role } = found[id]!;
    return `${text}: ${[...rowsOf(soleBlocker)].join()}|${[...rowsOf(aloneResponsible)].join()} ${role}`;
  });
}

describe('what each clause decides', () => {
  test('of an `and`: the events that it alone keeps out', () => {
    expect(decisions('a and b', ['ab', 'a', 'b', '']).slice(1)).toEqual([
      'a and b: | decides',
      'a: 2| decides',
      'b: 1| decides',
    ]);
  });

  test('of an `or`: the events that match by it alone', () => {
    expect(decisions('a or b', ['ab', 'a', 'b', '']).slice(2)).toEqual(['a: 3|1 decides', 'b: 3|2 decides']);
  });

  test.each([
    ['always true', 'a and b', ['ab', 'a'], 'a: | always true'],
    ['keeps all out', 'a and b', ['b', ''], 'a: 0| keeps all out'],
    ['keeps all out, as the part of a `not`', 'not a and b', ['ab', 'a'], 'a: 0| keeps all out'],
    ['keeps all out, as it is null', 'a and not null', ['a', 'b'], 'null: | keeps all out'],
    ['is never true, as it is null', 'a or null', ['a', 'b'], 'null: | never true'],
    ['never decides, as the other part of its `or` holds', '(a or b) and c', ['ac', 'ab'], 'b: | never decides'],
    ['never decides, as its `or` holds anyway', 'a or b', ['b', 'b'], 'a: | never decides'],
    ['keeps all out, as none of an `or` is true', '(a or b) and c', ['c', 'c'], 'a or b: | keeps all out'],
  ])('a clause that %s', (_name, condition, events, line) => {
    expect(decisions(condition, events)).toContain(line);
  });

  test('of equal leaves, that all of them flip together', () => {
    expect(decisions('a and (b or a)', ['b', '']).filter((line) => line.startsWith('a:'))).toEqual([
      'a: 0,1| keeps all out',
      'a: 0,1| decides',
    ]);
  });
});

test('events that are removed or in error are kept out by nothing', () => {
  const dataset = createDataset({ mapping: 'closed', fields: { s: 'keyword', t: 'boolean' } });
  dataset.append(['{"s":"5"}', '{"s":"x"}', '{"s":"5"}'].map((text) => ({ text })));
  dataset.remove([2]);
  const rule = compileRule('any where number(s) == 5 and t', dataset.schema, DEFAULT_SEARCH);
  if (!isRunnable(rule)) throw new Error('not runnable');
  const decisions = decisionsOf(rule.clauses, new Evaluator(dataset).evaluate(rule.plan), dataset);
  expect(decisions.map(({ soleBlocker }) => [...rowsOf(soleBlocker)])).toEqual([[], [], [], [0]]);
});

describe('for any rule and events', () => {
  it('is what flipping finds', () => {
    fc.assert(
      fc.property(anyCondition, anyEvents, (condition, events) => {
        const evaluated = evaluate(condition, events);
        const { clauses, evidence, decisions: found } = evaluated;
        for (const clause of clauses.filter(isLeafClause)) {
          for (const row of events.keys()) {
            const matches = hasBit(evidence.matches, row);
            const changes = rootWith(evaluated, row, new Set([clause.text])) !== matches;
            const place = `${clause.text} of ${condition} on "${events[row]}"`;
            expect(hasBit(found[clause.id]!.soleBlocker, row), place).toBe(changes && !matches);
            const isAlternative = clause.parent !== null && clauses[clause.parent]!.kind === 'or';
            expect(hasBit(found[clause.id]!.aloneResponsible, row), place).toBe(isAlternative && changes && matches);
          }
        }
      }),
      { numRuns: 600 },
    );
  });

  it('a clause that keeps all out lets nothing match, whatever the other clauses are', () => {
    fc.assert(
      fc.property(anyCondition, anyEvents, fc.nat(255), (condition, events, choice) => {
        const evaluated = evaluate(condition, events);
        const { clauses, decisions: found } = evaluated;
        const texts = [...new Set(clauses.filter(isLeafClause).map(({ text }) => text))];
        for (const clause of clauses.filter(({ id, kind }) => kind === 'leaf' && found[id]!.role === 'keeps all out')) {
          const others = texts.filter((text, i) => text !== clause.text && (choice >>> i) % 2 === 1);
          for (const row of events.keys()) expect(rootWith(evaluated, row, new Set(others))).toBe(false);
        }
      }),
      { numRuns: 600 },
    );
  });
});
