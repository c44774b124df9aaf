/**
 * The exceptions of a scenario over a table: which rows each item fits, and by that which are removed (contract, section 1,
 * "exception"). They are planned anew when the types of their fields follow the events, and evaluated anew when the events
 * change; the leaves are kept by the evaluator like those of the rule.
 */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Schema } from '../check/schema.ts';
import { type Bitmap, hasBit } from '../evaluate/bitmap.ts';
import type { EventTable } from '../evaluate/column.ts';
import type { Evaluator, Evidence } from '../evaluate/evaluator.ts';
import type { Removal } from '../evaluate/removal.ts';
import { type LeafVerdict, verdictOn } from '../explain/inspect.ts';
import { type ExceptionItem, entryWords, readItem } from './items.ts';
import { type ExceptionPlan, OS_FIELDS, planExceptions } from './plan.ts';
import type { ValueList } from './valueList.ts';

export interface ExceptionSettings {
  /** Items as Kibana stores them. */
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly valueLists: Readonly<Record<string, ValueList>>;
  /** `events`: before sequences are built. `sequences`: a whole sequence goes if any of its events fits. */
  readonly reading: Removal['reading'];
  /** Milliseconds since 1970; items that expired before are dropped. */
  readonly now: number;
}

/** One item over all events. */
export interface ItemUse {
  readonly name: string;
  readonly state: 'used' | 'expired' | 'unusable';
  /** Its entries in words. */
  readonly conditions: readonly string[];
  /** Live rows that it fits. */
  readonly rows: Bitmap | null;
  readonly problems: readonly Diagnostic[];
}

/** One item on one event. */
export interface ItemFinding {
  readonly name: string;
  readonly fits: boolean;
  readonly conditions: readonly { readonly words: string; readonly verdict: LeafVerdict }[];
}

/** Items read once; `over` evaluates them. */
export class Exceptions {
  readonly #settings: ExceptionSettings;
  readonly #items: readonly ExceptionItem[];
  /** The last plan and the types of fields that it was made for. */
  #planned: { readonly types: string; readonly plan: ExceptionPlan } | null = null;
  /** What was found last, and the state of the table that it belongs to: another rule changes nothing of it. */
  #last: {
    readonly plan: ExceptionPlan;
    readonly rowCount: number;
    readonly changeCount: number;
    readonly evidence: ExceptionEvidence;
  } | null = null;

  constructor(settings: ExceptionSettings) {
    this.#settings = settings;
    this.#items = settings.items.map((item, place) => readItem(item, place));
  }

  /** Null where there is no item. `schema` and `evaluator` are of the table, which is the same at each call. */
  over(table: EventTable, schema: Schema, evaluator: Evaluator): ExceptionEvidence | null {
    if (this.#items.length === 0) return null;
    const plan = this.#planFor(schema);
    const { rowCount, changeCount } = table;
    const last = this.#last;
    if (last?.plan !== plan || last.rowCount !== rowCount || last.changeCount !== changeCount) {
      const evidence = new ExceptionEvidence(plan, evaluator.evaluate(plan.query), this.#settings.reading);
      this.#last = { plan, rowCount, changeCount, evidence };
    }
    return this.#last!.evidence;
  }

  #planFor(schema: Schema): ExceptionPlan {
    const { valueLists, now } = this.#settings;
    const types = typesIn(this.#items, schema);
    if (types !== null && this.#planned?.types === types) return this.#planned.plan;
    const plan = planExceptions(this.#items, { schema, valueLists, now });
    this.#planned = types === null ? null : { types, plan };
    return plan;
  }
}

/** The types of the fields that items ask for; null where one is an object, whose fields may be others next time. */
function typesIn(items: readonly ExceptionItem[], schema: Schema): string | null {
  const types: string[] = [];
  for (const { field } of items.flatMap(({ entries }) => entries)) {
    const fact = schema.field(field);
    if (fact?.type === 'object' || fact?.type === 'nested') return null;
    types.push(fact === undefined ? '' : `${fact.type}${fact.declared ? '' : '?'}`);
  }
  return [...types, ...Object.keys(OS_FIELDS).map((field) => schema.field(field)?.type ?? '')].join();
}

export class ExceptionEvidence implements Removal {
  readonly reading: Removal['reading'];
  readonly #plan: ExceptionPlan;
  readonly #evidence: Evidence;

  constructor(plan: ExceptionPlan, evidence: Evidence, reading: Removal['reading']) {
    this.#plan = plan;
    this.#evidence = evidence;
    this.reading = reading;
  }

  get rows(): Bitmap {
    return this.#evidence.matches;
  }

  namesOn(row: number): readonly string[] {
    return this.#plan.items
      .filter(({ state, clause }) => state === 'used' && hasBit(this.#evidence.clauses[clause]!.true, row))
      .map(({ item }) => item.name);
  }

  get items(): readonly ItemUse[] {
    return this.#plan.items.map(({ item, state, clause, problems }) => ({
      name: item.name,
      state,
      conditions: item.entries.map(entryWords),
      rows: state === 'used' ? this.#evidence.clauses[clause]!.true : null,
      problems,
    }));
  }

  /** The items that are in use, each with its conditions, on one row. */
  on(row: number): readonly ItemFinding[] {
    return this.#plan.items
      .filter(({ state }) => state === 'used')
      .map(({ item, clause, conditions }) => ({
        name: item.name,
        fits: hasBit(this.#evidence.clauses[clause]!.true, row),
        conditions: conditions.map(({ words, clause: of }) => ({
          words,
          verdict: verdictOn(this.#evidence.clauses[of]!, row),
        })),
      }));
  }
}
