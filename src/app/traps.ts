/**
 * Traps in a rule that runs: the lints, which come after the first paint, and what they know of the events besides the
 * schema: the values of the fields that the rule compares, and how many events pass a filter for want of a field. Both are
 * asked for after a run, when the worker has the columns at hand, and kept until the events change.
 */
import type * as Lints from '../eql/check/lints/lint.ts';
import type { Clause } from '../eql/syntax/clauses.ts';
import { indexPatternsOf, type Rule } from '../scenario/scenario.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { and, countBits, countShared } from '../worker/protocol.ts';
import type { Core } from './core.ts';
import type { KnowledgeBase } from './knowledge.ts';
import type { Analysis } from './state.ts';

/** Of a rule as it was read. */
export type FindTraps = (parts: Omit<Lints.LintParts, 'index' | 'facts'>) => readonly Diagnostic[];

/** Of more events the values of a field take the worker too long, beside somebody who types. */
const MOST_EVENTS = 50_000;
/** A rule with more fields than this was made by a machine. */
const MOST_FIELDS = 30;

export class Traps {
  readonly #core: Core;
  readonly #knowledge: KnowledgeBase;
  #lints: typeof Lints | null = null;

  constructor(core: Core, knowledge: KnowledgeBase) {
    this.#core = core;
    this.#knowledge = knowledge;
  }

  /** Nothing until the lints have come. */
  finder(rule: Rule): FindTraps {
    const lints = this.#lints;
    if (lints === null) return () => [];
    const known = this.#knowledge.known();
    const passedWithout = (leaf: Clause, path: string): number => this.#passedWithout(leaf, path);
    const about = { index: indexPatternsOf(rule), ...(known && { facts: { ...known, passedWithout } }) };
    return (parts) => lints.lint({ ...parts, ...about });
  }

  /** Asks for what a rule needs. False when its traps cannot have changed by it. */
  async gather({ query, clauses }: Analysis): Promise<boolean> {
    const isNew = this.#lints === null || this.#knowledge.known() === undefined;
    const [lints] = await Promise.all([import('../eql/check/lints/lint.ts'), this.#knowledge.about(null)]);
    this.#lints = lints;
    const { rest, live } = this.#core.get();
    if (countBits(live) > MOST_EVENTS) return isNew;
    const excluded = lints.fieldsExcluded(query).slice(0, MOST_FIELDS);
    const compared = [rest.options.eventCategoryField, ...lints.fieldsCompared(clauses)].slice(0, MOST_FIELDS);
    const unasked = compared.filter((path) => this.#knowledge.known()?.values(path) === undefined);
    await Promise.all([
      ...unasked.map(async (path) => this.#knowledge.about(path)),
      ...excluded.map(async (path) => this.#knowledge.readRowsWithout(path)),
    ]);
    return isNew || unasked.length > 0 || excluded.length > 0;
  }

  /** By the last run that there is: a hint does not flicker while somebody types elsewhere. */
  #passedWithout({ text }: Clause, path: string): number {
    const { verdicts, live } = this.#core.get();
    const rows = this.#knowledge.rowsWithout(path);
    if (verdicts === null || rows === undefined) return 0;
    const { clauses } = verdicts.analysis;
    let clause = clauses.find((other) => other.kind === 'leaf' && other.text === text);
    while (clause !== undefined && clause.kind !== 'filter') {
      clause = clause.parent === null ? undefined : clauses[clause.parent];
    }
    const passed = clause && verdicts.evidence.clauses[clause.id]?.true;
    return passed === undefined ? 0 : countShared(and(passed, live), rows);
  }
}
