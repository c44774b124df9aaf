/**
 * A rule as something to be solved: for each filter (of an event query the only one) a formula over conditions, the
 * conditions over atoms, and the *variables* that the atoms read. A variable is a field of the event of one stage; what
 * stages have to share are the places of their join keys.
 */
import type { Span } from '../../../text/span.ts';
import { type FieldType, type Family, familyOf } from '../../../eql/check/types.ts';
import type { RunnableRule } from '../../../eql/index.ts';
import { isLeafClause, leavesBelow } from '../../../eql/explain/blockers.ts';
import type { Clause } from '../../../eql/syntax/clauses.ts';
import type { Leaf } from '../../../eql/evaluate/leaf.ts';
import type { Plan } from '../../../eql/evaluate/plan.ts';
import type { Schema } from '../../../eql/check/schema.ts';
import type { EventSchema } from '../../schema/schema.ts';
import { containerField } from '../../schema/container-fields.ts';
import { combination, FALSE, type Formula, negation, TRUE } from './formula.ts';

/** A field of the event of one stage. */
export interface Variable {
  readonly index: number;
  readonly stage: number;
  readonly path: string;
  readonly type: FieldType;
  readonly family: Family;
  /** Whether the field usually holds several values; null where nobody says. */
  readonly isArray: boolean | null;
}

/** A leaf as it is evaluated. */
export interface Atom {
  readonly index: number;
  readonly leaf: Leaf;
  /** One for each slot of the leaf's frame. */
  readonly variables: readonly number[];
}

/** A leaf of the rule; equal leaves of a filter are one. */
export interface Condition {
  readonly index: number;
  readonly stage: number;
  /** Their places in the rule. */
  readonly clauses: readonly number[];
  readonly text: string;
  readonly formula: Formula;
}

export interface StageProblem {
  /** Number of the filter's clause. */
  readonly clause: number;
  /** Over conditions. */
  readonly formula: Formula;
  readonly role: 'event' | 'forbidden' | 'until';
}

/** An entry of the list of a condition, as an atom of its own that no formula asks for. */
export interface EntryAtom {
  readonly condition: number;
  readonly atom: number;
  readonly span: Span;
  /** The entry as it is written. */
  readonly text: string;
}

/** One place of the join keys: a variable for each stage. */
export interface KeyPlace {
  readonly variables: readonly number[];
  readonly optional: boolean;
}

export interface Problem {
  readonly rule: RunnableRule;
  /** In the order of the text; a term with runs stands once. */
  readonly stages: readonly StageProblem[];
  readonly conditions: readonly Condition[];
  readonly atoms: readonly Atom[];
  readonly variables: readonly Variable[];
  readonly keys: readonly KeyPlace[];
  readonly entries: readonly EntryAtom[];
}

/**
 * @param schema what the rule was compiled with
 * @param fields what says which fields are readings of others
 * @param withEntries whether entries of lists are to be told apart
 */
export function problemOf(rule: RunnableRule, schema: Schema, fields: EventSchema, withEntries: boolean): Problem {
  return new Reading(rule, schema, fields).problem(withEntries);
}

class Reading {
  readonly #rule: RunnableRule;
  readonly #schema: Schema;
  readonly #fields: EventSchema;
  readonly #variables: Variable[] = [];
  readonly #atoms: Atom[] = [];
  readonly #conditions: Condition[] = [];
  readonly #known = new Map<string, number>();

  constructor(rule: RunnableRule, schema: Schema, fields: EventSchema) {
    this.#rule = rule;
    this.#schema = schema;
    this.#fields = fields;
  }

  problem(withEntries: boolean): Problem {
    const rule = this.#rule;
    const stages = rule.plan.filters.map((clause, stage): StageProblem => {
      return { clause, formula: this.#filter(clause, stage), role: this.#roleOf(stage) };
    });
    const keys = this.#keys(stages.length);
    const entries = withEntries ? this.#conditions.flatMap((condition) => this.#entries(condition)) : [];
    return {
      rule,
      stages,
      conditions: this.#conditions,
      atoms: this.#atoms,
      variables: this.#variables,
      keys,
      entries,
    };
  }

  #roleOf(stage: number): StageProblem['role'] {
    const { query } = this.#rule;
    if (query.kind === 'event') return 'event';
    const term = query.stages[stage];
    if (term === undefined) return 'until';
    return term.missing ? 'forbidden' : 'event';
  }

