/**
 * What the events list asks of the table besides verdicts: the rows that fulfil a condition, the order of the rows by a
 * field, and the values of a field as a cell shows them.
 */
import {
  type Bitmap,
  compareScalars,
  compileRule,
  DEFAULT_SEARCH,
  type Evaluator,
  isRunnable,
  runSearch,
  textOf,
} from '../eql/index.ts';
import type { Dataset } from '../events/index.ts';
import type { EngineOptions, FieldOrder } from './protocol.ts';
import { shortened } from '../text/shortened.ts';

/** A cell shows so many values of a field, and so much of them. */
const MOST_VALUES = 8;
const LONGEST = 200;

/** The live rows on which a condition of EQL is true; or what is wrong with it. */
export function rowsWhere(
  condition: string,
  dataset: Dataset,
  evaluator: Evaluator,
  options: EngineOptions,
): { readonly rows: Bitmap } | { readonly problem: string } {
  const { schema } = dataset;
  const rule = compileRule(`any where ${condition}`, schema, { ...DEFAULT_SEARCH, ...options });
  if (!isRunnable(rule)) return { problem: rule.problems.find(({ severity }) => severity === 'error')?.message ?? '' };
  return { rows: runSearch(rule, dataset, schema, evaluator, options).evidence.matches };
}

export function rowsByField(dataset: Dataset, path: string): FieldOrder {
  const { values, setCount, setStarts, setCodes, rows } = dataset.column(path);
  const byValue = Uint32Array.from(values, (_, code) => code).sort(
    (a, b) => compareScalars(values[a]!, values[b]!) ?? 0,
  );
  const rankOfCode = new Uint32Array(values.length);
  for (const [rank, code] of byValue.entries()) rankOfCode[code] = rank;
  // Equal rank, equal bucket: rows are counted into buckets, which keeps their order and takes linear time.
  const bucketOfSet = new Uint32Array(setCount).fill(values.length);
  for (let set = 1; set < setCount; set++) {
    for (let i = setStarts[set]!; i < setStarts[set + 1]!; i++) {
      bucketOfSet[set] = Math.min(bucketOfSet[set]!, rankOfCode[setCodes[i]!]!);
    }
  }
  const { rowCount } = dataset;
  const starts = new Uint32Array(values.length + 2);
  for (let row = 0; row < rowCount; row++) starts[bucketOfSet[rows[row]!]! + 1]!++;
  for (let bucket = 1; bucket < starts.length; bucket++) starts[bucket]! += starts[bucket - 1]!;
  const valued = starts[values.length]!;
  const ordered = new Uint32Array(rowCount);
  for (let row = 0; row < rowCount; row++) ordered[starts[bucketOfSet[rows[row]!]!]!++] = row;
  return { rows: ordered, valued };
}

/** The values of some fields of a row, each as one text; empty where there is none. */
export function cellsOf(dataset: Dataset, row: number, paths: readonly string[]): readonly string[] {
  return paths.map((path) => {
    const type = dataset.schema.field(path)?.type ?? 'keyword';
    const values = dataset.values(row, path);
    const text = values.slice(0, MOST_VALUES).map((value) => textOf(value, type));
    return shortened([...text, ...(values.length > MOST_VALUES ? ['…'] : [])].join(', '), LONGEST);
  });
}
