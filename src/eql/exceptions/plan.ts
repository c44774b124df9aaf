/**
 * Exception items made ready for the evaluator: an item is the `and` of its entries, an entry a leaf or the complement of
 * one, as a clause of a rule is. So an exception is one more set of bitmaps over the same columns, and nothing here
 * evaluates anything.
 */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Schema } from '../check/schema.ts';
import { type FieldType, familyOf } from '../check/types.ts';
import { Fault } from '../evaluate/arithmetic.ts';
import { type Leaf, inLeaf, namedLeaf, nullLeaf } from '../evaluate/leaf.ts';
import type { ClausePlan, Plan, QueryPlan } from '../evaluate/plan.ts';
import type { Field, Literal } from '../syntax/ast.ts';
import { type ExceptionEntry, type ExceptionItem, entryWords, unusable } from './items.ts';
import { type ValueList, listProblem, listTest } from './valueList.ts';
import { hasEscapedWildcard, wildcardMatcher } from './wildcard.ts';

export interface PlannedItem {
  readonly item: ExceptionItem;
  /** `used`: takes events away. `expired` and `unusable` ones have no clause and take nothing away. */
  readonly state: 'used' | 'expired' | 'unusable';
  /** Clause numbers in the plan: of the item, and of its conditions in order. */
  readonly clause: number;
  readonly conditions: readonly { readonly words: string; readonly clause: number }[];
  readonly problems: readonly Diagnostic[];
}

export interface ExceptionPlan {
  readonly query: QueryPlan;
  readonly items: readonly PlannedItem[];
}

/** What the items are read against. */
export interface ExceptionContext {
  readonly schema: Schema;
  readonly valueLists: Readonly<Record<string, ValueList>>;
  /** Milliseconds since 1970: an item that expired before is dropped. */
  readonly now: number;
}

export function planExceptions(items: readonly ExceptionItem[], context: ExceptionContext): ExceptionPlan {
  const clauses: ClausePlan[] = [];
  const filters: number[] = [];
  const planned = items.map((item, place): PlannedItem => {
    const planner = new ItemPlanner(context);
    const conditions = planner.conditionsOf(item, `exceptions[${place}]`);
    const problems = [...item.problems, ...planner.problems];
    const isUnusable = problems.some(({ severity }) => severity === 'error');
    const isExpired = item.expires !== null && item.expires < context.now;
    const common = { item, problems };
    if (isUnusable || isExpired) {
      return { ...common, state: isUnusable ? 'unusable' : 'expired', clause: -1, conditions: [] };
    }
    const clause = clauses.length;
    filters.push(clause);
    const operands = conditions.map(({ plan }) => plan);
    clauses.push({ plan: operands.length === 1 ? operands[0]! : { kind: 'and', operands }, isLeaf: false });
    for (const { plan } of conditions) clauses.push({ plan, isLeaf: true });
    return {
      ...common,
      state: 'used',
      clause,
      conditions: conditions.map(({ words }, i) => ({ words, clause: clause + 1 + i })),
    };
  });
  return { query: { clauses, filters, problems: [] }, items: planned };
}

interface Condition {
  readonly words: string;
  readonly plan: Plan;
}

class ItemPlanner {
  readonly problems: Diagnostic[] = [];
  readonly #context: ExceptionContext;

  constructor(context: ExceptionContext) {
    this.#context = context;
  }

