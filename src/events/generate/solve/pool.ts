/**
 * Where events come from before anything is asked of them: events of stories, and a bare one for rules about other
 * sources. An event that is made for a rule begins as the one of them that has to be changed least; and what its fields
 * usually hold is what they hold here.
 */
import { hasBit, rowsOf } from '../../../eql/evaluate/bitmap.ts';
import { codesOf } from '../../../eql/explain/entries.ts';
import { Evaluator } from '../../../eql/evaluate/evaluator.ts';
import type { Scalar } from '../../../eql/check/types.ts';
import { createDataset, type Dataset } from '../../columns/dataset.ts';
import type { SchemaOptions } from '../../schema/schema.ts';
import { defaultKnobs } from '../stories/knobs.ts';
import { generateStories } from '../stories/stories.ts';
import type { Literal } from './theory.ts';
import type { Problem } from './problem.ts';

/** Events of stories: enough for every kind of report, and for most programs. */
const COUNT = 240;
/** Usual values of one field. */
const MOST_USUAL = 40;

/** The bare event stands first. */
const BARE = 0;

/** Whether a row is the event that nothing is known of; what a rule reads of it may be made up. */
export function isBare(row: number): boolean {
  return row === BARE;
}

export type { Pool };

class Pool {
  readonly #dataset: Dataset;
  readonly #evaluator: Evaluator;
  readonly #usual = new Map<string, readonly Scalar[]>();

  constructor(seed: string, options: SchemaOptions) {
    this.#dataset = createDataset(options);
    this.#dataset.append([
      { text: JSON.stringify(bareEvent()) },
      ...generateStories({ ...defaultKnobs, seed, count: COUNT }),
    ]);
    this.#evaluator = new Evaluator(this.#dataset);
  }

  text(row: number): string {
    return this.#dataset.text(row);
  }

  values(row: number, path: string): readonly Scalar[] {
    return this.#dataset.values(row, path);
  }

  /** The values of a field over all events, the commonest first. */
  usual(path: string): readonly Scalar[] {
    let values = this.#usual.get(path);
    if (values === undefined) {
      this.#usual.set(path, (values = commonest(this.#dataset, path)));
    }
    return values;
  }

  /**
   * The event that is closest to these verdicts of the atoms of a stage; of equals the first.
   * @param near a row that the event should belong to: of the same container
   */
  closest({ atoms, variables }: Problem, literals: readonly Literal[], near: number | null): number {
    const container = near === null || near === BARE ? undefined : this.values(near, 'container.id')[0];
    const asked = literals.map(({ atom, wanted }) => ({
      wanted,
      rows: this.#evaluator.stateOf(atoms[atom]!.leaf).true,
      weight: Math.max(...atoms[atom]!.variables.map((variable) => weightOf(variables[variable]!.path))),
    }));
    let best = { row: BARE, cost: Infinity };
    for (const row of rowsOf(this.#dataset.live)) {
      let cost = row === BARE ? BARE_COST : 0;
      for (const { rows, wanted, weight } of asked) if (hasBit(rows, row) !== wanted) cost += weight;
      if (cost >= best.cost) continue;
      if (container !== undefined && this.values(row, 'container.id')[0] !== container) cost += STRANGER_COST;
      if (cost < best.cost) best = { row, cost };
    }
    return best.row;
  }
}

/** The last pool that was made, for the next question about the same rule. */
let latest: { readonly name: string; readonly pool: Pool } | null = null;

export function poolFor(seed: string, options: SchemaOptions): Pool {
  const name = JSON.stringify([seed, options]);
  if (latest?.name !== name) latest = { name, pool: new Pool(seed, options) };
  return latest.pool;
}

/** How much it costs to begin with the bare event, and with one of another container than the stage before. */
const BARE_COST = 3;
const STRANGER_COST = 0.5;

/** Fields that say where an event comes from; an event of another source is no likely beginning. */
const ORIGIN = /^(?:host\.os\.|event\.(?:category|module|dataset|provider)$|data_stream\.|agent\.type$)/;
const ORIGIN_COST = 10;

function weightOf(path: string): number {
  return ORIGIN.test(path) ? ORIGIN_COST : 1;
}

function bareEvent(): object {
  return {
    '@timestamp': defaultKnobs.start,
    event: { kind: 'event' },
    host: { id: '3f0c0f6c9b1d4c0e8a51d2f77c9e6b20', name: 'host-1', os: { type: 'linux' } },
    user: { id: '1000' },
  };
}

function commonest(dataset: Dataset, path: string): readonly Scalar[] {
  const column = dataset.column(path);
  const counts = new Map<number, number>();
  for (let row = 0; row < dataset.rowCount; row++) {
    for (const code of codesOf(column, column.rows[row]!)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const codes = [...counts].toSorted(([, a], [, b]) => b - a).map(([code]) => code);
  return codes.slice(0, MOST_USUAL).map((code) => column.values[code]!);
}
