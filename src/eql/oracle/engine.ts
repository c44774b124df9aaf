/** The engine as the property test sees it: a rule, some events and field types in, a row of bits for each clause out. */
import { type Dataset, createDataset } from '../../events/index.ts';
import {
  type Bitmap,
  Evaluator,
  type Problem,
  andNot,
  check,
  clausesOf,
  emptyBitmap,
  hasBit,
  parse,
  planQuery,
} from '../index.ts';

const EVENT_CATEGORY_FIELD = 'event.category';

/** By event. */
export interface EventBits {
  readonly true: readonly boolean[];
  readonly missing: readonly boolean[];
  readonly error: readonly boolean[];
}

export interface EngineAnswer {
  readonly diagnostics: readonly Problem[];
  /** By clause number. */
  readonly clauses: readonly EventBits[];
  /** By event. */
  readonly root: readonly boolean[];
}

/** One table of events, and one evaluator that keeps its leaves from rule to rule. */
export class Engine {
  readonly #dataset: Dataset;
  readonly #evaluator: Evaluator;
  readonly #count: number;

  constructor(
    events: readonly object[],
    fieldTypes: Readonly<Record<string, string>>,
    mapping: 'open' | 'closed' = 'closed',
  ) {
    this.#dataset = createDataset({ mapping, fields: fieldTypes });
    this.#dataset.append(events.map((event) => ({ text: JSON.stringify(event) })));
    this.#evaluator = new Evaluator(this.#dataset);
    this.#count = events.length;
    for (const row of events.keys()) this.#refuseInvalid(row);
  }

  replace(row: number, event: object): void {
    this.#dataset.patch(row, JSON.stringify(event));
    this.#refuseInvalid(row);
  }

  #refuseInvalid(row: number): void {
    const problems = this.#dataset.problemsOf(row);
    if (problems.length > 0) throw new Error(`an event that Elasticsearch would reject: ${JSON.stringify(problems)}`);
  }

  evaluate(rule: string): EngineAnswer {
    const { schema } = this.#dataset;
    const { query, problems } = parse(rule);
    const clauses = clausesOf(query, EVENT_CATEGORY_FIELD);
    const plan = planQuery(clauses, schema);
    const verified = check(query, rule, schema, { eventCategoryField: EVENT_CATEGORY_FIELD });
    const evidence = this.#evaluator.evaluate(plan);

    const none = emptyBitmap(this.#count);
    const answers = evidence.clauses.map((bits, id): EventBits => {
      const isLeaf = clauses[id]!.kind === 'leaf';
      const error = id === 0 ? evidence.errors : isLeaf ? (bits.error ?? none) : none;
      const missing = isLeaf ? andNot(andNot(bits.empty ?? none, bits.true), error) : none;
      return { true: this.#bits(bits.true), missing: this.#bits(missing), error: this.#bits(error) };
    });
    const diagnostics = [...problems, ...verified, ...plan.problems];
    return { diagnostics, clauses: answers, root: this.#bits(evidence.matches) };
  }

  #bits(bitmap: Bitmap): readonly boolean[] {
    return Array.from({ length: this.#count }, (_, row) => hasBit(bitmap, row));
  }
}

export function evaluateWithEngine(
  rule: string,
  events: readonly object[],
  fieldTypes: Readonly<Record<string, string>>,
  mapping: 'open' | 'closed' = 'closed',
): EngineAnswer {
  return new Engine(events, fieldTypes, mapping).evaluate(rule);
}