  conditionsOf(item: ExceptionItem, path: string): readonly Condition[] {
    const entries = item.entries.map((entry, i): Condition => ({
      words: entryWords(entry),
      plan: this.#plan(entry, '', `${path}.entries[${i}]`),
    }));
    if (item.osTypes.length === 0) return entries;
    const systems = item.osTypes.map(literal);
    const plans = Object.entries(OS_FIELDS).map(([field, ignoresCase]) =>
      leafPlan(inLeaf(fieldNode(field), systems, ignoresCase, this.#context)),
    );
    return [...entries, { words: `host OS is ${item.osTypes.join(' or ')}`, plan: { kind: 'or', operands: plans } }];
  }

  #plan(entry: ExceptionEntry, above: string, path: string): Plan {
    const field = above + entry.field;
    if (entry.kind === 'nested') return this.#planNested(entry, field, path);
    try {
      const plan = this.#planField(entry, field, path);
      return entry.negated ? { kind: 'not', operand: plan } : plan;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // Where only its values say what a field is, other values do no harm.
      if (this.#context.schema.field(field)?.declared !== true) return NEVER;
      this.problems.push(unusable(path, `cannot be searched for: ${error.message}`));
      return NEVER;
    }
  }

  #planField(entry: Exclude<ExceptionEntry, { kind: 'nested' }>, field: string, path: string): Plan {
    const fact = this.#context.schema.field(field);
    const type = fact?.type ?? 'keyword';
    if (fact === undefined && field === field.trim()) this.#unknown(field, path);
    if (entry.kind === 'exists') return this.#exists(field, type);
    if (!isComparable(type)) {
      this.problems.push(unusable(path, `compares [${field}], which is of type ${fact?.typeName ?? type}`, TEXT_HINT));
      return NEVER;
    }
    switch (entry.kind) {
      case 'match':
        return leafPlan(inLeaf(fieldNode(field), entry.values.map(literal), false, this.#context));
      case 'wildcard':
        return this.#wildcard(field, entry.pattern, type, path);
      case 'list':
        return this.#list(field, entry.list, path);
    }
  }

  #exists(field: string, type: FieldType): Plan {
    const { schema } = this.#context;
    const present = (path: string): Plan => ({
      kind: 'not',
      operand: leafPlan(nullLeaf(fieldNode(path), this.#context)),
    });
    if (type !== 'object' && type !== 'nested') return present(field);
    // An object is there where something in it is.
    const operands = [...schema.paths()]
      .filter((path) => path.startsWith(`${field}.`) && familyOf(schema.field(path)!.type) !== 'none')
      .map(present);
    return operands.length === 0 ? NEVER : { kind: 'or', operands };
  }

  #wildcard(field: string, pattern: string, type: FieldType, path: string): Plan {
    if (familyOf(type) !== 'string' && this.#context.schema.field(field)?.declared === true) {
      this.problems.push(
        unusable(path, `has a wildcard for [${field}] of type ${type}, and wildcards fit keyword fields only`),
      );
      return NEVER;
    }
    if (hasEscapedWildcard(pattern)) {
      const message = `${path} has \\ before a wildcard, which makes it a plain character.`;
      this.problems.push({ code: 'exception/escape', severity: 'warning', path, message });
    }
    const matcher = wildcardMatcher(pattern);
    const test = (value: unknown): boolean => typeof value === 'string' && matcher.test(value);
    return leafPlan(namedLeaf(`wildcard ${JSON.stringify(pattern)}`, field, test, this.#context));
  }

  #list(field: string, id: string, path: string): Plan {
    const { valueLists, schema } = this.#context;
    const list = Object.hasOwn(valueLists, id) ? valueLists[id] : undefined;
    if (list === undefined) {
      this.problems.push(unusable(path, `names the value list "${id}", whose values are not here`, LIST_HINT));
      return NEVER;
    }
    const problem = listProblem(list);
    if (problem !== null) {
      this.problems.push(unusable(path, `names the value list "${id}", which ${problem}`));
      return NEVER;
    }
    const fact = schema.field(field);
    const type = fact?.type ?? 'keyword';
    const test = listTest(list, type, fact?.declared ?? false);
    if (test === null) {
      this.problems.push(unusable(path, `looks for [${field}] of type ${type} in a list of type ${list.type}`));
      return NEVER;
    }
    return leafPlan(namedLeaf(`in list ${JSON.stringify(id)}`, field, test, this.#context));
  }

  /** Columns know no single object, so where an event has several of them their values are taken together. */
  #planNested(entry: Extract<ExceptionEntry, { kind: 'nested' }>, field: string, path: string): Plan {
    if (this.#context.schema.field(field)?.type !== 'nested') {
      this.problems.push(
        unusable(
          path,
          `asks for objects in [${field}], which is not mapped as nested: Elasticsearch would refuse it`,
          NESTED_HINT,
        ),
      );
      return NEVER;
    }
    const message = `${path} is exact where an event has one object in [${field}]; several are taken together.`;
    this.problems.push({ code: 'exception/nested', severity: 'warning', path, message });
    const operands = entry.entries.map((inner, i) => this.#plan(inner, `${field}.`, `${path}.entries[${i}]`));
    return { kind: 'and', operands };
  }

  #unknown(field: string, path: string): void {
    const message = `No event has the field [${field}].`;
    this.problems.push({ code: 'exception/unknown-field', severity: 'warning', path: `${path}.field`, message });
  }
}

/** The extra condition of an item with `os_types`: one of the two equals one of them. Which of them ignores case. */
export const OS_FIELDS: Readonly<Record<string, boolean>> = { 'host.os.type': false, 'host.os.name.caseless': true };

const NEVER: Plan = { kind: 'constant', value: false };

const LIST_HINT = 'Kibana exports lists without their values: write them into the scenario.';
const TEXT_HINT = 'Elasticsearch compares such a field in another way. Use a keyword field.';
const NESTED_HINT = 'Use the full names of plain fields, or declare the field as nested.';

/** Whether whole values of the type are compared; text fields are searched word by word. */
function isComparable(type: FieldType): boolean {
  return familyOf(type) !== 'none' && type !== 'text' && type !== 'match_only_text';
}

function leafPlan(leaf: Leaf): Plan {
  return { kind: 'leaf', leaf };
}

const NOWHERE = { from: 0, to: 0 };

function fieldNode(path: string): Field {
  return { kind: 'field', span: NOWHERE, path, optional: false, nameSpan: NOWHERE };
}

function literal(value: string): Literal {
  return { kind: 'literal', span: NOWHERE, value };
}
