/**
 * The exceptions of a scenario over a table: which rows each item fits, and by that which are removed (contract, section 1,
 * "exception"). They are planned anew for each run, since the types of fields may follow the events; the leaves are kept
 * by the evaluator like those of the rule.
 */
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Schema } from '../check/schema.ts';
import { type Bitmap, hasBit } from '../evaluate/bitmap.ts';
import type { Evaluator, Evidence } from '../evaluate/evaluator.ts';
import type { Removal } from '../evaluate/removal.ts';
import { type LeafVerdict, verdictOn } from '../explain/inspect.ts';
import { type ExceptionItem, entryWords, readItem } from './items.ts';
import { type ExceptionPlan, planExceptions } from './plan.ts';
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

  constructor(settings: ExceptionSettings) {
    this.#settings = settings;
    this.#items = settings.items.map((item, place) => readItem(item, place));
  }

  /** Null where there is no item. `evaluator` must be of the table that `schema` is of. */
  over(schema: Schema, evaluator: Evaluator): ExceptionEvidence | null {
    if (this.#items.length === 0) return null;
    const { valueLists, now, reading } = this.#settings;
    const plan = planExceptions(this.#items, { schema, valueLists, now });
    return new ExceptionEvidence(plan, evaluator.evaluate(plan.query), reading);
  }
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
    return this.on(row)
      .filter(({ fits }) => fits)
      .map(({ name }) => name);
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
