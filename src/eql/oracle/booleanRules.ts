/**
 * For tests: rules over boolean fields, and events that are the names of their true fields, so that a table of events
 * reads as a table of truth. What flipping a leaf does is found here by computing the root again.
 */
import fc from 'fast-check';
import { createDataset } from '../../events/index.ts';
import type { EventTable } from '../evaluate/column.ts';
import type { Evidence } from '../evaluate/evaluator.ts';
import { DEFAULT_SEARCH, Evaluator, compileRule, hasBit, isRunnable, or, rowsOf } from '../index.ts';
import type { Clause } from '../syntax/clauses.ts';
import { isLeafClause } from '../explain/blockers.ts';
import { type Decision, decisionsOf } from '../explain/decides.ts';

export const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const FIELDS = Object.fromEntries([...NAMES, 'x', 'y'].map((name) => [name, 'boolean']));

export interface Evaluated {
  readonly clauses: readonly Clause[];
  readonly evidence: Evidence;
  /** One flip away. */
  readonly near: readonly number[];
  readonly decisions: readonly Decision[];
  readonly table: EventTable;
}

/** A condition over boolean fields, on events that name the true ones: `ab` is `{a: true, b: true}`. */
export function evaluate(condition: string, events: readonly string[]): Evaluated {
  const dataset = createDataset({ mapping: 'closed', fields: FIELDS });
  dataset.append(
    events.map((event) => ({ text: JSON.stringify(Object.fromEntries([...event].map((it) => [it, true]))) })),
  );
  const rule = compileRule(`any where ${condition}`, dataset.schema, DEFAULT_SEARCH);
  if (!isRunnable(rule)) throw new Error(rule.problems[0]?.message);
  const evidence = new Evaluator(dataset).evaluate(rule.plan);
  const { clauses } = rule;
  const decisions = decisionsOf(clauses, evidence, dataset);
  return {
    clauses,
    evidence,
    decisions,
    near: [...rowsOf(decisions.map(({ soleBlocker }) => soleBlocker).reduce(or))],
    table: dataset,
  };
}

/**
 * The verdict of the root with some leaves, named by their text, flipped. A written null stays null through `not` and
 * `and`, and drops out of `or` (eql.md 3.7).
 */
export function rootWith({ clauses, evidence }: Evaluated, row: number, flipped: ReadonlySet<string>): boolean {
  const verdict = (id: number): boolean | null => {
    const clause = clauses[id]!;
    if (clause.text === 'null') return null;
    if (isLeafClause(clause)) return hasBit(evidence.clauses[id]!.true, row) !== flipped.has(clause.text);
    const parts = clause.children.map(verdict);
    const [first = null] = parts;
    if (clause.kind === 'not') return first === null ? null : !first;
    const known = parts.filter((part) => part !== null);
    if (clause.kind === 'or') return known.length === 0 ? null : known.some(Boolean);
    return known.length < parts.length ? null : known.every(Boolean);
  };
  return verdict(0) === true;
}

export const { condition: anyCondition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 2, arbitrary: fc.constantFrom(...NAMES, ...NAMES, 'null') },
    tie('condition').map((inner) => `not (${inner})`),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' and ')})`),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' or ')})`),
  ),
}));
export const anyEvents = fc.array(
  fc.subarray(NAMES).map((names) => names.join('')),
  { minLength: 1, maxLength: 6 },
);