  #filter(filter: number, stage: number): Formula {
    const { clauses, plan } = this.#rule;
    const byText = new Map<string, number>();
    const read = (clause: Clause): Formula => {
      const planned = plan.clauses[clause.id]!.plan;
      // A null decides before any event is seen, and spreads (eql.md 3.7).
      if (planned.kind === 'constant' && planned.value === null) return FALSE;
      if (isLeafClause(clause)) {
        const index = byText.get(clause.text) ?? this.#condition(clause, stage, filter, planned);
        byText.set(clause.text, index);
        return { kind: 'condition', index };
      }
      const parts = clause.children.map((child) => read(clauses[child]!));
      if (clause.kind === 'not') return negation(parts[0]!);
      return combination(clause.kind === 'or' ? 'or' : 'and', parts);
    };
    return read(clauses[filter]!);
  }

  #condition({ text }: Clause, stage: number, filter: number, plan: Plan): number {
    const places = leavesBelow(this.#rule.clauses, filter).filter((leaf) => leaf.text === text);
    const formula = this.#formula(plan, stage);
    const index = this.#conditions.length;
    this.#conditions.push({ index, stage, clauses: places.map(({ id }) => id), text, formula });
    return index;
  }

  #formula(plan: Plan, stage: number): Formula {
    switch (plan.kind) {
      case 'constant':
        return plan.value === true ? TRUE : FALSE;
      case 'leaf':
        return { kind: 'atom', index: this.#atom(plan.leaf, stage) };
      case 'not':
        return negation(this.#formula(plan.operand, stage));
      default:
        return combination(
          plan.kind,
          plan.operands.map((operand) => this.#formula(operand, stage)),
        );
    }
  }

  #atom(leaf: Leaf, stage: number): number {
    const name = `atom ${stage} ${leaf.key}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const variables = leaf.places.map((path) => this.#variable(path, stage));
    const index = this.#atoms.push({ index: this.#atoms.length, leaf, variables }) - 1;
    this.#known.set(name, index);
    return index;
  }

  #entries({ index, formula }: Condition): readonly EntryAtom[] {
    const inner = formula.kind === 'not' ? formula.operand : formula;
    const atom = inner.kind === 'atom' ? this.#atoms[inner.index]! : null;
    if (atom === null || atom.leaf.entries.length < 2) return [];
    return atom.leaf.entries.map(({ span }, place) => {
      const made = this.#atoms.push({ ...atom, index: this.#atoms.length, leaf: entryLeaf(atom.leaf, place) }) - 1;
      return { condition: index, atom: made, span, text: this.#rule.text.slice(span.from, span.to) };
    });
  }

  #variable(asked: string, stage: number): number {
    // A sub-field reads the values of the field that it belongs to.
    const path = this.#fields.tree.find(asked)?.source?.path ?? asked;
    const name = `field ${stage} ${path}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const type = this.#schema.field(path)?.type ?? 'keyword';
    const index = this.#variables.length;
    const isArray = containerField(path)?.array ?? null;
    this.#variables.push({ index, stage, path, type, family: familyOf(type), isArray });
    this.#known.set(name, index);
    return index;
  }

  #keys(stages: number): readonly KeyPlace[] {
    const { query } = this.#rule;
    if (query.kind === 'event') return [];
    const terms = query.until === null ? query.stages : [...query.stages, query.until];
    const fieldsOf = (stage: number) => [...(query.by?.fields ?? []), ...(terms[stage]!.by?.fields ?? [])];
    return fieldsOf(0).map((_, place) => ({
      variables: Array.from({ length: stages }, (__, stage) => this.#variable(fieldsOf(stage)[place]!.path, stage)),
      optional: fieldsOf(0)[place]!.optional,
    }));
  }
}

/** One entry of a leaf's list as a leaf. */
function entryLeaf(leaf: Leaf, place: number): Leaf {
  const { question } = leaf;
  const { test } = leaf.entries[place]!;
  return {
    key: `${leaf.key}\n${place}`,
    places: leaf.places,
    test: ([value]) => value !== null && value !== undefined && test(value),
    entries: [],
    alone: [],
    question:
      question.kind === 'in'
        ? { ...question, constants: question.constants.slice(place, place + 1) }
        : question.kind === 'pattern'
          ? { ...question, patterns: question.patterns.slice(place, place + 1) }
          : question,
  };
}
