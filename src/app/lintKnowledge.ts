/**
 * What the lints know of the events besides the schema: the values of the fields that the rule compares, and how many events
 * pass a filter for want of a field. Both are asked for after a run, when the worker has the columns at hand, and kept until
 * the events change.
 */
import type { LintFacts } from '../eql/check/lints/lint.ts';
import { fieldsCompared, fieldsExcluded } from '../eql/check/lints/wanted.ts';
import type { Clause } from '../eql/syntax/clauses.ts';
import { and, countBits, countShared } from '../worker/protocol.ts';
import type { Core } from './core.ts';
import type { KnowledgeBase } from './knowledge.ts';
import type { Analysis } from './state.ts';

/** Of more events the values of a field take the worker too long, beside somebody who types. */
const MOST_EVENTS = 50_000;
/** A rule with more fields than this was made by a machine. */
const MOST_FIELDS = 30;

export class LintKnowledge {
  readonly #core: Core;
  readonly #base: KnowledgeBase;

  constructor(core: Core, base: KnowledgeBase) {
    this.#core = core;
    this.#base = base;
  }

  facts(): LintFacts | undefined {
    const known = this.#base.known();
    return known && { ...known, passedWithout: (leaf, path) => this.#passedWithout(leaf, path) };
  }

  /** Asks for what a rule needs. False when the lints of the rule cannot have changed by it. */
  async gather({ query, clauses }: Analysis): Promise<boolean> {
    const { rest, live } = this.#core.get();
    const isNew = this.#base.known() === undefined;
    await this.#base.about(null);
    if (countBits(live) > MOST_EVENTS) return isNew;
    const excluded = fieldsExcluded(query).slice(0, MOST_FIELDS);
    const compared = [rest.options.eventCategoryField, ...fieldsCompared(clauses)].slice(0, MOST_FIELDS);
    const unasked = compared.filter((path) => this.#base.known()?.values(path) === undefined);
    await Promise.all([
      ...unasked.map(async (path) => this.#base.about(path)),
      ...excluded.map(async (path) => this.#base.readRowsWithout(path)),
    ]);
    return isNew || unasked.length > 0 || excluded.length > 0;
  }

  /** By the last run that there is: a hint does not flicker while somebody types elsewhere. */
  #passedWithout({ text }: Clause, path: string): number {
    const { verdicts, live } = this.#core.get();
    const rows = this.#base.rowsWithout(path);
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
